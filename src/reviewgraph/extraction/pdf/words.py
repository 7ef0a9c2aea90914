"""Words of a PDF page with their boxes.

PDFium finds the words; only the first and last letter of each is measured, which is what makes
a page take milliseconds. A word whose letters disagree (a footnote mark glued on, two lines run
together) is measured letter by letter. Loose boxes are used because tight ones give false
spaces. Text that runs aslant is a watermark and is left out.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from reviewgraph.extraction.blocks import LINE_HYPHEN
from reviewgraph.extraction.pdf.turning import Box, Turn, main_quarter, quarter_of

_NOTHING = "\u200b"
"""Stands for characters without width; taken out of words."""
_FOLDED = {
    0x02: LINE_HYPHEN,
    0x00: _NOTHING,
    0xFEFF: _NOTHING,
    0xFFFF: _NOTHING,
    0x200C: _NOTHING,
    0x200D: _NOTHING,
    0x1F: " ",
}
_RUN = re.compile(rf"[^\s{LINE_HYPHEN}](?:[^\r\n{LINE_HYPHEN}]*[^\s{LINE_HYPHEN}])?{LINE_HYPHEN}?")
_WORD = re.compile(rf"[^\s{LINE_HYPHEN}]+{LINE_HYPHEN}?")
_GLUED_MARK = re.compile(r"[^\W\d_][^\s\d]*\d|[.,;:)\]’”'\"]\d")
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
RAISED = 0.9
"""A mark's box is lower than this share of its word's."""
_LONGEST_NAME = 128


@dataclass(slots=True)
class Word:
    """A printed word in reading coordinates."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool

    @property
    def height(self) -> float:
        """Return the height of its letter boxes, the measure of its type size."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return the height on the page where its middle stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A letter, its box and the bold of its font."""

    text: str
    box: Box


class _TextPage:
    """PDFium's text page with the few calls the words need."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page.get_textpage()
        self.turn = Turn(0, *_unturned_size(page))
        self.text = self._text()
        self._rectangle = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()

    def _text(self) -> str:
        """Return one character for each index that PDFium knows, so that places agree."""
        count = self.page.count_chars()
        if count == 0:
            return ""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        filled = raw.FPDFText_GetText(
            self.page.raw, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )
        text = buffer.raw[: 2 * (filled - 1)].decode("utf-16-le", "replace")
        if len(text) != count:
            codes = (raw.FPDFText_GetUnicode(self.page.raw, index) for index in range(count))
            text = "".join(
                chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in codes
            )
        return text.translate(_FOLDED)

    def angle(self, index: int) -> float:
        return float(raw.FPDFText_GetCharAngle(self.page.raw, index))

    def box(self, index: int) -> Box:
        found = self._rectangle
        raw.FPDFText_GetLooseCharBox(self.page.raw, index, found)
        return self.turn.box(found.left, found.bottom, found.right, found.top)

    def bold(self, index: int) -> bool:
        length = raw.FPDFText_GetFontInfo(
            self.page.raw, index, self._name, _LONGEST_NAME, self._flags
        )
        if not 0 < length <= _LONGEST_NAME:
            return False
        return bool(self._flags.value & _FORCE_BOLD or _BOLD_NAME.search(self._name.value))


def page_words(page: pdfium.PdfPage) -> tuple[list[Word], Turn]:
    """Return the words that run the way most of the page's text does, and that way."""
    source = _TextPage(page)
    runs = [span for match in _RUN.finditer(source.text) for span in _even(source, *match.span())]
    quarters = [quarter_of(source.angle(start)) for start, _ in runs]
    source.turn = replace(source.turn, quarter=main_quarter(zip(quarters, runs, strict=True)))
    words: list[Word] = []
    for run, quarter in zip(runs, quarters, strict=True):
        if quarter == source.turn.quarter:
            words.extend(_run_words(source, *run))
    source.page.close()
    return words, source.turn


def _even(source: _TextPage, start: int, end: int) -> list[tuple[int, int]]:
    """Return a run, or its words if its two ends do not run the same way."""
    if abs(source.angle(start) - source.angle(end - 1)) < 0.01:
        return [(start, end)]
    return [match.span() for match in _WORD.finditer(source.text, start, end)]


def _unturned_size(page: pdfium.PdfPage) -> tuple[float, float]:
    width, height = page.get_size()
    return (height, width) if page.get_rotation() in (90, 270) else (width, height)


def _run_words(source: _TextPage, start: int, end: int) -> Iterator[Word]:
    """Yield the words of a run that PDFium took for one line.

    Bold is asked for each word only where the run's two ends differ.
    """
    first = source.bold(start)
    even = source.bold(end - 1) == first
    for match in _WORD.finditer(source.text, start, end):
        begin, stop = match.span()
        bold = first if even else source.bold(begin)
        yield from _words(source, begin, stop, bold=bold)


def _words(source: _TextPage, start: int, end: int, *, bold: bool) -> list[Word]:
    text = source.text[start:end]
    first = source.box(start)
    last = source.box(end - 1) if end - start > 1 else first
    if _is_plain(text, first, last):
        return [Word(text.replace(_NOTHING, ""), first[0], first[1], last[2], first[3], bold)]
    glyphs = [
        _Glyph(source.text[index], source.box(index))
        for index in range(start, end)
        if quarter_of(source.angle(index)) == source.turn.quarter
    ]
    return _measured([glyph for glyph in glyphs if glyph.text != _NOTHING], bold=bold)


def _is_plain(text: str, first: Box, last: Box) -> bool:
    """Say whether first and last letter stand as letters of one word do."""
    height = first[3] - first[1]
    if text[-1] != LINE_HYPHEN and (
        abs(first[1] - last[1]) > 0.1 * height or abs(first[3] - last[3]) > 0.1 * height
    ):
        return False
    return (
        first[0] <= last[2] <= first[0] + 1.1 * height * len(text)
        and _GLUED_MARK.search(text) is None
    )


def _measured(glyphs: list[_Glyph], *, bold: bool) -> list[Word]:
    """Part letters that are not of one line or leave a gap; drop raised digits at their end."""
    words: list[Word] = []
    run: list[_Glyph] = []
    for glyph in glyphs:
        if run and _breaks(run[-1], glyph):
            words.extend(_word(run, bold=bold))
            run = []
        run.append(glyph)
    words.extend(_word(run, bold=bold))
    return words


def _breaks(before: _Glyph, after: _Glyph) -> bool:
    left, top, _, bottom = after.box
    height = max(bottom - top, before.box[3] - before.box[1])
    middle = (top + bottom) / 2
    off_line = not before.box[1] - 0.2 * height < middle < before.box[3] + 0.2 * height
    if after.text == LINE_HYPHEN:
        return False
    return off_line or left < before.box[0] - 0.3 * height or left > before.box[2] + 0.3 * height


def _word(run: list[_Glyph], *, bold: bool) -> list[Word]:
    tallest = max(run, key=lambda glyph: glyph.box[3] - glyph.box[1], default=None)
    if tallest is None:
        return []
    kept = [glyph for glyph in run if not _is_raised(glyph, tallest)]
    while kept and len(kept) < len(run) and kept[-1].text == "," and run[-1].text.isdigit():
        kept.pop()
    text = "".join(glyph.text for glyph in kept)
    return [Word(text, kept[0].box[0], tallest.box[1], kept[-1].box[2], tallest.box[3], bold)]


def _is_raised(glyph: _Glyph, tallest: _Glyph) -> bool:
    """Say whether a digit is a footnote mark: smaller than its word, and higher at its foot."""
    height = tallest.box[3] - tallest.box[1]
    return (
        glyph.text.isdigit()
        and glyph.box[3] - glyph.box[1] < RAISED * height
        and glyph.box[3] < tallest.box[3] - 0.05 * height
    )
