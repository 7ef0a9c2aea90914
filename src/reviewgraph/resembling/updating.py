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
    came = _recounted(old, matrix, moved, marks, twice)
    lost = _losses(old, numbering, moved, marks)
    _keep(matrix, moved.alike, marks, came, lost, limit)
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
    old: Comparison, matrix: Matrix, moved: _Moved, marks: Marks, twice: Publications
) -> NDArray[np.bool_]:
    """Note which pairs count now; return those that did not before.

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
    came = np.zeros(len(alike), dtype=np.bool_)
    came[other] = (marks[other] & COUNTS) > 0
    return came


def _losses(
    old: Comparison, numbering: Numbering, moved: _Moved, marks: Marks
) -> NDArray[np.bool_]:
    """Return the rows that lost one of their best pairs."""
    lost = np.zeros(numbering.count, dtype=np.bool_)
    gone, gone_marks = old.alike.only(~moved.stays), old.marks[~moved.stays]
    counts_no_more = is_told(marks) & ((marks & COUNTS) == 0)
    stays, stays_marks = moved.alike.only(counts_no_more), marks[counts_no_more]
    marks[counts_no_more] &= ~(LEFT_KEEPS | RIGHT_KEEPS)
    for name, side in (("left", LEFT_KEEPS), ("right", RIGHT_KEEPS)):
        rows = getattr(gone, name)[(gone_marks & side) > 0]
        lost[numbering.now(rows[numbering.is_there(rows)])] = True
        lost[getattr(stays, name)[(stays_marks & side) > 0]] = True
    return lost


def _keep(
    matrix: Matrix,
    alike: Pairs,
    marks: Marks,
    came: NDArray[np.bool_],
    lost: NDArray[np.bool_],
    limit: int,
) -> None:
    """Find anew the best pairs of the rows that lost one, or that have others than before.

    Where none was lost, the best are among those that were and those that came.
    """
    touched = lost.copy()
    touched[alike.left[came]] = touched[alike.right[came]] = True
    sides = []
    for rows, side in ((alike.left, LEFT_KEEPS), (alike.right, RIGHT_KEEPS)):
        places = np.flatnonzero(touched[rows])
        may_be = lost[rows[places]] | came[places] | ((marks[places] & side) > 0)
        marks[places] &= ~side
        places = places[may_be]
        sides.append(places[(marks[places] & COUNTS) > 0])
    keep(matrix, alike, marks, Sides(*sides), limit)
