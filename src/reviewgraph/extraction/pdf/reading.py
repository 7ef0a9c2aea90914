"""PDF bytes to a document of blocks and tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from reviewgraph.errors import SourceError
from reviewgraph.extraction.blocks import Block, Document, Piece, Table
from reviewgraph.extraction.pdf.furniture import PageRows, body_height, without_furniture
from reviewgraph.extraction.pdf.grids import Grid, grids_of
from reviewgraph.extraction.pdf.rows import Row, rows_of, within
from reviewgraph.extraction.pdf.rulings import Ruling, page_rulings
from reviewgraph.extraction.pdf.tables import bare_table, grid_table
from reviewgraph.extraction.pdf.words import Word, page_words

_ENDS_SENTENCE = re.compile(r"[.:;?!][”’\"')\]]*$")
_OPENING_GAP = 1.22
"""A paragraph opens where the pitch exceeds the usual one by this factor."""
_COMMON = 0.35
"""A pitch that is seen at this share of the most frequent one's times is common."""
_ROUNDED = 1.0
"""Points by which browsers, which set lines on whole pixels, vary one pitch."""
_LEAST_LETTERS = 60
"""A page with fewer letters has no text to speak of."""
_WHOLE_PAGE = 0.55
"""A frame of more than this share of the page's height is a border around the page."""


@dataclass(slots=True)
class _Page:
    """What one page holds before furniture is taken away."""

    rows: PageRows
    tables: list[tuple[float, Table]]
    rulings: list[Ruling]
    letters: int
    scanned: bool


def read_pdf(data: bytes, source: str, *, most_pages: int) -> Document:
    """Return a PDF as a document.

    Raises SourceError if it is encrypted, damaged, too long or without a text layer.
    """
    document = _opened(data, source)
    try:
        count = len(document)
        if count > most_pages:
            raise SourceError(
                source, f"has {count} pages, more than the {most_pages} that are read; split it"
            )
        pages = [page for number in range(count) if (page := _page(document, number)) is not None]
    finally:
        document.close()
    notes = _check_text(pages, count, source)
    rows = [row for page in pages for row in page.rows.rows]
    height = body_height(rows)
    without_furniture([page.rows for page in pages], height)
    return Document(tuple(_numbered(_pieces(pages))), count, "application/pdf", notes)


def _opened(data: bytes, source: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) == 0:
            raise SourceError(source, "is a PDF without pages")
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise SourceError(
                source, "is encrypted and asks for a password; save it without one"
            ) from error
        raise SourceError(source, "is a damaged or truncated PDF; fetch it again") from error
    return document


def _page(document: pdfium.PdfDocument, number: int) -> _Page | None:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return None
    try:
        words, turn = page_words(page)
        rulings = page_rulings(page, turn)
        scanned = not words and _has_image(page)
    finally:
        page.close()
    return _laid_out(words, rulings, number + 1, turn.size[1], scanned=scanned)


def _has_image(page: pdfium.PdfPage) -> bool:
    count = raw.FPDFPage_CountObjects(page.raw)
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, index)) == raw.FPDF_PAGEOBJ_IMAGE
        for index in range(min(count, 2000))
    )


def _laid_out(
    words: list[Word], rulings: list[Ruling], number: int, height: float, *, scanned: bool
) -> _Page:
    tables: list[tuple[float, Table]] = []
    rows: list[Row] = []
    taken: set[int] = set()
    for place, grid in enumerate(grids_of(rulings)):
        inside = within(words, grid.box)
        if not inside or (len(grid.columns) == 2 and _is_border(grid, height)):
            continue
        taken.update(id(word) for word in inside)
        if len(grid.columns) == 2:
            rows.extend(_framed(grid, inside, number, place))
        else:
            tables.append((grid.box[1], grid_table(grid, inside, number)))
    rows.extend(rows_of([word for word in words if id(word) not in taken], number))
    rows.sort(key=lambda row: row.top)
    letters = sum(len(word.text) for word in words)
    return _Page(PageRows(number, height, rows), tables, rulings, letters, scanned)


def _is_border(grid: Grid, height: float) -> bool:
    return grid.rows == 1 and grid.box[3] - grid.box[1] > _WHOLE_PAGE * height


def _framed(grid: Grid, words: list[Word], number: int, place: int) -> Iterator[Row]:
    box = number * 1000 + place + 1
    for cell in grid.cells:
        yield from rows_of(within(words, cell.box), number, box)


def _check_text(pages: Sequence[_Page], count: int, source: str) -> tuple[str, ...]:
    letters = sum(page.letters for page in pages)
    bare = [page for page in pages if page.letters < _LEAST_LETTERS]
    scanned = sum(page.scanned for page in bare)
    if letters < _LEAST_LETTERS * max(1, count) and len(bare) > count / 2:
        fault = "no text layer: a scan of {} page(s); recognise its text (OCR) first"
        raise SourceError(source, fault.format(count) if scanned else "holds next to no text")
    if scanned:
        return (f"{scanned} of {count} pages are images without text and were not read",)
    return ()


def _pieces(pages: Sequence[_Page]) -> Iterator[Piece]:
    pitches = _usual_pitches(row for page in pages for row in page.rows.rows)
    last: Row | None = None
    columns: Sequence[float] | None = None
    for page in pages:
        rows, tables = page.rows.rows, list(page.tables)
        found = bare_table(rows, page.rulings, None if tables else columns)
        columns = None
        if found is not None:
            tables.append((rows[found.start].top, found.table))
            columns = found.edges if found.end == len(rows) else None
            rows = [*rows[: found.start], *rows[found.end :]]
        right = max((row.right for row in rows), default=0.0)
        for piece in _ordered(rows, tables):
            if isinstance(piece, Table):
                last = None
                yield piece
            else:
                yield _block(piece, last, right, pitches)
                last = piece


def _ordered(rows: list[Row], tables: list[tuple[float, Table]]) -> list[Row | Table]:
    placed: list[tuple[float, Row | Table]] = [*tables, *((row.top, row) for row in rows)]
    return [piece for _, piece in sorted(placed, key=lambda pair: pair[0])]


def _usual_pitches(rows: Iterable[Row]) -> dict[float, float]:
    """Return the usual distance between lines for each letter height."""
    counts: dict[float, Counter[float]] = {}
    before: Row | None = None
    for row in rows:
        if before and before.page == row.page and abs(before.height - row.height) < 0.6:
            pitch = row.top - before.top
            if 0.5 * row.height < pitch < 3 * row.height:
                counts.setdefault(_kind(row), Counter())[round(pitch * 2) / 2] += 1
        before = row
    return {kind: _usual(seen) for kind, seen in counts.items()}


def _usual(seen: Counter[float]) -> float:
    """Return the pitch inside paragraphs: the closest common one.

    In a list of short items the distance between paragraphs is the most frequent.
    """
    near = {
        pitch: sum(count for other, count in seen.items() if abs(other - pitch) <= _ROUNDED)
        for pitch in seen
    }
    most = max(near.values())
    return min(pitch for pitch, count in near.items() if count >= _COMMON * most)


def _kind(row: Row) -> float:
    return round(row.height)


def _block(row: Row, last: Row | None, right: float, pitches: dict[float, float]) -> Block:
    return Block(
        row.text,
        row.page,
        opens=last is None or _opens(row, last, right, pitches),
        left=row.left,
        size=row.height,
        bold=row.bold,
        box=row.box,
    )


def _opens(row: Row, last: Row, right: float, pitches: dict[float, float]) -> bool:
    if row.box != last.box or row.bold != last.bold or abs(row.height - last.height) > 0.7:
        return True
    ended = _ENDS_SENTENCE.search(last.text) is not None
    if row.page == last.page and _was_cut_short(row, last, right):
        return True
    if row.page != last.page:
        return ended or last.right < right - 0.4 * (right - row.left)
    usual = pitches.get(_kind(row), row.top - last.top)
    if not ended and row.text[:1].islower():
        usual *= 1.4
    if row.top - last.top > _OPENING_GAP * usual + 0.5:
        return True
    return ended and last.right < right - 0.2 * (right - row.left)


def _was_cut_short(row: Row, last: Row, right: float) -> bool:
    """Say whether the line before ended although this line's first word would have fitted."""
    left_over = right - last.right
    word = row.words[0]
    return (
        not row.box
        and left_over > 0.3 * (right - last.left)
        and word.right - word.left + 2 * row.height < left_over
        and not row.text[:1].islower()
    )


def _numbered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for index, piece in enumerate(pieces, 1):
        yield replace(piece, index=index)
