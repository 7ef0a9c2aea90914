"""RDF values and parsing: the one module that imports pyoxigraph's data types."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from reviewgraph.errors import DataError

__all__ = [
    "BlankNode",
    "Literal",
    "NamedNode",
    "Quad",
    "RdfFormat",
    "Triple",
    "nquads",
    "parse",
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
    quads = (Quad(row.subject, row.predicate, row.object, graph) for row in triples)
    return serialize(quads, format=RdfFormat.N_QUADS) or b""
