"""Why two recommendations resemble each other, in words a reader can check against both texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.matrix import Matrix
from reviewgraph.resembling.pairs import Pairs
from reviewgraph.resembling.wording import phrase

_SHOWN = 6
_MOSTLY = 0.9


class Shared(NamedTuple):
    """A meaning that two texts share, as each prints it."""

    left: str
    right: str
    weight: float
    same_words: bool
    """True if both texts use the same words, inflections apart."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two recommendations of two reviews that ask for the same, and why this is said."""

    left: str
    """Local name of the recommendation; ``left`` sorts before ``right``."""
    right: str
    score: float
    """0 to 1, two places."""
    rule: str
    """``same-words`` if nearly all they share is in the same words, else ``other-words``."""
    shared: tuple[Shared, ...]
    """What they share, heaviest first."""
    reason: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Some pairs, and of their rows what it takes to explain them: an errand for any process."""

    keys: tuple[str, ...]
    quotes: tuple[str, ...]
    ids: NDArray[np.int32]
    weights: NDArray[np.int16]
    widths: NDArray[np.int32]
    left: NDArray[Any]
    """Of each pair, as a place in the columns above."""
    right: NDArray[Any]
    score: NDArray[np.float64]


def evidence(matrix: Matrix, pairs: Pairs) -> Evidence:
    """Return the evidence for pairs of a matrix."""
    ends = np.concatenate([pairs.left, pairs.right])
    rows, place = np.unique(ends, return_inverse=True)
    return Evidence(
        tuple(matrix.keys[row] for row in rows.tolist()),
        tuple(matrix.quotes[row] for row in rows.tolist()),
        matrix.ids[rows],
        matrix.weights[rows],
        matrix.widths[rows],
        place[: len(pairs)],
        place[len(pairs) :],
        matrix.score(pairs.left, pairs.right),
    )


def explain(found: Evidence) -> Iterator[Resemblance]:
    """Yield the resemblance of each pair."""

    @lru_cache(maxsize=1024)
    def meanings(row: int) -> dict[int, tuple[str, int]]:
        return _meanings(found, row)

    pairs = zip(found.left.tolist(), found.right.tolist(), found.score.tolist(), strict=True)
    for left, right, score in pairs:
        shared = tuple(_shared(meanings(left), meanings(right)))
        alike = [each for each in shared if each.same_words]
        mostly = sum(each.weight for each in alike) >= _MOSTLY * sum(each.weight for each in shared)
        yield Resemblance(
            found.keys[left],
            found.keys[right],
            round(score, 2),
            "same-words" if mostly else "other-words",
            shared,
            _reason(shared),
        )


def _meanings(found: Evidence, row: int) -> dict[int, tuple[str, int]]:
    """Return what expresses each meaning of a row, and its weight in hundredths, heaviest first."""
    ids = found.ids[row].tolist()
    ends = [0, *accumulate(found.widths[row].tolist())]
    quotes = (found.quotes[row][start:end] for start, end in pairwise(ends))
    held = zip(ids, zip(quotes, found.weights[row].tolist(), strict=True), strict=True)
    return {meaning: said for meaning, said in held if meaning >= 0}


def _shared(
    mine: dict[int, tuple[str, int]], yours: dict[int, tuple[str, int]]
) -> Iterator[Shared]:
    for meaning, (quote, weight) in mine.items():
        if meaning in yours:
            other = yours[meaning][0]
            same = quote == other or phrase(quote) == phrase(other)
            yield Shared(quote, other, weight / 100, same)


def _reason(shared: tuple[Shared, ...]) -> str:
    """Return one sentence that quotes the heaviest of what is shared."""
    same = [f"“{each.left}”" for each in shared if each.same_words][:_SHOWN]
    other = [
        f"“{each.left}” in one is “{each.right}” in the other"
        for each in shared
        if not each.same_words
    ][:_SHOWN]
    parts = ([f"both speak of {_listed(same)}"] if same else []) + other
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:] + "."


def _listed(quotes: list[str]) -> str:
    """Return quotes as English lists them.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(quotes[:-1]), quotes[-1])))
