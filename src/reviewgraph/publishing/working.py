"""Make the fragments of a release, side by side if there are processes to do it."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewgraph.graph.reviews import derived_graph, review_graph, reviews_in
from reviewgraph.publishing.fragments import Fragment, fragment
from reviewgraph.publishing.pieces import (
    in_batches,
    piece_of_review,
    shared_piece,
    tombstone,
    without_text,
    write_in_order,
)
from reviewgraph.rdf import NamedNode
from reviewgraph.store import Store, opened
from reviewgraph.tasks import begun, results_in_order

_UNDER_WAY = 8
"""Fragments that are asked for ahead of the one that is being written."""
_Task = Callable[[], Fragment]
Reading = Callable[[], Store]
"""Gives the store, in this process or in another."""


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
    reading = partial(opened, helpers.graph, helpers.generation) if helpers else lambda: store
    executor = helpers.executor if helpers else None
    names = store.graph_names()
    reviews = reviews_in(names)
    own = {graph(each) for each in reviews for graph in (review_graph, derived_graph)}
    shared = tuple(name for name in names if name not in own)
    with TemporaryDirectory(dir=scratch, prefix=".") as folder:
        # Begun before all else: the largest takes as long as hundreds of reviews.
        sorting = [
            begun(partial(_in_order, reading, name, Path(folder, str(number))), executor)
            for number, name in enumerate(shared)
        ]
        of_reviews: Iterator[_Task] = (
            partial(_of_tombstone, each, gone[each])
            if each in gone
            else partial(_of_review, reading, each, shared, with_text=with_text)
            for each in sorted({*gone, *reviews})
        )
        tasks = chain(of_reviews, _of_all_shared(shared, sorting))
        yield from results_in_order(tasks, executor, ahead=_UNDER_WAY)


def _of_all_shared(
    graphs: tuple[NamedNode, ...], sorting: Iterable[Callable[[], Path]]
) -> Iterator[_Task]:
    for graph, in_order in zip(graphs, sorting, strict=True):
        path = in_order()
        for lines in in_batches(path):
            yield partial(_of_shared, graph, lines)
        path.unlink()


def _in_order(reading: Reading, graph: NamedNode, path: Path) -> Path:
    write_in_order(reading(), graph, path)
    return path


def _of_review(
    reading: Reading, identifier: str, shared: tuple[NamedNode, ...], *, with_text: bool
) -> Fragment:
    with _uncollected():
        piece = piece_of_review(reading(), identifier, shared)
        return fragment(piece if with_text else without_text(piece))


def _of_tombstone(identifier: str, kind: str) -> Fragment:
    return fragment(tombstone(identifier, kind))


def _of_shared(graph: NamedNode, lines: bytes) -> Fragment:
    with _uncollected():
        return fragment(shared_piece(graph, lines))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for cycles meanwhile: a piece holds none, and to look took a sixth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
