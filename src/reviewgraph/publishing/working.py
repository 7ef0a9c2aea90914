"""Make the fragments of a release, side by side if there are processes to do it."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reviewgraph.graph.reviews import derived_graph, review_graph, reviews_in
from reviewgraph.publishing.fragments import Fragment, fragment
from reviewgraph.publishing.pieces import (
    in_order,
    piece_of_review,
    shared_piece,
    tombstone,
    without_text,
)
from reviewgraph.rdf import NamedNode
from reviewgraph.store import Store, opened
from reviewgraph.tasks import results_in_order

_UNDER_WAY = 8
"""Fragments that are asked for ahead of the one that is being written."""
_Task = Callable[[], Fragment]


@dataclass(frozen=True, slots=True)
class Helpers:
    """Processes that read the graph on their own account, and where they find it."""

    executor: Executor
    graph: Path
    generation: str
    """The one that is published, whatever is built meanwhile."""


def fragments(
    store: Store,
    scratch: Path,
    gone: Mapping[str, str],
    *,
    with_text: bool,
    helpers: Helpers | None,
) -> Iterator[Fragment]:
    """Yield the whole graph: reviews by identifier, then the shared graphs by name.

    ``scratch`` is a folder on a disk with room to sort the largest shared graph. ``gone`` are
    reviews that earlier releases held and the store does not, each with its kind: they leave
    tombstones.
    """
    tasks = _tasks(store, scratch, gone, with_text=with_text, helpers=helpers)
    return results_in_order(tasks, helpers.executor if helpers else None, ahead=_UNDER_WAY)


def _tasks(
    store: Store,
    scratch: Path,
    gone: Mapping[str, str],
    *,
    with_text: bool,
    helpers: Helpers | None,
) -> Iterator[_Task]:
    names = store.graph_names()
    reviews = reviews_in(names)
    own = {graph(each) for each in reviews for graph in (review_graph, derived_graph)}
    shared = tuple(name for name in names if name not in own)
    for identifier in sorted({*gone, *reviews}):
        if identifier in gone:
            yield partial(_of_tombstone, identifier, gone[identifier])
        elif helpers is None:
            yield partial(_of_review, store, identifier, shared, with_text=with_text)
        else:
            place = helpers.graph, helpers.generation
            yield partial(_of_review_at, place, identifier, shared, with_text=with_text)
    for name in shared:
        for lines in in_order(store, name, scratch):
            yield partial(_of_shared, name, lines)


def _of_review(
    store: Store, identifier: str, shared: tuple[NamedNode, ...], *, with_text: bool
) -> Fragment:
    piece = piece_of_review(store, identifier, shared)
    return fragment(piece if with_text else without_text(piece))


def _of_review_at(
    place: tuple[Path, str], identifier: str, shared: tuple[NamedNode, ...], *, with_text: bool
) -> Fragment:
    return _of_review(opened(*place), identifier, shared, with_text=with_text)


def _of_tombstone(identifier: str, kind: str) -> Fragment:
    return fragment(tombstone(identifier, kind))


def _of_shared(graph: NamedNode, lines: bytes) -> Fragment:
    return fragment(shared_piece(graph, lines))
