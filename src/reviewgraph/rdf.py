"""RDF values and parsing: the one module that imports pyoxigraph's data types."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from reviewgraph.errors import DataError

__all__ = [
    "BlankNode",
    "Literal",
    "NamedNode",
    "Quad",
    "QueryBoolean",
    "QueryResultsFormat",
    "QuerySolutions",
    "QueryTriples",
    "RdfFormat",
    "Triple",
    "canonical_triples",
    "nquads",
    "ntriples",
    "parse",
    "parse_query",
    "parse_query_results",
    "read_triples",
    "serialize",
]


def read_triples(path: Path) -> Iterator[Triple]:
    """Yield the triples of a Turtle file; raise DataError naming the place of a fault."""
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            yield quad.triple
    except SyntaxError as error:
        raise DataError(f"{path}: not valid Turtle: {error}") from error


def nquads(graph: NamedNode, triples: Iterable[Triple]) -> bytes:
    """Return the triples as N-Quads of one named graph."""
    lines = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    # A line ends in a stop, and inside a term a line break is escaped. To make a Quad of each
    # triple takes six times as long.
    return lines.replace(b" .\n", f" {graph} .\n".encode())


def ntriples(quads: bytes, graphs: Iterable[NamedNode]) -> bytes:
    """Return the N-Quads of some named graphs, as ``nquads`` writes them, without the graphs."""
    for graph in graphs:
        quads = quads.replace(f" {graph} .\n".encode(), b" .\n")
    return quads


def canonical_triples(triples: Iterable[Triple]) -> frozenset[Triple]:
    """Return the distinct triples with blank nodes named as RDFC-1.0 names them.

    Two sets of triples say the same if and only if these are equal.
    """
    dataset = Dataset(Quad(row.subject, row.predicate, row.object) for row in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(quad.triple for quad in dataset)


def parse_query(text: str) -> str:
    """Return the form of a SPARQL 1.1 query: ``select``, ``ask`` or ``graph``.

    ``graph`` is a CONSTRUCT or a DESCRIBE. The library gives its parser only through an engine,
    so the query is put to an empty one. Raises SyntaxError with the place of the fault.
    """
    answer = Store().query(text)
    if isinstance(answer, QuerySolutions):
        return "select"
    return "ask" if isinstance(answer, QueryBoolean) else "graph"
