"""Keep ``graph:resemblances`` up to date: what each build found is kept for the next.

A build in which little changed compares what changed; its result is that of comparing everything
anew. What is kept lies beside the store of a generation and can be left out: it is made again.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reviewgraph.building.kept import KEPT, Spool, read_kept, write_matrix, write_pairs
from reviewgraph.graph.resemblances import (
    RESEMBLANCES,
    resemblance_node,
    resemblance_triples,
    shortcuts,
)
from reviewgraph.graph.reviews import review_graph
from reviewgraph.identifiers import mint
from reviewgraph.model import Review
from reviewgraph.namespaces import RG, SCHEMA
from reviewgraph.rdf import Literal, NamedNode, nquads, ntriples
from reviewgraph.resembling import (
    Comparison,
    Evidence,
    Item,
    Matrix,
    Pairs,
    Signed,
    compare,
    evidence,
    explain,
    items,
    matrix,
    shipped_wording,
    sign,
    splice,
    together,
    update,
)
from reviewgraph.sources import split_addressee
from reviewgraph.store import Writer
from reviewgraph.tasks import Progress, begun, results_in_order

if TYPE_CHECKING:
    from reviewgraph.validation import Finding

_SPOOL = "signed"
_WORTH_UPDATING = 10
"""An update pays as long as at most one review in so many changed."""
_AT_ONCE = 2_000
"""Pairs that are explained together."""
_WORTH_PROCESSES = 10 * _AT_ONCE
_JUDGED_TOGETHER = 64
"""Resemblances that the reference engine looks at if one of them is suspected."""
_UNDER_WAY = 8


def signed(review: Review) -> Signed:
    """Return what the recommendations of a review ask."""
    return _signed(review.identifier, review.year_of_death, items(review))


def _signed(review: str, year: str | None, of: Iterable[Item]) -> Signed:
    wording = shipped_wording()
    return together(review, year, ((item, sign(item, wording)) for item in of))


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of the graph of resemblances."""

    anew: bool
    """Whether all of it was written."""
    findings: tuple[Finding, ...] | None
    """What the shapes find in what was written; None if nobody asked."""
    unjudged: tuple[str, ...] = ()
    """IRIs of the resemblances that were added, if nobody asked."""


class Recurrence:
    """The graph of resemblances of a generation that is being built."""

    def __init__(self, writer: Writer, same_tools: bool) -> None:
        """``same_tools``: whether what the generation before kept was signed as today."""
        before = writer.path_before(KEPT)
        self._writer = writer
        self._old = read_kept(before) if before is not None and same_tools else None
        self._was = self._old.matrix if self._old is not None else matrix([])
        self._spool = Spool(writer.path(_SPOOL), self._was.hashes)

    def take(self, signed: Signed) -> None:
        """Take what the recommendations of a review ask that is built."""
        self._spool.add(signed)

    def renew(
        self,
        reviews: Iterable[str],
        changed: frozenset[str],
        progress: Progress,
        executor: Executor | None,
    ) -> Renewal:
        """Bring the graph up to date.

        ``reviews`` are all that the generation holds; ``changed`` those that came, went or are not
        what they were in the generation before.
        """
        present = sorted(reviews)
        self._sign_others(present, changed)
        fresh = self._spool.close()
        how = splice(self._was, changed, fresh)
        place = self._writer.path(KEPT)
        rows = write_matrix(how, self._was, fresh, self._spool, place)
        old = self._old
        anew = old is None or len(changed) * _WORTH_UPDATING > len(present)
        if old is None or anew:
            self._writer.remove([RESEMBLANCES])
            found = compare(rows, tell=partial(progress, "Comparing"))
            come, twice = found.told, found.duplicates
        else:
            found, change = update(old, how, rows)
            come, twice = change.come, tuple(set(found.duplicates) - set(old.duplicates))
            self._forget(old, found, change.gone)
        pairs = nquads(RESEMBLANCES, resemblance_triples(twice))
        self._writer.add(pairs)
        findings = self._tell(rows, found.alike.only(come), progress, executor)
        write_pairs(found, place)
        shutil.rmtree(self._spool.folder, ignore_errors=True)
        if findings is None:
            few = () if anew else _nodes(rows, found.alike.only(come))
            return Renewal(anew, None, tuple(few))
        if anew:
            findings += begun(partial(_judged, [pairs]), executor)()
        return Renewal(anew, findings)

    def _sign_others(self, present: Iterable[str], changed: frozenset[str]) -> None:
        """Sign reviews of which nothing is kept and whose source was not read, from the store."""
        kept = frozenset(self._was.reviews) - changed
        for review in present:
            if review not in kept and review not in self._spool.reviews:
                self._spool.add(_signed_anew(self._writer, review))

    def _forget(self, old: Comparison, found: Comparison, gone: NDArray[np.bool_]) -> None:
        no_more = set(old.duplicates) - set(found.duplicates)
        self._writer.remove_triples(RESEMBLANCES, resemblance_triples(no_more))
        keys = old.matrix.keys
        for left, right in old.alike.only(gone):
            ends = keys[left], keys[right]
            about = self._writer.about(resemblance_node(*ends), RESEMBLANCES)
            self._writer.remove_triples(RESEMBLANCES, about)
            self._writer.remove_triples(RESEMBLANCES, shortcuts(*ends))

    def _tell(
        self, rows: Matrix, pairs: Pairs, progress: Progress, executor: Executor | None
    ) -> tuple[Finding, ...] | None:
        """Write why pairs resemble one another; return what the shapes find, if they are many."""
        total = len(pairs)
        several = executor if total >= _WORTH_PROCESSES else None
        errands = _errands(rows, pairs, explained_and_judged if several else explained)
        findings: list[Finding] = []
        for number, told in enumerate(results_in_order(errands, several, ahead=_UNDER_WAY), 1):
            self._writer.add(told.quads)
            findings += told.findings
            progress("Explaining", min(number * _AT_ONCE, total), total)
        return tuple(findings) if several else None


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of some pairs."""

    quads: bytes
    findings: tuple[Finding, ...] = ()
    """What the shapes find in it."""


def _errands(
    rows: Matrix, pairs: Pairs, errand: Callable[[Evidence], Told]
) -> Iterator[Callable[[], Told]]:
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs.only(np.arange(start, min(start + _AT_ONCE, len(pairs))))
        yield partial(errand, evidence(rows, some))


def _nodes(rows: Matrix, pairs: Pairs) -> Iterator[str]:
    for left, right in pairs:
        yield resemblance_node(rows.keys[left], rows.keys[right]).value


def explained(found: Evidence) -> Told:
    """Return the quads of some resemblances: an errand for any process."""
    return Told(nquads(RESEMBLANCES, resemblance_triples(explain(found))))


def explained_and_judged(found: Evidence) -> Told:
    """Return the same with what the shapes find.

    A resemblance keeps its promises by what is said here of it and its two ends, whatever else is
    in the graph.
    """
    several = explain(found)
    parts = []
    while some := list(islice(several, _JUDGED_TOGETHER)):
        parts.append(nquads(RESEMBLANCES, resemblance_triples(some)))
    return Told(b"".join(parts), _judged(parts))


def _judged(parts: Iterable[bytes]) -> tuple[Finding, ...]:
    from reviewgraph.checking import check_written  # see judging.py

    groups = {str(number): ntriples(part, [RESEMBLANCES]) for number, part in enumerate(parts)}
    return tuple(chain.from_iterable(check_written(groups).values()))


def _signed_anew(writer: Writer, review: str) -> Signed:
    """Return what the recommendations of a review ask, as its graph has them."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in writer.triples(review_graph(review)):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            said[triple.subject.value][triple.predicate.value] = triple.object.value
    about = said[mint("review", review).value]
    start = mint("recommendation", "").value
    year = about.get(RG.yearOfDeath.value)
    found = (
        Item(
            subject.removeprefix(start),
            review,
            values[SCHEMA.text.value],
            split_addressee(values.get(RG.addresseeAsPrinted.value, "")),
            about.get(RG.areaAsPrinted.value),
            year,
        )
        for subject, values in said.items()
        if subject.startswith(start)
    )
    return _signed(review, year, found)
