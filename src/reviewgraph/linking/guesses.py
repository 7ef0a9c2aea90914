"""What is left over: initials of local bodies, and local names that differ by a few letters.

Both look only among the bodies that serve the review's area, so that the area itself is the
second witness; anything less than clear becomes a candidate for a person.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from reviewgraph.linking.by_name import looks_short, several
from reviewgraph.linking.classify import Classified
from reviewgraph.linking.context import Context
from reviewgraph.linking.findings import EXACT, SIMILAR, Found, unsure
from reviewgraph.linking.names import NameIndex
from reviewgraph.linking.nearby import Nearby
from reviewgraph.model import Candidate
from reviewgraph.registries import Agency, Area, Register
from reviewgraph.registries.areas import Span, folded
from reviewgraph.registries.minted import board_key
from reviewgraph.registries.values import open_in

_SURE, _POSSIBLE, _CLEAR_LEAD = 93, 86, 5
_SMALL = {"and", "of", "the"}
_ALIKE = 70
_COMPASS = {"north", "south", "east", "west", "central", "mid", "northern", "southern", "eastern",
            "western"}  # fmt: skip
_SHORTEST = 9
"""Names shorter than this differ too easily."""
_BOARDS = (("sab", "sab"), ("lscb", "scb"), ("lscb", "lscb"), ("scp", "scp"), ("hwb", "hwb"))


class Guesses:
    """Initials and misspelt names, among the bodies of an area."""

    def __init__(self, register: Register, index: NameIndex, nearby: Nearby) -> None:
        self._register = register
        self._index = index
        self._near = nearby
        self._words_near = lru_cache(maxsize=4096)(self._find_words)
        self._initials_near = lru_cache(maxsize=4096)(self._find_initials)

    def with_initials(self, letters: str, area: Area, span: Span) -> tuple[str, ...]:
        """Return the local bodies that have these initials."""
        return self._initials_near(area, span).get(letters, ())

    def resolve(self, bare: str, told: Classified, context: Context) -> Found | None:
        """Return the local body with these initials or nearly this name, candidates, or None."""
        if context.area is None:
            return None
        by_initials = self._by_initials(bare, context.area, context.span)
        return by_initials or self._by_similarity(told.words, context.area)

    def _by_initials(self, bare: str, area: Area, span: Span) -> Found | None:
        letters = folded(bare).replace(" ", "")
        if not looks_short(bare) or len(letters) < 3:
            return None
        keys = self.with_initials(letters, area, span)
        if len(keys) > 1:
            own = set(keys) & {*area.councils, *area.upper}
            keys = tuple(own) if len(own) == 1 else keys
        if len(keys) > 1:
            return several(keys, "initials-area", "Several local bodies have these initials.")
        if not keys:
            return None
        agency = self._register.agency(keys[0])
        name = agency.name if agency else keys[0]
        why = f"{bare} are the initials of {name}, the only local body with them."
        return Found(keys[0], "initials-area", 0.85, why)

    def _by_similarity(self, words: str, area: Area) -> Found | None:
        if len(words) < _SHORTEST:
            return None
        ranked = self._ranked(words, area)
        if not ranked:
            return None
        key, score = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        sure = score >= _SURE and score - second >= _CLEAR_LEAD
        if sure and any(_is_misspelling(words, form) for form in self._forms_of(key, area)):
            name = self._register.agencies[key].name
            why = f"Differs from {name}, a local body, by a few letters."
            return Found(key, "similar-name", 0.85, why, EXACT, SIMILAR)
        why = "Its name is similar, and it serves the area."
        near = (Candidate(other, round(value / 100, 2), why) for other, value in ranked[:4])
        return unsure("similar-name", why, *near)

    def _forms_of(self, key: str, area: Area) -> list[str]:
        return [
            form for form, keys in self._words_near(self._near.local(area)).items() if key in keys
        ]

    def _ranked(self, words: str, area: Area) -> list[tuple[str, float]]:
        local = self._words_near(self._near.local(area))
        best: dict[str, float] = {}
        for written, score, _ in process.extract(
            words, list(local), scorer=fuzz.ratio, limit=8, score_cutoff=_POSSIBLE
        ):
            for key in local[written]:
                best[key] = max(best.get(key, 0.0), score)
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))

    def _find_words(self, local: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for key in local:
            for words in self._index.forms_of(key):
                found.setdefault(words, {})[key] = None
        return {words: tuple(keys) for words, keys in found.items()}

    def _find_initials(self, area: Area, span: Span) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for key in self._near.local(area):
            agency = self._register.agencies[key]
            if not open_in(agency, *span) or not _may_be_initialled(agency):
                continue
            for letters in sorted(self._index.initials_of(key)):
                found.setdefault(letters, {})[key] = None
        for letters, key in self._boards(area):
            found.setdefault(letters, {})[key] = None
        return {letters: tuple(keys) for letters, keys in found.items()}

    def _boards(self, area: Area) -> Iterator[tuple[str, str]]:
        for council in area.upper:
            start = _place_initials(self._register.agencies[council].places[0])
            for kind, end in _BOARDS:
                own = board_key(kind, [council])
                yield start + end, self._register.joint_boards.get((kind, council), own)
        if area.partnership and area.councils:
            start = _place_initials(self._register.agencies[area.councils[0]].places[0])
            yield f"{start}csp", area.partnership


def _is_misspelling(words: str, written: str) -> bool:
    """Say whether the words are a name with some letters wrong, and not another name.

    "East Essex" is no misspelling of "West Essex": a letter is seldom wrong at a word's start,
    and a point of the compass is a name of its own.
    """
    one, other = (
        [word for word in each.split() if word not in _SMALL] for each in (words, written)
    )
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and all(
        a[0] == b[0] and not {a, b} & _COMPASS and fuzz.ratio(a, b) >= _ALIKE for a, b in differing
    )


def _may_be_initialled(agency: Agency) -> bool:
    """Say whether initials may be read as this body.

    Partnerships have their own initials, and a trust that is only known to stand somewhere in a
    wide region is not taken for letters that may hide another.
    """
    if agency.kind == "community-safety-partnership":
        return False
    return agency.source != "nhs_trusts" or bool(agency.districts)


def _place_initials(place: str) -> str:
    return "".join(word[0] for word in folded(place).split() if word not in ("and", "of", "upon"))
