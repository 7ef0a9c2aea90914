"""The ways in which a body's name is written, and an index of them all.

Variants follow from what a body is: "Essex CC" from a county council, "NHS Havering Clinical
Commissioning Group" from a CCG. The index is made once; a look-up is one dictionary access.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from reviewgraph.registries import Agency, Register
from reviewgraph.registries.areas import folded, place_words

_COUNCIL_FORMS = {
    "county": ("{} county council", "{} council", "{} cc", "county council of {}",
               "county of {} council"),
    "district": ("{} district council", "{} borough council", "{} city council", "{} council",
                 "{} dc", "{} bc", "{} city", "borough of {}", "city of {} council",
                 "{} town council", "borough council of {}", "council of {}"),
    "unitary": ("{} council", "{} city council", "{} borough council", "{} county council",
                "{} metropolitan borough council", "{} mbc", "{} metropolitan district council",
                "{} county borough council", "{} cbc", "{} bc", "{} cc", "{} mdc",
                "{} district council",
                "{} metropolitan council", "{} unitary authority", "{} unitary council",
                "london borough of {}", "london borough {}", "lb {}", "lb of {}", "lbo {}",
                "royal borough of {}", "rb {}", "rb of {}", "borough of {}", "city of {}",
                "city of {} council", "council of the city of {}", "council of {}",
                "metropolitan borough of {}", "city and county of {}", "{} city", "{} borough"),
    "combined": (),
}  # fmt: skip
_ANY_COUNCIL = ("{} local authority", "{} la", "{} authority", "local authority {}", "{} councils",
                "local authority of {}", "{} local authority council")  # fmt: skip
_FORCE_FORMS = ("{} police", "{} constabulary", "{} police force", "{} police service",
                "{} police constabulary", "police {}", "{} county constabulary")  # fmt: skip
_FIRE_FORMS = ("{} fire and rescue service", "{} fire and rescue", "{} fire service", "{} frs",
               "{} fire brigade", "{} fire and rescue authority", "{} fire authority",
               "{} county fire and rescue service", "{} fire and rescue services",
               "{} fire rescue service", "{} fire services")  # fmt: skip
_CITY = re.compile(r"( )city council$")
_TRUST_END = re.compile(r" (?:nhs foundation trust|nhs trust|foundation trust|trust|nhs ft)$")
_TRUST_ENDS = ("nhs foundation trust", "nhs trust", "foundation trust", "trust", "nhs ft", "ft",
               "nhs", "university nhs foundation trust",
               "university hospitals nhs foundation trust",
               "national health service foundation trust", "foundation nhs trust",
               "mental health trust", "community trust", "hospital trust",
               "hospitals trust")  # fmt: skip
_TELLING = {"health", "healthcare", "hospital", "hospitals", "mental", "care", "partnership",
            "community", "university", "ambulance", "teaching", "partnerships"}  # fmt: skip
_CCG = ("clinical commissioning group", "ccg")
_ICB = ("integrated care board", "icb")
_COMMISSIONER_END = re.compile(rf" (?:{'|'.join((*_CCG, *_ICB))})$")
_BODY_ENDS = re.compile(r" (?:ltd|limited|cio|charity|plc)$")


def forms(agency: Agency, places: Sequence[str] = ()) -> Iterator[tuple[str, bool]]:
    """Yield every way to write the agency's name, folded, and whether a register writes it so.

    ``places`` are further names of its area. Abbreviations are not among them.
    """
    full = [agency.name, *(name.text for name in agency.names if name.kind != "abbreviation")]
    for text in full:
        words = folded(text)
        yield words, True
        yield words.removeprefix("the "), True
        yield _BODY_ENDS.sub("", words), True
    sites = {name.text for name in agency.names if name.kind == "site"}
    for words in _derived(agency, [folded(text) for text in full if text not in sites], places):
        yield words, False
        if words.startswith("the "):
            yield words.removeprefix("the "), False


def _derived(agency: Agency, full: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    areas = dict.fromkeys([place_words(place) for place in (*agency.places, *places)])
    yield from (form.format(area) for form in _templates(agency) for area in areas)
    if agency.kind == "council":
        yield from (_CITY.sub(r"\1cc", words) for words in full if _CITY.search(words))
    if agency.source == "nhs_trusts":
        for words in full:
            yield from _trust_forms(words)
    elif agency.source in ("nhs_commissioners", "nhs_icbs"):
        for words in full:
            yield from _commissioner_forms(words, _ICB if agency.source == "nhs_icbs" else _CCG)
    elif agency.source in ("nhs_national",):
        yield from (words.replace("university health board", "uhb") for words in full)


def _templates(agency: Agency) -> Iterable[str]:
    if agency.kind == "council":
        own = _COUNCIL_FORMS[agency.tier or "unitary"]
        return (*own, *_ANY_COUNCIL) if own else ()
    return {
        "police-force": _FORCE_FORMS,
        "fire-and-rescue": _FIRE_FORMS,
    }.get(agency.kind, _PROBATION_FORMS.get(agency.key.partition("-")[0], ()))


_PROBATION_FORMS: Mapping[str, Sequence[str]] = {
    "crc": ("{} crc", "{} community rehabilitation company", "{} probation crc"),
    "nps": ("nps {}", "national probation service {}", "{} nps", "nps {} division"),
}


def _trust_forms(words: str) -> Iterator[str]:
    stem = _TRUST_END.sub("", words)
    stems = [stem]
    for extra in (" university", " teaching", "university "):
        stems += [s.replace(extra, "") for s in stems[:1] if extra in s and len(s.split()) > 3]
    for each in stems:
        yield from (f"{each} {end}" for end in _TRUST_ENDS)
        if each.endswith(" mental health"):
            yield each.removesuffix("mental health") + "mht"
        if len(each.split()) > 2 or _TELLING & set(each.split()):
            yield each


def _commissioner_forms(words: str, kind: tuple[str, str]) -> Iterator[str]:
    place = _COMMISSIONER_END.sub("", words.removeprefix("nhs "))
    long, short = kind
    if kind is _ICB:
        yield f"nhs {place}"
    for each in (place, re.sub(r" (?:city|central london)? ?westminster$", "", place)):
        for start in ("", "nhs "):
            yield f"{start}{each} {long}"
            yield f"{start}{each} {short}"
            yield f"{start}{each} {long} {short}"
            yield f"{start}{each} {long}s"
            yield f"{start}{each} {short}s"


def initials(name: str) -> Iterator[str]:
    """Yield the initials of a name as people form them, with and without its small words.

    >>> sorted(initials("Tees, Esk and Wear Valleys NHS Foundation Trust"))[:2]
    ['teaw', 'teawvft']
    """
    words = [w for w in re.split(r"[^A-Za-z0-9'’]+", name.replace("&", "and")) if w]
    rest = [w for w in words if w.lower() not in ("the",)]
    big = [w for w in rest if w.lower() not in ("and", "of", "for", "on", "upon", "in", "with")]
    without_of = [w for w in rest if w.lower() != "of"]
    for chosen in (big, rest, without_of):
        letters = [w.lower() if w in ("NHS", "CCG", "ICB") else w[0].lower() for w in chosen]
        yield "".join(letters)
        yield "".join(letter for letter in letters if letter != "nhs")


class NameIndex:
    """Every agency by every way of writing its name, and by its abbreviations."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.places: dict[str, list[str]] = {}
        for row in register.tables["area_names"]:
            if "|" not in row["gss_codes"]:
                self.places.setdefault(f"gss-{row['gss_codes'].lower()}", []).append(row["name"])

    @cached_property
    def _forms(self) -> dict[str, tuple[tuple[str, bool], ...]]:
        return {
            agency.key: tuple(forms(agency, self.places.get(agency.key, ())))
            for agency in self._register.agencies.values()
        }

    def forms_of(self, key: str) -> Iterator[str]:
        """Yield every way to write the name of an agency of the register, folded."""
        return (words for words, _ in self._forms[key])

    @cached_property
    def _initials(self) -> dict[str, frozenset[str]]:
        return {
            agency.key: frozenset(
                letters
                for name in (agency.name, *(n.text for n in agency.names if n.kind == "former"))
                for letters in initials(name)
            )
            for agency in self._register.agencies.values()
        }

    def initials_of(self, key: str) -> frozenset[str]:
        """Return the initials of an agency's name and of its former names."""
        return self._initials[key]

    @cached_property
    def _written(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        official: dict[str, dict[str, None]] = {}
        variants: dict[str, dict[str, None]] = {}
        for agency in self._register.agencies.values():
            for words, registered in self._forms[agency.key]:
                target = official if registered else variants
                target.setdefault(words, {})[agency.key] = None
        return (
            {words: tuple(keys) for words, keys in official.items()},
            {words: tuple(keys) for words, keys in variants.items()},
        )

    @cached_property
    def _short(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for agency in self._register.agencies.values():
            for name in agency.names:
                if name.kind == "abbreviation":
                    found.setdefault(folded(name.text).replace(" ", ""), {})[agency.key] = None
        return {short: tuple(keys) for short, keys in found.items()}

    def named(self, words: str) -> tuple[tuple[str, ...], bool]:
        """Return the agencies so named, and whether a register writes the name so."""
        official, variants = self._written
        if words in official:
            return official[words], True
        return variants.get(words, ()), False

    def variant(self, words: str) -> tuple[str, ...]:
        """Return the agencies for which the words are a usual, unregistered way of writing."""
        return self._written[1].get(words, ())

    def abbreviated(self, printed: str) -> tuple[str, ...]:
        """Return the agencies that the abbreviation is known to stand for."""
        return self._short.get(folded(printed).replace(" ", ""), ())

    @cached_property
    def all_written(self) -> tuple[str, ...]:
        """Every written form, for the search of misspelt names."""
        official, variants = self._written
        return tuple(official) + tuple(words for words in variants if words not in official)
