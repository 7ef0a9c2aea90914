"""The one block model that PDF, DOCX and HTML readers fill and every rule reads.

A block is what the layout gives as one piece: a line of a PDF, a paragraph of a DOCX or HTML
file. The rules never ask which format a block came from.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One line (PDF) or one paragraph (DOCX, HTML) and what its layout says."""

    text: str
    """As printed; a word broken at the line's end keeps LINE_HYPHEN as its last character."""
    page: int | None = None
    """From 1; None where the format has no pages."""
    index: int = 0
    """Place in the document, from 1: what is cited where there are no pages."""
    opens: bool = True
    """The layout says that a paragraph begins here: a gap, another font, a short line before."""
    left: float = 0.0
    """Distance of the first letter from the left edge, in points; 0 where there is no layout."""
    size: float = 0.0
    """Height of the letters' boxes in points; 0 where there is no layout."""
    bold: bool = False
    level: int = 0
    """Heading level that the format states (1 is the highest); 0 if it states none."""
    label: str = ""
    """A number that the format keeps apart from the text, such as Word's automatic numbers."""
    box: int = 0
    """Number of the frame the block stands in; 0 outside frames."""

    @property
    def printed(self) -> str:
        """Return the text with the label that the format keeps apart, as a reader sees it."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, lines parted by newlines, and its page."""

    cells: tuple[str, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed; rows that a page break parted are still apart."""

    rows: tuple[Row, ...]
    page: int | None = None
    index: int = 0
    ruled: bool = True
    """False where the columns were found by white space alone."""


Piece = Block | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A full report as blocks and tables in reading order."""

    pieces: tuple[Piece, ...]
    pages: int | None = None
    media_type: str = "application/pdf"
    notes: tuple[str, ...] = ()
    """One line each: what the reader saw that a person should know."""


LINE_HYPHEN = "\ufffe"
"""Ends a line whose last word may go on in the next one; see joining.joined."""
