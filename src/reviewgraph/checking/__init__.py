"""Judge a graph by the shapes: screened first, so that most of it needs no more.

pySHACL takes half a second for one review. The screen asks the engine the same questions in a
fraction of that and leaves to pySHACL only the shapes that a group may break, so the findings are
always pySHACL's own. What was found in a review is kept beside the graph, under a hash of all
that decides it; a review that has not changed is not judged again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from reviewgraph.checking.verdicts import Verdicts, keep, keys_of, known
from reviewgraph.generations import generation, read_state
from reviewgraph.rdf import NamedNode, Triple, nquads
from reviewgraph.resources import shipped
from reviewgraph.store import Store, open_store
from reviewgraph.validation import (
    Place,
    Report,
    Row,
    Shapes,
    by_review,
    check_integrity,
    merge,
    read_shapes,
    validate,
)

_Item = TypeVar("_Item")
_BATCH = 16
"""Groups screened together: more save little and take more memory."""
_UNDER_WAY = 8

_Generation = tuple[Path, str | None]
Names = Sequence[tuple[str, tuple[NamedNode, ...]]]
"""Groups of named graphs, as ``validation.by_review`` gives them."""


def check_folder(folder: Path, *, executor: Executor | None = None, anew: bool = False) -> Report:
    """Return what the shapes and the integrity queries find in a graph folder.

    ``executor`` may be a pool of processes, which then judge side by side. With ``anew`` nothing
    that was found before is believed. Raises GraphError if there is no graph.
    """
    store = open_store(folder)
    groups = by_review(store.graph_names())
    keys = keys_of(read_state(folder))
    verdicts = {} if anew else known(folder, keys)
    unknown = [group for group in groups if group[0] not in verdicts]
    for found in _verdicts((folder, generation(folder)), unknown, executor):
        verdicts.update(found)
    if any(key in keys for key, _ in unknown):
        keep(folder, keys, verdicts)
    present = [verdicts[key] for key, _ in groups]
    whole = check_integrity(store.rows_of_all, shipped("shapes") / "integrity")
    return merge([*(Report(found, 1) for found in present), whole])


def check_store(store: Store, shapes: Shapes) -> Report:
    """Return what the shapes find in a store, holding a few groups of its graphs at a time."""
    batches = _batches(by_review(store.graph_names()))
    found = (check_graphs(store, batch, shapes).values() for batch in batches)
    return merge(Report(findings, 1) for findings in chain.from_iterable(found))


def check_triples(groups: Iterable[tuple[str, Sequence[Triple]]], shapes: Shapes) -> Report:
    """Return what the shapes find in the groups of triples, holding a few groups at a time."""
    return merge(_of_triples(batch, shapes) for batch in _batches(groups))


def check_graphs(store: Store, groups: Names, shapes: Shapes) -> Verdicts:
    """Return what the shapes find in each group of graphs, holding them all in memory."""
    names = {_name(number): graphs for number, (_, graphs) in enumerate(groups)}

    def triples(group: NamedNode) -> Iterable[Triple]:
        return chain.from_iterable(map(store.triples, names[group]))

    reports = _judged(store.gathered(names), names, triples, shapes)
    return {key: report.findings for (key, _), report in zip(groups, reports, strict=True)}


def _of_triples(batch: Sequence[tuple[str, Sequence[Triple]]], shapes: Shapes) -> Report:
    groups = {_name(number): triples for number, (_, triples) in enumerate(batch)}
    store = Store.in_memory(b"".join(nquads(name, rows) for name, rows in groups.items()))
    return merge(_judged(store, groups, groups.__getitem__, shapes))


def _judged(
    store: Store,
    groups: Iterable[NamedNode],
    triples: Callable[[NamedNode], Iterable[Triple]],
    shapes: Shapes,
) -> Iterator[Report]:
    """Yield what is found in the groups, which a store in memory holds as one graph each."""

    def ask(query: str, place: Place | None) -> Iterator[Row]:
        if place is None:
            return store.rows(query)
        return store.rows(query, graph=place.group, bound={"this": place.this})

    for group, only in shapes.screen.suspects(groups, ask).items():
        yield validate(triples(group), shapes, only) if only else Report((), 1)


def _verdicts(place: _Generation, groups: Names, executor: Executor | None) -> Iterator[Verdicts]:
    batches = _batches(groups)
    if executor is None or len(groups) <= _BATCH:
        for batch in batches:
            yield _errand(place, batch)
        return
    waiting = deque(executor.submit(_errand, place, each) for each in islice(batches, _UNDER_WAY))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(executor.submit(_errand, place, each) for each in islice(batches, 1))


def _errand(place: _Generation, batch: Names) -> Verdicts:
    return check_graphs(_opened(place), batch, _shapes())


@lru_cache(maxsize=1)
def _opened(place: _Generation) -> Store:
    """Open a generation once in each process."""
    return open_store(place[0])


@lru_cache(maxsize=1)
def _shapes() -> Shapes:
    return read_shapes(shipped("shapes"))


def _name(number: int) -> NamedNode:
    return NamedNode(f"urn:group:{number}")


def _batches(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    several = iter(items)
    while batch := list(islice(several, _BATCH)):
        yield batch
