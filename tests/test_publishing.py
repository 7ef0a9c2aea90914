"""A release: the same bytes, whole, and saying what the store says."""

import hashlib
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from reviewgraph.errors import GraphError
from reviewgraph.namespaces import ID, PREFIXES
from reviewgraph.publishing import CHECKSUMS, WHOLE, publish
from reviewgraph.store import Store, open_store


@pytest.fixture(scope="module")
def release(havering: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "release"
    publish(open_store(havering), folder)
    return folder


def in_rdflib(store: Store) -> Graph:
    graph = Graph()
    for name in store.graph_names():
        lines = "".join(f"{row} .\n" for row in store.triples(name))
        graph.parse(data=lines, format="nt")
    return graph


def test_the_dump_parses_back_to_what_the_store_holds(havering: Path, release: Path) -> None:
    dump = Graph().parse(release / WHOLE)
    assert isomorphic(dump, in_rdflib(open_store(havering)))


def test_the_dump_has_one_block_a_subject(release: Path) -> None:
    text = (release / WHOLE).read_text(encoding="utf-8")
    blocks = text.split("\n\n")[1:]
    subjects = [block.split(maxsplit=1)[0] for block in blocks]
    assert len(subjects) == len(set(subjects))
    assert "_:" not in subjects


def test_the_dump_uses_our_prefixes(release: Path) -> None:
    text = (release / WHOLE).read_text(encoding="utf-8")
    assert text.startswith(f"@prefix rg: <{PREFIXES['rg']}> .\n")
    subjects = [line for line in text.splitlines() if line.startswith(f"<{ID}")]
    assert subjects == [], "a subject has no prefix"


def test_checksums_are_of_the_files(release: Path) -> None:
    lines = (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 2
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest


def test_a_folder_of_other_things_is_not_replaced(havering: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(GraphError, match="no release"):
        publish(open_store(havering), tmp_path)
    assert (tmp_path / "letter.txt").exists()
