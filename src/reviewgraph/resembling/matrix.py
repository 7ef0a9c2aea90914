"""Signatures as numbers, and how much two of them share.

Weights are whole hundredths and rows stand in the order of keys, so that neither the order of
reading nor the machine changes a score.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.signature import Item, Signature

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

_FEATURES = 24
_OTHER_SUBJECT = 0.15
_BATCH = 4_096
_COLUMNS = {"ids": "i", "weights": "h", "subjects": "b", "starts": "i", "ends": "i"}


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of recommendations as rows of a matrix, the lesser one left, and their scores."""

    left: Ints
    right: Ints
    score: NDArray[np.float64]

    def only(self, kept: NDArray[np.bool_]) -> "Scored":
        """Return the pairs that ``kept`` marks."""
        return Scored(self.left[kept], self.right[kept], self.score[kept])

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        for left, right, score in zip(self.left, self.right, self.score, strict=True):
            yield int(left), int(right), float(score)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The signatures of recommendations: one row each, in the order of keys.

    Of a very long recommendation only the 24 heaviest meanings are kept.
    """

    keys: tuple[str, ...]
    reviews: tuple[str, ...]
    """The distinct reviews, sorted."""
    years: tuple[str, ...]
    """Year of the death each of them looks at; empty if not stated."""
    review: Ints
    """Each row's review, as its place in ``reviews``."""
    lots: Hashes
    """A number drawn for each row, from its key."""
    ids: NDArray[np.int32]
    """Numbers of meanings, heaviest first; -1 after the last."""
    weights: NDArray[np.int16]
    subjects: NDArray[np.bool_]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    """Where in its text each meaning stands."""
    totals: Ints
    hashes: Hashes
    """Of each meaning's name, by its number."""
    sets: Hashes
    """The meanings of a row as a set of 256 bits."""
    heaviest: NDArray[np.int16]
    """Weight of the 0, 1, 2... heaviest meanings of a row."""

    def hopeful(self, left: Ints, right: Ints, least: float) -> NDArray[np.bool_]:
        """Return which pairs may score ``least``; false only for pairs that do not.

        Common bits are counted eight times faster than a score, and so many common meanings
        weigh at most what as many of the heaviest do. Two meanings of a row may clash in one bit,
        so as many more may be common as the row has meanings without a bit of their own.
        """
        bits = np.bitwise_count(self.sets).sum(axis=1, dtype=np.int64)
        clashes = (self.ids >= 0).sum(axis=1) - bits
        return _in_batches(
            lambda one, other: self._hopeful(one, other, clashes, least), left, right
        )

    def _hopeful(self, left: Ints, right: Ints, clashes: Ints, least: float) -> NDArray[np.bool_]:
        common = np.bitwise_count(self.sets[left] & self.sets[right]).sum(axis=1, dtype=np.int64)
        common = np.minimum(common + np.minimum(clashes[left], clashes[right]), _FEATURES)
        most = self.heaviest[left, common].astype(np.int64) + self.heaviest[right, common]
        return np.asarray(most >= least * (self.totals[left] + self.totals[right]))

    def score(self, left: Ints, right: Ints) -> Scored:
        """Return the score of each pair: 0 for nothing in common, 1 for the same meanings.

        The score is the share of their weight that two recommendations have in common (Dice's
        coefficient), less 0.15 of the lighter of the heaviest subjects they do not share: two
        requests that fill one template with two subjects are two requests.
        """
        return Scored(left, right, _in_batches(self._score, left, right))

    def _score(self, left: Ints, right: Ints) -> NDArray[np.float64]:
        # One meaning of all pairs after the other: each step reads memory in its order.
        mine, yours = self.ids[left].T.copy(), self.ids[right].T.copy()
        mine[mine < 0] = -2
        shared_mine, shared_yours = (np.zeros(mine.shape, dtype=np.bool_) for _ in range(2))
        for place, meaning in enumerate(yours):
            same = mine == meaning
            shared_mine |= same
            np.logical_or.reduce(same, axis=0, out=shared_yours[place])
        common_mine, apart_mine = self._weigh(left, shared_mine)
        common_yours, apart_yours = self._weigh(right, shared_yours)
        total = np.maximum(self.totals[left] + self.totals[right], 1)
        apart = np.minimum(apart_mine, apart_yours)
        score = (common_mine + common_yours) / total - _OTHER_SUBJECT * apart / 100
        return np.asarray(np.maximum(score, 0.0))

    def _weigh(self, rows: Ints, shared: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Return the weight that is shared, and that of the heaviest subject that is not."""
        weights = self.weights[rows].T.copy()
        lonely = np.where(shared, 0, weights * self.subjects[rows].T)
        return (weights * shared).sum(axis=0, dtype=np.int64), lonely.max(axis=0)


def _in_batches(
    work: Callable[[Ints, Ints], NDArray[Any]], left: Ints, right: Ints
) -> NDArray[Any]:
    """Return what ``work`` gives for pairs, so many at a time that they stay near the processor."""
    parts = [
        work(left[at : at + _BATCH], right[at : at + _BATCH]) for at in range(0, len(left), _BATCH)
    ]
    return np.concatenate(parts) if parts else work(left, right)


def matrix(signed: Iterable[tuple[Item, Signature]]) -> Matrix:
    """Return the matrix of recommendations and their signatures."""
    names: dict[str, int] = {}
    rows: list[tuple[str, str]] = []
    years: dict[str, str] = {}
    bounds = array("q", [0])
    columns = {name: array(code) for name, code in _COLUMNS.items()}
    for item, signature in signed:
        years[item.review] = item.year or ""
        rows.append((item.key, item.review))
        for feature in signature.features[:_FEATURES]:
            columns["ids"].append(names.setdefault(feature.name, len(names)))
            columns["weights"].append(round(feature.weight * 100))
            columns["subjects"].append(feature.subject)
            columns["starts"].append(feature.start)
            columns["ends"].append(feature.end)
        bounds.append(len(columns["ids"]))
    order = sorted(range(len(rows)), key=rows.__getitem__)
    spread = _spread(columns, np.asarray(bounds, dtype=np.int64), order)
    hashes = np.fromiter(map(_hash, names), dtype=np.uint64, count=len(names))
    reviews = sorted(years)
    place = {review: number for number, review in enumerate(reviews)}
    return Matrix(
        keys=tuple(rows[row][0] for row in order),
        reviews=tuple(reviews),
        years=tuple(years[review] for review in reviews),
        review=np.fromiter((place[rows[row][1]] for row in order), np.int64, count=len(order)),
        lots=np.fromiter((_hash(rows[row][0]) for row in order), np.uint64, count=len(order)),
        ids=spread["ids"],
        weights=spread["weights"],
        subjects=spread["subjects"].astype(np.bool_),
        starts=spread["starts"],
        ends=spread["ends"],
        hashes=hashes,
        **_sums(spread["ids"], spread["weights"], hashes),
    )


def _sums(
    ids: NDArray[np.int32], weights: NDArray[np.int16], hashes: Hashes
) -> dict[str, NDArray[Any]]:
    """Return what is kept of each row so that pairs are judged faster."""
    heaviest = np.pad(weights.cumsum(axis=1, dtype=np.int16), ((0, 0), (1, 0)))
    return {
        "heaviest": heaviest,
        "totals": heaviest[:, -1].astype(np.int64),
        "sets": _sets(ids, hashes),
    }


def _spread(
    columns: dict[str, "array[int]"], bounds: Ints, order: list[int]
) -> dict[str, NDArray[Any]]:
    """Return flat columns laid out in rows of one width, in a new order; -1 or 0 fill a row."""
    rank = np.asarray(order, dtype=np.int64)
    places = np.arange(_FEATURES)
    held = places < np.diff(bounds)[rank, None]
    at = (bounds[:-1][rank, None] + places)[held]
    spread = {}
    for name, flat in columns.items():
        values = np.asarray(flat)
        spread[name] = np.full(held.shape, -1 if name == "ids" else 0, dtype=values.dtype)
        spread[name][held] = values[at]
    return spread


def _sets(ids: NDArray[np.int32], hashes: Hashes) -> Hashes:
    """Return each row's meanings as a set of bits."""
    sets = np.zeros((len(ids), 4), dtype=np.uint64)
    for column in ids.T:
        rows = np.flatnonzero(column >= 0)
        bit = hashes[column[rows]] % np.uint64(256)
        sets[rows, bit >> np.uint64(6)] |= np.uint64(1) << (bit & np.uint64(63))
    return sets


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")


def scatter(numbers: Hashes) -> Hashes:
    """Return numbers scattered over 64 bits (the finaliser of SplitMix64)."""
    with np.errstate(over="ignore"):
        mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)))
