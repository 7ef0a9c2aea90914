"""Printed rows: the words that stand at one height, from left to right."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import attrgetter
from statistics import median

from reviewgraph.extraction.pdf.turning import Box
from reviewgraph.extraction.pdf.words import RAISED, Word

_LAST = 0.8
"""A word whose middle stands below this share of the tallest word's height is of the next row."""
_CLOSING = ",.;:)!?’”"
"""Stands close to the word before it, also where a footnote mark parted the two."""
_WIDE_GAP = 1.2
"""Gap between words, in letter heights, that parts columns."""


@dataclass(slots=True)
class Row:
    """A printed row of one page."""

    words: list[Word]
    page: int
    box: int = 0
    marked: bool = False
    """It began with a raised footnote mark, which has been dropped."""
    marks: frozenset[str] = frozenset()
    """The footnote marks that stood in it."""
    text: str = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    height: float = field(init=False)
    bold: bool = field(init=False)

    def __post_init__(self) -> None:
        self.text = " ".join(word.text for word in self.words)
        self.left = self.words[0].left
        self.right = max(word.right for word in self.words)
        self.top = min(word.top for word in self.words)
        self.bottom = max(word.bottom for word in self.words)
        self.height = median([word.height for word in self.words])
        lettered = [word for word in self.words if any(c.isalpha() for c in word.text)]
        self.bold = bool(lettered) and all(word.bold for word in lettered)

    def widest_gaps(self) -> list[tuple[float, float]]:
        """Return the gaps between words that are wide enough to part columns."""
        return [
            (before.right, after.left)
            for before, after in zip(self.words, self.words[1:], strict=False)
            if after.left - before.right > _WIDE_GAP * self.height
        ]


def rows_of(words: Iterable[Word], page: int, box: int = 0) -> list[Row]:
    """Return words as rows from top to bottom."""
    rows: list[list[Word]] = []
    height = middle = bottom = float("-inf")
    for word in sorted(words, key=attrgetter("middle")):
        if rows and (word.middle < bottom or word.top < middle):
            rows[-1].append(word)
            if word.height <= height:
                continue
        else:
            rows.append([word])
        height, middle, bottom = word.height, word.middle, word.top + _LAST * word.height
    return [_row(found, page, box) for found in rows]


def _row(words: list[Word], page: int, box: int) -> Row:
    words.sort(key=attrgetter("left"))
    tallest = max(words, key=attrgetter("height"))
    if not any(word.text.isdigit() for word in words):
        return _plain_row(words, page, box)
    kept: list[Word] = []
    for before, word in zip([None, *words], words, strict=False):
        if before and kept and _is_mark(before, tallest) and word.text[0] in _CLOSING:
            kept[-1] = replace(kept[-1], text=kept[-1].text + word.text, right=word.right)
        elif not _is_mark(word, tallest):
            kept.append(word)
    marks = [word.text for word in words if _is_mark(word, tallest)]
    row = _plain_row(kept, page, box)
    row.marked = words[0] is not kept[0]
    row.marks = row.marks | frozenset(marks)
    return row


def _plain_row(words: list[Word], page: int, box: int) -> Row:
    return Row(words, page, box, marks=frozenset(word.mark for word in words if word.mark))


def _is_mark(word: Word, tallest: Word) -> bool:
    return (
        word.text.isdigit()
        and word.height < RAISED * tallest.height
        and word.bottom < tallest.bottom - 0.12 * tallest.height
    )


def within(words: Iterable[Word], box: Box) -> list[Word]:
    """Return the words whose middle stands in a box."""
    left, top, right, bottom = box
    return [
        word
        for word in words
        if left <= (word.left + word.right) / 2 <= right and top <= word.middle <= bottom
    ]
