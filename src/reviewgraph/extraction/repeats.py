"""Repeats of a recommendation in one report, merged by text and never by number alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

SURE = 82.0
"""Similarity, 0 to 100, from which two texts are one recommendation."""
LIKELY = 58.0
"""Similarity that is enough where the numbers agree as well."""

_NOT_LETTERS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a text's words in lower case for comparing."""
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()


@dataclass(frozen=True, slots=True)
class Printed:
    """What is compared of a recommendation at one place."""

    number: str
    text: str
    owner: str = ""
    """Whom it addresses, if that tells it from a like one to another body."""


def _agree(a: str, b: str) -> bool:
    """Say whether two numbers count alike; a list may be counted with or without its section."""
    if not a or not b:
        return False
    return a == b or (a.rpartition(".")[2] == b.rpartition(".")[2] and ("." in a) != ("." in b))


def paired(firsts: Sequence[Printed], seconds: Sequence[Printed]) -> dict[int, int]:
    """Return for each second the first that it repeats, one to one, the most similar first.

    Lists of two agencies often ask the same in the same words; different owners never pair.
    """
    originals = [folded(first.text) for first in firsts]
    found: list[tuple[float, int, int]] = []
    for row, second in enumerate(seconds):
        words = folded(second.text)
        for column, first in enumerate(firsts):
            if first.owner and second.owner and first.owner != second.owner:
                continue
            score = fuzz.ratio(words, originals[column], score_cutoff=LIKELY)
            same = _agree(second.number, first.number)
            if score >= SURE or (same and score >= LIKELY):
                found.append((score + same, row, column))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, column in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
        if row not in pairs and column not in taken:
            pairs[row] = column
            taken.add(column)
    return pairs
