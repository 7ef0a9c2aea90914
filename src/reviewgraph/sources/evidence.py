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


def evidence(tokens: Sequence[str], first: int, page: PageNames) -> list[float]:
    """Return the score of each name ``tokens[start:]`` for start from ``first`` to the last.

    A known end of a name counts in part: "Be Safe Partnership" in the text speaks for "Anytown
    Be Safe Partnership" too.
    """
    plain = [folded(token) for token in tokens]
    repeated = _repeated(plain)
    places = _places(plain)
    scores = []
    best_end = 0.0
    for start in range(len(tokens) - 1, first - 1, -1):
        own = _own(tokens, plain, start, page)
        size = len(tokens) - start
        if repeated.get(size, start + 1) <= start:
            own += min(5.0, 1.5 + 0.7 * size)
        capital = tokens[start][0].isupper()
        begun = _begun_before(plain, start, places[plain[start]]) if capital else 0.0
        scores.append(max(own, _PART * best_end) + begun)
        best_end = max(best_end, own)
    return scores[::-1]


def _own(tokens: Sequence[str], plain: Sequence[str], start: int, page: PageNames) -> float:
    name = " ".join(plain[start:])
    generic = name in WHOLE and goes_on_before(tokens, start)
    score = (0.4 if generic else 1.0) * _known(name, page.known)
    return score + min(3.0, page.ends.get(name, 0.0))


def _known(name: str, known: Mapping[str, float]) -> float:
    """Return what knowing ``name`` is worth; two known names without a bar count as one."""
    if name in known:
        return known[name]
    parts = name.split()
    fused = (
        min(known.get(" ".join(parts[:cut]), 0.0), known.get(" ".join(parts[cut:]), 0.0))
        for cut in range(1, len(parts))
    )
    return max(fused, default=0.0)


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
