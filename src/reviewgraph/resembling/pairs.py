"""Pairs of recommendations, as rows of a matrix."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.matrix import Ints

Places = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, the lesser row left, sorted by both; four bytes a row, as there are very many."""

    left: Places
    right: Places

    def __len__(self) -> int:
        return len(self.left)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        yield from zip(self.left.tolist(), self.right.tolist(), strict=True)

    def only(self, kept: "NDArray[np.bool_] | Ints") -> "Pairs":
        """Return the pairs that ``kept`` marks, or whose places it holds."""
        return Pairs(self.left[kept], self.right[kept])

    def codes(self, count: int) -> Ints:
        """Return each pair as one number, which sorts as pairs do; rows are less than ``count``."""
        return self.left.astype(np.int64) * count + self.right

    def places(self, wanted: "Pairs") -> Ints:
        """Return before which of these pairs each wanted pair belongs."""
        low = np.searchsorted(self.left, wanted.left)
        high = np.searchsorted(self.left, wanted.left, side="right")
        open_ = np.flatnonzero(low < high)
        while len(open_):
            middle = (low[open_] + high[open_]) // 2
            less = self.right[middle] < wanted.right[open_]
            low[open_[less]] = middle[less] + 1
            high[open_[~less]] = middle[~less]
            open_ = open_[low[open_] < high[open_]]
        return low

    def find(self, wanted: "Pairs") -> Ints:
        """Return where each wanted pair stands; -1 if it is none of these."""
        places = self.places(wanted)
        at = np.minimum(places, max(len(self) - 1, 0))
        if not len(self):
            return np.full(len(wanted), -1)
        there = (self.left[at] == wanted.left) & (self.right[at] == wanted.right)
        return np.where(there, places, -1)

    def of_left(self, first: int, end: int) -> slice:
        """Return where the pairs stand whose left row is in a range."""
        start, stop = np.searchsorted(self.left, np.asarray([first, end], dtype=np.uint32))
        return slice(int(start), int(stop))


def pairs_of(codes: Ints, count: int) -> Pairs:
    """Return the pairs that numbers stand for; the reverse of ``Pairs.codes``."""
    left, right = np.divmod(codes, max(count, 1))
    return Pairs(left.astype(np.uint32), right.astype(np.uint32))


def among(numbers: NDArray[Any], some: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which numbers are among some that are sorted."""
    if not len(some):
        return np.zeros(numbers.shape, dtype=np.bool_)
    place = np.minimum(np.searchsorted(some, numbers), len(some) - 1)
    return np.asarray(some[place] == numbers)


def once(numbers: Ints) -> Ints:
    """Return numbers sorted, each once; they are sorted where they stand, to save the room.

    np.unique hashes, which takes five times as long here.
    """
    numbers.sort()
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]]] if len(numbers) else numbers
