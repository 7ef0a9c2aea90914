"""Which recommendations are worth comparing: the cost grows with their number, not their pairs.

Every recommendation is filed under each pair of its heaviest meanings, and inside a file it meets
its nearest neighbours only. So what every review asks for (to train, about domestic abuse) costs
no more than what is rare, and a pair that is missed in one full file has others to meet in.
"""

from collections.abc import Iterator
from itertools import combinations_with_replacement

import numpy as np

from reviewgraph.resembling.matrix import Hashes, Ints, Matrix, scatter

_FILED = 8
_NEIGHBOURS = 24
_NEAR_BITS = np.uint64(20)
_DRAWER = 2_000_000


def candidates(matrix: Matrix) -> Iterator[tuple[Ints, Ints]]:
    """Yield pairs of rows of different reviews, the lesser row left.

    The files are opened a drawer at a time to bound the memory; a pair that meets in several
    drawers comes several times.
    """
    count = len(matrix.keys)
    if not len(matrix.hashes):
        return
    drawers = -(-count * _FILED * (_FILED - 1) // 2 // _DRAWER)
    for drawer in range(drawers):
        files, rows = _filed(matrix, drawer, drawers)
        met = [_pairs(files, rows, step, count) for step in range(1, _NEIGHBOURS + 1)]
        left, right = np.divmod(_once(np.concatenate(met)), count)
        apart = matrix.review[left] != matrix.review[right]
        yield left[apart], right[apart]


def _pairs(files: Hashes, rows: Ints, step: int, count: int) -> Ints:
    """Return the pairs that stand ``step`` places apart in one file, as one number each."""
    together = files[:-step] == files[step:]
    one, other = rows[:-step][together], rows[step:][together]
    return np.asarray(np.minimum(one, other) * count + np.maximum(one, other))


def _once(numbers: Ints) -> Ints:
    """Return numbers sorted, each once; np.unique hashes, which takes five times as long here."""
    numbers.sort()
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]]] if len(numbers) else numbers


def _filed(matrix: Matrix, drawer: int, drawers: int) -> tuple[Hashes, Ints]:
    """Return the files of one drawer and the row that stands in each, like rows side by side."""
    ids = matrix.ids[:, :_FILED]
    hashes = np.where(ids >= 0, matrix.hashes[ids], 0).astype(np.uint64)
    labels, rows = [], []
    for one, other in combinations_with_replacement(range(_FILED), 2):
        held = ids[:, other] >= 0 if one < other else (ids[:, one] >= 0) & (ids[:, 1] < 0)
        file = scatter(hashes[:, one] + hashes[:, other])
        row = np.flatnonzero(held & (file % np.uint64(drawers) == drawer))
        labels.append(_label(file[row], hashes[row], (one, other)))
        rows.append(row)
    label, row = np.concatenate(labels), np.concatenate(rows)
    order = np.lexsort((row, label))
    return label[order] >> _NEAR_BITS, row[order]


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
    return (file >> _NEAR_BITS << _NEAR_BITS) | (near >> (np.uint64(64) - _NEAR_BITS))
