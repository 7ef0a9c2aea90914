"""Build a graph folder from sources: only what changed, all of it or nothing.

The graph is what its sources say: a review whose source is gone leaves it. A source that cannot
be read is listed, and the graph keeps what an earlier build made of it. A review is stale when
its source, its sidecar, or anything in ``toolkit.fingerprint`` changed; the rest is not touched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewgraph.building.judging import process_and_judge
from reviewgraph.building.pipeline import Outcome, process, process_many
from reviewgraph.building.plan import Plan, make_plan
from reviewgraph.building.recurrence import Recurrence, Renewal
from reviewgraph.building.shared import replace_agencies, replace_fixed_graphs
from reviewgraph.building.stamps import Stamps, read_stamps, write_stamps
from reviewgraph.building.toolkit import Places, fingerprint
from reviewgraph.generations import generation, locked, read_state, sources_of, sweep
from reviewgraph.graph.resemblances import RESEMBLANCES
from reviewgraph.graph.reviews import derived_graph, review_graph
from reviewgraph.rdf import NamedNode
from reviewgraph.sources import Source, discover
from reviewgraph.store import Writer, new_generation
from reviewgraph.tasks import Progress, results_in_order, unseen

if TYPE_CHECKING:
    from reviewgraph.checking import Verdicts

__all__ = ["BuildReport", "Places", "build"]

_CHUNK = 16
_UNDER_WAY = max(8, 2 * (os.cpu_count() or 1))
"""Chunks that other processes work on or have done and the writer has not taken.

A chunk that is done takes some 7 MB until then.
"""
_WORTH_PROCESSES = 64
"""Stale sources from which starting processes pays."""
_WORTH_JUDGING = 256
"""Stale sources from which it pays that each process reads the shapes."""
_MOST_NAMED = 50_000
"""Resemblances that are left to be judged by name."""
_WORTH_ARRANGING = 4
"""The store is put in order if at least one review in so many was built."""


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
    progress: Progress = unseen,
    executor: Executor | None = None,
) -> BuildReport:
    """Bring the graph in ``folder`` up to date with the sources and say what was done.

    ``executor`` may be a pool of processes or a cluster's; many stale sources are then worked on
    side by side, with the same result. Raises GraphError if the folder cannot be used, DataError
    if curated data is broken.
    """
    discovery = discover(paths)
    faults = [str(error) for error in discovery.refused]
    built = 0
    with locked(folder):
        state = read_state(folder)
        stamps = Stamps(read_stamps(folder, generation(folder)))
        plan = make_plan(discovery, state, fingerprint(places), stamps)
        if plan.is_empty:
            sweep(folder)
        else:
            with new_generation(folder, state) as (writer, state):
                coming = _Generation(writer, state, Recurrence(writer, plan.same_tools))
                outcomes = _outcomes(plan, places, progress, executor)
                built, new_faults = _update(plan, outcomes, coming, progress, executor)
                faults += new_faults
                write_stamps(stamps, writer)
            if coming.verdicts:
                from reviewgraph.checking import remember  # see judging.py

                remember(folder, state, coming.verdicts)
    reviews = state.get("reviews", {})
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
    total = len(plan.stale)
    progress("Reviews", 0, total)
    outcomes = (
        _here(plan.stale, places)
        if executor is None or total < _WORTH_PROCESSES
        else _elsewhere(plan.stale, places, executor)
    )
    for done, outcome in enumerate(outcomes, start=1):
        yield outcome
        progress("Reviews", done, total)


def _here(sources: Sequence[Source], places: Places) -> Iterator[Outcome]:
    for source in sources:
        yield process(source, places)


def _elsewhere(sources: Sequence[Source], places: Places, executor: Executor) -> Iterator[Outcome]:
    """Yield outcomes in order, with a bounded number of chunks under way."""
    chunks = (sources[start : start + _CHUNK] for start in range(0, len(sources), _CHUNK))
    errand = process_and_judge if len(sources) >= _WORTH_JUDGING else process_many
    tasks = (partial(errand, chunk, places) for chunk in chunks)
    return chain.from_iterable(results_in_order(tasks, executor, ahead=_UNDER_WAY))


@dataclass(frozen=True, slots=True)
class _Generation:
    """The generation that is being built."""

    writer: Writer
    state: dict[str, Any]
    recurrence: Recurrence
    verdicts: Verdicts = field(default_factory=dict)
    """What the shapes find in what was judged where it was made."""

    def take(self, renewal: Renewal, since: str) -> None:
        """Note what became of the resemblances since the generation of the sources ``since``.

        ``came`` in the state names those that nobody judged since some generation.
        """
        came = self.state.pop("came", {"of": since, "names": []})
        if renewal.anew:
            if renewal.findings is not None:
                self.verdicts[RESEMBLANCES.value] = renewal.findings
        elif not renewal.findings:
            names = [*came["names"], *renewal.unjudged]
            if len(names) <= _MOST_NAMED:
                self.state["came"] = {**came, "names": names}


def _update(
    plan: Plan,
    outcomes: Iterable[Outcome],
    coming: _Generation,
    progress: Progress,
    executor: Executor | None,
) -> tuple[int, list[str]]:
    """Make the new generation what the plan says; return how many were written, and the faults.

    What reviews share is written only if it is not what it was.
    """
    writer, state = coming.writer, coming.state
    since = sources_of(state)
    named_before = _agencies(state) if plan.same_tools else None
    built, faults = _apply(plan, outcomes, coming)
    if not plan.same_tools:
        replace_fixed_graphs(writer)
    if (named := _agencies(state)) != named_before:
        replace_agencies(writer, named)
    changed = frozenset([*(source.identifier for source in plan.stale), *plan.gone])
    renewal = coming.recurrence.renew(state["reviews"], changed, progress, executor)
    coming.take(renewal, since)
    if built * _WORTH_ARRANGING >= len(state["reviews"]):
        progress("Putting in order", 0, None)
        writer.arrange()
    return built, faults


def _apply(plan: Plan, outcomes: Iterable[Outcome], coming: _Generation) -> tuple[int, list[str]]:
    """Write the outcomes into the new generation; return how many were written, and the faults."""
    writer, state = coming.writer, coming.state
    built = 0
    faults = []
    reviews = state.setdefault("reviews", {})
    for identifier in plan.gone:
        writer.remove(_graphs(identifier))
        del reviews[identifier]
    for outcome in outcomes:
        if outcome.fault is not None:
            faults.append(outcome.fault)
        if not outcome.quads:
            continue
        built += 1
        if outcome.identifier in reviews:
            writer.remove(_graphs(outcome.identifier))
        writer.add(outcome.quads)
        if outcome.signed is not None:
            coming.recurrence.take(outcome.signed)
        if outcome.findings is not None:
            coming.verdicts[outcome.identifier] = outcome.findings
        reviews[outcome.identifier] = {
            "digest": plan.digests[outcome.identifier],
            "source": outcome.source,
            "agencies": list(outcome.agencies),
            "notes": list(outcome.notes),
        }
    writer.flush()
    state["tools"] = plan.tools
    return built, faults


def _graphs(identifier: str) -> tuple[NamedNode, NamedNode]:
    return review_graph(identifier), derived_graph(identifier)


def _agencies(state: dict[str, Any]) -> set[str]:
    return {key for entry in state.get("reviews", {}).values() for key in entry["agencies"]}
