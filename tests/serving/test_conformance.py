"""The W3C's protocol and service-description suites, against a real server."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reviewgraph.generations import locked
from reviewgraph.namespaces import RDF
from reviewgraph.rdf import NamedNode, RdfFormat, Triple, nquads, parse, read_triples
from reviewgraph.serving.description import SD
from reviewgraph.serving.settings import Limits, Settings
from reviewgraph.store import new_generation
from serving.conformance import Case, Exchange, protocol_cases, protocol_data, suite
from serving.running import running

CASES = protocol_cases()
ABSENT = "../shared/conformance/sparql11 is not here: the W3C suite has NOT been run"

MEDIA_TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("conformance") / "graph"
    with locked(folder), new_generation(folder) as (writer, _):
        for name, path in protocol_data():
            writer.add(nquads(NamedNode(name), read_triples(path)))
    with running(Settings(graph=folder, limits=Limits(workers=1))) as address:
        yield address


def test_the_suite_is_at_hand() -> None:
    if suite("sparql11") is None:
        pytest.skip(ABSENT)
    assert len(CASES) == 34


def send(address: str, exchange: Exchange) -> httpx.Response:
    path = exchange.path.removeprefix("/sparql/")
    headers = exchange.headers
    with httpx.Client() as fresh:
        url = f"{address}/sparql{path}"
        return fresh.request(exchange.method, url, headers=headers, content=exchange.body)


@pytest.mark.parametrize(
    "case", [case for case in CASES if "update" not in case.name], ids=lambda case: case.name
)
def test_query_case(asked: str, case: Case) -> None:
    for exchange in case.exchanges:
        response = send(asked, exchange)
        assert str(response.status_code)[0] in exchange.statuses, response.text
        if exchange.format is not None:
            assert response.headers["content-type"].split(";")[0] in MEDIA_TYPES[exchange.format]
        if exchange.boolean is not None:
            assert response.json()["boolean"] is exchange.boolean


@pytest.mark.parametrize(
    "case", [case for case in CASES if "update" in case.name], ids=lambda case: case.name
)
def test_update_case(asked: str, case: Case) -> None:
    """None is carried out: a good update is refused as such, a bad one as a bad request."""
    first = case.exchanges[0]
    response = send(asked, first)
    if case.name.startswith("bad_"):
        assert response.status_code // 100 == 4
        assert first.statuses == {"4"}
    else:
        assert response.status_code == 403
        assert response.json()["type"].endswith("#problem-read-only")


def test_nothing_was_changed(asked: str) -> None:
    text = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    answer = httpx.get(f"{asked}/sparql", params={"query": text, "format": "csv"})
    assert answer.text.split() == ["n", "3"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.5, application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_the_service_describes_itself(address: str, accept: str, media_type: str) -> None:
    """Cases returns-rdf, has-endpoint-triple and conforms-to-schema."""
    answer = httpx.get(f"{address}/sparql", headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == media_type
    triples = {quad.triple for quad in parse(answer.content, format=rdf_format(media_type))}
    [service] = (row.subject for row in triples if row.predicate == SD.endpoint)
    assert Triple(service, SD.endpoint, NamedNode(f"{address}/sparql")) in triples
    assert Triple(service, RDF.type, SD.Service) in triples
    assert Triple(service, SD.feature, SD.UnionDefaultGraph) in triples
    [dataset] = (row.object for row in triples if row.predicate == SD.defaultDataset)
    assert Triple(dataset, RDF.type, SD.Dataset) in triples


def rdf_format(media_type: str) -> RdfFormat:
    format = RdfFormat.from_media_type(media_type)
    assert format is not None
    return format


def test_the_suite_is_not_altered() -> None:
    folder = suite("sparql11")
    if folder is None:
        pytest.skip(ABSENT)
    assert (Path(folder) / "LICENSE.md").is_file()
