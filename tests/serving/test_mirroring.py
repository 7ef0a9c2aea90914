"""Reading a whole graph out of real engines: what is copied is what was pushed."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewgraph.cli import main
from reviewgraph.endpoint import Endpoint
from reviewgraph.errors import EndpointError
from reviewgraph.graphstore import GraphStore
from reviewgraph.identifiers import mint
from reviewgraph.mirroring import mirror
from reviewgraph.namespaces import RDF, RG, XSD
from reviewgraph.pushing import push
from reviewgraph.rdf import BlankNode, Literal, NamedNode, RdfFormat, Triple, nquads
from reviewgraph.results import Results, Table, read_results
from reviewgraph.store import Store, open_store
from serving.engines import Engine

pytestmark = pytest.mark.slow
FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"


@pytest.fixture
def fixture() -> Store:
    return Store.in_memory(FIXTURE.read_bytes(), RdfFormat.TRIG)


def send(engine: Engine, store: Store) -> None:
    push(store, Endpoint(engine.query).query, GraphStore(engine.update), batch=500)


def content(store: Store) -> dict[str, set[tuple[str, ...]]]:
    """Return what each graph says, numbers and truths by value, as engines may keep them."""
    return {
        name.value: {
            (row.subject.value, row.predicate.value, *_by_value(row.object))
            for row in store.triples(name)
            if isinstance(row.subject, NamedNode)
        }
        for name in store.graph_names()
    }


def _by_value(term: object) -> Iterator[str]:
    if isinstance(term, Literal):
        yield term.datatype.value
        yield (term.language or "").lower()
        if term.datatype in (XSD.decimal, XSD.integer):
            yield str(Decimal(term.value).normalize())
        elif term.datatype == XSD.boolean:
            yield {"1": "true", "0": "false"}.get(term.value, term.value)
        else:
            yield term.value
    else:
        yield str(term)


@pytest.mark.parametrize("piece", [5_000, 40])
def test_the_copy_holds_what_was_pushed(
    engine: Engine, fixture: Store, tmp_path: Path, piece: int
) -> None:
    send(engine, fixture)
    copy = mirror(Endpoint(engine.query).query, tmp_path / "copy", piece=piece)
    assert content(copy) == content(fixture)
    if engine.name == "oxigraph":
        for name in fixture.graph_names():
            assert set(copy.triples(name)) == set(fixture.triples(name))


def test_a_graph_is_read_in_small_pieces(fixture: Store, tmp_path: Path) -> None:
    sizes = []

    def ask(text: str) -> Results:
        answer = read_results(fixture.query(text))
        if text.startswith("SELECT ?s"):
            assert isinstance(answer, Table)
            sizes.append(len(answer.rows))
        return answer

    steps: list[tuple[int, int]] = []
    mirror(ask, tmp_path / "copy", piece=50, progress=lambda *step: steps.append(step))
    assert max(sizes) <= 50
    total = len(fixture.graph_names())
    assert steps == [(done + 1, total) for done in range(total)]


def test_a_cut_answer_is_no_smaller_graph(fixture: Store, tmp_path: Path) -> None:
    def ask(text: str) -> Results:
        answer = read_results(fixture.query(text))
        if text.startswith("SELECT ?s") and isinstance(answer, Table):
            return Table(answer.columns, answer.rows[:-1])
        return answer

    with pytest.raises(EndpointError, match=r"\d+ triples counted and \d+ given; the engine cuts"):
        mirror(ask, tmp_path / "copy")


def test_what_is_no_graph_of_ours_is_refused(tmp_path: Path) -> None:
    empty = Store.in_memory(b"")
    with pytest.raises(EndpointError, match="no graph of ours; load one with: reviewgraph push"):
        mirror(lambda text: read_results(empty.query(text)), tmp_path / "empty")
    node = Triple(BlankNode("x"), RDF.type, RG.Review)
    strange = Store.in_memory(nquads(mint("graph", "strange"), [node]))
    with pytest.raises(EndpointError, match="graph/strange: holds a blank node"):
        mirror(lambda text: read_results(strange.query(text)), tmp_path / "strange")
    with pytest.raises(EndpointError, match="no table"):
        mirror(lambda _: read_results(empty.query("ASK {}")), tmp_path / "verdict")


def test_notes_of_pushes_are_left_out(fixture: Store, tmp_path: Path) -> None:
    name = fixture.graph_names()[0]
    staged = nquads(mint("graph", "push--abc"), fixture.triples(name))
    noted = nquads(mint("graph", "push"), fixture.triples(name))
    other = nquads(NamedNode("https://example.org/other"), fixture.triples(name))
    store = Store.in_memory(staged + noted + other + nquads(name, fixture.triples(name)))
    copy = mirror(lambda text: read_results(store.query(text)), tmp_path / "copy")
    assert copy.graph_names() == [name]


def test_an_endpoint_is_validated_like_a_folder(engine: Engine, havering: Path) -> None:
    store = open_store(havering)
    send(engine, store)
    here = CliRunner().invoke(main, ["validate", "--graph", str(havering), "--format", "json"])
    asked = ["validate", "--endpoint", engine.query, "--format", "json"]
    there = CliRunner().invoke(main, asked)
    assert there.exit_code == here.exit_code == 0, there.output
    assert there.stdout == here.stdout
    review = mint("review", "broken")
    graph = mint("graph", "review--broken")
    broken = Store.in_memory(
        b"".join(nquads(name, store.triples(name)) for name in store.graph_names())
        + nquads(graph, [Triple(review, RDF.type, RG.Review)])
    )
    send(engine, broken)
    found = CliRunner().invoke(main, asked)
    assert found.exit_code == 1
    assert "review/broken" in found.stdout
    both = CliRunner().invoke(main, [*asked, str(FIXTURE)])
    assert both.exit_code == 2


def test_an_endpoint_is_published_like_a_folder(
    engine: Engine, havering: Path, tmp_path: Path
) -> None:
    send(engine, open_store(havering))
    here, there = tmp_path / "here", tmp_path / "there"
    words = ["--version", "2026.11", "-o"]
    first = CliRunner().invoke(main, ["publish", "--graph", str(havering), *words, str(here)])
    second = CliRunner().invoke(main, ["publish", "--endpoint", engine.query, *words, str(there)])
    assert first.exit_code == second.exit_code == 0, second.output
    sums = (here / "SHA256SUMS").read_bytes(), (there / "SHA256SUMS").read_bytes()
    assert sums[0] == sums[1]
    checked = CliRunner().invoke(main, ["verify", str(there)])
    assert checked.exit_code == 0, checked.output
