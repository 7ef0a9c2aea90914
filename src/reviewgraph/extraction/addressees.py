"""Whom a recommendation addresses, and how the report says so.

The label's own words come first, then a heading or lead-in that names a body (it owns its list),
then the sentence's subject. Where list and sentence name different bodies both are kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewgraph.extraction.model import Addressee, Told
from reviewgraph.extraction.naming import (
    is_acronym,
    is_subject,
    is_title,
    may_name_body,
    names_body,
    names_topic,
)
from reviewgraph.extraction.parting import Names, bare_name, listed
from reviewgraph.extraction.subjects import head_of, parted, subject_of

_OWNED = re.compile(
    r"(?:recommendations?|actions?)\b[^.:]{0,60}?\b(?:for|to|of|directed (?:to|at)|"
    r"addressed to)\s+(?:the\s+)?"
    r"(?P<name>[^:]+?)(?:\s+(?:are|is|were))?\s*:?$",
    re.I,
)
_HEADING_NOISE = re.compile(
    r"^(?:(?:single|individual)[- ]?agency|multi[- ]?agency(?=\s+(?:recommendation|action|[-–—:]))|"
    r"recommendations?|actions?|imrs?|internal|"
    r"additional|further|"
    r"specific|for|to|the|from|[-–—:])\s+|\s*(?:[-–—:]\s*)?(?:’s|"
    r"'s)?\s*(?:single[- ]agency\s+)?(?:imr\s+)?(?:recommendations?|actions?|action plan|imr)\s*$|"
    r"\s*[-–—:(]\s*(?:single|multi)[- ]agency.*$",
    re.I,
)
_THAT = re.compile(r"\bthat:?$", re.I)
_MADE = re.compile(
    r"(?P<name>[^,.;:]{3,80}?)\s+(?:has |have |had )?(?:also |already |itself )?(?:agreed|"
    r"identified|made|makes?|proposed|put forward|set)\s+(?:itself )?(?:the |\w+ ){0,4}"
    r"recommendations?\b",
    re.I,
)
_EXPLAINED = re.compile(r"(?P<short>[A-Z][A-Za-z&]{1,9})\s*\((?P<full>[A-Z][^()]{5,80})\)$")
_KINDS_OF_LIST = frozenset(("DHR", "IMR", "IMRS", "LR", "MA", "MAR", "NR", "OR", "OV", "PR", "SA"))
"""Letters of labels that say what a list is, and no body."""
_FOR_THE = re.compile(r"(?:recommendations? )?(?:for|to) the\b", re.I)
_PARTNERS = re.compile(r"\s+and (?:its|their|other) (?:\w+ )?(?:partners?|agencies)$", re.I)
_SHORT_FORM = re.compile(r"\s*\([A-Z][A-Za-z&]{1,9}\)$")
_NOT_OWNERS = re.compile(
    r"^(?:multi|single|individual|inter|cross|all single)[- ]?agency\b"
    r"(?!.*\b(?:conference|forum|hub|panel|partnership|team)\b).{0,30}$|"
    r"^(?:by )?(?:agency|agencies|imrs?|individual management reviews?)$|^(?:national|local|"
    r"regional|overview|"
    r"panel|review|dhr|domestic homicide|key|final|main|overarching|general|other|overall)\b"
    r"(?:\s+(?:panel|report|review|level|policy|practice|learning|recommendations?|actions?))*$|"
    r"^(?:the )?(?:overview|review|dhr|domestic homicide review|author|independent author|"
    r"chair)(?:[ ’'s]+(?:panel|report|author|chair))?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Clues:
    """All the places where an addressee of one item can stand."""

    text: str
    aside: str = ""
    title: str = ""
    group: str = ""
    lead_in: str = ""
    headings: tuple[str, ...] = ()
    """From the innermost outwards."""
    owner: str = ""
    """Who is responsible, where a line below the recommendation says so."""
    single: bool = False
    """It stands in a list of single agencies, whose innermost headings name them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The addressees, the primary first, and the other body where two places disagree."""

    addressees: tuple[Addressee, ...]
    conflict: Addressee | None = None


def addressed(clues: Clues, names: Names) -> Answer:
    """Return whom an item addresses."""
    spoken = _by_sentence(clues.text, names, led=_THAT.search(clues.lead_in) is not None)
    owners = _by_list(clues, names)
    if not owners:
        return Answer(spoken or _owners(clues.owner, Told.LABEL, names))
    if not spoken:
        return Answer(owners)
    if _same(owners[0], spoken[0], names):
        return Answer(spoken)
    if _ends_alike(owners[0], spoken[0]):
        return Answer((owners[0], *spoken[1:]))
    if _ends_alike(spoken[0], owners[0]) or _is_sector(owners[0]) or _is_code(owners[0]):
        return Answer(spoken)
    return Answer((*owners, *spoken), spoken[0])


def is_named(one: Addressee, names: Names) -> bool:
    """Say whether a body is called by its name, and not by what its staff are."""
    bare = bare_name(one.name)
    return bool(one.expanded) or bare.casefold() in names.known or is_title(bare)


def _same(a: Addressee, b: Addressee, names: Names) -> bool:
    forms = [{x.name.casefold(), (x.expanded or x.name).casefold()} for x in (a, b)]
    if forms[0] & forms[1]:
        return True
    short = {full.casefold(): key.casefold() for key, full in names.glossary.items()}
    return any(short.get(form) in forms[1] for form in forms[0])


def _ends_alike(owner: Addressee, spoken: Addressee) -> bool:
    """Say whether a sentence calls the list's owner by the end of its name: "the Trust"."""
    full = f" {owner.name.casefold()}"
    return any(
        full.endswith(f" {form.casefold()}")
        for form in (spoken.name, spoken.expanded or spoken.name)
    )


def _is_sector(owner: Addressee) -> bool:
    """Say whether a list is only that of a kind of bodies: "Housing", "X and its partners"."""
    if _PARTNERS.search(owner.name):
        return True
    return " " not in owner.name and not is_acronym(owner.name) and owner.told is Told.HEADING


def _is_code(owner: Addressee) -> bool:
    """Say whether a label's letters are all there is of an owner: "MA 1", "SA 2"."""
    return owner.told is Told.LABEL and is_acronym(owner.name) and owner.expanded is None


def _by_list(clues: Clues, names: Names) -> tuple[Addressee, ...]:
    coded = is_acronym(clues.aside) and " " not in clues.aside
    coded = coded and clues.aside not in names.glossary
    for text, told in (
        ("" if coded else clues.aside, Told.LABEL),
        (clues.title, Told.LABEL),
        (clues.lead_in, Told.LEAD_IN),
        (clues.group, Told.HEADING),
        *((heading, Told.HEADING) for heading in clues.headings),
        (clues.aside if coded and clues.aside not in _KINDS_OF_LIST else "", Told.LABEL),
    ):
        found = _owners(text, told, names)
        if found:
            return found
    if clues.single and (agency := owner_of(next(iter(clues.headings), ""))) and _may_own(agency):
        return (_addressee(agency, Told.HEADING, names),)
    return ()


def _may_own(title: str) -> bool:
    """Say whether a heading in a list of single agencies is one's name, however short."""
    proper = is_title(title) and len(title.split()) <= 8 and _NOT_OWNERS.search(title) is None
    return proper and not names_topic(title)


def _owners(text: str, told: Told, names: Names) -> tuple[Addressee, ...]:
    if not text:
        return ()
    owned = _OWNED.search(text)
    if told is Told.LEAD_IN:
        name = owned["name"] if owned else _maker_of(text) or subject_of(text)
    else:
        name = owner_of(owned["name"] if owned else text)
    if not name or _NOT_OWNERS.search(bare_name(name)):
        return ()
    if not _is_proper(bare_name(name)) and not _FOR_THE.match(text):
        return ()
    bare = bare_name(name)
    named = may_name_body(bare, names.known) or names.always_capital(bare)
    if not (named or _is_body(name, names)):
        return ()
    return _split(name, told, names)


def _maker_of(lead_in: str) -> str | None:
    """Return the body that a lead-in says has made the recommendations below it."""
    match = _MADE.match(lead_in)
    return match["name"] if match else None


def _is_proper(name: str) -> bool:
    """Say whether a list's owner is named, and not only spoken of as "the panel"."""
    return (
        name[:1].isupper()
        or re.match(r"(?:all|partner|other)\b.*(?:agenc|partner|organi)", name) is not None
    )


def owner_of(heading: str) -> str:
    """Return the body a heading names, without what makes it a heading.

    >>> owner_of("Single agency recommendations – Anyshire Police")
    'Anyshire Police'
    """
    name, before = heading.strip(" :.–—-"), ""
    while name != before:
        before = name
        name = _HEADING_NOISE.sub("", name).strip(" :.–—-")
    return _SHORT_FORM.sub("", name).strip(" :.–—-")


def _by_sentence(text: str, names: Names, *, led: bool = False) -> tuple[Addressee, ...]:
    subject = subject_of(text, led=led)
    if subject is None:
        return ()
    main, others = parted(subject)
    bare = bare_name(head_of(main))
    named = is_subject(bare, names.known) or names.may_be_called(bare)
    if not (named or _is_body(bare, names)):
        return ()
    found = list(_split(main, Told.SENTENCE, names))
    for other in others:
        if _is_body(other, names):
            found.extend(_split(other, Told.SENTENCE, names))
    return tuple(found)


def _is_body(name: str, names: Names) -> bool:
    bare = bare_name(name)
    if names_body(bare, names.known) or bare in names.glossary:
        return True
    return len(listed(bare, names)) > 1


def _split(name: str, told: Told, names: Names) -> tuple[Addressee, ...]:
    """Return the bodies a phrase lists; "and" inside one name stays."""
    bare = bare_name(name)
    parts = listed(bare, names)
    return tuple(_addressee(part, told, names) for part in parts)


def _with_article(name: str, names: Names) -> str:
    """Return "The Haven" for "Haven" where the report writes the article large in sentences."""
    if len(name.split()) > 2 or not is_title(name) or is_acronym(name):
        return name
    inside = re.search(rf"(?<=[a-z,;]\s)The {re.escape(name)}\b", names.text)
    return f"The {name}" if inside else name


def _without_short_form(name: str, names: Names) -> str:
    short = _SHORT_FORM.search(name)
    full = name[: short.start()] if short else name
    return full if short and names.glossary.get(short[0].strip(" ()")) == full else name


def _addressee(name: str, told: Told, names: Names) -> Addressee:
    explained = _EXPLAINED.match(name)
    if explained:
        return Addressee(explained["short"], told, explained["full"])
    name = _with_article(_without_short_form(name, names), names)
    expanded = names.glossary.get(name)
    if told is Told.SENTENCE and (expanded or is_acronym(name)) and " " not in name:
        told = Told.ACRONYM
    return Addressee(name, told, expanded)


def known_names(
    headings: Iterable[str],
    columns: Iterable[str],
    glossary: Mapping[str, str],
    text: str,
) -> frozenset[str]:
    """Return the names, in lower case, by which the report itself calls bodies.

    A heading of a list counts if it is a proper name that stands in the running ``text`` too:
    topics are not written with capitals there.
    """
    found = {full.casefold() for full in glossary.values() if is_title(full) and names_body(full)}
    found.update(bare_name(cell).casefold() for cell in columns if cell and len(cell.split()) <= 10)
    for heading in headings:
        owner = owner_of(heading)
        proper = len(owner.split()) > 1 and is_title(owner) and not owner.isupper()
        if names_body(owner) or (proper and owner in text):
            found.add(owner.casefold())
    return frozenset(name for name in found if name)
