"""Load the graph into another engine, in bounded batches, so that no reader ever sees half of it.

Each graph is staged first: its triples go into a graph of their own with predicates that no query
asks for, so that an engine whose default graph is the union of all shows nothing new. Then one
request puts the staged triples in place of the old graph, the two graphs of a review together.
What is staged and what is in place is noted in ``graph:push``: a push that was stopped goes on
where it was, and a graph that has not changed is not sent again.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewgraph.errors import EndpointError
from reviewgraph.graphstore import GraphStore
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import SCHEMA, XSD
from reviewgraph.rdf import Literal, NamedNode, Triple, nquads
from reviewgraph.results import Results, Table
from reviewgraph.store import Store
from reviewgraph.turtle import sorted_triples

BATCH = 500
"""Triples of one request; larger ones exceed what some engines parse."""

PUT_TOGETHER = 20_000
"""Triples that one request puts in place, unless one review alone has more."""

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
    graph: NamedNode
    digest: str
    size: int

    @property
    def staging(self) -> NamedNode:
        return NamedNode(f"{NOTES.value}--{self.digest}")

    @property
    def review(self) -> str:
        """What must go into place together: a review's graphs, or a graph by itself."""
        return self.graph.value.rpartition("/")[2].split("--", 1)[-1]


def push(
    store: Store,
    ask: Ask,
    target: GraphStore,
    *,
    batch: int = BATCH,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pushed:
    """Make the engine hold what the store holds, and nothing else that was pushed before.

    ``ask`` puts queries to the same engine. Raises EndpointError; pushing again then goes on.
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
            sent += _stage(target, change, triples, batch, sent_before.get(change.staging.value, 0))
        progress(done + 1, total)
    for group in _together(changes):
        target.update(_put_in_place(group))
    gone = sorted(set(held) - set(local))
    _remove(target, gone, {change.staging.value for change in changes}, sent_before)
    return Pushed(len(changes), len(local) - len(changes), len(gone), sent)


def _noted(ask: Ask) -> tuple[dict[str, str], dict[str, int]]:
    """Return the digests of the graphs in place and the triples sent of those that are staged."""
    answer = ask(
        f"SELECT ?graph ?property ?value {{ GRAPH {NOTES} {{ ?graph ?property ?value }} }}"
    )
    if not isinstance(answer, Table):
        raise EndpointError("the engine gave no table where one was asked for")
    held: dict[str, str] = {}
    sent: dict[str, int] = {}
    for graph, noted, value in answer.rows:
        if not isinstance(graph, NamedNode) or not isinstance(value, Literal):
            continue
        if noted == _IN_PLACE:
            held[graph.value] = value.value
        elif noted == _SENT:
            sent[graph.value] = max(sent.get(graph.value, 0), int(value.value))
    return held, sent


def _stage(
    target: GraphStore, change: _Change, triples: Sequence[Triple], batch: int, before: int
) -> int:
    """Send the triples that were not sent before; return how many."""
    sent = before
    for start in range(before, len(triples), batch):
        piece = triples[start : start + batch]
        target.add(change.staging, map(_hidden, piece))
        sent += len(piece)
        target.update(f"INSERT DATA {{ GRAPH {NOTES} {{ {_sent(change.staging, sent)} }} }}")
    return sent - before


def _hidden(triple: Triple) -> Triple:
    predicate = NamedNode(STAGED + triple.predicate.value)
    return Triple(triple.subject, predicate, triple.object)


def _sent(staging: NamedNode, count: int) -> Triple:
    return Triple(staging, _SENT, Literal(str(count), datatype=XSD.integer))


def _together(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield the changes in groups of bounded size; those of one review are never parted."""
    ordered = sorted(changes, key=lambda change: (change.review, change.graph.value))
    group: list[_Change] = []
    size = 0
    for _, members in groupby(ordered, key=lambda change: change.review):
        own = list(members)
        own_size = sum(change.size for change in own)
        if group and size + own_size > PUT_TOGETHER:
            yield group
            group, size = [], 0
        group, size = [*group, *own], size + own_size
    if group:
        yield group


def _put_in_place(changes: Sequence[_Change]) -> str:
    """Return the update that puts staged graphs in place of what was there."""
    steps = []
    for change in changes:
        steps += [
            f"DROP SILENT GRAPH {change.graph}",
            f"INSERT {{ GRAPH {change.graph} {{ ?s ?p ?o }} }} WHERE {{ "
            f"GRAPH {change.staging} {{ ?s ?staged ?o }} "
            f'BIND(IRI(STRAFTER(STR(?staged), "{STAGED}")) AS ?p) }}',
            f"DROP SILENT GRAPH {change.staging}",
            _forget(change.graph),
            _forget(change.staging),
            f"INSERT DATA {{ GRAPH {NOTES} {{ "
            f"{Triple(change.graph, _IN_PLACE, Literal(change.digest))} }} }}",
        ]
    return " ;\n".join(steps)


def _forget(graph: NamedNode) -> str:
    return f"DELETE WHERE {{ GRAPH {NOTES} {{ {graph} ?property ?value }} }}"


def _remove(
    target: GraphStore, gone: Sequence[str], staged: set[str], sent_before: dict[str, int]
) -> None:
    """Remove graphs that the store has no longer, and what pushes left that never ended."""
    left = sorted(set(sent_before) - staged)
    for name in (*gone, *left):
        graph = NamedNode(name)
        target.update(f"DROP SILENT GRAPH {graph} ;\n{_forget(graph)}")
