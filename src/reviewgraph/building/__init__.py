"""Build a graph folder from sources: only what changed, all of it or nothing.

The graph is what its sources say: a review whose source is gone leaves it. A source that cannot
be read is listed, and the graph keeps what an earlier build made of it. A review is stale when
its source, its sidecar, or anything in ``toolkit.fingerprint`` changed; the rest is not touched.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reviewgraph.building.pipeline import Outcome, process
from reviewgraph.building.plan import Plan, make_plan
from reviewgraph.building.shared import replace_shared_graphs
from reviewgraph.building.toolkit import Places, fingerprint
from reviewgraph.graph.reviews import derived_graph, review_graph
from reviewgraph.rdf import NamedNode
from reviewgraph.sources import discover
from reviewgraph.store import Writer, locked, new_generation, read_state

__all__ = ["BuildReport", "Places", "build"]

Progress = Callable[[int, int], None]
"""Told how many of how many stale sources are done."""

_CHUNK = 16


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    reviews: int
    """Reviews in the graph now."""
    built: int
    unchanged: int
    removed: int
    faults: tuple[str, ...]
    """One line for each source that could not be read."""
    notes: tuple[str, ...]
    """One line for each thing a reader noticed, such as a count that differs."""


def build(
    paths: Iterable[Path],
    folder: Path,
    *,
    places: Places,
    progress: Progress = lambda done, total: None,
    executor: Executor | None = None,
) -> BuildReport:
    """Bring the graph in ``folder`` up to date with the sources and say what was done.

    Raises GraphError if the folder cannot be used, DataError if curated data is broken.
    """
    discovery = discover(paths)
    faults = [str(error) for error in discovery.refused]
    with locked(folder):
        state = read_state(folder)
        plan = make_plan(discovery, state, fingerprint(places))
        if not plan.is_empty:
            with new_generation(folder) as (writer, state):
                outcomes = _outcomes(plan, places, progress, executor)
                faults += _apply(plan, outcomes, writer, state)
                replace_shared_graphs(writer)
    reviews = state.get("reviews", {})
    built = len(plan.stale) - len(faults) + len(discovery.refused)
    return BuildReport(
        reviews=len(reviews),
        built=built,
        unchanged=len(reviews) - built,
        removed=len(plan.gone),
        faults=tuple(sorted(faults)),
        notes=tuple(
            f"{entry['source']}: {note}"
            for _, entry in sorted(reviews.items())
            for note in entry["notes"]
        ),
    )


def _outcomes(
    plan: Plan, places: Places, progress: Progress, executor: Executor | None
) -> Iterator[Outcome]:
    work = partial(process, places=places)
    if executor is None:
        outcomes: Iterable[Outcome] = map(work, plan.stale)
    else:
        outcomes = executor.map(work, plan.stale, chunksize=_CHUNK)
    progress(0, len(plan.stale))
    for done, outcome in enumerate(outcomes, start=1):
        yield outcome
        progress(done, len(plan.stale))


def _apply(
    plan: Plan, outcomes: Iterable[Outcome], writer: Writer, state: dict[str, Any]
) -> list[str]:
    """Write the outcomes into the new generation and its state; return the faults."""
    faults = []
    reviews = state.setdefault("reviews", {})
    for identifier in plan.gone:
        writer.remove(_graphs(identifier))
        del reviews[identifier]
    for outcome in outcomes:
        if outcome.fault is not None:
            faults.append(outcome.fault)
            continue
        if outcome.identifier in reviews:
            writer.remove(_graphs(outcome.identifier))
        writer.add(outcome.quads)
        reviews[outcome.identifier] = {
            "digest": plan.digests[outcome.identifier],
            "source": outcome.source,
            "notes": list(outcome.notes),
        }
    writer.flush()
    state["tools"] = plan.tools
    return faults


def _graphs(identifier: str) -> tuple[NamedNode, NamedNode]:
    return review_graph(identifier), derived_graph(identifier)
