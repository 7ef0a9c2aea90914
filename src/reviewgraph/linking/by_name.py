"""Resolve a name that stands in the register: exact names, usual variants, abbreviations."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reviewgraph.linking.classify import Classified
from reviewgraph.linking.context import Context
from reviewgraph.linking.findings import BROAD, Found, unsure
from reviewgraph.linking.names import NameIndex
from reviewgraph.linking.nearby import Nearby
from reviewgraph.model import Candidate
from reviewgraph.registries import Agency, Area, Register
from reviewgraph.registries.areas import Span, folded
from reviewgraph.registries.values import open_in, open_throughout

_LATE_NAME = 4
"""Years after a death in which a body of a later name may still be the one addressed."""

_DISTINCTIVE = 4
"""Letters from which an abbreviation is taken for a body that serves another area."""

_BY_TYPE_FIRST = {"probation"}
"""Families whose everyday word is also the name of one later body."""


Initialled = Callable[[str, Area, Span], tuple[str, ...]]
"""Gives the bodies of an area, in a span, that have the initials."""

_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where two words are printed as one, told by their capitals."""
_LONG_ENOUGH = 9
"""Shorter names with capitals inside are mostly abbreviations, such as EMAS or SWLStG."""

_UNIT_END = re.compile(
    r" (?:teams?|units?|services?|departments?|directorate|division|group|hub|wards?|command|"
    r"branch|camhs|cmht|iapt|a and e|pathway)$"
)
_WHOLE_SOURCES = {"nhs_trusts", "national_bodies", "councils", "police_forces", "nhs_national"}
"""Registers of bodies whose parts are called by the body's name and their own."""

_PLURAL = re.compile(r" (?:ccgs|groups)$")


class ByName:
    """Answers from the names in the register; several bearers are told apart by area and years."""

    def __init__(
        self, register: Register, index: NameIndex, nearby: Nearby, initialled: Initialled
    ) -> None:
        self._register = register
        self._index = index
        self._near = nearby
        self._initialled = initialled

    def resolve(
        self, bare: str, expanded: str | None, told: Classified, context: Context
    ) -> Found | None:
        """Return the body of that name, candidates if several bear it, or None if none does."""
        if told.family in _BY_TYPE_FIRST and not told.rest:
            return None
        full = self.named(folded(expanded), context) if expanded else None
        if full is not None:
            return replace(full, rule="glossary")
        return (
            self.named(told.words, context)
            or self._abbreviated(bare, told, context)
            or self._fused(bare, context)
        )

    def _fused(self, bare: str, context: Context) -> Found | None:
        """Return the body whose name is printed without a space: "NHSEngland"."""
        apart = folded(_JOINT.sub(" ", bare))
        if apart == folded(bare) or len(bare) < _LONG_ENOUGH:
            return None
        found = self.named(apart, context)
        return replace(found, confidence=0.9) if found and found.agency else None

    def unit_of(self, words: str, context: Context) -> Found | None:
        """Return the body whose name begins the words, if the rest calls a part of it.

        Charities are left out: "Age UK Barnet" is a charity of its own.
        """
        each = words.split()
        regional = words.startswith("nhs england ")
        if not (regional or _UNIT_END.search(words)):
            return None
        for end in [2] if regional else range(len(each) - 1, 1, -1):
            found = self.named(" ".join(each[:end]), context)
            if found is not None and found.agency is not None:
                agency = self._register.agencies[found.agency]
                if agency.source not in _WHOLE_SOURCES:
                    return None
                why = f"A part of {agency.name}, whose name it begins with."
                return replace(found, confidence=0.88, predicate=BROAD, reason=why)
        return None

    def named(self, words: str, context: Context) -> Found | None:
        """Return the body whose name is written so."""
        keys, official = self._index.named(words)
        if not keys:
            return None
        key = self.chosen(keys, context)
        if key is None:
            return several(keys, "name", "Several bodies bear this name.")
        agency = self._register.agencies[key]
        dated = _is_brand(agency, words) or _PLURAL.search(words)
        if dated and not open_in(agency, *context.span):
            return None
        rivals = self._standing(self._index.variant(words), context) if official else []
        if rivals and agency.valid_from and self._is_late(agency.valid_from, context):
            why = "The body of this name was made years after the death."
            return several((key, *rivals), "name", why)
        return Found(key, "name", 0.97 if official else 0.95, f"{agency.name} is so called.")

    def _is_late(self, begun: str, context: Context) -> bool:
        return int(begun[:4]) > context.span[1] + _LATE_NAME

    def _standing(self, keys: Iterable[str], context: Context) -> list[str]:
        return [key for key in keys if open_in(self._register.agencies[key], *context.span)]

    def chosen(self, keys: Sequence[str], context: Context) -> str | None:
        """Return the one agency of several with a name: in the area, in the years, or none."""
        left = list(keys)
        area = context.area
        if len(left) > 1 and area is not None:
            left = [key for key in left if self._near.serves(key, area)] or left
        if len(left) > 1:
            left = self._standing(left, context) or left
        if len(left) > 1:
            left = [key for key in left if f"{key}-ccg" not in left] or left
        if len(left) > 1:
            left = self._without_heirs(left, context)
        return left[0] if len(left) == 1 else None

    def _without_heirs(self, keys: Sequence[str], context: Context) -> list[str]:
        """Leave out who took over only later from another: a hospital's trust of that time."""
        heirs = {
            heir
            for key in keys
            if open_throughout(self._register.agencies[key], *context.span)
            for heir in self._register.successors(key)
        }
        return [key for key in keys if key not in heirs] or list(keys)

    def _abbreviated(self, bare: str, told: Classified, context: Context) -> Found | None:
        keys = self._index.abbreviated(bare)
        if not keys or not looks_short(bare):
            return None
        area = context.area
        local = [key for key in keys if area is not None and self._near.serves(key, area)]
        abroad = not local and not any(self._near.is_national(key) for key in keys)
        if abroad and (told.family is not None or self._means_a_local(bare, context)):
            return None
        key = self.chosen(local, context) if local else self._from_afar(keys, bare)
        if key is not None:
            name = self._register.agencies[key].name
            confidence = 0.95 if local or self._near.is_national(key) else 0.85
            why = f"{bare} is the usual abbreviation of {name}."
            return Found(key, "abbreviation", confidence, why)
        if local and told.family is None:
            return several(local, "abbreviation", "Several local bodies are so abbreviated.")
        return None

    def _means_a_local(self, bare: str, context: Context) -> bool:
        letters = folded(bare).replace(" ", "")
        return context.area is not None and bool(
            self._initialled(letters, context.area, context.span)
        )

    def running(self, words: str) -> Found | None:
        """Return the charity of that name as the body that runs a service named after it."""
        keys = self._index.named(words)[0] or self._index.abbreviated(words)
        if len(keys) != 1 or self._register.agencies[keys[0]].source != "charities":
            return None
        why = f"A service of {self._register.agencies[keys[0]].name}."
        return Found(keys[0], "name", 0.85, why, BROAD)

    def _from_afar(self, keys: Sequence[str], bare: str) -> str | None:
        """Return the bearer of an abbreviation that serves another area, if it is distinctive."""
        national = [key for key in keys if self._near.is_national(key)]
        if len(national) == 1:
            return national[0]
        sure = len(bare) >= _DISTINCTIVE or keys[0].startswith("police-")
        return keys[0] if len(keys) == 1 and sure else None


def _is_brand(agency: Agency, words: str) -> bool:
    """Say whether a board is called by a brand: "NHS Devon" was a primary care trust before."""
    return agency.source == "nhs_icbs" and not re.search(r"\bicb\b|integrated care board", words)


def several(keys: Sequence[str], rule: str, why: str) -> Found:
    """Return an open outcome with an equal candidate for each key."""
    return unsure(rule, why, *(Candidate(key, round(1 / len(keys), 2), why) for key in keys))


def looks_short(printed: str) -> bool:
    """Say whether a printed name can be an abbreviation: short, and with capitals in it."""
    capitals = sum(character.isupper() for character in printed)
    return (capitals >= 2 and len(printed) <= 14) or printed in ("Met", "the Met", "The Met")
