"""Find the shapes that a graph may break, in the engine that holds the graph.

The screen makes no finding: it says which shapes the reference engine need not look at, because
nothing in the graph can break them. Most graphs break none. Many groups are screened at once,
each as one named graph that sees nothing of the others, because writing the plan of a query costs
more than running it on one review.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.term import Node

from reviewgraph.rdf import NamedNode
from reviewgraph.validation.compiling import Translation, constraint_query, targets
from reviewgraph.validation.integrity import Row, Term
from reviewgraph.validation.together import of_all
from reviewgraph.validation.wording import NotTranslatableError, in_order, type_path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a query is asked for one thing: in the graph of a group, with ``?this`` bound."""

    group: NamedNode
    this: Term


Ask = Callable[[str, Place | None], Iterable[Row]]
"""Answers a SELECT query: at a place, or on all groups as named graphs if there is none."""

_FEW = 8
"""Things of a group, on average, up to which a constraint is asked of each by itself."""
_ANY_SUBCLASS = f"SELECT * WHERE {{ GRAPH ?group {{ ?some <{RDFS.subClassOf}> ?other }} }} LIMIT 1"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A SPARQL constraint: a row is a breach."""

    of_one: str
    """Asked at one place."""
    of_all: str | None
    """Selects the groups and things of all breaches; None if ``of_one`` alone can tell."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What is asked for one shape."""

    shape: str
    focus: str | None
    """Selects what the shape looks at in each group; None if it must always be suspected."""
    core: str | None = None
    """Selects the groups where one of those breaks the core; None if no core constraint is made."""
    constraints: tuple[Constraint, ...] = ()


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

    def suspects(
        self, groups: Iterable[NamedNode], ask: Ask, apart: Container[str] = ()
    ) -> dict[NamedNode, tuple[str, ...]]:
        """Return the IRIs of the shapes that each group may break, sorted; groups without any too.

        ``groups`` are all that ``ask`` answers for; ``apart`` are shapes that are not looked at.
        """
        found: dict[NamedNode, list[str]] = {group: [] for group in groups}
        probes = self._with_subclasses if states_subclasses(ask) else self._plain
        for probe in (probe for probe in probes if probe.shape not in apart):
            for group in found if probe.focus is None else _suspicious(probe, len(found), ask):
                found[group].append(probe.shape)
        return {group: tuple(shapes) for group, shapes in found.items()}


def states_subclasses(ask: Ask) -> bool:
    """Return whether any group says of a class that it is another's."""
    return any(True for _ in ask(_ANY_SUBCLASS, None))


def _suspicious(probe: Probe, number: int, ask: Ask) -> set[NamedNode]:
    """Return which of a number of groups may break the shape."""
    groups = {_group(row) for row in ask(probe.core, None)} if probe.core else set()
    if probe.constraints and probe.focus:
        looked_at = iter(ask(probe.focus, None))
        few = list(islice(looked_at, _FEW * number + 1))
        if len(few) > _FEW * number:
            groups |= _breaking_somewhere(probe.constraints, chain(few, looked_at), ask)
        else:
            groups |= _breaking(probe.constraints, few, ask)
    return groups


def _group(row: Row) -> NamedNode:
    group = row["group"]
    assert isinstance(group, NamedNode)
    return group


def _breaking_somewhere(
    constraints: Iterable[Constraint], looked_at: Iterable[Row], ask: Ask
) -> set[NamedNode]:
    """Return the groups where a constraint is broken, asking of everything at once if it can be."""
    together = [each.of_all for each in constraints if each.of_all]
    groups = {_group(row) for query in together for row in ask(query, None)}
    apart = [each for each in constraints if not each.of_all]
    return groups | (_breaking(apart, looked_at, ask) if apart else set())


def _breaking(
    constraints: Iterable[Constraint], looked_at: Iterable[Row], ask: Ask
) -> set[NamedNode]:
    places = (Place(_group(row), row["this"]) for row in looked_at)
    queries = [constraint.of_one for constraint in constraints]
    return {
        place.group for place in places if any(True for query in queries for _ in ask(query, place))
    }


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
            Constraint(query, of_all(query, target))
            for query in (
                constraint_query(graph, each) for each in in_order(graph.objects(shape, SH.sparql))
            )
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
