"""Bring a comparison up to date when some reviews changed, at the cost of what changed.

The result is that of comparing everything anew, to the last pair. A row that comes or goes moves
others nearer together or further apart in the files it stands in, and nowhere else; so only those
files are opened again, and only round the places where something changed.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.comparing import (
    COUNTS,
    IS_SAME,
    LEFT_KEEPS,
    LIMIT,
    RIGHT_KEEPS,
    SAME,
    Comparison,
    Marks,
    Sides,
    is_told,
    keep,
)
from reviewgraph.resembling.duplicates import Publications, published_twice
from reviewgraph.resembling.joining import Splice
from reviewgraph.resembling.matrix import Ints, Matrix
from reviewgraph.resembling.numbering import Numbering
from reviewgraph.resembling.pairs import Pairs
from reviewgraph.resembling.searching import parted_and_met


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did to the pairs that are told, by their places in the two comparisons."""

    gone: NDArray[np.bool_]
    """Of the old comparison's ``alike``."""
    come: NDArray[np.bool_]
    """Of the new comparison's ``alike``."""


def update(
    old: Comparison, how: Splice, matrix: Matrix, limit: int = LIMIT
) -> tuple[Comparison, Change]:
    """Return the comparison of the ``matrix`` that a splice made of the old one's.

    Every pair of a changed review is told as gone and as come.
    """
    numbering = Numbering.of(how, len(old.matrix.keys))
    parted, added = parted_and_met(old, matrix, numbering)
    moved = _moved(old, numbering, parted, added)
    marks = _with_added(old.marks[moved.stays], moved.at, np.uint8(0))
    score = matrix.score(added.left, added.right)
    marks[moved.added] = np.where(score >= SAME, IS_SAME, np.uint8(0))
    twice = _published_twice(old, how, matrix, moved, marks)
    touched = _recounted(old, numbering, matrix, moved, marks, twice)
    _keep(matrix, moved.alike, marks, touched, limit)
    told_before, told = old.told, is_told(marks)
    come = told.copy()
    come[moved.kept] &= ~told_before[moved.stays]
    told_before[moved.stays] &= ~told[moved.kept]
    new = Comparison(matrix, moved.alike, marks, twice.duplicates)
    return new, Change(gone=told_before, come=come)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where pairs alike stand after the change."""

    alike: Pairs
    stays: NDArray[np.bool_]
    """Of the old pairs."""
    at: Ints
    """Places, among the pairs that stay, before which those that came stand."""
    kept: NDArray[np.bool_]
    """Of the new pairs, those that stayed."""

    @property
    def added(self) -> NDArray[np.bool_]:
        return ~self.kept


def _moved(old: Comparison, numbering: Numbering, parted: Ints, added: Pairs) -> _Moved:
    """Return the pairs alike without those that parted or lost an end, and with those added."""
    gone = np.zeros(len(old.matrix.keys), dtype=np.bool_)
    gone[numbering.removed] = True
    stays = ~(gone[old.alike.left] | gone[old.alike.right])
    stays[parted] = False
    left, right = (numbering.now(column[stays]) for column in (old.alike.left, old.alike.right))
    at = Pairs(left, right).places(added)
    kept = np.ones(len(left) + len(at), dtype=np.bool_)
    kept[at + np.arange(len(at))] = False
    alike = Pairs(_with_added(left, at, added.left), _with_added(right, at, added.right))
    return _Moved(alike, stays, at, kept)


def _with_added(column: NDArray[Any], at: Ints, added: Any) -> NDArray[Any]:
    return np.insert(column, at, added) if len(at) else column


def _published_twice(
    old: Comparison, how: Splice, matrix: Matrix, moved: _Moved, marks: Marks
) -> Publications:
    """Return the reviews published twice.

    Two reviews can only have become or ceased to be so if either changed, or if a pair of theirs
    that may be one recommendation did.
    """
    lost = old.alike.only(~moved.stays & ((old.marks & IS_SAME) > 0))
    came = moved.alike.only(moved.added & ((marks & IS_SAME) > 0))
    names = {name for each in old.duplicates for name in (each.left, each.right)}
    for of, pairs in ((old.matrix, lost), (matrix, came)):
        ends = np.concatenate([of.review[pairs.left], of.review[pairs.right]])
        names.update(of.reviews[place] for place in np.unique(ends).tolist())
    inside = rows_of(matrix, names)
    same = np.flatnonzero(inside[moved.alike.left])
    same = same[(marks[same] & IS_SAME) > 0]
    same = same[inside[moved.alike.right[same]]]
    return published_twice(matrix, moved.alike.only(same))


def rows_of(matrix: Matrix, names: set[str]) -> NDArray[np.bool_]:
    """Return which rows are of reviews so named."""
    marked = np.zeros(len(matrix.keys), dtype=np.bool_)
    for place, review in enumerate(matrix.reviews):
        if review in names:
            marked[matrix.bounds[place] : matrix.bounds[place + 1]] = True
    return marked


def _recounted(
    old: Comparison,
    numbering: Numbering,
    matrix: Matrix,
    moved: _Moved,
    marks: Marks,
    twice: Publications,
) -> NDArray[np.bool_]:
    """Note which pairs count now; return the rows that have others among their pairs than before.

    All pairs count but some of those of reviews published twice.
    """
    alike = moved.alike
    both = (*old.duplicates, *twice.duplicates)
    involved = rows_of(matrix, {name for each in both for name in (each.left, each.right)})
    looked_at = moved.added | involved[alike.left] | involved[alike.right]
    places = np.flatnonzero(looked_at)
    counts = twice.count(matrix, alike.only(places))
    other = places[counts != ((marks[places] & COUNTS) > 0)]
    marks[other] ^= COUNTS
    touched = np.zeros(len(matrix.keys), dtype=np.bool_)
    lost = old.alike.only(~moved.stays & ((old.marks & COUNTS) > 0))
    changed = alike.only(other)
    touched[changed.left] = touched[changed.right] = True
    for column in (lost.left, lost.right):
        touched[numbering.now(column[numbering.is_there(column)])] = True
    return touched


def _keep(
    matrix: Matrix, alike: Pairs, marks: Marks, touched: NDArray[np.bool_], limit: int
) -> None:
    """Find anew the best pairs of the rows that were touched."""
    on_the_left = np.flatnonzero(touched[alike.left])
    on_the_right = np.flatnonzero(touched[alike.right])
    marks[on_the_left] &= ~LEFT_KEEPS
    marks[on_the_right] &= ~RIGHT_KEEPS
    sides = Sides(*(places[(marks[places] & COUNTS) > 0] for places in (on_the_left, on_the_right)))
    keep(matrix, alike, marks, sides, limit)
