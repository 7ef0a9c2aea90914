"""The one word that everything hangs on, as recognition (OCR) or a typist may misspell it."""

import re

from rapidfuzz import fuzz

_ALIKE = 84.0
"""Similarity, 0 to 100, from which a word is taken for *recommendation*."""
_LONG = re.compile(r"[^\W_]{11,17}")
_WORDS = ("recommendation", "recommendations")


def means_recommendation(word: str) -> bool:
    """Say whether a word is *recommendation*, in the singular or plural, spelt nearly so."""
    small = word.casefold()
    return any(fuzz.ratio(small, right) > _ALIKE for right in _WORDS)


def respelt(text: str) -> str:
    """Return a text in which *recommendation* is spelt right.

    >>> respelt("Rec0mmendatlon 7: Marlshire Council")
    'Recommendation 7: Marlshire Council'
    """
    return _LONG.sub(_right, text)


def _right(match: re.Match[str]) -> str:
    word = match[0]
    if not means_recommendation(word):
        return word
    plural = "s" if word.casefold().endswith("s") else ""
    return f"Recommendation{plural}" if word[0].isupper() else f"recommendation{plural}"
