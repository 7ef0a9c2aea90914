"""Which recommendations are worth comparing: the cost grows with their number, not their pairs.

Every recommendation is filed under each pair of its heaviest meanings, and inside a file it meets
its nearest neighbours only. So what every review asks for (to train, about domestic abuse) costs
no more than what is rare, and a pair that is missed in one full file has others to meet in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.matrix import Hashes, Ints, Matrix, Rows, scatter
from reviewgraph.resembling.pairs import among, once

NEIGHBOURS = 24
"""How many rows to either side a row meets in a file."""

_FILED = 8
_NEAR_BITS = np.uint64(20)
_DRAWER = 1_000_000
_AT_ONCE = 50_000
"""Entries of a drawer whose meetings are held at once."""
_ROWS_AT_ONCE = 65_536
_LAST_BITS = np.uint64((1 << 20) - 1)


@dataclass(frozen=True, slots=True)
class Entries:
    """Rows as they stand in files: sorted by file, and inside a file like rows side by side."""

    labels: Hashes
    rows: Ints

    @property
    def files(self) -> Hashes:
        """The file of each."""
        return self.labels >> _NEAR_BITS

    def only(self, kept: NDArray[np.bool_]) -> "Entries":
        """Return the entries that ``kept`` marks."""
        return Entries(self.labels[kept], self.rows[kept])

    def meetings(self, count: int, places: Ints | None = None) -> Ints:
        """Return the pairs of rows that meet, each once, sorted, as ``lesser * count + greater``.

        With ``places``, only pairs whose first entry stands at one of them.
        """
        files = self.files
        first = np.arange(len(files)) if places is None else places
        met = np.empty(len(first) * NEIGHBOURS, np.int64)
        end = 0
        for step in range(1, NEIGHBOURS + 1):
            first = first[first + step < len(files)]
            together = first[files[first] == files[first + step]]
            one, other = self.rows[together], self.rows[together + step]
            start, end = end, end + len(together)
            met[start:end] = np.minimum(one, other) * count + np.maximum(one, other)
        return once(met[:end])


def drawers(matrix: Matrix) -> int:
    """Return how many drawers the files lie in; they are opened one by one to bound the memory."""
    return -(-len(matrix.keys) * _FILED * (_FILED - 1) // 2 // _DRAWER)


def candidates(matrix: Matrix, drawer: int) -> Iterator[tuple[Rows, Rows]]:
    """Yield pairs of rows of different reviews that meet in a drawer, the lesser row left.

    A pair that meets several times, here or in other drawers, may come several times.
    """
    count = len(matrix.keys)
    entries = filed(matrix, np.arange(count), drawer=(drawer, drawers(matrix)))
    for start in range(0, len(entries.rows), _AT_ONCE):
        places = np.arange(start, min(start + _AT_ONCE, len(entries.rows)))
        yield _apart(matrix, entries.meetings(count, places))


def _apart(matrix: Matrix, meetings: Ints) -> tuple[Rows, Rows]:
    """Return the pairs of rows of different reviews."""
    left, right = np.divmod(meetings, len(matrix.keys))
    apart = matrix.review[left] != matrix.review[right]
    return left[apart], right[apart]


def filed(
    matrix: Matrix,
    rows: Ints,
    *,
    drawer: tuple[int, int] | None = None,
    files: Hashes | None = None,
) -> Entries:
    """Return the entries of rows: of all files, or of one drawer of so many, or of some files."""
    ends = np.zeros(int(_LAST_BITS) + 1, dtype=np.bool_)
    if files is not None:
        ends[files & _LAST_BITS] = True
    labels, found = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        ids = matrix.ids[some, :_FILED]
        hashes = np.zeros(ids.shape, dtype=np.uint64)
        hashes[ids >= 0] = matrix.hashes[ids[ids >= 0]]
        for one, other in combinations_with_replacement(range(_FILED), 2):
            held = ids[:, other] >= 0 if one < other else (ids[:, one] >= 0) & (ids[:, 1] < 0)
            file = scatter(hashes[:, one] + hashes[:, other]) >> _NEAR_BITS
            if drawer is not None:
                held &= file % np.uint64(drawer[1]) == drawer[0]
            if files is not None:
                # Nearly all fail the cheap look at their last bits.
                held &= ends[file & _LAST_BITS]
                held[held] = among(file[held], files)
            place = np.flatnonzero(held)
            labels.append(_label(file[place], hashes[place], (one, other)))
            found.append(some[place])
    return _in_order(np.concatenate(labels), np.concatenate(found))


def merged(one: Entries, other: Entries) -> Entries:
    """Return the entries of both."""
    return _in_order(
        np.concatenate([one.labels, other.labels]), np.concatenate([one.rows, other.rows])
    )


def _in_order(labels: Hashes, rows: Ints) -> Entries:
    order = np.lexsort((rows, labels))
    return Entries(labels[order], rows[order])


def _label(file: Hashes, hashes: Hashes, named: tuple[int, int]) -> Hashes:
    """Return a number whose order keeps a file together and, inside it, like rows together.

    Likeness is a min-hash of the other meanings, drawn anew for every file, so that two rows that
    are kept apart in one full file have their chance in the next.
    """
    near = np.full(len(file), np.iinfo(np.uint64).max, dtype=np.uint64)
    for column in range(hashes.shape[1]):
        if column not in named:
            drawn = scatter(hashes[:, column] ^ file)
            near = np.where(hashes[:, column] > 0, np.minimum(near, drawn), near)
    return (file << _NEAR_BITS) | (near >> (np.uint64(64) - _NEAR_BITS))


def sharing(matrix: Matrix, meanings: NDArray[np.int32]) -> Ints:
    """Return the rows that may stand in a file that is named by two of the meanings."""
    ids = matrix.ids[:, :_FILED]
    known = np.zeros(len(matrix.hashes) + 1, dtype=np.bool_)
    known[meanings] = True
    known[-1] = False
    common = known[ids].sum(axis=1)
    return np.flatnonzero(common >= np.minimum(2, np.maximum(1, (ids >= 0).sum(axis=1))))
