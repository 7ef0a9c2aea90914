"""Judge a graph by the shapes: screened first, so that most of it needs no more.

pySHACL takes half a second for one review. The screen asks the engine the same questions in a
fraction of that and leaves to pySHACL only the shapes that a group may break, so the findings are
always pySHACL's own. What was found is kept beside the graph, under a hash of all that decides
it; a review that has not changed is not judged again.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from reviewgraph.checking.parts import named, slices, statements
from reviewgraph.checking.verdicts import (
    Verdicts,
    keep,
    keys_of,
    known,
    remember,
    sound_before,
    unjudged,
)
from reviewgraph.generations import generation, read_state
from reviewgraph.graph.resemblances import RESEMBLANCES
from reviewgraph.namespaces import RG
from reviewgraph.rdf import NamedNode, RdfFormat, Triple, nquads
from reviewgraph.resources import shipped
from reviewgraph.store import Store, open_store, opened
from reviewgraph.tasks import Progress, begun, results_in_order, unseen
from reviewgraph.validation import (
    Ask,
    Place,
    Report,
    Row,
    Shapes,
    by_review,
    check_integrity,
    merge,
    read_shapes,
    states_subclasses,
    validate,
)

__all__ = [
    "Names",
    "Verdicts",
    "check_folder",
    "check_graphs",
    "check_store",
    "check_triples",
    "check_whole",
    "check_written",
    "integrity",
    "remember",
]

_Item = TypeVar("_Item")
_BATCH = 64
"""Groups screened together: more save little and take more memory."""
_UNDER_WAY = 8
_WORTH_PROCESSES = 7
"""Errands from which starting processes pays."""
_REVIEWS, _SHARED = "Reviews", "What they share"
_PARTED = RESEMBLANCES.value
_WHOLE = "whole"
"""Under which the findings of integrity are kept."""

_Generation = tuple[Path, str | None]
Names = Sequence[tuple[str, tuple[NamedNode, ...]]]
"""Groups of named graphs, as ``validation.by_review`` gives them."""


def check_folder(
    folder: Path,
    name: str | None = None,
    *,
    executor: Executor | None = None,
    anew: bool = False,
    progress: Progress = unseen,
) -> Report:
    """Return what the shapes and the integrity queries find in a generation of a graph folder.

    It is the current one, if none is named. ``executor`` may be a pool of processes, which then
    judge side by side. With ``anew`` nothing that was found before is believed. Raises GraphError
    if there is no graph.
    """
    # A build may end meanwhile: all is of one generation.
    place = folder, name or generation(folder)
    store, state = open_store(*place), read_state(*place)
    groups = by_review(store.graph_names())
    shared = [key for key, names in groups if _is_shared(key, names)]
    keys = keys_of(state, [*shared, _WHOLE])
    verdicts = {} if anew else known(folder, keys)
    few = None if anew else unjudged(folder, state)
    unknown = [group for group in groups if group[0] not in verdicts]
    errands = [*_of_reviews(place, unknown), *_of_shared(place, unknown, store, few)]
    helpers = executor if len(errands) >= _WORTH_PROCESSES else None
    whole = None if _WHOLE in verdicts else begun(partial(_integrity, place), helpers)
    before = len(groups) - len(shared) - sum(not _is_shared(*group) for group in unknown)
    for found in _done(errands, helpers, before, progress):
        for key, findings in found.items():
            verdicts[key] = verdicts.get(key, ()) + findings
    if whole or unknown:
        verdicts |= whole() if whole else {}
        keep(folder, keys, verdicts, sound_before(state, verdicts))
    return merge(Report(verdicts[key], 1) for key in [_WHOLE, *(key for key, _ in groups)])


def check_whole(store: Store) -> Report:
    """Return what the shapes and the integrity queries find in a store."""
    return merge([check_store(store, _shapes()), integrity(store)])


def integrity(store: Store) -> Report:
    """Return what only the whole store can tell."""
    return check_integrity(store.rows_of_all, shipped("shapes") / "integrity")


def check_store(store: Store, shapes: Shapes) -> Report:
    """Return what the shapes find in a store, holding a few groups of its graphs at a time."""
    batches = _batches(by_review(store.graph_names()))
    found = (check_graphs(store, batch, shapes).values() for batch in batches)
    return merge(Report(findings, 1) for findings in chain.from_iterable(found))


def check_triples(groups: Iterable[tuple[str, Sequence[Triple]]], shapes: Shapes) -> Report:
    """Return what the shapes find in the groups of triples, holding a few groups at a time."""
    return merge(_of_triples(batch, shapes) for batch in _batches(groups))


def check_written(
    groups: Mapping[str, bytes],
    format: RdfFormat = RdfFormat.N_TRIPLES,
    *,
    apart: Container[str] = (),
) -> Verdicts:
    """Return what the shapes find in each group of triples, as a build has them to write.

    ``apart`` are shapes that are not looked at.
    """
    names = {_name(number): key for number, key in enumerate(groups)}
    store = Store.of_graphs({name: groups[key] for name, key in names.items()}, format)
    reports = _judged(_asking(store), names, store.triples, _shapes(), apart=apart)
    return {key: report.findings for key, report in zip(groups, reports, strict=True)}


def check_graphs(store: Store, groups: Names, shapes: Shapes) -> Verdicts:
    """Return what the shapes find in each group of graphs.

    A group of one graph is asked where it lies, however large it is; others are put together in
    memory first.
    """
    single = {graphs[0]: graphs for _, graphs in groups if len(graphs) == 1}
    found = dict(zip(single, _in_place(store, single, shapes), strict=True))
    several = [graphs for _, graphs in groups if len(graphs) > 1]
    names = {_name(number): graphs for number, graphs in enumerate(several)}

    def triples(group: NamedNode) -> Iterable[Triple]:
        return chain.from_iterable(map(store.triples, names[group]))

    if names:
        reports = _judged(_asking(store.gathered(names)), names, triples, shapes)
        found |= {graphs[0]: each for graphs, each in zip(several, reports, strict=True)}
    return {key: found[graphs[0]].findings for key, graphs in groups}


def _in_place(store: Store, graphs: Iterable[NamedNode], shapes: Shapes) -> Iterator[Report]:
    for graph in graphs:
        yield from _judged(_asking(store, (graph,)), [graph], store.triples, shapes)


def _of_triples(batch: Sequence[tuple[str, Sequence[Triple]]], shapes: Shapes) -> Report:
    groups = {_name(number): triples for number, (_, triples) in enumerate(batch)}
    store = Store.in_memory(b"".join(nquads(name, rows) for name, rows in groups.items()))
    return merge(_judged(_asking(store), groups, groups.__getitem__, shapes))


def _asking(store: Store, among: tuple[NamedNode, ...] | None = None) -> Ask:
    def ask(query: str, place: Place | None) -> Iterator[Row]:
        if place is None:
            return store.rows(query, among=among)
        return store.rows(query, graph=place.group, bound={"this": place.this})

    return ask


def _judged(
    ask: Ask,
    groups: Iterable[NamedNode],
    triples: Callable[[NamedNode], Iterable[Triple]],
    shapes: Shapes,
    *,
    apart: Container[str] = (),
) -> Iterator[Report]:
    """Yield what is found in the groups, which are all that ``ask`` answers for."""
    for group, only in shapes.screen.suspects(groups, ask, apart).items():
        yield validate(triples(group), shapes, only) if only else Report((), 1)


@dataclass(frozen=True, slots=True)
class _Errand:
    """Work for one process, and of what it is a part."""

    stage: str
    size: int
    task: Callable[[], Verdicts]


def _of_reviews(place: _Generation, groups: Names) -> Iterator[_Errand]:
    for batch in _batches(group for group in groups if not _is_shared(*group)):
        yield _Errand(_REVIEWS, len(batch), partial(_judge, place, batch))


def _of_shared(
    place: _Generation, groups: Names, store: Store, few: Sequence[str] | None
) -> Iterator[_Errand]:
    """Yield what is to be done for the graphs that reviews share; ``few``: see ``unjudged``."""
    for group in (group for group in groups if _is_shared(*group)):
        parts = None if group[0] != _PARTED else _parts(store, few)
        if parts is None:
            yield _Errand(_SHARED, 1, partial(_judge, place, [group]))
            continue
        yield _Errand(_SHARED, 1, partial(_judge_rest, place))
        for which in parts:
            yield _Errand(_SHARED, 1, partial(_judge_part, place, which))


def _parts(store: Store, few: Sequence[str] | None) -> Sequence[str] | None:
    """Return the parts of the graph of resemblances to judge; None if it must be judged whole."""
    if states_subclasses(_asking(store, (RESEMBLANCES,))):
        return None
    return slices(store) if few is None else named(few)


def _done(
    errands: Sequence[_Errand], executor: Executor | None, before: int, progress: Progress
) -> Iterator[Verdicts]:
    """Yield what the errands find; ``before`` so many reviews had been judged."""
    done, total = Counter({_REVIEWS: before}), Counter({_REVIEWS: before})
    for errand in errands:
        total[errand.stage] += errand.size
    results = results_in_order((each.task for each in errands), executor, ahead=_UNDER_WAY)
    for errand, found in zip(errands, results, strict=True):
        yield found
        done[errand.stage] += errand.size
        progress(errand.stage, done[errand.stage], total[errand.stage])


def _integrity(place: _Generation) -> Verdicts:
    return {_WHOLE: integrity(opened(*place)).findings}


def _judge(place: _Generation, batch: Names) -> Verdicts:
    return check_graphs(opened(*place), batch, _shapes())


def _judge_rest(place: _Generation) -> Verdicts:
    """Return what the shapes find that look at more than resemblances."""
    store, shapes = opened(*place), _shapes()
    alone, _ = shapes.aimed_at(RG.Resemblance)
    ask = _asking(store, (RESEMBLANCES,))
    (report,) = _judged(ask, [RESEMBLANCES], store.triples, shapes, apart=alone)
    return {_PARTED: report.findings}


def _judge_part(place: _Generation, which: str) -> Verdicts:
    """Return what the shapes find that look at resemblances alone, in some of them."""
    _, others = _shapes().aimed_at(RG.Resemblance)
    found = check_written(statements(opened(*place), which), RdfFormat.TURTLE, apart=others)
    return {_PARTED: tuple(chain.from_iterable(found.values()))}


@lru_cache(maxsize=1)
def _shapes() -> Shapes:
    return read_shapes(shipped("shapes"))


def _is_shared(key: str, names: tuple[NamedNode, ...]) -> bool:
    """Return whether a group is a graph that belongs to no review: it is called by its name."""
    return key == names[0].value


def _name(number: int) -> NamedNode:
    return NamedNode(f"urn:group:{number}")


def _batches(items: Iterable[_Item]) -> Iterator[Sequence[_Item]]:
    several = iter(items)
    while batch := list(islice(several, _BATCH)):
        yield batch
