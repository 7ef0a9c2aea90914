"""Signatures as numbers, and how much two of them share.

Weights are whole hundredths and rows stand in the order of keys, so that neither the order of
reading nor the machine changes a score. The columns may be arrays in memory or in files.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.signature import Item, Signature
from reviewgraph.resembling.signed import FEATURE, FEATURES, Signed, by_review, number
from reviewgraph.resembling.texts import Texts, texts

Ints = NDArray[np.int64]
Rows = NDArray[np.integer[Any]]
Hashes = NDArray[np.uint64]

_OTHER_SUBJECT = 0.15
_BATCH = 4_096


@dataclass(frozen=True, slots=True)
class Matrix:
    """The signatures of recommendations: one row each, in the order of reviews and keys."""

    reviews: tuple[str, ...]
    """The reviews in the order of their keys; one may have no row."""
    years: tuple[str, ...]
    """Year of the death each of them looks at; empty if not stated."""
    bounds: Ints
    """Where the rows of each review begin, and where the last end."""
    review: NDArray[np.int32]
    """Each row's review, as its place in ``reviews``."""
    hashes: Hashes
    """Of each meaning's name, by its number."""
    keys: Texts
    quotes: Texts
    """The words of a row's meanings, one after the other."""
    lots: Hashes
    """A number drawn for each row, from its key."""
    ids: NDArray[np.int32]
    """Numbers of meanings, heaviest first; -1 after the last."""
    weights: NDArray[np.int16]
    subjects: NDArray[np.bool_]
    widths: NDArray[np.int32]
    """How many letters of the quotes express each meaning."""
    heaviest: NDArray[np.int16]
    """Weight of the 0, 1, 2... heaviest meanings of a row."""
    sets: Hashes
    """The meanings of a row as a set of 256 bits."""
    clashes: NDArray[np.int8]
    """How many meanings of a row have no bit of their own in its set."""

    def hopeful(self, left: Rows, right: Rows, least: float) -> NDArray[np.bool_]:
        """Return which pairs may score ``least``; false only for pairs that do not.

        Common bits are counted eight times faster than a score, and so many common meanings
        weigh at most what as many of the heaviest do. Two meanings of a row may clash in one bit,
        so as many more may be common as the row has meanings without a bit of their own.
        """
        return _in_batches(lambda one, other: self._hopeful(one, other, least), left, right)

    def _hopeful(self, left: Rows, right: Rows, least: float) -> NDArray[np.bool_]:
        common = np.bitwise_count(self.sets[left] & self.sets[right]).sum(axis=1, dtype=np.int64)
        common = np.minimum(common + np.minimum(self.clashes[left], self.clashes[right]), FEATURES)
        most = self.heaviest[left, common].astype(np.int64) + self.heaviest[right, common]
        return np.asarray(most >= least * self._totals(left, right))

    def _totals(self, left: Rows, right: Rows) -> Ints:
        """Return what all meanings of each pair weigh."""
        return np.asarray(self.heaviest[left, -1].astype(np.int64) + self.heaviest[right, -1])

    def score(self, left: Rows, right: Rows) -> NDArray[np.float64]:
        """Return the score of each pair: 0 for nothing in common, 1 for the same meanings.

        The score is the share of their weight that two recommendations have in common (Dice's
        coefficient), less 0.15 of the lighter of the heaviest subjects they do not share: two
        requests that fill one template with two subjects are two requests.
        """
        return _in_batches(self._score, left, right)

    def _score(self, left: Rows, right: Rows) -> NDArray[np.float64]:
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
        total = np.maximum(self._totals(left, right), 1)
        apart = np.minimum(apart_mine, apart_yours)
        score = (common_mine + common_yours) / total - _OTHER_SUBJECT * apart / 100
        return np.asarray(np.maximum(score, 0.0))

    def _weigh(self, rows: Rows, shared: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Return the weight that is shared, and that of the heaviest subject that is not."""
        weights = self.weights[rows].T.copy()
        lonely = np.where(shared, 0, weights * self.subjects[rows].T)
        return (weights * shared).sum(axis=0, dtype=np.int64), lonely.max(axis=0)


def _in_batches(
    work: Callable[[Rows, Rows], NDArray[Any]], left: Rows, right: Rows
) -> NDArray[Any]:
    """Return what ``work`` gives for pairs, so many at a time that they stay near the processor."""
    parts = [
        work(left[at : at + _BATCH], right[at : at + _BATCH]) for at in range(0, len(left), _BATCH)
    ]
    return np.concatenate(parts) if parts else work(left, right)


_NONE_KNOWN: Hashes = np.empty(0, np.uint64)


def matrix(signed: Iterable[tuple[Item, Signature]], known: Hashes = _NONE_KNOWN) -> Matrix:
    """Return the matrix of recommendations, in any order, and their signatures."""
    return matrix_of(sorted(by_review(signed), key=lambda each: in_order(each.review)), known)


def in_order(review: str) -> str:
    """Return what sorts reviews as the keys of their recommendations are sorted."""
    return f"{review}--"


def matrix_of(signed: Iterable[Signed], known: Hashes = _NONE_KNOWN) -> Matrix:
    """Return the matrix of reviews in the order given.

    Meanings that are ``known`` keep the numbers they have.
    """
    reviews = tuple(signed)
    features = np.frombuffer(b"".join(each.features for each in reviews), dtype=FEATURE)
    counts = np.fromiter(chain.from_iterable(each.counts for each in reviews), np.int64)
    keys = tuple(chain.from_iterable(each.keys for each in reviews))
    hashes, numbers = _numbered(features["name"], known)
    held = np.arange(FEATURES) < counts[:, None]
    ids = _spread(held, numbers, -1)
    return assembled(
        tuple(each.review for each in reviews),
        tuple(each.year for each in reviews),
        np.fromiter((len(each.keys) for each in reviews), np.int64, count=len(reviews)),
        hashes,
        keys=texts(keys),
        quotes=texts(chain.from_iterable(each.quotes for each in reviews)),
        lots=np.fromiter(map(number, keys), np.uint64, count=len(keys)),
        ids=ids,
        subjects=_spread(held, features["subject"], 0),
        widths=_spread(held, features["width"], 0),
        **_sums(ids, _spread(held, features["weight"], 0), hashes),
    )


def assembled(
    reviews: tuple[str, ...], years: tuple[str, ...], sizes: Ints, hashes: Hashes, **columns: Any
) -> Matrix:
    """Return the matrix of reviews that have so many rows each."""
    return Matrix(
        reviews=reviews,
        years=years,
        bounds=np.concatenate([[0], np.cumsum(sizes)]),
        review=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        hashes=hashes,
        **columns,
    )


def _numbered(names: Hashes, known: Hashes) -> tuple[Hashes, NDArray[np.int32]]:
    """Return the hashes of all meanings, those known first, and the number of each name."""
    different, place = np.unique(names, return_inverse=True)
    order = np.argsort(known, kind="stable")
    at = np.minimum(np.searchsorted(known, different, sorter=order), max(len(known) - 1, 0))
    numbers = order[at] if len(known) else np.zeros(len(different), np.int64)
    new = known[numbers] != different if len(known) else np.ones(len(different), np.bool_)
    numbers[new] = len(known) + np.arange(new.sum())
    return np.concatenate([known, different[new]]), numbers.astype(np.int32)[place]


def _spread(held: NDArray[np.bool_], flat: NDArray[Any], else_: int) -> NDArray[Any]:
    """Return a flat column laid out in rows of one width."""
    spread = np.full(held.shape, else_, dtype=flat.dtype)
    spread[held] = flat
    return spread


def _sums(
    ids: NDArray[np.int32], weights: NDArray[np.int16], hashes: Hashes
) -> dict[str, NDArray[Any]]:
    """Return the weights, and what is kept of each row so that pairs are judged faster."""
    sets = _sets(ids, hashes)
    bits = np.bitwise_count(sets).sum(axis=1, dtype=np.int64)
    return {
        "weights": weights,
        "heaviest": np.pad(weights.cumsum(axis=1, dtype=np.int16), ((0, 0), (1, 0))),
        "sets": sets,
        "clashes": ((ids >= 0).sum(axis=1) - bits).astype(np.int8),
    }


def _sets(ids: NDArray[np.int32], hashes: Hashes) -> Hashes:
    """Return each row's meanings as a set of bits."""
    sets = np.zeros((len(ids), 4), dtype=np.uint64)
    for column in ids.T:
        rows = np.flatnonzero(column >= 0)
        bit = hashes[column[rows]] % np.uint64(256)
        sets[rows, bit >> np.uint64(6)] |= np.uint64(1) << (bit & np.uint64(63))
    return sets


def scatter(numbers: Hashes) -> Hashes:
    """Return numbers scattered over 64 bits (the finaliser of SplitMix64)."""
    with np.errstate(over="ignore"):
        mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)))
