"""Reviews that were published twice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.matrix import Ints, Matrix
from reviewgraph.resembling.pairs import Pairs, among

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
class Publications:
    """Reviews published twice, and what the second publication repeats."""

    duplicates: tuple[Duplicate, ...]
    couples: Ints
    """The two reviews of each, as ``couples_of`` tells them, sorted."""
    repeated: Ints
    """Rows."""

    def count(self, matrix: Matrix, pairs: Pairs) -> NDArray[np.bool_]:
        """Return which pairs count as recurrence."""
        repeated, involved = np.zeros((2, len(matrix.keys)), dtype=np.bool_)
        repeated[self.repeated] = True
        counts = ~(repeated[pairs.left] | repeated[pairs.right])
        for review in np.unique(np.divmod(self.couples, len(matrix.reviews))).tolist():
            involved[matrix.bounds[review] : matrix.bounds[review + 1]] = True
        suspects = np.flatnonzero(involved[pairs.left] & involved[pairs.right])
        couples = couples_of(matrix, pairs.only(suspects))
        counts[suspects[among(couples, self.couples)]] = False
        return counts


def couples_of(matrix: Matrix, pairs: Pairs) -> Ints:
    """Return the two reviews of each pair as one number."""
    one, other = (matrix.review[rows].astype(np.int64) for rows in (pairs.left, pairs.right))
    return np.minimum(one, other) * len(matrix.reviews) + np.maximum(one, other)


def published_twice(matrix: Matrix, same: Pairs) -> Publications:
    """Return the reviews published twice; ``same`` are the pairs that may be one recommendation."""
    couples = couples_of(matrix, same)
    often = np.flatnonzero(_counts(couples) >= _TWICE_AT_LEAST)
    order = often[np.argsort(couples[often], kind="stable")]
    begins = np.flatnonzero(np.diff(couples[order], prepend=-1))
    found: list[Duplicate] = []
    numbers: list[int] = []
    repeated: set[int] = set()
    for here in np.split(order, begins[1:]) if len(order) else []:
        duplicate, again = _duplicate(matrix, same.only(here))
        if duplicate is not None:
            found.append(duplicate)
            numbers.append(int(couples[here[0]]))
            repeated |= again
    rows = np.asarray(sorted(repeated), dtype=np.int64)
    return Publications(tuple(found), np.asarray(numbers, dtype=np.int64), rows)


def _duplicate(matrix: Matrix, same: Pairs) -> tuple[Duplicate | None, set[int]]:
    """Return what two reviews are that have these pairs, and the rows of the later one."""
    # Rows stand in the order of reviews, so the left row is that of the review that sorts first.
    ones, others = set(same.left.tolist()), set(same.right.tolist())
    places = [int(matrix.review[min(side)]) for side in (ones, others)]
    shared = min(len(ones), len(others))
    longer = max(int(matrix.bounds[place + 1] - matrix.bounds[place]) for place in places)
    stated = {matrix.years[place] for place in places} - {""}
    if shared < max(_TWICE_AT_LEAST, _TWICE * longer) or len(stated) > 1:
        return None, set()
    first, again = (matrix.reviews[place] for place in places)
    return Duplicate(first, again, shared, longer), others


def _counts(numbers: Ints) -> Ints:
    """Return how often each number stands among them."""
    _, place, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    return np.asarray(counts[place])
