"""Judge a graph by the shapes, with pySHACL kept silent and its failures translated.

pySHACL is slow to start and quick to judge a small graph, so the shapes are read once, and each
SPARQL constraint is parsed once, for any number of graphs.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import rdflib
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib.collection import Collection
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from reviewgraph.errors import DataError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import BlankNode, Literal, NamedNode, Triple, read_triples
from reviewgraph.validation.findings import Finding, Report, Severity, in_order, merge
from reviewgraph.validation.screening import Screen, shapes_with_target

_SH = rdflib.SH
_SILENT = logging.getLogger("reviewgraph.pyshacl")
_SILENT.setLevel(logging.CRITICAL + 1)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


class _Data(rdflib.Graph):
    """A graph that parses each query text once, however many graphs it is asked of."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Any:
        """Answer a query; rdflib itself would parse the text anew for every focus node."""
        if isinstance(query_object, str):
            query_object = _prepared(query_object)
        return super().query(query_object, *args, **options)


class Shapes:
    """The shapes, read once and used for any number of graphs."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph
        self.screen = Screen(graph)
        self._compiled = ShapesGraph(graph, logger=_SILENT)
        self._paths: dict[rdflib.term.Node, str] = {}

    def judge(self, data: rdflib.Graph, only: Iterable[str] | None = None) -> rdflib.Graph:
        """Return pySHACL's report on the data as a graph, by some shapes only if they are named.

        Raises DataError if the shapes themselves are broken.
        """
        chosen = None if only is None else list(only)
        try:
            validator = Validator(
                DataGraph.from_rdflib(data),
                shacl_graph=self.graph,
                options={
                    "inference": "none",
                    "inplace": True,
                    "logger": _SILENT,
                    "use_shapes": chosen,
                },
            )
            validator.shacl_graph = self._compiled
            _ = self._compiled.shapes  # Else pySHACL would read and keep the chosen ones alone.
            report: rdflib.Graph = validator.run()[1]  # type: ignore[no-untyped-call]
        except (ReportableRuntimeError, RuntimeError, ValueError) as error:
            fault = str(getattr(error, "message", error)).partition("\n")[0]
            raise DataError(f"shapes: a shape cannot be used: {fault}") from error
        except Exception as error:
            if type(error).__module__.startswith("pyparsing"):
                raise DataError(f"shapes: a constraint is not SPARQL: {error}") from error
            raise
        return report

    def aimed_at(self, class_: NamedNode) -> tuple[frozenset[str], frozenset[str]]:
        """Return the shapes that look at the things of one class alone, and all others."""
        node = rdflib.URIRef(class_.value)
        every = shapes_with_target(self.graph)
        alone = {each for each in every if self._targets(each) == {(_SH.targetClass, node)}}
        return frozenset(map(str, alone)), frozenset(map(str, every - alone))

    def _targets(self, shape: rdflib.term.Node) -> set[tuple[rdflib.term.Node, rdflib.term.Node]]:
        return {
            (predicate, node)
            for predicate, node in self.graph.predicate_objects(shape)
            if str(predicate).startswith(f"{_SH}target")
        }

    def path(self, node: rdflib.term.Node) -> str:
        """Return the path of a property shape in SPARQL's notation; empty if it has none."""
        if node not in self._paths:
            start = self.graph.value(node, _SH.path)
            self._paths[node] = "" if start is None else _path(self.graph, start)
        return self._paths[node]


def read_shapes(folder: Path) -> Shapes:
    """Return the shapes of every Turtle file in the folder.

    Raises DataError if there is none, or if one cannot be read.
    """
    graph = rdflib.Graph()
    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise DataError(f"{folder}: no shapes (*.ttl) here")
    for path in paths:
        for triple in as_rdflib(read_triples(path)):
            graph.add(triple)
    return Shapes(graph)


def validate(
    triples: Iterable[Triple] | rdflib.Graph, shapes: Shapes, only: Iterable[str] | None = None
) -> Report:
    """Return what the shapes find in one graph, or in the graphs of one review together.

    ``only`` names the shapes to judge by, if the others are known to be kept.
    """
    report = shapes.judge(_data(triples), only)
    results = report.objects(None, _SH.result)
    return Report(in_order(_finding(report, result, shapes) for result in results), 1)


def validate_graphs(groups: Iterable[tuple[str, Iterable[Triple]]], shapes: Shapes) -> Report:
    """Return what the shapes find in many groups of triples, holding one group at a time.

    A group is what must be seen together: the graphs of one review, or one shared graph; see
    ``by_review`` and ``split_by_review``.
    """
    return merge(validate(triples, shapes) for _, triples in groups)


def as_rdflib(triples: Iterable[Triple]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the triples in rdflib's terms, literals in the very form they have."""
    nodes: dict[str, rdflib.URIRef] = {}
    for triple in triples:
        yield tuple(  # type: ignore[misc]
            _rdflib_term(term, nodes) for term in (triple.subject, triple.predicate, triple.object)
        )


def _rdflib_term(term: object, nodes: dict[str, rdflib.URIRef]) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        node = nodes.get(term.value)
        if node is None:
            node = nodes[term.value] = rdflib.URIRef(term.value)
        return node
    if isinstance(term, Literal):
        plain = term.language is not None or term.datatype.value.endswith("#string")
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, term.language, datatype, normalize=False)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    raise DataError(f"{term}: only RDF 1.1 can be validated, and this is a quoted triple")


def _data(triples: Iterable[Triple] | rdflib.Graph) -> rdflib.Graph:
    data = _Data(bind_namespaces="none")
    for triple in triples if isinstance(triples, rdflib.Graph) else as_rdflib(triples):
        data.add(triple)
    return data


def _finding(report: rdflib.Graph, result: rdflib.term.Node, shapes: Shapes) -> Finding:
    about: Mapping[Any, Any] = dict(report.predicate_objects(result))
    shape = about[_SH.sourceShape]
    path = about.get(_SH.resultPath)
    component = str(about[_SH.sourceConstraintComponent]).removeprefix(str(_SH))
    return Finding(
        severity=Severity(str(about[_SH.resultSeverity]).removeprefix(str(_SH))),
        shape=str(shape),
        constraint=component.removesuffix("ConstraintComponent"),
        focus=str(about[_SH.focusNode])
        if isinstance(about[_SH.focusNode], rdflib.URIRef)
        else "_:blank",
        path=shapes.path(shape) or (None if path is None else str(path)),
        value=_value(about.get(_SH.value)),
        message=" ".join(sorted(str(each) for each in report.objects(result, _SH.resultMessage))),
    )


def _value(term: object) -> NamedNode | Literal | None:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if not isinstance(term, rdflib.Literal):
        return None
    if term.language:
        return Literal(str(term), language=term.language)
    return (
        Literal(str(term), datatype=NamedNode(str(term.datatype)))
        if term.datatype
        else Literal(str(term))
    )


_MODIFIERS = {
    _SH.inversePath: "^{}",
    _SH.zeroOrMorePath: "{}*",
    _SH.oneOrMorePath: "{}+",
    _SH.zeroOrOnePath: "{}?",
}


def _path(graph: rdflib.Graph, node: rdflib.term.Node) -> str:
    if isinstance(node, rdflib.URIRef):
        return short(str(node))
    if (choices := graph.value(node, _SH.alternativePath)) is not None:
        return "|".join(_path(graph, each) for each in Collection(graph, choices))
    for term, form in _MODIFIERS.items():
        if (inner := graph.value(node, term)) is not None:
            return form.format(_path(graph, inner))
    return "/".join(_path(graph, each) for each in Collection(graph, node))


def short(iri: str) -> str:
    """Return the IRI with its prefix, or as it is if no prefix fits.

    >>> short("http://purl.org/dc/terms/subject")
    'dcterms:subject'
    """
    fits = [(base, name) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fits:
        return iri
    base, name = max(fits, key=lambda pair: len(pair[0]))
    return f"{name}:{iri.removeprefix(base)}"
