"""Pairs gathered part by part, each once, in little more room than they take in the end."""

import numpy as np

from reviewgraph.resembling.matrix import Ints
from reviewgraph.resembling.pairs import Pairs, once, pairs_of

_BUCKETS = 32
_WORTH_SORTING = 65_536


class Gathered:
    """Pairs of rows that are found more than once.

    They lie in buckets by their left row, and a bucket is put in order when what is new in it is
    more than what was in order. So no sort takes more room than a bucket.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        firsts = np.linspace(0, count, _BUCKETS, endpoint=False, dtype=np.int64)
        self._firsts = firsts * count
        self._known = [np.empty(0, np.int64) for _ in range(_BUCKETS)]
        self._new: list[list[Ints]] = [[] for _ in range(_BUCKETS)]

    def add(self, codes: Ints) -> None:
        """Take pairs as ``Pairs.codes`` gives them, sorted."""
        bounds = [*np.searchsorted(codes, self._firsts).tolist(), len(codes)]
        for bucket, new in enumerate(self._new):
            part = codes[bounds[bucket] : bounds[bucket + 1]]
            if len(part):
                new.append(part.copy())
                if sum(map(len, new)) > max(_WORTH_SORTING, len(self._known[bucket])):
                    self._sort(bucket)

    def _sort(self, bucket: int) -> None:
        parts = [self._known[bucket], *self._new[bucket]]
        self._new[bucket] = []
        self._known[bucket] = once(np.concatenate(parts))

    def pairs(self) -> Pairs:
        """Return all pairs in order; what was gathered is given away."""
        for bucket in range(_BUCKETS):
            self._sort(bucket)
        total = sum(map(len, self._known))
        left, right = np.empty((2, total), dtype=np.uint32)
        start = 0
        for bucket in range(_BUCKETS):
            codes, self._known[bucket] = self._known[bucket], np.empty(0, np.int64)
            part = pairs_of(codes, self._count)
            left[start : start + len(codes)] = part.left
            right[start : start + len(codes)] = part.right
            start += len(codes)
        return Pairs(left, right)
