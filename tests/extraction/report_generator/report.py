"""What an invented report holds, before it is printed, and the truth about it."""

from dataclasses import dataclass, field


@dataclass
class Heading:
    text: str
    level: int
    anchor: str = ""


@dataclass
class Para:
    text: str
    label: str = ""
    """Printed in front; in its own column if ``apart``."""
    anchor: str = ""
    bold_label: bool = False
    bold: bool = False
    apart: bool = False
    label_line: bool = False
    """The label stands on a line of its own."""
    indent: int = 0
    box: int = 0
    footnote: str = ""
    keep_tight: bool = False


@dataclass
class Grid:
    head: list[str]
    rows: list[list[str]]
    landscape: bool = False
    borders: str = "all"
    """``all``, ``rows`` (horizontal lines only) or ``none``."""
    repeat_head: bool = True
    anchors: list[str] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    """Text of a row over all columns, before the row of this index."""


@dataclass
class Break:
    """A new page."""


@dataclass
class Contents:
    """A contents page of all headings."""


Element = Heading | Para | Grid | Break | Contents


@dataclass
class Truth:
    """One recommendation as it should come out."""

    anchor: str
    number: str
    text: str
    addressees: list[str]
    told: str
    group: str = ""
    aliases: list[str] = field(default_factory=list)
    """Other forms of the primary addressee that count as the same."""
    page: int | None = None

    @property
    def primary(self) -> str:
        return self.addressees[0] if self.addressees else ""


@dataclass
class Furniture:
    header: str = ""
    footer: str = ""
    number: str = "Page {page} of {pages}"
    watermark: str = ""


@dataclass
class Style:
    font: str = "DejaVu Serif"
    size: float = 11
    justified: bool = False
    hyphens: bool = False
    heading_bold: bool = True
    heading_larger: bool = True
    line_height: float = 1.3
    gap: float = 8
    margin: str = "25mm"


@dataclass
class Report:
    layout: str
    seed: int
    elements: list[Element]
    truths: list[Truth]
    decoys: list[tuple[str, str]]
    """Kind and text of what looks like a recommendation and is none."""
    actions: list[dict[str, str]]
    furniture: Furniture
    style: Style
