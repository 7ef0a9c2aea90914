"""Whether a text layer was recognised (OCR) poorly, told without a list of English words.

A report writes its own words many times. A word that stands once and differs in one letter
inside from a frequent word, digits inside a word, and small words run together are what
recognition leaves behind; people who type seldom do.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from reviewgraph.extraction.blocks import Block, Document, Table

_WORD = re.compile(r"(?<![^\s(“‘\"'])[^\W_]+(?=[\s.,;:)”’?!\"']|$)")
_LETTERS = re.compile(r"[a-z]+")
_MIXED = re.compile(r"[a-z]+\d+[a-z]+|[a-z]{2,}[A-Z]+[a-z]+|[a-z]{3,}\d")
_RUN_TOGETHER = re.compile(
    r"(?:and|as|at|by|for|from|had|has|in|is|of|on|that|to|was|were|with)(?:the|their|this|that)"
)
_LEAST_WORDS = 400
"""Shorter texts say too little."""
_FREQUENT = 4
_POOR = 0.005
"""Share of such words above which the layer is poor: about one wrong letter in a hundred.

English that was typed has at most 0.001 of them.
"""


def poorly_recognised(document: Document) -> str:
    """Return a line that says how doubtful a document's letters are; empty if they are not."""
    words = [word for text in _texts(document) for word in _WORD.findall(text)]
    if len(words) < _LEAST_WORDS:
        return ""
    odd = doubtful(words)
    if odd <= _POOR * len(words):
        return ""
    share = 100 * odd / len(words)
    return (
        f"the text layer looks poorly recognised ({share:.1f} of 100 words look wrong); "
        "compare what was found with the pages"
    )


def _texts(document: Document) -> Iterator[str]:
    for piece in document.pieces:
        if isinstance(piece, Block):
            yield piece.text
        elif isinstance(piece, Table):
            yield from (cell for row in piece.rows for cell in row.cells)


def doubtful(words: Iterable[str]) -> int:
    """Return how many words look like a recogniser's errors."""
    counts = Counter(words)
    often = [word for word, count in counts.items() if count >= _FREQUENT]
    frequent = {form for word in often for form in _forms(word)}
    return sum(count for word, count in counts.items() if _is_odd(word, count, frequent))


def _is_odd(word: str, count: int, frequent: set[str]) -> bool:
    if _MIXED.fullmatch(word) or _RUN_TOGETHER.fullmatch(word):
        return True
    return count == 1 and any(form in frequent for form in _forms(word))


def _forms(word: str) -> Iterator[str]:
    """Yield a long word with each inner letter left open: ends change with grammar."""
    if len(word) >= 6 and _LETTERS.fullmatch(word):
        for place in range(1, len(word) - 2):
            yield f"{word[:place]}_{word[place + 1 :]}"
