"""Abbreviations that a report explains itself: in a table, a list, or in brackets."""

import re
from collections.abc import Iterable

from reviewgraph.extraction.joining import tidy
from reviewgraph.extraction.naming import is_acronym
from reviewgraph.extraction.outline import Heading, Paragraph, Part, Placed
from reviewgraph.sources.rows import words

_BRACKETED = re.compile(
    r"((?:[A-Z][\w’'&-]*|of|and|the|for|in|on|&)(?:\s+(?:[A-Z][\w’'&-]*|of|and|the|for|in|on|"
    r"&)){1,9})\s*\(([A-Z][A-Za-z&]{1,9})\)"
)
_LISTED = re.compile(r"^([A-Z][A-Za-z&]{1,9})\s*[-–—:=\t]?\s+([A-Z][^.;]{4,80})$")
_SMALL = words("""
    & and for in of on the to
    """)


def glossary_of(parts: Iterable[Part]) -> dict[str, str]:
    """Return abbreviations and full forms; the first one given wins."""
    found: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Placed):
            for row in part.table.rows:
                _take(found, *[tidy(cell.replace("\n", " ")) for cell in row.cells if cell][:2])
        else:
            _from_text(found, part)
    return found


def _from_text(found: dict[str, str], part: Paragraph | Heading) -> None:
    for match in _BRACKETED.finditer(part.text):
        name = _fitted(match[1], match[2])
        if name:
            found.setdefault(match[2], name)
    lines = part.lines if isinstance(part, Paragraph) else ()
    for line in (part.text, *(tidy(line.text) for line in lines)):
        listed = _LISTED.match(line)
        if listed:
            _take(found, listed[1], listed[2])


def _take(found: dict[str, str], *cells: str) -> None:
    if len(cells) == 2 and is_acronym(cells[0]) and _spells(cells[0], cells[1]):
        found.setdefault(cells[0], cells[1].strip(" ."))


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word.casefold() not in _SMALL).casefold()


def _letters(short: str) -> str:
    return "".join(letter for letter in short if letter.isupper()).casefold()


def _spells(short: str, full: str) -> bool:
    """Say whether the full form's words begin with the abbreviation's first and last capitals."""
    initials = _initials(re.findall(r"[\w’']+", full))
    letters = _letters(short)
    return len(initials) > 1 and initials[0] == letters[0] and letters[-1] in initials


def _fitted(words: str, short: str) -> str | None:
    """Return the last words before a bracket whose initials spell what is in it."""
    parts = words.split()
    for start in range(len(parts) - 1, -1, -1):
        if parts[start].casefold() in _SMALL:
            continue
        if _initials(parts[start:]) == _letters(short):
            return " ".join(parts[start:])
    spelt = " ".join(parts)
    return spelt.removeprefix("The ") if _spells(short, spelt) and len(parts) <= 8 else None
