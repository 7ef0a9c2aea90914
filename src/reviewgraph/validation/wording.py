"""Write the terms and paths of shapes in SPARQL."""

from collections.abc import Iterable

import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

_PATHS = {
    SH.inversePath: "^{}",
    SH.zeroOrMorePath: "{}*",
    SH.oneOrMorePath: "{}+",
    SH.zeroOrOnePath: "{}?",
}


class NotTranslatableError(Exception):
    """A shape that holds something which is not known here."""


def term(node: Node) -> str:
    """Return an IRI or a literal; raise NotTranslatableError for anything else."""
    if not isinstance(node, rdflib.URIRef | rdflib.Literal):
        raise NotTranslatableError(node)
    return node.n3()


def path_of(graph: rdflib.Graph, shape: Node) -> str:
    """Return the path of a property shape; raise NotTranslatableError if it has none."""
    start = graph.value(shape, SH.path)
    if start is None:
        raise NotTranslatableError(shape)
    return _path(graph, start)


def _path(graph: rdflib.Graph, node: Node) -> str:
    if isinstance(node, rdflib.URIRef):
        return term(node)
    if (choices := graph.value(node, SH.alternativePath)) is not None:
        return f"({'|'.join(_path(graph, each) for each in Collection(graph, choices))})"
    for predicate, form in _PATHS.items():
        if (inner := graph.value(node, predicate)) is not None:
            return f"({form.format(_path(graph, inner))})"
    return f"({'/'.join(_path(graph, each) for each in Collection(graph, node))})"


def type_path(*, subclasses: bool) -> str:
    """Return the path from a thing to its classes, over ``rdfs:subClassOf`` if that is stated."""
    return f"<{RDF.type}>" + (f"/<{RDFS.subClassOf}>*" if subclasses else "")


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes in an order that is the same every time."""
    return sorted(nodes, key=str)
