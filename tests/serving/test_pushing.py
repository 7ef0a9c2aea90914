"""Pushing to real engines: the same answers there, in batches, going on after a failure."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from reviewgraph.cli import main
from reviewgraph.endpoint import Endpoint
from reviewgraph.errors import EndpointError
from reviewgraph.graphstore import GraphStore
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import RDF, RDFS, XSD
from reviewgraph.pushing import NOTES, Pushed, push
from reviewgraph.queries import bind, example_values, read_queries
from reviewgraph.rdf import Literal, NamedNode, RdfFormat, Triple, nquads
from reviewgraph.resources import shipped
from reviewgraph.results import Results, Table, read_results
from reviewgraph.serving.settings import Settings
from reviewgraph.store import Store
from serving.engines import Engine
from serving.running import running

pytestmark = pytest.mark.slow
FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"


@pytest.fixture
def fixture() -> Store:
    return Store.in_memory(FIXTURE.read_bytes(), RdfFormat.TRIG)


def send(engine: Engine, store: Store, batch: int = 100) -> Pushed:
    return push(store, Endpoint(engine.query).query, GraphStore(engine.update), batch=batch)


def small(**graphs: Iterable[str]) -> Store:
    """Return a store with one triple for each label in each graph."""
    quads = b"".join(
        nquads(mint("graph", name), [label(text) for text in labels])
        for name, labels in graphs.items()
    )
    return Store.in_memory(quads)


def label(text: str) -> Triple:
    return Triple(mint("theme", "x"), RDFS.label, Literal(text, language="en"))


def labels(engine: Engine) -> set[str]:
    answer = Endpoint(engine.query).query(f"SELECT ?label {{ ?x {RDFS.label} ?label }}")
    assert isinstance(answer, Table)
    return {term.value for (term,) in answer.rows if term is not None}


def plain(results: Results) -> object:
    """Return results as engines may spell them: 0.90 is 0.9, and true is 1."""
    if not isinstance(results, Table):
        return results
    return [tuple(map(_plain, row)) for row in results.rows]


def _plain(term: object) -> object:
    if isinstance(term, Literal):
        if term.datatype in (XSD.decimal, XSD.integer):
            return Decimal(term.value)
        if term.datatype == XSD.boolean:
            return {"1": "true", "0": "false"}.get(term.value, term.value)
        return term.value
    return term


def test_every_stored_query_gives_the_same_rows(engine: Engine, fixture: Store) -> None:
    send(engine, fixture)
    remote = Endpoint(engine.query)
    differing = []
    for query in read_queries(shipped("queries")).values():
        text = bind(query, example_values(query))
        if query.form == "select":
            here = read_results(fixture.query(text))
            assert isinstance(here, Table)
            if plain(here) != plain(remote.query(text)):
                differing.append(query.name)
    assert differing == []


def test_what_has_not_changed_is_not_sent_again(engine: Engine, fixture: Store) -> None:
    send(engine, fixture)
    again = send(engine, fixture)
    assert (again.graphs, again.triples, again.removed) == (0, 0, 0)
    assert again.unchanged == len(fixture.graph_names())


def test_a_graph_is_replaced_and_one_that_is_gone_is_removed(engine: Engine) -> None:
    send(engine, small(one=["a", "b"], two=["c"]))
    assert labels(engine) == {"a", "b", "c"}
    pushed = send(engine, small(one=["b", "d"]))
    assert labels(engine) == {"b", "d"}
    assert (pushed.graphs, pushed.removed) == (1, 1)


def test_text_arrives_as_it_is(engine: Engine) -> None:
    texts = ["C:\\users\\Ursula", 'a "quote"', "two\nlines", "\\u0041", "\\\\u0041", "é – “x” 𝄞"]
    send(engine, small(one=texts))
    assert labels(engine) == set(texts)


class Broken(GraphStore):
    """An engine that fails at the n-th request."""

    def __init__(self, url: str, failing: int) -> None:
        super().__init__(url)
        self.left = failing

    def update(self, text: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise EndpointError("the line broke")
        super().update(text)


@pytest.mark.parametrize("failing", [0, 1, 3, 4])
def test_a_broken_push_shows_nothing_and_goes_on(engine: Engine, failing: int) -> None:
    send(engine, small(one=["old"]))
    new = small(one=[f"new {number}" for number in range(20)])
    ask = Endpoint(engine.query).query
    with pytest.raises(EndpointError):
        push(new, ask, Broken(engine.update, failing), batch=5)
    assert labels(engine) == {"old"}
    pushed = send(engine, new, batch=5)
    assert pushed.triples == 20 - 5 * failing
    assert labels(engine) == {f"new {number}" for number in range(20)}


class Late(GraphStore):
    """An engine that gets a request only after whoever sent it is dead."""

    def __init__(self, url: str, failing: int) -> None:
        super().__init__(url)
        self.left = failing
        self.late = ""

    def update(self, text: str) -> None:
        self.left -= 1
        if self.left < 0:
            self.late = text
            raise EndpointError("killed")
        super().update(text)


@pytest.mark.parametrize("failing", [1, 3, 4])
def test_what_comes_late_from_a_killed_push_does_no_harm(engine: Engine, failing: int) -> None:
    send(engine, small(one=["old"]))
    new = small(one=[f"new {number}" for number in range(20)])
    ask = Endpoint(engine.query).query
    killed = Late(engine.update, failing)
    with pytest.raises(EndpointError):
        push(new, ask, killed, batch=5)

    def ask_and_then_it_comes(text: str) -> Results:
        answer = ask(text)
        if killed.late:
            GraphStore(engine.update).update(killed.late)
            killed.late = ""
        return answer

    push(new, ask_and_then_it_comes, GraphStore(engine.update), batch=5)
    assert labels(engine) == {f"new {number}" for number in range(20)}
    assert send(engine, new).graphs == 0


def test_two_pushes_at_once_are_told(engine: Engine) -> None:
    send(engine, small(one=["old"], two=["old"]))
    ask = Endpoint(engine.query).query
    between = iter([small(one=["other"], two=["old"])])

    class Crossed(GraphStore):
        def update(self, text: str) -> None:
            super().update(text)
            for other in between:
                send(engine, other)

    with pytest.raises(EndpointError, match="push again"):
        push(small(one=["mine"], two=["mine"]), ask, Crossed(engine.update))
    send(engine, small(one=["mine"], two=["mine"]))
    assert labels(engine) == {"mine"}


def test_a_review_that_is_gone_goes_whole(engine: Engine) -> None:
    send(engine, small(**{"review--x": ["a"], "derived--x": ["b"], "other": ["c"]}))
    target = Broken(engine.update, 0)
    with pytest.raises(EndpointError):
        push(small(other=["c"]), Endpoint(engine.query).query, target)
    assert labels(engine) == {"a", "b", "c"}
    target.left = 1
    push(small(other=["c"]), Endpoint(engine.query).query, target)
    assert labels(engine) == {"c"}


def test_nothing_is_left_of_the_staging(engine: Engine) -> None:
    ask = Endpoint(engine.query).query
    with pytest.raises(EndpointError):
        push(small(one=["never"]), ask, Broken(engine.update, 1), batch=5)
    send(engine, small(one=["last"]))
    answer = ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(answer, Table)
    ours = {
        term
        for (term,) in answer.rows
        if isinstance(term, NamedNode) and term.value.startswith(mint("graph", "").value)
    }
    assert ours == {NOTES, mint("graph", "one")}


def test_the_graph_store_protocol_does_as_well(engine: Engine) -> None:
    target = GraphStore(
        engine.update, store_url=engine.store, user=engine.user, password=engine.password
    )
    push(small(one=["by store"]), Endpoint(engine.query).query, target)
    assert labels(engine) == {"by store"}


def test_types_arrive_as_they_are(engine: Engine) -> None:
    node = mint("review", "x")
    year = Literal("2017", datatype=XSD.gYear)
    triples = [Triple(node, RDF.type, RDFS.Resource), Triple(node, RDFS.seeAlso, year)]
    send(engine, Store.in_memory(nquads(mint("graph", "types"), triples)))
    answer = Endpoint(engine.query).query(f"SELECT ?y {{ {node} {RDFS.seeAlso} ?y }}")
    assert answer == Table(("y",), ((year,),))


def test_a_refusal_is_told_in_the_engines_words(engine: Engine) -> None:
    with pytest.raises(EndpointError, match=r"HTTP [45]"):
        GraphStore(engine.update).update("INSERT NONSENSE")
    with pytest.raises(EndpointError, match="cannot be reached"):
        GraphStore("http://127.0.0.1:9/update").update("CLEAR ALL")
    with pytest.raises(EndpointError, match="starts with http"):
        GraphStore("file:///etc/passwd")


def test_the_command_pushes(engine: Engine, havering: Path) -> None:
    words = ["push", "--graph", str(havering), "--endpoint", engine.query]
    first = CliRunner().invoke(main, [*words, "--update", engine.update])
    again = CliRunner().invoke(main, [*words, "--update", engine.update])
    assert first.exit_code == again.exit_code == 0, first.output
    assert "0 graphs put in place" in again.output
    assert "; 0 triples sent." in again.output


def test_the_server_answers_from_the_engine(engine: Engine, fixture: Store) -> None:
    send(engine, fixture)
    with (
        running(Settings(graph=None, endpoint=engine.query)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        count = client.get("/sparql", params={"query": COUNT, "format": "csv"})
        page = client.get("/queries/themes-by-frequency", params={"limit": "2"})
        theme = client.get("/doc/theme/da-training.html")
        search = client.get("/search", params={"q": "training"})
        wrong = client.get("/sparql", params={"query": "SELECT"})
        turtle = client.get("/doc/theme/da-training.ttl")
    here = read_results(fixture.query(COUNT))
    assert isinstance(here, Table)
    assert count.text.split()[1] == str(here.rows[0][0] and here.rows[0][0].value)
    assert len(page.json()["results"]["bindings"]) == 2
    assert 'rel="next"' in page.headers["link"]
    assert "Domestic abuse training" in theme.text
    assert "<mark>" in search.text
    assert wrong.status_code == 400
    assert turtle.status_code == 200


COUNT = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/reviewgraph/ontology#Recommendation> }"
