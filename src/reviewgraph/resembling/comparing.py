"""Which recommendations resemble one another, and which reviews were published twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.candidates import candidates, drawers
from reviewgraph.resembling.duplicates import Duplicate, published_twice
from reviewgraph.resembling.gathering import Gathered
from reviewgraph.resembling.matrix import Ints, Matrix, Rows, scatter
from reviewgraph.resembling.pairs import Pairs

THRESHOLD = 0.55
"""Least score of a resemblance; the labelled pairs of the tests say what it means."""
SAME = 0.9
"""Least score of two recommendations that may be one, published twice."""
LIMIT = 10
"""How many of its best pairs a recommendation keeps."""

_AT_ONCE = 1_000_000
"""Pairs whose places among the best are found at once."""

IS_SAME, COUNTS, LEFT_KEEPS, RIGHT_KEEPS = (np.uint8(1 << bit) for bit in range(4))
"""What is noted of a pair: it scores SAME; it may be told; either side has it among its best."""

Marks = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What resembles what, by rows of a matrix, and which reviews are duplicates."""

    matrix: Matrix
    alike: Pairs
    """All pairs found at or over the threshold."""
    marks: Marks
    """What is noted of each of them."""
    duplicates: tuple[Duplicate, ...]

    @property
    def told(self) -> NDArray[np.bool_]:
        """Which pairs are told: the best of either side."""
        return is_told(self.marks)

    @property
    def pairs(self) -> Pairs:
        """The pairs that are told."""
        return self.alike.only(self.told)


def is_told(marks: Marks) -> NDArray[np.bool_]:
    """Return which marks are those of a pair that is told."""
    return (marks & (LEFT_KEEPS | RIGHT_KEEPS)) > 0


def compare(
    matrix: Matrix, limit: int = LIMIT, tell: Callable[[int, int], None] = lambda done, total: None
) -> Comparison:
    """Return what resembles what across reviews.

    A recommendation keeps its ``limit`` best pairs (a pair stays if either side keeps it), so that
    the result grows with the number of recommendations. Of a review published twice, what the
    second publication repeats takes no part: it is not a recommendation made again. Reviews of
    which both state the year of death, and not the same, are never duplicates.
    """
    found = Gathered(len(matrix.keys))
    total = drawers(matrix)
    for drawer in range(total):
        tell(drawer, total)
        for left, right in candidates(matrix, drawer):
            found.add(over(matrix, left, right))
    alike = found.pairs()
    score = matrix.score(alike.left, alike.right)
    marks = np.where(score >= SAME, IS_SAME, np.uint8(0))
    twice = published_twice(matrix, alike.only(score >= SAME))
    marks[twice.count(matrix, alike)] |= COUNTS
    for rows in _ranges(len(matrix.keys), len(alike)):
        keep(matrix, alike, marks, _seen_from(rows, alike, marks), limit, score)
    return Comparison(matrix, alike, marks, twice.duplicates)


def over(matrix: Matrix, left: Rows, right: Rows) -> Ints:
    """Return the pairs at or over the threshold, as ``Pairs.codes`` gives them."""
    hopeful = matrix.hopeful(left, right, THRESHOLD)
    left, right = left[hopeful], right[hopeful]
    alike = matrix.score(left, right) >= THRESHOLD
    return left[alike] * np.int64(len(matrix.keys)) + right[alike]


def _ranges(rows: int, pairs: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of rows that have not many pairs."""
    ranges = -(-2 * pairs // _AT_ONCE)
    bounds = np.linspace(0, rows, ranges + 1, dtype=np.int64).tolist()
    yield from pairwise(bounds)


@dataclass(frozen=True, slots=True)
class Sides:
    """Places of pairs, as seen from their left row and from their right row."""

    left: Ints
    right: Ints


def _seen_from(rows: tuple[int, int], alike: Pairs, marks: Marks) -> Sides:
    """Return the pairs of a range of rows that count."""
    here = alike.of_left(*rows)
    on_the_right = (alike.right >= rows[0]) & (alike.right < rows[1])
    on_the_right &= (marks & COUNTS) > 0
    lefts = here.start + np.flatnonzero(marks[here] & COUNTS)
    return Sides(lefts, np.flatnonzero(on_the_right))


def keep(
    matrix: Matrix,
    alike: Pairs,
    marks: Marks,
    sides: Sides,
    limit: int,
    score: NDArray[np.float64] | None = None,
) -> None:
    """Note which pairs are among the ``limit`` best of a side that they are seen from.

    ``sides`` holds all pairs that count of the rows looked at; ``score`` that of every pair, if
    it is known.
    """
    place = np.concatenate([sides.left, sides.right])
    row = np.concatenate([alike.left[sides.left], alike.right[sides.right]])
    pairs = alike.only(place)
    # Ties are drawn by lot, or hundreds of equal texts would all hang on the first of them.
    lot = scatter(matrix.lots[pairs.left] ^ scatter(matrix.lots[pairs.right]))
    scored = matrix.score(pairs.left, pairs.right) if score is None else score[place]
    order = np.lexsort((lot, -scored, row))
    row = row[order]
    begins = np.flatnonzero(np.r_[True, row[1:] != row[:-1]]) if len(row) else order
    rank = np.arange(len(row)) - np.repeat(begins, np.diff(np.append(begins, len(row))))
    best = np.zeros(len(row), dtype=np.bool_)
    best[order[rank < limit]] = True
    split = len(sides.left)
    marks[sides.left[best[:split]]] |= LEFT_KEEPS
    marks[sides.right[best[split:]]] |= RIGHT_KEEPS
