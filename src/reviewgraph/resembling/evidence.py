"""Why two recommendations resemble each other, in words a reader can check against both texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewgraph.resembling.matrix import Matrix
from reviewgraph.resembling.wording import phrase

_SHOWN = 6
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Shared:
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


def explain(
    matrix: Matrix, rows: tuple[int, int], texts: tuple[str, str], score: float
) -> Resemblance:
    """Return the resemblance of two rows of a matrix, whose ``texts`` are as they were signed."""
    shared = tuple(_shared(matrix, rows, texts))
    alike = [each for each in shared if each.same_words]
    mostly = sum(each.weight for each in alike) >= _MOSTLY * sum(each.weight for each in shared)
    return Resemblance(
        matrix.keys[rows[0]],
        matrix.keys[rows[1]],
        round(score, 2),
        "same-words" if mostly else "other-words",
        shared,
        _reason(shared),
    )


def _shared(matrix: Matrix, rows: tuple[int, int], texts: tuple[str, str]) -> Iterator[Shared]:
    left, right = (list(_places(matrix, row)) for row in rows)
    yours = {meaning: (start, end) for meaning, start, end, _ in right}
    for meaning, start, end, weight in left:
        place = yours.get(meaning)
        if place is not None:
            mine, other = texts[0][start:end], texts[1][slice(*place)]
            same = mine == other or phrase(mine) == phrase(other)
            yield Shared(mine, other, weight / 100, same)


def _places(matrix: Matrix, row: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the meanings of a row: number, start, end, weight in hundredths."""
    columns = (matrix.ids, matrix.starts, matrix.ends, matrix.weights)
    for meaning, *rest in zip(*(column[row].tolist() for column in columns), strict=True):
        if meaning < 0:
            return
        yield meaning, *rest


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
