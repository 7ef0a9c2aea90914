"""Repeats of a recommendation in one report, merged by text and never by number alone."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

SURE = 82.0
"""Similarity, 0 to 100, from which two texts are one recommendation."""
LIKELY = 58.0
"""Similarity that is enough where the numbers agree as well."""

_NOT_LETTERS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a text's words in lower case for comparing."""
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()


def paired(firsts: Sequence[tuple[str, str]], seconds: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Return for each second the first that it repeats, one to one, the most similar first.

    Each is its number and its text.
    """
    if not firsts or not seconds:
        return {}
    found: list[tuple[float, int, int]] = []
    originals = [(number, folded(text)) for number, text in firsts]
    for row, (number, text) in enumerate(seconds):
        words = folded(text)
        for column, (other, original) in enumerate(originals):
            score = fuzz.ratio(words, original, score_cutoff=LIKELY)
            same = bool(number) and number == other
            if score >= SURE or (same and score >= LIKELY):
                found.append((score + same, row, column))
    pairs: dict[int, int] = {}
    for _, row, column in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
        if row not in pairs and column not in pairs.values():
            pairs[row] = column
    return pairs
