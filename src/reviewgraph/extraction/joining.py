"""Join printed lines into running text, mending words that a line's end broke.

Whether a hyphen at a line's end belongs to the word is decided by the report itself: the form
that stands elsewhere in it wins. Without such evidence a typographic hyphen was put there by the
typesetter, and a plain one belongs to the word unless the report breaks words all over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewgraph.extraction.blocks import LINE_HYPHEN, Document, Table
from reviewgraph.sources.rows import words

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)$")
_FIRST = re.compile(r"^[^\W\d_]+")
_SYMBOL_BULLET = re.compile(r"(?<!\S)[\uf020-\uf0ff](?!\S)")
"""A letter of a symbol font by itself: what it looks like is in the font, and is a bullet."""
_SOFT = "\u00ad"
_BREAKS = (LINE_HYPHEN, "\u2010", _SOFT, "-")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
_COMPOUND_HEADS = words("""
    anti co cross ex face follow full high inter intra long low multi non on one part post pre
    re safe self semi short single sub two well
    """)

_BROKEN = 0.02
"""Share of lines that end in a hyphen above which the typesetter, not the author, put them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a report's own lines say about its words."""

    whole: frozenset[str] = frozenset()
    """Every word that no line's end breaks, in lower case."""
    broken: bool = True
    """Words are broken at line ends all over the report."""


_NOTHING_KNOWN = Words()


def words_of(document: Document) -> Words:
    """Return the words of a document, and whether it breaks them at line ends."""
    found: set[str] = set()
    count = broken = 0
    for piece in document.pieces:
        if isinstance(piece, Table):
            found.update(_cell_words(piece))
            continue
        lines = [piece.text]
        for line in lines:
            count += 1
            broken += line.endswith(_BREAKS)
            whole = line.rstrip("".join(_BREAKS)) if line.endswith(_BREAKS) else line
            words = _WORD.findall(whole.casefold())
            found.update(words[:-1] if whole is not line else words)
    return Words(frozenset(found), broken > _BROKEN * count)


def _cell_words(table: Table) -> Iterator[str]:
    """Yield the words of cells, but for those at a line's ends: narrow columns break words."""
    for row in table.rows:
        for cell in row.cells:
            lines = cell.casefold().split("\n")
            for place, line in enumerate(lines):
                words = _WORD.findall(line)
                yield from words[place > 0 : len(words) - (place < len(lines) - 1)]


def joined_cell(lines: Iterable[str], words: Words) -> str:
    r"""Return a cell's lines as one text; a word that a narrow column broke is whole again.

    >>> joined_cell(["a safeguardi", "ng lead"], Words(frozenset({"safeguarding", "lead"})))
    'a safeguarding lead'
    """
    mended: list[str] = []
    for line in lines:
        before = _LAST.search(mended[-1]) if mended else None
        first = _FIRST.match(line)
        if before and first and _is_broken(before.group(), first.group(), words):
            mended[-1] += line
        else:
            mended.append(line)
    return joined(mended, words)


def _is_broken(left: str, right: str, words: Words) -> bool:
    left, right = left.casefold(), right.casefold()
    if left in words.whole and right in words.whole:
        return False
    return left + right in words.whole


def joined(lines: Iterable[str], words: Words = _NOTHING_KNOWN) -> str:
    r"""Return lines as one text with single spaces.

    >>> joined(["multi\ufffe", "agency work"], Words(frozenset({"multi-agency"})))
    'multi-agency work'
    """
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        if text.endswith(_BREAKS) and _FIRST.match(line) and _LAST.search(text[:-1]):
            text = _mended(text, line, words)
        else:
            text = f"{text} {line}" if text else line
    return tidy(text.replace(LINE_HYPHEN, "-"))


def tidy(text: str) -> str:
    """Return text with single spaces, plain bullets and letters, and no soft hyphens."""
    if not text.isascii():
        text = _SYMBOL_BULLET.sub("•", text.replace(_SOFT, "").translate(_LIGATURES))
    return " ".join(text.split())


def _mended(text: str, line: str, words: Words) -> str:
    mark, head = text[-1], text[:-1]
    left, right = _LAST.search(head), _FIRST.match(line)
    if left is None or right is None:
        return f"{text} {line}"
    if _keeps_hyphen(mark, left.group().casefold(), right.group().casefold(), words):
        return f"{head}-{line}"
    return head + line


def _keeps_hyphen(mark: str, left: str, right: str, words: Words) -> bool:
    if f"{left}-{right}" in words.whole:
        return True
    if left + right in words.whole:
        return False
    if mark in ("\u2010", _SOFT):
        return False
    if left.rpartition("-")[2] in _COMPOUND_HEADS:
        return True
    return not words.broken or (left in words.whole and right in words.whole)
