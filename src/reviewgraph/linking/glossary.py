"""The abbreviations that a review defines itself: "Clinical Commissioning Group (CCG)"."""

import re
from collections.abc import Iterable, Mapping

from reviewgraph.model import Review

_BRACKET = re.compile(r"\(\s*(?P<inner>[^()]{2,60}?)\s*\)")
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z][A-Za-z&/-]{1,9}")
_SKIPPED = {"and", "of", "the", "for", "in", "on", "to", "upon", "with"}
_LONGEST = 12
"""More words than this before a bracket are no expansion."""


def texts(review: Review) -> Iterable[str]:
    """Yield every printed text of a review in which a name may be defined."""
    if review.summary:
        yield review.summary
    for recommendation in review.recommendations:
        yield recommendation.text
        yield recommendation.addressee


def glossary(review: Review) -> dict[str, str]:
    """Return the full form of each abbreviation that the review's own text defines.

    The first definition counts. Letters are compared, so "(aged 60)" or "(London)" define
    nothing.
    """
    return definitions(texts(review))


def definitions(printed: Iterable[str]) -> dict[str, str]:
    """Return abbreviation and full form for every "Full Form (FF)" in the texts."""
    found: dict[str, str] = {}
    for text in printed:
        for match in _BRACKET.finditer(text):
            inner = match["inner"]
            if _ABBREVIATION.fullmatch(inner):
                full = expansion_before(text[: match.start()], inner)
                if full:
                    found.setdefault(inner, full)
    return found


def expansion_before(text: str, abbreviation: str) -> str | None:
    """Return the words at the end of ``text`` whose initials give the abbreviation, or None."""
    words = re.findall(r"[\w'’&./-]+", text)[-_LONGEST:]
    letters = [letter for letter in abbreviation.lower() if letter.isalpha()]
    for start in range(len(words) - 1, -1, -1):
        tail = words[start:]
        if words[start].lower() not in _SKIPPED and _initials_fit(tail, letters):
            return _span(text, tail)
    return None


def _initials_fit(words: list[str], letters: list[str]) -> bool:
    """Say whether the letters are the words' initials, small words being free to count or not."""
    initials = [part[0].lower() for word in words for part in word.split("-") if part]
    small = [word.lower() in _SKIPPED for word in words for part in word.split("-") if part]
    position = 0
    for initial, skippable in zip(initials, small, strict=True):
        if position < len(letters) and initial == letters[position]:
            position += 1
        elif not skippable:
            return False
    return position == len(letters)


def _span(text: str, tail: list[str]) -> str:
    pattern = r"\W+".join(re.escape(word) for word in tail)
    matches = list(re.finditer(pattern, text))
    return matches[-1].group() if matches else " ".join(tail)


def expand(name: str, defined: Mapping[str, str]) -> str | None:
    """Return the full form of ``name`` if the review defines it, or None."""
    return defined.get(name.strip())
