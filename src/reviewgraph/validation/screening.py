"""Find the shapes that a graph may break, in the engine that holds the graph.

The screen makes no finding: it says which shapes the reference engine need not look at, because
nothing in the graph can break them. Most graphs break none. Many groups are screened at once,
each as one named graph that sees nothing of the others, because writing the plan of a query costs
more than running it on one review.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.term import Node

from reviewgraph.rdf import NamedNode
from reviewgraph.validation.compiling import (
    NotTranslatableError,
    Translation,
    constraint_query,
    in_order,
    targets,
    type_path,
)
from reviewgraph.validation.integrity import Row, Term


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query is asked for one thing: in the graph of a group, with ``?this`` bound."""

    group: NamedNode
    this: Term


Ask = Callable[[str, Place | None], Iterable[Row]]
"""Answers a SELECT query: at a place, or on all groups as named graphs if there is none."""

_ANY_SUBCLASS = f"SELECT * WHERE {{ GRAPH ?group {{ ?some <{RDFS.subClassOf}> ?other }} }} LIMIT 1"


@dataclass(frozen=True, slots=True)
class Probe:
    """What is asked for one shape."""

    shape: str
    focus: str | None
    """Selects what the shape looks at in each group; None if it must always be suspected."""
    core: str | None = None
    """Selects the groups where one of those breaks the core; None if no core constraint is made."""
    constraints: tuple[str, ...] = ()
    """SELECT queries; a row for one of those is a breach."""


class Screen:
    """The probes of a set of shapes, written once and used for any number of groups."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph

    @cached_property
    def _plain(self) -> tuple[Probe, ...]:
        return tuple(_probes(self._graph, type_path(subclasses=False)))

    @cached_property
    def _with_subclasses(self) -> tuple[Probe, ...]:
        return tuple(_probes(self._graph, type_path(subclasses=True)))

    def suspects(self, groups: Iterable[NamedNode], ask: Ask) -> dict[NamedNode, tuple[str, ...]]:
        """Return the IRIs of the shapes that each group may break, sorted; groups without any too.

        ``groups`` are all that ``ask`` answers for.
        """
        found: dict[NamedNode, list[str]] = {group: [] for group in groups}
        probes = self._with_subclasses if any(ask(_ANY_SUBCLASS, None)) else self._plain
        for probe in probes:
            for group in found if probe.focus is None else _suspicious(probe, ask):
                found[group].append(probe.shape)
        return {group: tuple(shapes) for group, shapes in found.items()}


def _suspicious(probe: Probe, ask: Ask) -> set[NamedNode]:
    groups = {_group(row) for row in ask(probe.core, None)} if probe.core else set()
    if probe.constraints and probe.focus:
        looked_at = defaultdict(list)
        for row in ask(probe.focus, None):
            looked_at[_group(row)].append(row["this"])
        for group in looked_at.keys() - groups:
            places = [Place(group, this) for this in looked_at[group]]
            if any(_breaks(place, probe.constraints, ask) for place in places):
                groups.add(group)
    return groups


def _group(row: Row) -> NamedNode:
    group = row["group"]
    assert isinstance(group, NamedNode)
    return group


def _breaks(place: Place, constraints: tuple[str, ...], ask: Ask) -> bool:
    return any(True for constraint in constraints for _ in ask(constraint, place))


def _probes(graph: rdflib.Graph, type_: str) -> Iterator[Probe]:
    for shape in in_order(shapes_with_target(graph)):
        probe = Probe(str(shape), None)
        with suppress(NotTranslatableError):
            probe = _probe(graph, shape, type_)
        yield probe


def _probe(graph: rdflib.Graph, shape: Node, type_: str) -> Probe:
    target = targets(graph, shape, type_)
    holds = Translation(graph, type_).holds_apart(shape, "?this", apart=SH.sparql)
    broken = f"GRAPH ?group {{ {target} FILTER (!({holds})) }}"
    return Probe(
        shape=str(shape),
        focus=f"SELECT DISTINCT ?group ?this WHERE {{ GRAPH ?group {{ {target} }} }}",
        core=f"SELECT DISTINCT ?group WHERE {{ {broken} }}" if holds else None,
        constraints=tuple(
            constraint_query(graph, each) for each in in_order(graph.objects(shape, SH.sparql))
        ),
    )


def shapes_with_target(graph: rdflib.Graph) -> set[Node]:
    """Return the shapes that look at something of their own accord."""
    aimed = {
        subject
        for subject, predicate in graph.subject_predicates()
        if str(predicate).startswith(f"{SH}target")
    }
    kinds = {SH.NodeShape, SH.PropertyShape}
    classes = set(graph.subjects(RDF.type, RDFS.Class))
    return aimed | {each for each in classes if kinds & set(graph.objects(each, RDF.type))}
