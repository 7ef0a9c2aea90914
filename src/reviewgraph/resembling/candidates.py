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

from reviewgraph.resembling.matrix import Hashes, Ints, Matrix, scatter

NEIGHBOURS = 24
"""How many rows to either side a row meets in a file."""

_FILED = 8
_NEAR_BITS = np.uint64(20)
_DRAWER = 2_000_000
_LAST_BITS = np.uint64((1 << 20) - 1)


@dataclass(frozen=True, slots=True)
class Entries:
    """Rows as they stand in files: sorted by file, and inside a file like rows side by side."""

    files: Hashes
    rows: Ints

    def only(self, kept: NDArray[np.bool_]) -> "Entries":
        """Return the entries that ``kept`` marks."""
        return Entries(self.files[kept], self.rows[kept])

    def meetings(self, count: int, places: Ints | None = None) -> Ints:
        """Return the pairs of rows that meet, each once, sorted, as ``lesser * count + greater``.

        With ``places``, only pairs whose first entry stands at one of them.
        """
        first = np.arange(len(self.files)) if places is None else places
        met = [np.empty(0, np.int64)]
        for step in range(1, NEIGHBOURS + 1):
            first = first[first + step < len(self.files)]
            together = first[self.files[first] == self.files[first + step]]
            one, other = self.rows[together], self.rows[together + step]
            met.append(np.minimum(one, other) * count + np.maximum(one, other))
        return once(np.concatenate(met))


def candidates(matrix: Matrix) -> Iterator[tuple[Ints, Ints]]:
    """Yield pairs of rows of different reviews, the lesser row left.

    The files are opened a drawer at a time to bound the memory; a pair that meets in several
    drawers comes several times.
    """
    count = len(matrix.keys)
    everyone = np.arange(count)
    drawers = -(-count * _FILED * (_FILED - 1) // 2 // _DRAWER)
    for drawer in range(drawers):
        entries = filed(matrix, everyone, drawer=(drawer, drawers))
        left, right = np.divmod(entries.meetings(count), count)
        apart = matrix.review[left] != matrix.review[right]
        yield left[apart], right[apart]


def filed(
    matrix: Matrix,
    rows: Ints,
    *,
    drawer: tuple[int, int] | None = None,
    files: Hashes | None = None,
) -> Entries:
    """Return the entries of rows: of all files, or of one drawer of so many, or of some files."""
    ids = matrix.ids[rows, :_FILED]
    hashes = np.zeros(ids.shape, dtype=np.uint64)
    hashes[ids >= 0] = matrix.hashes[ids[ids >= 0]]
    ends = np.zeros(int(_LAST_BITS) + 1, dtype=np.bool_)
    if files is not None:
        ends[files & _LAST_BITS] = True
    labels, found = [], []
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
        found.append(rows[place])
    label, row = np.concatenate(labels), np.concatenate(found)
    order = np.lexsort((row, label))
    return Entries(label[order] >> _NEAR_BITS, row[order])


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


def sharing(matrix: Matrix, changed: Ints) -> Ints:
    """Return the rows that may stand in a file where one of the ``changed`` rows stands."""
    ids = matrix.ids[:, :_FILED]
    known = np.zeros(len(matrix.hashes) + 1, dtype=np.bool_)
    known[ids[changed]] = True
    known[-1] = False
    common = known[ids].sum(axis=1)
    return np.flatnonzero(common >= np.minimum(2, np.maximum(1, (ids >= 0).sum(axis=1))))


def among(numbers: NDArray[np.generic], some: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Return which numbers are among some that are sorted."""
    if not len(some):
        return np.zeros(numbers.shape, dtype=np.bool_)
    place = np.minimum(np.searchsorted(some, numbers), len(some) - 1)
    return np.asarray(some[place] == numbers)


def once(numbers: Ints) -> Ints:
    """Return numbers sorted, each once; np.unique hashes, which takes five times as long here."""
    numbers = np.sort(numbers)
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]]] if len(numbers) else numbers
