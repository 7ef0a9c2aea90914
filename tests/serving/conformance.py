"""Cases of the W3C's SPARQL 1.1 protocol suite, read from its manifest as published."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
PLACES = (ROOT.parent / "shared", ROOT.parents[1] / "shared")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")


@dataclass(frozen=True)
class Exchange:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    """``2``, ``3``, ``4``: the first digits that are right."""
    boolean: bool | None
    format: str | None


@dataclass(frozen=True)
class Case:
    name: str
    exchanges: tuple[Exchange, ...]


def suite(name: str) -> Path | None:
    """Return the folder of a conformance suite; None if it is not at hand."""
    places = (place / "conformance" / name for place in PLACES)
    return next((place for place in places if place.is_dir()), None)


def protocol_folder() -> Path | None:
    folder = suite("sparql11")
    return folder and folder / "sparql" / "sparql11" / "protocol"


def protocol_cases() -> list[Case]:
    folder = protocol_folder()
    if folder is None:
        return []
    graph = Graph().parse(folder / "manifest.ttl", publicID=folder.as_uri() + "/")
    entries = graph.value(predicate=RDF.type, object=MF.Manifest)
    listed = graph.value(entries, MF.entries)
    assert listed is not None
    return [_case(graph, entry) for entry in Collection(graph, listed)]


def protocol_data() -> Iterator[tuple[str, Path]]:
    """Yield the graphs the cases ask: name and file."""
    folder = protocol_folder()
    if folder is None:
        return
    for number in (1, 2, 3):
        name = f"http://kasei.us/2009/09/sparql/data/data{number}.rdf"
        yield name, folder / f"data{number}.nt"


def _case(graph: Graph, entry: Node) -> Case:
    action = graph.value(entry, MF.action)
    requests = graph.value(action, HT.requests)
    assert requests is not None
    exchanges = tuple(_exchange(graph, node) for node in Collection(graph, requests))
    return Case(str(entry).rpartition("#")[2], exchanges)


def _exchange(graph: Graph, node: Node) -> Exchange:
    response = graph.value(node, HT.resp)
    boolean = graph.value(response, MF.expectedBoolean)
    form = graph.value(response, MF.expectedFormat)
    statuses = graph.objects(response, MF.expectedStatus)
    return Exchange(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)),
        headers=dict(_headers(graph, node)),
        body=_body(graph, graph.value(node, HT.body)),
        statuses=frozenset(str(status)[-3] for status in statuses),
        boolean=None if boolean is None else str(boolean) == "true",
        format=None if form is None else str(form),
    )


def _headers(graph: Graph, node: Node) -> Iterator[tuple[str, str]]:
    listed = graph.value(node, HT.headers)
    if listed is not None:
        for header in Collection(graph, listed):
            yield (
                str(graph.value(header, HT.fieldName)),
                str(graph.value(header, HT.fieldValue)),
            )


def _body(graph: Graph, node: Node | None) -> bytes:
    if node is None:
        return b""
    charset = str(graph.value(node, CNT.characterEncoding) or "utf-8")
    return str(graph.value(node, CNT.chars) or "").encode(charset)
