"""Part a phrase that lists several bodies, and leave the "and" inside one name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewgraph.extraction.lexicon import NOT_BODIES, NOUN_VERBS, TOPICS, VERBS
from reviewgraph.extraction.naming import (
    is_acronym,
    is_title,
    may_name_body,
    names_body,
    names_topic,
)
from reviewgraph.sources.rows import words

_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\S)", re.I)
_SPLIT = re.compile(
    r"\s*(?:,\s*and|,|;|\band\b|&|/|\bas well as\b|\balong with\b|\btogether with\b|\|)\s*"
)
_HALVES = words("""
    adult adults board care centre children commission commissioning community crime group
    health home homes housing line link network police service services support system team unit
    """) - {"housing", "police"}
"""Words that never name a body alone; beside "and" they are half of one name."""
_UNITS = words("""
    association board department directorate division group office partnership service services
    team trust unit
    """)
_WHOLE = _UNITS | words("""
    college constabulary council hospital police practice school surgery university
    """)
_OF_ONE = re.compile(
    r"\b(?:department|ministry|office|minister|secretary of state|institute|college|director|head)"
    r" (?:of|for) (?:the )?[^\s,]+(?:, \w+)*$",
    re.I,
)
"""Such a name may go on behind "and": the Department of Health and Social Care."""
_COMMON = re.compile(
    r"(?:[^s]s|ing|[ts]ion|ment|ness|[ai]ty|[ae]nce|ship|ure|ism|acy|body|one|thing)$|^(?:there|they|"
    r"this|that|these|those|some|such|what|where|when|while|with|each|both|many|most|much)$",
    re.I,
)
"""What a single word that is no name looks like: a plural, an abstract noun, a pronoun."""
_ONE_NAME = re.compile(r"police (?:and|&) crime (?:board|commissioner|panel|plan)", re.I)
_COMPLETE = re.compile(
    r"\b(?:association|ccg|college|constabulary|council|hospital|icb|police|school|surgery|trust|"
    r"university|[A-Z])$",
    re.I,
)
"""Ends a name that needs nothing behind it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the report itself says about names."""

    glossary: Mapping[str, str]
    known: frozenset[str]
    """Names, in lower case, that stand as headings of lists or in lead-agency columns."""
    text: str = ""
    """The report's running text, which shows what it writes with a capital."""

    def always_capital(self, word: str) -> bool:
        """Say whether the report writes a word with a capital inside sentences, and never small.

        Behind an "and" it may be the half of a name, and does not count.
        """
        if not word[:1].isupper() or not word.isalpha():
            return False
        inside = re.search(rf"(?<=[a-z,;]\s)(?<!\band\s){word}\b", self.text)
        return inside is not None and re.search(rf"\b{word.lower()}\b", self.text) is None

    def may_be_called(self, word: str) -> bool:
        """Say whether one word alone may be a body's name: none that the report writes small."""
        if len(word) < 4 or not word[:1].isupper() or not word.isalpha() or _COMMON.search(word):
            return False
        small = word.casefold()
        if small in VERBS | NOUN_VERBS | NOT_BODIES | TOPICS:
            return False
        return re.search(rf"\b{small}\b", self.text) is None


def bare_name(name: str) -> str:
    """Return a name without article and punctuation."""
    return _ARTICLE.sub("", name.strip(" ,.;:")).strip(" ,.;:")


def listed(bare: str, names: Names) -> list[str]:
    """Return the names a phrase lists, in order; one name stays whole."""
    if bare.casefold() in names.known or bare in names.glossary.values():
        return [bare]
    fixed = [match.span() for match in _ONE_NAME.finditer(bare)]
    parts: list[str] = []
    start = 0
    for match in _SPLIT.finditer(bare):
        if any(begin < match.start() < end for begin, end in fixed):
            continue
        if _parts(bare[start : match.start()], bare[match.end() :], names):
            parts.append(bare_name(bare[start : match.start()]))
            start = match.end()
    parts.append(bare_name(bare[start:]))
    return [part for part in parts if part]


def _parts(before: str, after: str, names: Names) -> bool:
    """Say whether what stands before and after an "and" are two names and no halves of one."""
    left, right = bare_name(before), bare_name(_SPLIT.split(after, maxsplit=1)[0])
    plain = _plainly_two(left, right, names)
    if plain or (plain is False and not _ARTICLE.match(after)):
        return plain
    if not names_body(bare_name(after), names.known) or left.casefold() in _HALVES:
        return False
    if _ARTICLE.match(after):
        return names_body(left, names.known) or may_name_body(left, names.known)
    if not names_body(left, names.known):
        return False
    if left.casefold() in names.known or right.casefold() in names.known:
        return True
    return not (_OF_ONE.search(left) and not _is_whole(right)) and not _is_half(left, right)


def _plainly_two(left: str, right: str, names: Names) -> bool | None:
    """Say whether two phrases are two names by their own look; None if that tells nothing."""
    if names.may_be_called(right) and may_name_body(left, names.known):
        return names.always_capital(right) or names_body(left, names.known)
    if left.split()[:1] == right.split()[:1] and is_title(left) and names_body(right):
        return True
    if " " in left and _COMPLETE.search(left) and " " in right and is_title(right):
        return not names_topic(right)
    return False if " " not in right and not names_body(right, names.known) else None


def _is_whole(name: str) -> bool:
    """Say whether a name stands by itself, whatever is before its "and"."""
    words = name.split()
    return len(words) > 2 and words[-1].casefold() in _WHOLE


def _is_half(left: str, right: str) -> bool:
    """Say whether "Housing" and "Homelessness Team" are halves of one team's name."""
    weak = left.split()[-1].casefold() in _HALVES | {"housing", "prison", "probation"}
    words = right.split()
    return (
        weak
        and 2 <= len(words) <= 3
        and words[-1].casefold() in _UNITS
        and not is_acronym(words[0])
    )
