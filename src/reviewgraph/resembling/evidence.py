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

    @property
    def same_words(self) -> bool:
        """True if both texts use the same words, inflections apart."""
        return phrase(self.left) == phrase(self.right)


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
    left, right = rows
    starts, ends = matrix.starts, matrix.ends
    place = {meaning: at for at, meaning in enumerate(matrix.ids[right].tolist()) if meaning >= 0}
    for mine, meaning in enumerate(matrix.ids[left].tolist()):
        yours = place.get(meaning)
        if yours is not None:
            yield Shared(
                texts[0][starts[left, mine] : ends[left, mine]],
                texts[1][starts[right, yours] : ends[right, yours]],
                int(matrix.weights[left, mine]) / 100,
            )


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
