"""Which recommendations resemble one another, and which reviews were published twice."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.candidates import candidates
from reviewgraph.resembling.matrix import Ints, Matrix, Scored, scatter

THRESHOLD = 0.55
"""Least score of a resemblance; the labelled pairs of the tests say what it means."""

_SAME = 0.9
"""Least score of two recommendations that may be one, published twice."""
_TWICE = 0.6
"""Least share of the longer review's recommendations that stand in both."""
_TWICE_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two reviews that are one review published twice; ``left`` sorts first.

    The 8 hex digits that begin a review's key are the moment of its upload, so ``left`` is the
    one published first.
    """

    left: str
    right: str
    shared: int
    """How many recommendations stand in both."""
    of: int
    """How many the longer of the two holds."""

    @property
    def reason(self) -> str:
        """Return why this is said, in one sentence."""
        return f"{self.shared} of {self.of} recommendations stand in both, almost word for word."


@dataclass(frozen=True, slots=True)
class Comparison:
    """What resembles what, by rows of a matrix, and which reviews are duplicates."""

    matrix: Matrix
    alike: Scored
    """All pairs found at or over the threshold, in order."""
    counts: NDArray[np.bool_]
    """Which of them may be told: not those of what was published twice."""
    kept: NDArray[np.bool_]
    """Which of them are told: the best of either side."""
    duplicates: tuple[Duplicate, ...]

    @property
    def pairs(self) -> Scored:
        """The pairs that are told."""
        return self.alike.only(self.kept)


def compare(matrix: Matrix, limit: int = 10) -> Comparison:
    """Return what resembles what across reviews.

    A recommendation keeps its ``limit`` best pairs (a pair stays if either side keeps it), so that
    the result grows with the number of recommendations. Of a review published twice, what the
    second publication repeats takes no part: it is not a recommendation made again. Reviews of
    which both state the year of death, and not the same, are never duplicates.
    """
    alike = _alike(matrix)
    counts, duplicates = counting(matrix, alike)
    kept = np.zeros(len(counts), dtype=np.bool_)
    kept[counts] = best(matrix, alike.only(counts), limit)
    return Comparison(matrix, alike, counts, kept, duplicates)


def counting(matrix: Matrix, alike: Scored) -> tuple[NDArray[np.bool_], tuple[Duplicate, ...]]:
    """Return which pairs count as recurrence, and the reviews published twice."""
    couples = _couples(alike, matrix.review)
    duplicates, repeated = _duplicates(matrix, alike)
    double = np.isin(couples, [couple for couple, _ in duplicates])
    counts = ~double & ~repeated[alike.left] & ~repeated[alike.right]
    return counts, tuple(duplicate for _, duplicate in duplicates)


def _alike(matrix: Matrix) -> Scored:
    """Return the pairs at or over the threshold, each once, in order."""
    return united(len(matrix.keys), (over(matrix, *pairs) for pairs in candidates(matrix)))


def over(matrix: Matrix, left: Ints, right: Ints) -> Scored:
    """Return the pairs at or over the threshold."""
    hopeful = matrix.hopeful(left, right, THRESHOLD)
    scored = matrix.score(left[hopeful], right[hopeful])
    return scored.only(scored.score >= THRESHOLD)


def united(count: int, parts: Iterable[Scored]) -> Scored:
    """Return pairs of several parts, each once, in order."""
    found = [Scored(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)), *parts]
    left, right, score = (
        np.concatenate([getattr(part, name) for part in found])
        for name in ("left", "right", "score")
    )
    first = np.unique(left * count + right, return_index=True)[1]
    return Scored(left[first], right[first], score[first])


def _couples(alike: Scored, review: Ints) -> Ints:
    """Return the two reviews of each pair as one number, the lesser review first."""
    one, other = review[alike.left], review[alike.right]
    return np.minimum(one, other) * np.int64(len(review)) + np.maximum(one, other)


def _duplicates(
    matrix: Matrix, alike: Scored
) -> tuple[list[tuple[int, Duplicate]], NDArray[np.bool_]]:
    """Return reviews published twice, and the rows that the second publication repeats."""
    review = matrix.review
    sizes = np.bincount(review, minlength=1)
    same = alike.only(alike.score >= _SAME)
    first, second = _by_review(same, review)
    couples = _couples(same, review)
    often = np.flatnonzero(_counts(couples) >= _TWICE_AT_LEAST)
    order = often[np.argsort(couples[often], kind="stable")]
    begins = np.flatnonzero(np.diff(couples[order], prepend=-1))
    found: list[tuple[int, Duplicate]] = []
    repeated = np.zeros(len(review), dtype=np.bool_)
    for here in np.split(order, begins[1:]) if len(order) else []:
        ones, others = set(first[here].tolist()), set(second[here].tolist())
        places = [int(review[min(side)]) for side in (ones, others)]
        shared = min(len(ones), len(others))
        longer = int(sizes[places].max())
        stated = {matrix.years[place] for place in places} - {""}
        if shared >= max(_TWICE_AT_LEAST, _TWICE * longer) and len(stated) < 2:
            first_name, again = (matrix.reviews[place] for place in places)
            found.append((int(couples[here[0]]), Duplicate(first_name, again, shared, longer)))
            repeated[list(others)] = True
    return found, repeated


def _counts(numbers: Ints) -> Ints:
    """Return how often each number stands among them."""
    _, place, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    return np.asarray(counts[place])


def _by_review(pairs: Scored, review: Ints) -> tuple[Ints, Ints]:
    """Return the rows of pairs, that of the lesser review first."""
    swap = review[pairs.left] > review[pairs.right]
    return np.where(swap, pairs.right, pairs.left), np.where(swap, pairs.left, pairs.right)


def best(matrix: Matrix, alike: Scored, limit: int) -> NDArray[np.bool_]:
    """Return which pairs are among the ``limit`` best of either side."""
    number = np.arange(len(alike.left))
    row, pair = np.concatenate([alike.left, alike.right]), np.concatenate([number, number])
    # Ties are drawn by lot, or hundreds of equal texts would all hang on the first of them.
    lot = scatter(matrix.lots[alike.left] ^ scatter(matrix.lots[alike.right]))
    order = np.lexsort((lot[pair], -alike.score[pair], row))
    row, pair = row[order], pair[order]
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    place = np.arange(len(row)) - np.repeat(begins, np.diff(np.append(begins, len(row))))
    kept = np.zeros(len(number), dtype=np.bool_)
    kept[pair[place < limit]] = True
    return kept
