"""Join printed lines into running text, mending words that a line's end broke.

Whether a hyphen at a line's end belongs to the word is decided by the report itself: the form
that stands elsewhere in it wins. Without such evidence a typographic hyphen was put there by the
typesetter, and a plain one belongs to the word.
"""

import re
from collections.abc import Iterable

from reviewgraph.extraction.blocks import LINE_HYPHEN, Document, Table
from reviewgraph.sources.rows import words

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)$")
_FIRST = re.compile(r"^[^\W\d_]+")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
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

Words = frozenset[str]


def words_of(document: Document) -> Words:
    """Return every word of a document that no line's end breaks, in lower case."""
    found: set[str] = set()
    for piece in document.pieces:
        lines = [piece.text] if not isinstance(piece, Table) else _cell_lines(piece)
        for line in lines:
            whole = line.rstrip("".join(_BREAKS)) if line.endswith(_BREAKS) else line
            words = _WORD.findall(whole.casefold())
            found.update(words[:-1] if whole is not line else words)
    return frozenset(found)


def _cell_lines(table: Table) -> Iterable[str]:
    return (line for row in table.rows for cell in row.cells for line in cell.split("\n"))


def joined(lines: Iterable[str], words: Words = frozenset()) -> str:
    r"""Return lines as one text with single spaces.

    >>> joined(["multi\ufffe", "agency work"], frozenset({"multi-agency"}))
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
    text = text.replace(_SOFT, "").translate(_LIGATURES)
    return _SPACES.sub(" ", _SYMBOL_BULLET.sub("•", text)).strip()


def _mended(text: str, line: str, words: Words) -> str:
    mark, head = text[-1], text[:-1]
    left, right = _LAST.search(head), _FIRST.match(line)
    if left is None or right is None:
        return f"{text} {line}"
    if _keeps_hyphen(mark, left.group().casefold(), right.group().casefold(), words):
        return f"{head}-{line}"
    return head + line


def _keeps_hyphen(mark: str, left: str, right: str, words: Words) -> bool:
    if f"{left}-{right}" in words:
        return True
    if left + right in words:
        return False
    if mark in ("\u2010", _SOFT):
        return False
    if left.rpartition("-")[2] in _COMPOUND_HEADS:
        return True
    return left in words and right in words
