"""Judge a graph by the shapes: screened first, so that most of it needs no more.

pySHACL takes half a second for one review. The screen asks the engine the same questions in a
fraction of that and leaves to pySHACL only the shapes that a group may break, so the findings are
always pySHACL's own. What was found in a review is kept beside the graph, under a hash of all
that decides it; a review that has not changed is not judged again.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from reviewgraph.rdf import NamedNode, Triple, nquads
from reviewgraph.resources import shipped
from reviewgraph.store import Store, generation, keep, kept, open_store, read_state
from reviewgraph.validation import (
    Finding,
    Place,
    Report,
    Row,
    Shapes,
    as_record,
    by_review,
    check_integrity,
    from_record,
    merge,
    read_shapes,
    validate,
)

_Item = TypeVar("_Item")
_BATCH = 16
"""Groups screened together: more save little and take more memory."""
_UNDER_WAY = 8
_KEPT = "verdicts.json"
_CODE = Path(__file__).resolve()

_Generation = tuple[Path, str | None]
Names = Sequence[tuple[str, tuple[NamedNode, ...]]]
"""Groups of named graphs, as ``validation.by_review`` gives them."""
Verdicts = dict[str, tuple[Finding, ...]]
"""What was found in each group, by its key."""


def check_folder(folder: Path, *, executor: Executor | None = None, anew: bool = False) -> Report:
    """Return what the shapes and the integrity queries find in a graph folder.

    ``executor`` may be a pool of processes, which then judge side by side. With ``anew`` nothing
    that was found before is believed. Raises GraphError if there is no graph.
    """
    store = open_store(folder)
    groups = by_review(store.graph_names())
    keys = _keys(read_state(folder))
    known = {} if anew else _known(folder)
    verdicts = {key: known[mark] for key, mark in keys.items() if mark in known}
    unknown = [group for group in groups if group[0] not in verdicts]
    for found in _verdicts((folder, generation(folder)), unknown, executor):
        verdicts.update(found)
    if any(key in keys for key, _ in unknown):
        keep(folder, _KEPT, {keys[key]: _records(verdicts[key]) for key in keys if key in verdicts})
    present = [verdicts[key] for key, _ in groups]
    whole = check_integrity(store.rows, shipped("shapes") / "integrity")
    return merge([*(Report(found, 1) for found in present), whole])


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


def _keys(state: Mapping[str, Any]) -> dict[str, str]:
    """Return for each review a hash of all that decides what is found in its graphs."""
    rules = hashlib.sha256()
    for path in sorted(
        chain(shipped("shapes").glob("*.ttl"), _CODE.parent.glob("validation/*.py"), [_CODE])
    ):
        rules.update(path.read_bytes())
    common = f"{rules.hexdigest()} {state.get('tools')}"
    return {
        review: hashlib.sha256(f"{common} {entry['digest']}".encode()).hexdigest()
        for review, entry in state.get("reviews", {}).items()
    }


def _known(folder: Path) -> Verdicts:
    """Return what earlier checks found, by key; nothing if that cannot be read."""
    try:
        return {
            key: tuple(map(from_record, records)) for key, records in kept(folder, _KEPT).items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError):
        return {}


def _records(findings: Iterable[Finding]) -> list[dict[str, str | None]]:
    return [as_record(finding) for finding in findings]


def _name(number: int) -> NamedNode:
    return NamedNode(f"urn:group:{number}")


def _batches(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    several = iter(items)
    while batch := list(islice(several, _BATCH)):
        yield batch
