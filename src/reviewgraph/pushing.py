"""Load the graph into another engine, in bounded batches, so that no reader ever sees half of it.

Each graph is staged first: its triples go into a graph of their own with predicates that no query
asks for, so that an engine whose default graph is the union of all shows nothing new. Then one
request puts the staged triples in place of the old graph, and removes what is gone, the two graphs
of a review together.
What is staged and what is in place is noted in ``graph:push``: a push that was stopped goes on
where it was, and a graph that has not changed is not sent again.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from reviewgraph.errors import EndpointError
from reviewgraph.graphstore import GraphStore, insertion
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import SCHEMA, XSD
from reviewgraph.rdf import Literal, NamedNode, Triple, nquads
from reviewgraph.results import Results, Table, Term
from reviewgraph.store import Store
from reviewgraph.turtle import sorted_triples

BATCH = 500
"""Triples of one request; larger ones exceed what some engines parse."""

PUT_TOGETHER = 20_000
"""Triples that one request puts in place, unless one review alone has more.

A smaller change is seen by readers whole or not at all."""

NOTES = mint("graph", "push")
STAGED = "urn:reviewgraph-staged:"
"""Before a predicate that is not in place yet."""

_IN_PLACE = SCHEMA.sha256
_SENT = SCHEMA.position
Ask = Callable[[str], Results]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did."""

    graphs: int
    """Graphs put in place."""
    unchanged: int
    removed: int
    triples: int
    """Triples sent; those that an earlier push had sent already are not counted."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A graph that is to be put in place."""

    graph: NamedNode
    digest: str
    size: int

    @property
    def staging(self) -> NamedNode:
        return NamedNode(f"{NOTES.value}--{self.digest}")

    def steps(self) -> tuple[str, ...]:
        """Return the operations that put what is staged in place of what was there.

        They do nothing unless all is staged still. A push that was killed may have sent the same
        request, and the engine may carry it out only now, when this push takes its turn.
        """
        staged = f"GRAPH {NOTES} {{ {_sent(self.staging, self.size)} }}"
        held = Triple(self.graph, _IN_PLACE, Literal(self.digest))
        return (
            f"DELETE {{ GRAPH {self.graph} {{ ?s ?p ?o }} }} "
            f"WHERE {{ {staged} GRAPH {self.graph} {{ ?s ?p ?o }} }}",
            f"INSERT {{ GRAPH {self.graph} {{ ?s ?p ?o }} }} "
            f"WHERE {{ {staged} GRAPH {self.staging} {{ ?s ?staged ?o }} "
            f'BIND(IRI(STRAFTER(STR(?staged), "{STAGED}")) AS ?p) }}',
            f"DELETE {{ GRAPH {NOTES} {{ {self.graph} ?property ?value }} }} "
            f"WHERE {{ {staged} GRAPH {NOTES} {{ {self.graph} ?property ?value }} }}",
            f"INSERT {{ GRAPH {NOTES} {{ {held} }} }} WHERE {{ {staged} }}",
            *_dropped(self.staging),
        )


@dataclass(frozen=True, slots=True)
class _Gone:
    """A graph that the store holds no longer."""

    graph: NamedNode
    size: int = BATCH
    """A guess: what is gone cannot be counted here."""

    def steps(self) -> tuple[str, ...]:
        """Return the operations that remove it."""
        return _dropped(self.graph)


def push(
    store: Store,
    ask: Ask,
    target: GraphStore,
    *,
    batch: int = BATCH,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pushed:
    """Make the engine hold what the store holds, and nothing else that was pushed before.

    ``ask`` puts queries to the same engine. Raises EndpointError, also if another push changed
    the same graphs meanwhile; pushing again then goes on.
    """
    held, sent_before = _noted(ask)
    local = {graph.value: graph for graph in store.graph_names()}
    changes = []
    total, sent = len(local), 0
    for done, graph in enumerate(local.values()):
        triples = sorted_triples(store.triples(graph))
        digest = hashlib.sha256(nquads(graph, triples)).hexdigest()
        if held.get(graph.value) != digest:
            change = _Change(graph, digest, len(triples))
            changes.append(change)
            sent += _stage(target, change, triples, batch, sent_before.get(change.staging.value))
        progress(done + 1, total)
    gone = [_Gone(NamedNode(name)) for name in sorted(set(held) - set(local))]
    for group in _together([*changes, *gone]):
        target.update(" ;\n".join(chain.from_iterable(each.steps() for each in group)))
    for name in sorted(set(sent_before) - {change.staging.value for change in changes}):
        target.update(" ;\n".join(_dropped(NamedNode(name))))
    if changes or gone:
        _check(ask, changes, gone)
    return Pushed(len(changes), len(local) - len(changes), len(gone), sent)


def _check(ask: Ask, changes: Sequence[_Change], gone: Sequence[_Gone]) -> None:
    """Raise EndpointError if another push, at work at the same time, changed the same graphs."""
    held, _ = _noted(ask)
    other = [each.graph for each in changes if held.get(each.graph.value) != each.digest]
    other += [each.graph for each in gone if each.graph.value in held]
    if other:
        raise EndpointError(
            f"{len(other)} graphs, such as {other[0].value}, are not as they were pushed: another "
            "push was at work; push again when it has ended"
        )


def _noted(ask: Ask) -> tuple[dict[str, str], dict[str, int]]:
    """Return the digests of the graphs in place and the triples sent of those that are staged."""
    query = f"SELECT ?graph ?property ?value {{ GRAPH {NOTES} {{ ?graph ?property ?value }} }}"
    held: dict[str, str] = {}
    sent: dict[str, int] = {}
    for graph, noted, value in rows_of(ask, query):
        if not isinstance(graph, NamedNode) or not isinstance(value, Literal):
            continue
        if noted == _IN_PLACE:
            held[graph.value] = value.value
        elif noted == _SENT:
            sent[graph.value] = max(sent.get(graph.value, 0), int(value.value))
    return held, sent


def rows_of(ask: Ask, query: str) -> tuple[tuple[Term | None, ...], ...]:
    """Return the rows that an engine gives; raise EndpointError if it gives no table."""
    answer = ask(query)
    if not isinstance(answer, Table):
        raise EndpointError("the engine gave no table where one was asked for")
    return answer.rows


def _stage(
    target: GraphStore,
    change: _Change,
    triples: Sequence[Triple],
    batch: int,
    before: int | None,
) -> int:
    """Send the triples that were not sent before; return how many.

    ``before`` is None if nothing was noted. A note is there before or with the first triples, so
    that nothing lies in the engine of which a later push would not know.
    """
    if before is None and target.store_url is not None:
        target.update(insertion(NOTES, [_sent(change.staging, 0)]))
    sent = start = before or 0
    for place in range(start, len(triples), batch):
        piece = triples[place : place + batch]
        sent += len(piece)
        note = insertion(NOTES, [_sent(change.staging, sent)])
        if target.store_url is None:
            target.update(f"{insertion(change.staging, map(_hidden, piece))} ;\n{note}")
        else:
            target.add(change.staging, map(_hidden, piece))
            target.update(note)
    return sent - start


def _hidden(triple: Triple) -> Triple:
    predicate = NamedNode(STAGED + triple.predicate.value)
    return Triple(triple.subject, predicate, triple.object)


def _sent(staging: NamedNode, count: int) -> Triple:
    return Triple(staging, _SENT, Literal(str(count), datatype=XSD.integer))


def _together(steps: Sequence[_Change | _Gone]) -> Iterator[list[_Change | _Gone]]:
    """Yield what is to be done in groups of bounded size; one review's is never parted."""
    ordered = sorted(steps, key=lambda step: (_review(step.graph), step.graph.value))
    group: list[_Change | _Gone] = []
    size = 0
    for _, members in groupby(ordered, key=lambda step: _review(step.graph)):
        own = list(members)
        own_size = sum(step.size for step in own)
        if group and size + own_size > PUT_TOGETHER:
            yield group
            group, size = [], 0
        group, size = [*group, *own], size + own_size
    if group:
        yield group


def _review(graph: NamedNode) -> str:
    """Return what must go into place together: a review's graphs, or a graph by itself."""
    return graph.value.rpartition("/")[2].split("--", 1)[-1]


def _dropped(graph: NamedNode) -> tuple[str, ...]:
    """Return the operations that remove a graph and its notes."""
    forgotten = f"DELETE WHERE {{ GRAPH {NOTES} {{ {graph} ?property ?value }} }}"
    return f"DROP SILENT GRAPH {graph}", forgotten
