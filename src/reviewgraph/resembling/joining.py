"""Put two matrices together, or leave rows out of one, without reading a text again."""

from dataclasses import replace

import numpy as np

from reviewgraph.resembling.matrix import Ints, Matrix

_BY_ROW = ("ids", "weights", "subjects", "starts", "ends", "totals", "sets", "heaviest", "lots")


def joined(one: Matrix, other: Matrix) -> tuple[Matrix, Ints, Ints]:
    """Return the rows of both in the order of keys, and where each one's rows are now.

    A key may stand in both; ``one``'s row then comes first.
    """
    names, numbers = np.unique(np.concatenate([one.hashes, other.hashes]), return_inverse=True)
    ids = np.append(numbers, -1)
    split = len(one.hashes)
    renamed = [
        ids[np.where(one.ids < 0, len(numbers), one.ids)],
        ids[np.where(other.ids < 0, len(numbers), other.ids + split)],
    ]
    years = dict(zip(one.reviews, one.years, strict=True))
    years |= dict(zip(other.reviews, other.years, strict=True))
    reviews = tuple(sorted(years))
    keys = one.keys + other.keys
    order = np.asarray(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.arange(len(keys))
    columns = {
        name: np.concatenate([getattr(one, name), getattr(other, name)])[order] for name in _BY_ROW
    }
    columns["ids"] = np.concatenate(renamed)[order].astype(np.int32)
    at = {review: number for number, review in enumerate(reviews)}
    review = [
        np.asarray([at[name] for name in each.reviews], dtype=np.int64)[each.review]
        for each in (one, other)
    ]
    union = Matrix(
        keys=tuple(keys[row] for row in order.tolist()),
        reviews=reviews,
        years=tuple(years[name] for name in reviews),
        review=np.concatenate(review)[order],
        hashes=names,
        **columns,
    )
    return union, place[: len(one.keys)], place[len(one.keys) :]


def without(matrix: Matrix, stays: np.ndarray) -> Matrix:
    """Return the rows that ``stays`` marks, and the reviews that have any of them."""
    used = np.unique(matrix.review[stays])
    number = np.zeros(len(matrix.reviews), dtype=np.int64)
    number[used] = np.arange(len(used))
    columns = {name: getattr(matrix, name)[stays] for name in _BY_ROW}
    kept = np.flatnonzero(stays).tolist()
    return replace(
        matrix,
        keys=tuple(matrix.keys[row] for row in kept),
        reviews=tuple(matrix.reviews[place] for place in used.tolist()),
        years=tuple(matrix.years[place] for place in used.tolist()),
        review=number[matrix.review[stays]],
        **columns,
    )
