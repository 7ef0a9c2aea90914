"""Resolve Word's automatic numbers, which stand in no paragraph's text.

A paragraph names a list and a level, itself or through its style; the list's definition gives
each level's text, format and start (ECMA-376 part 1, 17.9).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

_LEVELS = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    text: str
    format: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where their counting stands."""

    levels: dict[tuple[str, int], _Level]
    """By list and level."""
    lists: dict[str, str]
    """The definition each list follows; lists of one definition count on together."""
    restarts: set[tuple[str, int]]
    """Lists and levels that begin anew the first time they are used."""
    counts: dict[str, list[int]] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """Return the label of the next paragraph of a list at a level; empty if it has none."""
        found = self.levels.get((number, level))
        if found is None or level >= _LEVELS:
            return ""
        counts = self._counted(number, level)
        if found.format == "bullet":
            return _BULLET
        if found.format == "none":
            return ""
        text = found.text
        for place in range(level + 1):
            other = self.levels.get((number, place), found)
            text = text.replace(f"%{place + 1}", _written(counts[place], other.format))
        return text.strip()

    def _counted(self, number: str, level: int) -> list[int]:
        counts = self.counts.setdefault(self.lists[number], [0] * _LEVELS)
        for place in range(level + 1):
            key = (number, place)
            begins = key in self.restarts and key not in self.seen
            if begins or (counts[place] == 0 and place < level):
                counts[place] = self._start(number, place) - (place == level)
            self.seen.add(key)
        if counts[level] == 0:
            counts[level] = self._start(number, level) - 1
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return counts

    def _start(self, number: str, level: int) -> int:
        found = self.levels.get((number, level))
        return found.start if found else 1


def numbering_of(document: Document) -> Numbering:
    """Return the lists a document defines; none if it has no numbering part."""
    result = Numbering({}, {}, set())
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return result
    definitions = {
        element.get(qn("w:abstractNumId"), ""): element
        for element in root.findall(qn("w:abstractNum"))
    }
    for element in root.findall(qn("w:num")):
        _add(result, element, definitions)
    return result


def _add(result: Numbering, element: _Element, definitions: dict[str, _Element]) -> None:
    number = element.get(qn("w:numId"), "")
    reference = element.find(qn("w:abstractNumId"))
    abstract = _value(reference)
    if abstract not in definitions:
        return
    result.lists[number] = abstract
    for level, found in _levels(definitions[abstract]):
        result.levels[number, level] = found
    for override in element.findall(qn("w:lvlOverride")):
        level = int(override.get(qn("w:ilvl"), "0"))
        for inner, found in _levels(override):
            result.levels[number, inner] = found
        start = override.find(qn("w:startOverride"))
        if start is not None:
            old = result.levels.get((number, level), _Level("%1.", "decimal", 1))
            result.levels[number, level] = _Level(old.text, old.format, _whole(_value(start)))
            result.restarts.add((number, level))


def _levels(parent: _Element) -> Iterator[tuple[int, _Level]]:
    for element in parent.findall(qn("w:lvl")):
        text = _value(element.find(qn("w:lvlText")))
        form = _value(element.find(qn("w:numFmt"))) or "decimal"
        start = _whole(_value(element.find(qn("w:start"))) or "1")
        yield int(element.get(qn("w:ilvl"), "0")), _Level(text, form, start)


def _value(element: _Element | None) -> str:
    return "" if element is None else element.get(qn("w:val"), "")


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 1


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(96 + (count - 1) % 26 + 1) * ((count - 1) // 26 + 1) if count else "a"
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return roman(count).upper() if form == "upperRoman" else roman(count)
    if form == "decimalZero":
        return f"{count:02d}"
    return str(count)


def roman(count: int) -> str:
    """Return a count in small roman numerals.

    >>> roman(14)
    'xiv'
    """
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text
