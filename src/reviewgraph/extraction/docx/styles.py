"""What a DOCX paragraph's style says: level, list, type, indent, borders.

Properties are looked up in the paragraph, then in its style and the styles that one is based on
(ECMA-376 part 1, 17.7.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

_DEEPEST = 20
_DEFAULT_SIZE = 11.0
_SIDES = tuple(map(qn, ("w:top", "w:bottom", "w:left", "w:right")))
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for one paragraph."""

    level: int
    """Heading level from 1; 0 for body text."""
    list: tuple[str, int] | None
    """Number of its list and level in it."""
    size: float
    bold: bool
    left: float
    framed: bool
    contents: bool
    """It is a line of the table of contents."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their identifiers."""

    elements: dict[str, _Element]
    default: str
    size: float

    def of(self, paragraph: _Element) -> Style:
        """Return what holds for a paragraph."""
        own = paragraph.find(qn("w:pPr"))
        chain = list(self._chain(_value(own, "w:pStyle") or self.default))
        properties = [own, *(element.find(qn("w:pPr")) for element in chain)]
        runs = [element.find(qn("w:rPr")) for element in chain]
        names = [_value(element, "w:name").casefold() for element in chain]
        return Style(
            level=_level(properties, names),
            list=_list(properties),
            size=_size(runs) or self.size,
            bold=_bold(runs) or False,
            left=_left(properties),
            framed=any(_framed(found) for found in properties),
            contents=any(name.startswith(("toc ", "table of figures")) for name in names),
        )

    def of_run(self, run: _Element, style: Style) -> tuple[bool, float, bool]:
        """Return whether a run is bold, its size in points, and whether it is raised."""
        own = run.find(qn("w:rPr"))
        chain = [element.find(qn("w:rPr")) for element in self._chain(_value(own, "w:rStyle"))]
        properties = [own, *chain]
        bold = _bold(properties)
        raised = any(_value(found, "w:vertAlign") == "superscript" for found in properties)
        return style.bold if bold is None else bold, _size(properties) or style.size, raised

    def _chain(self, identifier: str) -> Iterator[_Element]:
        for _ in range(_DEEPEST):
            element = self.elements.get(identifier)
            if element is None:
                return
            yield element
            identifier = _value(element, "w:basedOn")


def styles_of(document: Document) -> Styles:
    """Return the styles of a document."""
    root = document.styles.element
    elements: dict[str, _Element] = {}
    default = ""
    for element in root.findall(qn("w:style")):
        identifier = element.get(qn("w:styleId"), "")
        elements[identifier] = element
        if element.get(qn("w:type")) == "paragraph" and element.get(qn("w:default")) == "1":
            default = identifier
    size = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    return Styles(elements, default, _size([size]) or _DEFAULT_SIZE)


def _value(parent: _Element | None, name: str) -> str:
    found = None if parent is None else parent.find(qn(name))
    return "" if found is None else found.get(qn("w:val"), "")


def _level(properties: list[_Element | None], names: list[str]) -> int:
    for found in properties:
        outline = _value(found, "w:outlineLvl")
        if outline.isdecimal():
            return int(outline) + 1 if int(outline) < 9 else 0
    for name in names:
        if name.startswith("heading ") and name[8:].isdecimal():
            return int(name[8:])
    return 1 if "title" in names else 0


def _list(properties: list[_Element | None]) -> tuple[str, int] | None:
    """Return the list; level and number may come from different styles."""
    number = level = ""
    for found in properties:
        held = None if found is None else found.find(qn("w:numPr"))
        number = number or _value(held, "w:numId")
        level = level or _value(held, "w:ilvl")
    if not number or number == "0":
        return None
    return number, int(level) if level.isdecimal() else 0


def _size(properties: list[_Element | None]) -> float:
    for found in properties:
        half_points = _value(found, "w:sz")
        if half_points.isdecimal():
            return int(half_points) / 2
    return 0.0


def _bold(properties: list[_Element | None]) -> bool | None:
    for found in properties:
        mark = None if found is None else found.find(qn("w:b"))
        if mark is not None:
            return mark.get(qn("w:val"), "1") not in _OFF
    return None


def _left(properties: list[_Element | None]) -> float:
    for found in properties:
        indent = None if found is None else found.find(qn("w:ind"))
        if indent is not None:
            twips = indent.get(qn("w:left")) or indent.get(qn("w:start")) or "0"
            return int(twips) / 20 if twips.lstrip("-").isdecimal() else 0.0
    return 0.0


def _framed(properties: _Element | None) -> bool:
    borders = None if properties is None else properties.find(qn("w:pBdr"))
    if borders is None:
        return False
    drawn = [borders.find(side) for side in _SIDES]
    return all(
        side is not None and side.get(qn("w:val"), "none") not in ("none", "nil") for side in drawn
    )
