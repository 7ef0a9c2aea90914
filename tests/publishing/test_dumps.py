"""The dumps: the same bytes for the same graph, and each saying what the store says."""

import gzip
import hashlib
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from reviewgraph.errors import DataError, GraphError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.publishing import (
    CHECKSUMS,
    JSONLD,
    NQUADS,
    TRIG,
    TURTLE,
    edition,
    publish,
)
from reviewgraph.store import Store, open_store


def in_rdflib(store: Store) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in store.graph_names():
        lines = "".join(f"{row} .\n" for row in store.triples(name))
        graph.parse(data=lines, format="nt")
    return graph


def triples(path: Path, format: RdfFormat) -> set[object]:
    return {quad.triple for quad in parse(path=path, format=format)}


def test_turtle_parses_back_to_what_the_store_holds(corpus: Path, release: Path) -> None:
    dump = rdflib.Graph().parse(release / TURTLE)
    assert set(dump) == set(in_rdflib(open_store(corpus)))


@pytest.mark.parametrize(
    ("name", "format"),
    [(JSONLD, RdfFormat.JSON_LD), (TRIG, RdfFormat.TRIG), (NQUADS, RdfFormat.N_QUADS)],
)
def test_every_dump_says_what_the_turtle_says(release: Path, name: str, format: RdfFormat) -> None:
    assert triples(release / name, format) == triples(release / TURTLE, RdfFormat.TURTLE)


def test_dumps_with_named_graphs_hold_the_quads_of_the_store(corpus: Path, release: Path) -> None:
    store = open_store(corpus)
    for name, format in ((TRIG, RdfFormat.TRIG), (NQUADS, RdfFormat.N_QUADS)):
        found = list(parse(path=release / name, format=format))
        assert len(set(found)) == len(found) == len(store)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_rdflib_reads_the_json_ld_as_the_turtle(release: Path) -> None:
    read = rdflib.Graph().parse(release / JSONLD, format="json-ld")
    assert set(read) == set(rdflib.Graph().parse(release / TURTLE))


def test_nquads_are_canonical(release: Path) -> None:
    data = Dataset(parse(path=release / NQUADS, format=RdfFormat.N_QUADS))
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n".encode() for quad in data)
    assert (release / NQUADS).read_bytes() == b"".join(lines)


def test_hard_characters_are_canonical(tmp_path: Path) -> None:
    """Control characters, quotes and other planes, in the escapes of canonical N-Quads."""
    text = "".join(map(chr, [*range(1, 33), 34, 92, 127, 133, 0x2028, 0xFFFD, 0x1F600]))
    escaped = "".join(f"\\U{ord(each):08X}" for each in text)
    graph = f"{PREFIXES['graph']}review--0a0a0a0a-anytown"
    subject = f"{PREFIXES['review']}0a0a0a0a-anytown"
    line = f'<{subject}> <{PREFIXES["rdfs"]}label> "{escaped}" <{graph}> .\n'
    publish(Store.in_memory(line.encode()), tmp_path / "release", edition("2026.11"))
    written = (tmp_path / "release" / NQUADS).read_bytes()
    data = Dataset(parse(written, format=RdfFormat.N_QUADS))
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert written.decode() == "".join(f"{quad} .\n" for quad in data)
    for name, form in ((TURTLE, RdfFormat.TURTLE), (JSONLD, RdfFormat.JSON_LD)):
        (found,) = triples(tmp_path / "release" / name, form)
        assert found.object.value == text  # type: ignore[attr-defined]


def test_the_same_quads_in_another_order_give_the_same_bytes(
    corpus: Path, release: Path, tmp_path: Path
) -> None:
    lines = (release / NQUADS).read_bytes().splitlines(keepends=True)
    publish(Store.in_memory(b"".join(reversed(lines))), tmp_path / "again", edition("2026.11"))
    assert (tmp_path / "again" / CHECKSUMS).read_text() == (release / CHECKSUMS).read_text()


def test_turtle_has_one_block_a_subject(release: Path) -> None:
    text = (release / TURTLE).read_text(encoding="utf-8")
    blocks = text.split("\n\n")[1:]
    subjects = [block.split(maxsplit=1)[0] for block in blocks]
    assert len(subjects) == len(set(subjects)) > 1000


def test_turtle_uses_our_prefixes(release: Path) -> None:
    text = (release / "reviews" / "6391f4df-havering.ttl").read_text(encoding="utf-8")
    assert text.startswith(f"@prefix rg: <{PREFIXES['rg']}> .\n")
    assert f"<{PREFIXES['recommendation']}6391" not in text


def test_a_review_has_its_own_file(release: Path) -> None:
    whole = (release / TURTLE).read_text(encoding="utf-8")
    files = sorted((release / "reviews").iterdir())
    assert len(files) == 18
    for path in files:
        head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
        assert rest in whole
        assert head == whole.partition("\n\n")[0]


def test_a_blank_node_is_refused(tmp_path: Path) -> None:
    graph = f"<{PREFIXES['graph']}dataset>"
    store = Store.in_memory(f'_:b <{PREFIXES["rdfs"]}label> "x" {graph} .\n'.encode())
    with pytest.raises(DataError, match="blank node"):
        publish(store, tmp_path / "release", edition("2026.11"))
    assert not (tmp_path / "release").exists()


def test_checksums_are_of_all_files(release: Path) -> None:
    lines = (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {path.relative_to(release).as_posix(): path for path in release.rglob("*.*")}
    assert sums.keys() == files.keys()
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sums[name]


def test_zipped_twins_hold_the_same_and_no_time(release: Path) -> None:
    twins = list(release.rglob("*.gz"))
    assert {"reviewgraph.ttl.gz", "reviewgraph.nq.gz"} <= {path.name for path in twins}
    for path in twins:
        data = path.read_bytes()
        assert data[3:8] == b"\0\0\0\0\0"
        assert gzip.decompress(data) == path.with_suffix("").read_bytes()


def test_a_folder_of_other_things_is_not_replaced(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(GraphError, match="no release"):
        publish(open_store(corpus), tmp_path, edition("2026.11"))
    assert (tmp_path / "letter.txt").exists()


@pytest.mark.parametrize(
    "version", ["2026", "2026.13", "2026.1", "2026.11.01", "next", "2026.11\n"]
)
def test_a_version_is_a_month(version: str) -> None:
    with pytest.raises(GraphError, match="give year and month"):
        edition(version)


def test_the_day_of_a_release_is_given_or_follows_from_its_version() -> None:
    assert edition("2026.11.2").issued == "2026-11-01"
    assert edition("2026.11", "2026-11-20").issued == "2026-11-20"
    with pytest.raises(GraphError, match="give a date"):
        edition("2026.11", "20 November")
