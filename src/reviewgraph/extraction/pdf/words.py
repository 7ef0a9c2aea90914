"""Words of a PDF page with their boxes.

PDFium finds the words; where each begins and ends is measured, and how the type is set once for
each line: that is what makes a page take milliseconds. A word whose letters disagree (a footnote
mark glued on, two lines run together) is measured letter by letter. Heights come from baseline
and type size, because the boxes of letters are loose in one font and tight in the next. Text
that runs aslant is a watermark and is left out.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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
_GLUED_MARK = re.compile(r"[^\W\d_][^\s\d]*\d|[.,;:)\]’”'\"]\d|\d{4}$")
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
RAISED = 0.9
"""A mark's box is lower than this share of its word's."""
_LONGEST_NAME = 128
_ABOVE, _BELOW = 0.8, 0.22
"""How far letters reach above and below the baseline, in sizes: nearly the same in all fonts."""


@dataclass(slots=True)
class Word:
    """A printed word in reading coordinates."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool
    mark: str = ""
    """The footnote mark that was glued to it."""
    height: float = field(init=False)
    """About its type size."""
    middle: float = field(init=False)

    def __post_init__(self) -> None:
        self.height = self.bottom - self.top
        self.middle = (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Type:
    """How a letter is set: size in points, height of its baseline, and weight."""

    size: float
    baseline: float
    bold: bool

    def like(self, other: "_Type") -> bool:
        """Say whether two letters are set alike."""
        return (
            self.bold == other.bold
            and abs(self.size - other.size) < 0.1
            and abs(self.baseline - other.baseline) < 0.1 * self.size
        )

    @property
    def top(self) -> float:
        return self.baseline - _ABOVE * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + _BELOW * self.size


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A letter, where it begins and ends, and how it is set."""

    text: str
    left: float
    right: float
    type: _Type


class _TextPage:
    """PDFium's text page with the few calls the words need."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page.get_textpage()
        self.turn = Turn(0, *_unturned_size(page))
        self.text = self._text()
        self._rectangle = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._flags = ctypes.c_int()
        self._matrix = raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

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

    def type(self, index: int) -> _Type:
        """Return how a letter is set; the size holds whatever scales the text."""
        raw.FPDFText_GetMatrix(self.page.raw, index, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        size = raw.FPDFText_GetFontSize(self.page.raw, index) * (scale or 1.0)
        raw.FPDFText_GetCharOrigin(self.page.raw, index, self._x, self._y)
        x, y = self._x.value, self._y.value
        return _Type(size, self.turn.box(x, y, x, y)[1], self._bold(index))

    def _bold(self, index: int) -> bool:
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

    Where the run's two ends are set alike all its words are; digits may be footnote marks and
    are always looked at.
    """
    first = source.type(start)
    even = first.like(source.type(end - 1))
    for match in _WORD.finditer(source.text, start, end):
        begin, stop = match.span()
        own = first if even and not match[0].isdigit() else source.type(begin)
        yield from _words(source, begin, stop, own)


def _words(source: _TextPage, start: int, end: int, own: _Type) -> list[Word]:
    text = source.text[start:end]
    first = source.box(start)
    last = source.box(end - 1) if end - start > 1 else first
    if _is_plain(text, first, last, own):
        return [_word_of(text.replace(_NOTHING, ""), first[0], last[2], own)]
    glyphs: list[_Glyph] = []
    for index in range(start, end):
        if quarter_of(source.angle(index)) != source.turn.quarter:
            continue
        box = source.box(index)
        glyphs.append(_Glyph(source.text[index], box[0], box[2], source.type(index)))
    return _measured([glyph for glyph in glyphs if glyph.text != _NOTHING])


def _word_of(text: str, left: float, right: float, own: _Type) -> Word:
    return Word(text, left, own.top, right, own.bottom, own.bold)


def _is_plain(text: str, first: Box, last: Box, own: _Type) -> bool:
    """Say whether first and last letter stand as letters of one word do."""
    off_line = abs(first[1] + first[3] - last[1] - last[3]) > 1.4 * own.size
    if off_line and text[-1] != LINE_HYPHEN:
        return False
    return (
        first[0] <= last[2] <= first[0] + 1.4 * own.size * len(text)
        and _GLUED_MARK.search(text) is None
    )


def _measured(glyphs: list[_Glyph]) -> list[Word]:
    """Part letters that are not of one line or leave a gap; drop raised digits at their end."""
    words: list[Word] = []
    run: list[_Glyph] = []
    for glyph in glyphs:
        if run and _breaks(run[-1], glyph):
            words.extend(_word(run))
            run = []
        run.append(glyph)
    words.extend(_word(run))
    return words


def _breaks(before: _Glyph, after: _Glyph) -> bool:
    if after.text == LINE_HYPHEN:
        return False
    size = max(before.type.size, after.type.size)
    off_line = abs(before.type.baseline - after.type.baseline) > 0.6 * size
    return off_line or not before.left - 0.3 * size <= after.left <= before.right + 0.3 * size


def _word(run: list[_Glyph]) -> list[Word]:
    if not run:
        return []
    tallest = max(run, key=lambda glyph: glyph.type.size)
    kept = [glyph for glyph in run if not _is_raised(glyph, tallest)]
    while kept and len(kept) < len(run) and kept[-1].text == "," and run[-1].text.isdigit():
        kept.pop()
    text = "".join(glyph.text for glyph in kept)
    word = _word_of(text, kept[0].left, kept[-1].right, tallest.type)
    word.mark = "".join(glyph.text for glyph in run if _is_raised(glyph, tallest))
    return [word]


def _is_raised(glyph: _Glyph, tallest: _Glyph) -> bool:
    """Say whether a digit is a footnote mark: smaller than its word, and higher at its foot."""
    size = tallest.type.size
    return (
        glyph.text.isdigit()
        and glyph.type.size < RAISED * size
        and glyph.type.bottom < tallest.type.bottom - 0.12 * size
    )
