"""Which districts, councils, police force and partnership an area name of a review stands for.

The area of a review is printed as one or more words of any level: a district, a unitary or
county council, a partnership of several districts, a police force. Names and levels change with
time, so an area is always read for a span of years, and where the span does not settle which
council was meant, all that fit are returned.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from reviewgraph.registries.minted import board_key
from reviewgraph.registries.places import is_misprint, place_of
from reviewgraph.registries.values import Agency, Change, open_in, open_throughout

Span = tuple[int, int]
"""First and last year, both included."""

_COUNTY_SHORT = {
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "derbys": "derbyshire", "glos": "gloucestershire", "gloucs": "gloucestershire",
    "hants": "hampshire", "herts": "hertfordshire", "lancs": "lancashire",
    "leics": "leicestershire", "lincs": "lincolnshire", "northants": "northamptonshire",
    "notts": "nottinghamshire", "oxon": "oxfordshire", "salop": "shropshire",
    "shrops": "shropshire", "staffs": "staffordshire", "warks": "warwickshire",
    "wilts": "wiltshire", "worcs": "worcestershire", "yorks": "yorkshire", "saint": "st",
}  # fmt: skip
_PARTNERSHIP = "community-safety-partnership"

_JOINT = 3
"""More councils than this have no partnership of their own; a police force's area has not."""

_PREFIX = re.compile(
    r"^(?:the |safer |safe |city and county of |city of (?!london\b)|county borough of |county of |"
    r"(?:london|royal|metropolitan) borough of |borough of |lb(?: of)? |rb(?: of)? )+"
)
_SUFFIX = re.compile(
    r"(?: (?:community safety partnership|csp|safer partnership|partnership|"
    r"(?:county|city|borough|district|metropolitan|mbc|bc|dc|cc|council|area))| london borough)+$"
)


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Return words in lower case, without punctuation, "&" as "and", counties spelt out.

    >>> folded("St. Helens & Herts-East")
    'st helens and hertfordshire east'
    """
    text = text.casefold().replace("&", " and ").replace("’", "'").replace("'", "")
    words = re.sub(r"[^0-9a-zà-ÿ]+", " ", text).split()
    return " ".join(_COUNTY_SHORT.get(word, word) for word in words)


def place_words(text: str) -> str:
    """Return the words of an area's own name, without "Borough of", "Council" and the like."""
    words = folded(place_of(text))
    bare = _SUFFIX.sub("", _PREFIX.sub("", words))
    return bare or words


@dataclass(frozen=True, slots=True)
class Area:
    """An area as read for a span of years; keys are keys of agencies."""

    printed: str
    how: str
    """``name``, ``parts`` (several names) or ``similar`` (a misspelling)."""
    councils: tuple[str, ...]
    """Councils that the name stands for, of whatever tier; several if the years do not settle."""
    lower: tuple[str, ...]
    """Councils for housing and environment."""
    upper: tuple[str, ...]
    """Councils for social care, education and public health."""
    districts: frozenset[str]
    """Codes of districts, of any time, that make up the area."""
    forces: tuple[str, ...]
    partnership: str | None
    """Key of the community safety partnership."""
    several: bool
    """True if the area is more than one council's."""


class Areas:
    """Reads area names against councils, partnerships, forces and their lookups."""

    def __init__(
        self,
        agencies: Mapping[str, Agency],
        changes: Iterable[Change],
        counties: Mapping[str, str],
        names: Mapping[str, Sequence[str]],
    ) -> None:
        self._agencies = agencies
        self._county = counties
        self._heirs: dict[str, list[str]] = {}
        self._forebears: dict[str, list[str]] = {}
        for change in changes:
            for old in change.originals:
                self._heirs.setdefault(old, []).extend(change.results)
            for new in change.results:
                self._forebears.setdefault(new, []).extend(change.originals)
        self._index: dict[str, list[str]] = {}
        self._wider: dict[str, list[str]] = {}
        self._csps_of: dict[str, list[str]] = {}
        self._forces_of: dict[str, list[str]] = {}
        for agency in agencies.values():
            self._note(agency)
        for name, keys in names.items():
            target = self._index if all("council" in self._kind(key) for key in keys) else None
            (self._wider if target is None or len(keys) > 1 else target).setdefault(
                place_words(name), []
            ).extend(keys)
        self.read = lru_cache(maxsize=100_000)(self._read)

    def _kin(self, key: str) -> tuple[str, ...]:
        """Return the heirs and forebears of a council, and theirs in turn, nearest first."""
        return (*_line(key, self._heirs), *_line(key, self._forebears))

    def _kind(self, key: str) -> str:
        return self._agencies[key].kind if key in self._agencies else ""

    def _note(self, agency: Agency) -> None:
        if (
            agency.kind not in ("council", _PARTNERSHIP, "police-force")
            or agency.tier == "combined"
        ):
            return
        index = self._index if agency.kind == "council" else self._wider
        for place in agency.places:
            index.setdefault(place_words(place), []).append(agency.key)
        serving = {_PARTNERSHIP: self._csps_of, "police-force": self._forces_of}.get(agency.kind)
        if serving is not None:
            for district in agency.districts:
                serving.setdefault(district, []).append(agency.key)

    @property
    def place_names(self) -> tuple[str, ...]:
        """Every known area name, folded."""
        return tuple(self._index) + tuple(self._wider)

    def councils_named(self, words: str) -> tuple[str, ...]:
        """Return the councils, of any tier and time, whose area is exactly called ``words``."""
        return tuple(dict.fromkeys(self._index.get(words, ())))

    def _read(self, printed: str, span: Span) -> Area | None:
        words = place_words(printed)
        keys = self._named(words, span) or self._named(folded(printed), span)
        if keys:
            return self._area(printed, "name", words, keys, span)
        return self._in_parts(printed, span) or self._similar(printed, words, span)

    def _named(self, words: str, span: Span) -> tuple[str, ...]:
        councils = self.councils_named(words)
        if councils:
            return self.standing(councils, span)
        wider = self._wider.get(words, [])
        own = [key for key in wider if self._kind(key) == _PARTNERSHIP]
        fit = [key for key in own if open_in(self._agencies[key], *span)]
        if own:
            return tuple((fit or own)[-1:])
        return tuple(wider)

    def _in_parts(self, printed: str, span: Span) -> Area | None:
        parts = [part for part in re.split(r",|/|&|\band\b", printed) if part.strip()]
        found: list[str] = []
        for part in parts:
            keys = self._named(place_words(part), span)
            if not keys:
                return None
            found.extend(keys)
        return self._area(printed, "parts", "", tuple(found), span) if len(parts) > 1 else None

    def _similar(self, printed: str, words: str, span: Span) -> Area | None:
        near = process.extract(words, self.place_names, scorer=fuzz.ratio, limit=2, score_cutoff=88)
        if not near or (len(near) > 1 and near[1][1] > near[0][1] - 4 and near[0][0] != near[1][0]):
            return None
        if not is_misprint(words, near[0][0]):
            return None
        return self._area(printed, "similar", near[0][0], self._named(near[0][0], span), span)

    def standing(self, councils: Sequence[str], span: Span) -> tuple[str, ...]:
        """Return which of the councils, or their heirs or forebears, stood in the span.

        Several come back if the span does not settle it.
        """
        fit = [key for key in councils if open_in(self._agencies[key], *span)]
        whole = [key for key in fit if open_throughout(self._agencies[key], *span)]
        if whole:
            return tuple(whole)
        result: list[str] = list(fit)
        for key in councils:
            for kin in self._kin(key):
                if kin not in result and open_in(self._agencies[kin], *span):
                    result.append(kin)
        tiers = {self._agencies[key].tier for key in councils}
        if len(result) > 1 and tiers != {"unitary"}:
            same = [k for k in result if self._agencies[k].tier in {*tiers, "unitary"}]
            result = same or result
        return tuple(result) or tuple(councils[-1:])

    def _area(self, printed: str, how: str, words: str, keys: tuple[str, ...], span: Span) -> Area:
        members = [self._agencies[key] for key in keys]
        districts = self._districts(words, members)
        councils = [agency.key for agency in members if agency.kind == "council"]
        if not councils:
            councils = self._councils_of(districts, span)
        several = self._is_several(how, members)
        upper = self._upper(councils, span)
        return Area(
            printed,
            how,
            tuple(councils),
            self._lower(councils),
            upper,
            districts,
            self.forces(districts) or self._forces_of_kin(councils),
            self._partnership(words, districts, councils, span),
            several,
        )

    def _districts(self, words: str, members: Sequence[Agency]) -> frozenset[str]:
        own = frozenset(d for agency in members for d in agency.districts)
        namesakes = self._wider.get(words, ())
        return own or frozenset(d for key in namesakes for d in self._agencies[key].districts)

    def _is_several(self, how: str, members: Sequence[Agency]) -> bool:
        wide = [agency for agency in members if agency.kind != "council"]
        return how == "parts" or any(len(agency.districts) > 1 for agency in wide)

    def _councils_of(self, districts: Iterable[str], span: Span) -> list[str]:
        found: list[str] = []
        for district in sorted(districts):
            key = f"gss-{district.lower()}"
            if key in self._agencies and open_in(self._agencies[key], *span):
                found.append(key)
        return found

    def _lower(self, councils: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in councils if self._agencies[key].tier in ("district", "unitary"))

    def _upper(self, councils: Iterable[str], span: Span) -> tuple[str, ...]:
        found: list[str] = []
        for key in councils:
            county = self._county.get(key)
            if county is None:
                found.append(key)
            elif open_in(self._agencies[county], *span):
                found.extend(self.standing([county], span))
            else:
                found.append(key)
        return tuple(dict.fromkeys(found))

    def forces(self, districts: Iterable[str]) -> tuple[str, ...]:
        """Return the police forces whose areas hold the districts."""
        return tuple(sorted({f for d in districts for f in self._forces_of.get(d, ())}))

    def kin_districts(self, councils: Iterable[str]) -> frozenset[str]:
        """Return the districts of the heirs and forebears of the councils."""
        kin = {other for key in councils for other in self._kin(key)}
        return frozenset(d for key in kin for d in self._agencies[key].districts)

    def _forces_of_kin(self, councils: Iterable[str]) -> tuple[str, ...]:
        return self.forces(self.kin_districts(councils))

    def _partnership(
        self, words: str, districts: frozenset[str], councils: Sequence[str], span: Span
    ) -> str | None:
        own = [key for key in self._wider.get(words, ()) if self._kind(key) == _PARTNERSHIP]
        own = [key for key in own if open_in(self._agencies[key], *span)]
        if own:
            return own[-1]
        near = sorted({key for d in districts for key in self._csps_of.get(d, ())})
        fit = [key for key in near if open_in(self._agencies[key], *span)]
        exact = [k for k in fit if districts and districts <= set(self._agencies[k].districts)]
        if len(exact) == 1:
            return exact[0]
        known = exact or len(councils) > _JOINT
        return None if known or not councils else board_key("csp", councils)


def _line(key: str, following: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what follows from the key, step by step, each once."""
    found: dict[str, None] = {}
    step = tuple(following.get(key, ()))
    while step:
        found.update(dict.fromkeys(step))
        step = tuple(n for k in step for n in following.get(k, ()) if n not in found)
    return tuple(found)
