"""What a page knows of the names in its rows: the names it marks, repeats, or begins with.

Scores are log odds, as in shapes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewgraph.sources.endings import folded
from reviewgraph.sources.names import WHOLE
from reviewgraph.sources.shapes import goes_on_before

_PART = 0.7
"""What a known end of a name is worth for the whole name."""
_PREFIX = 4
_LONGEST = 25
_PLACES = 50
"""A word repeated more often than this in one row is looked at no further."""


@dataclass(frozen=True, slots=True)
class PageNames:
    """Names a page makes known, folded, and what meeting each is worth."""

    known: Mapping[str, float]
    ends: Mapping[str, float]
    """Ends that several rows share, where a text could end before them."""


@dataclass(frozen=True, slots=True)
class RowNames:
    """The names that could end a row, one for each place, and what the row alone says of them."""

    plain: tuple[str, ...]
    """The row's words, folded."""
    names: tuple[str, ...]
    """Each name, folded."""
    trust: tuple[float, ...]
    """How far knowing a name counts: less where it could be the end of a longer one."""
    repeated: tuple[float, ...]
    """What standing in the row's own text is worth."""
    begun: tuple[float, ...]
    """What having its first words in the row's own text is worth."""


def row_names(tokens: Sequence[str], first: int) -> RowNames:
    """Return the names ``tokens[start:]`` for each start from ``first`` to the last."""
    plain = tuple(folded(token) for token in tokens)
    lengths, places = _repeated(plain), _places(plain)
    size = len(plain)
    starts = range(first, size)
    names = tuple(" ".join(plain[start:]) for start in starts)
    return RowNames(
        plain,
        names,
        tuple(
            0.4 if name in WHOLE and goes_on_before(tokens, start) else 1.0
            for name, start in zip(names, starts, strict=True)
        ),
        tuple(
            min(5.0, 1.5 + 0.7 * (size - start))
            if lengths.get(size - start, start + 1) <= start
            else 0.0
            for start in starts
        ),
        tuple(
            _begun_before(plain, start, places[plain[start]]) if tokens[start][0].isupper() else 0.0
            for start in starts
        ),
    )


def evidence(row: RowNames, page: PageNames) -> list[float]:
    """Return the score of each name of a row.

    A known end of a name counts in part: "Be Safe Partnership" in the text speaks for "Anytown
    Be Safe Partnership" too.
    """
    scores = []
    best_end = 0.0
    known_ends: list[int] = []
    for place in reversed(range(len(row.names))):
        name = row.names[place]
        known = page.known.get(name, 0.0) or _fused(row, place, known_ends, page.known)
        if name in page.known:
            known_ends.append(place)
        own = row.trust[place] * known + min(3.0, page.ends.get(name, 0.0)) + row.repeated[place]
        scores.append(max(own, _PART * best_end) + row.begun[place])
        best_end = max(best_end, own)
    return scores[::-1]


def _fused(row: RowNames, place: int, ends: Sequence[int], known: Mapping[str, float]) -> float:
    """Return what two known names without a bar between them are worth as one."""
    start = len(row.plain) - len(row.names) + place
    return max(
        (
            min(
                known.get(" ".join(row.plain[start : start + end - place]), 0.0),
                known[row.names[end]],
            )
            for end in ends
        ),
        default=0.0,
    )


def _repeated(plain: Sequence[str]) -> dict[int, int]:
    """Return the lengths of the row's ends that stand earlier too, and where each stops there.

    Only the longest match at a place counts. "Police" stands in "Anyshire Police should …", but
    if "Anyshire" comes before it at the end of the row too, the longer name is what is repeated.
    """
    lengths: dict[int, int] = {}
    size = len(plain)
    for stop in range(1, size):
        length = 0
        while length < min(stop, _LONGEST) and plain[stop - 1 - length] == plain[size - 1 - length]:
            length += 1
        if length:
            lengths.setdefault(length, stop)
    return lengths


def _places(plain: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(plain):
        if len(places[word]) < _PLACES:
            places[word].append(place)
    return places


def _begun_before(plain: Sequence[str], start: int, places: Sequence[int]) -> float:
    """Score a name whose first words stand in the row's text: "Anytown Homes" for its company."""
    longest = 0
    for place in places:
        if place >= start:
            break
        length = 1
        while (
            length < min(_PREFIX, start - place, len(plain) - start)
            and plain[place + length] == plain[start + length]
        ):
            length += 1
        longest = max(longest, length)
    return 0.5 * longest
