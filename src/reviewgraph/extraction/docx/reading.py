"""DOCX bytes to a document of blocks and tables.

The body is walked as XML, because text boxes, content controls and tracked changes stand in no
list of python-docx. Insertions are read, deletions are not; footnotes, headers and comments
stay out. A DOCX has no pages: blocks are cited by their place.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from zipfile import BadZipFile

import docx
from docx.document import Document as Docx
from docx.oxml.ns import qn
from lxml.etree import LxmlError, _Element

from reviewgraph.errors import SourceError
from reviewgraph.extraction.blocks import Block, Document, Piece, Row, Table
from reviewgraph.extraction.docx.numbering import Numbering, numbering_of
from reviewgraph.extraction.docx.styles import Style, Styles, styles_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_UNPACKED = 300_000_000
_LEFT_OUT = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:footnoteReference", "w:pPr"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_TEXT_BOX = qn("w:txbxContent")


def read_docx(data: bytes, source: str) -> Document:
    """Return a DOCX as a document.

    Raises SourceError if it is damaged, protected by a password, or unpacks to too much.
    """
    _check_size(data, source)
    try:
        opened = docx.Document(io.BytesIO(data))
        walk = _Walk(opened)
        pieces = list(walk.pieces(opened.element.body))
    except (AttributeError, KeyError, ValueError, LxmlError, BadZipFile, zlib.error) as error:
        # AttributeError is what python-docx says of a part with another root than it should have.
        raise SourceError(source, "is a damaged DOCX file; save it anew") from error
    numbered = tuple(replace(piece, index=index) for index, piece in enumerate(pieces, 1))
    return Document(numbered, None, MEDIA_TYPE)


def _check_size(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise SourceError(source, "is a damaged DOCX file; fetch it again") from error
    if size > _MOST_UNPACKED:
        raise SourceError(source, f"unpacks to {size // 1_000_000} MB; make it smaller")


@dataclass(slots=True)
class _Text:
    """The text of a paragraph as it is gathered."""

    text: str = ""
    bold: int = 0
    plain: int = 0
    size: float = 0.0


class _Walk:
    """One walk over a document's body, which keeps the counts of its lists."""

    def __init__(self, document: Docx) -> None:
        self.numbering: Numbering = numbering_of(document)
        self.styles: Styles = styles_of(document)
        self.box = 0
        self.framed = False

    def pieces(self, parent: _Element, box: int = 0) -> Iterator[Piece]:
        """Yield paragraphs and tables in order, those in text boxes after their paragraph."""
        for element in parent:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element, box)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag == qn("w:sdt"):
                content = element.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self.pieces(content, box)

    def _paragraph(self, element: _Element, box: int) -> Iterator[Piece]:
        style = self.styles.of(element)
        gathered = _Text()
        boxes: list[_Element] = []
        self._gather(element, style, gathered, boxes)
        label = self._label(style)
        if gathered.text.strip() and not style.contents:
            yield Block(
                gathered.text,
                left=style.left,
                size=gathered.size or style.size,
                bold=gathered.bold > 0 and gathered.plain == 0,
                level=style.level,
                label=label,
                box=box or self._frame(framed=style.framed),
            )
        for inner in boxes:
            self.box += 1
            yield from self.pieces(inner, self.box)

    def _frame(self, *, framed: bool) -> int:
        """Return the frame of a paragraph with borders; neighbours with borders share one."""
        if framed and not self.framed:
            self.box += 1
        self.framed = framed
        return self.box if framed else 0

    def _label(self, style: Style) -> str:
        if style.list is None:
            return ""
        return self.numbering.label(*style.list)

    def _gather(
        self, element: _Element, style: Style, gathered: _Text, boxes: list[_Element]
    ) -> None:
        for child in element:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == _TEXT_BOX:
                boxes.append(child)
            elif child.tag == qn("w:r"):
                self._run(child, style, gathered, boxes)
            elif isinstance(child.tag, str):
                self._gather(child, style, gathered, boxes)

    def _run(self, run: _Element, style: Style, gathered: _Text, boxes: list[_Element]) -> None:
        bold, size, raised = self.styles.of_run(run, style)
        for child in run:
            if child.tag == qn("w:t"):
                text = child.text or ""
                if raised and text.strip().isdigit():
                    continue
                gathered.text += text
                lettered = any(letter.isalpha() for letter in text)
                gathered.bold += lettered and bold
                gathered.plain += lettered and not bold
                gathered.size = max(gathered.size, size)
            elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                gathered.text += " "
            elif child.tag == qn("w:noBreakHyphen"):
                gathered.text += "-"
            elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
                self._gather(child, style, gathered, boxes)

    def _table(self, element: _Element) -> Iterator[Piece]:
        rows = [self._row(row) for row in element.iter(qn("w:tr")) if _own(row, element)]
        if all(len(row) == 1 for row in rows):
            self.box += 1
            for row in rows:
                yield from (replace(block, box=self.box) for block in row[0])
            return
        width = max((len(row) for row in rows), default=0)
        texts = [[_cell_text(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
        yield Table(tuple(Row(tuple(row)) for row in texts if any(row)))

    def _row(self, row: _Element) -> list[list[Block]]:
        cells: list[list[Block]] = []
        for cell in row.iter(qn("w:tc")):
            if not _own(cell, row):
                continue
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
            inner = [] if goes_on else list(self._blocks(cell))
            cells.append(inner)
            width = int(span.get(qn("w:val"), "1")) if span is not None else 1
            cells.extend([] for _ in range(min(width, 60) - 1))
        return cells

    def _blocks(self, cell: _Element) -> Iterator[Block]:
        for piece in self.pieces(cell):
            if isinstance(piece, Block):
                yield piece
            else:
                yield from (Block(text) for row in piece.rows for text in row.cells if text)


def _own(element: _Element, table: _Element) -> bool:
    """Say whether a row or cell is of this table or row, and not of one nested in it."""
    kind = table.tag
    parent = element.getparent()
    while parent is not None and parent.tag != kind:
        parent = parent.getparent()
    return parent is table


def _cell_text(blocks: list[Block]) -> str:
    lines = (f"{block.label} {block.text}".strip() for block in blocks)
    return "\n".join(line for line in lines if line)
