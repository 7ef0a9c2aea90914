"""How much words look like the end of a text, or like the name of an agency.

Scores are log odds: 0 says nothing, 2 is a fair sign, 5 nearly settles it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewgraph.sources.names import CONNECTORS, HEADS, PLACES, STARTS, WHOLE, is_class
from reviewgraph.sources.rows import words

_STOP = re.compile(r"[.!?…]['\"’”»)\]]*$")
_QUOTED = re.compile(r"[)\]'\"’”»]$")
_SHORTENED = re.compile(
    r"^(?:St|Dr|No|Mr|Mrs|Ms|vs?|Nos|Sec|s|para|e\.g|i\.e|cf)\.$", re.IGNORECASE
)
_DANGLING = words("""
    a an the of and or to for in on at by with from into within between through about as their its
    his her our this that these those is are be being was were has have should must will would can
    may than across against under over via per including such & – - / both all any each if when
    whether where who which not no other relevant local
    """)
_VERBS = words("""
    should must shall will would is are be been was were has have that ensure ensures ensuring
    consider review provide reviews provided including include can may could which when where whose
    their its they it this these if
    """)
_AFTER_MARK = {";": 3.0, ":": 0.5, ",": -4.0}
_EDGE = "'\"‘’“”()[],.;:!?…"


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says about names beyond one row."""

    area: frozenset[str] = frozenset()
    known: Mapping[str, float] | None = None
    """Names known to be names, folded, and what meeting one is worth."""
    ends: Mapping[str, float] | None = None
    """Ends of rows that stand in several rows where a text could end before them, folded."""


def folded(words: str) -> str:
    """Return words for comparison: no case, no quotes or stops at the edges."""
    return " ".join(word.strip(_EDGE) or word for word in words.casefold().split())


def text_end_score(tokens: Sequence[str], start: int) -> float:
    """Return how much ``tokens[:start]`` looks like a whole text, given what follows."""
    if start == 0:
        return -20.0
    last = tokens[start - 1]
    follows = tokens[start] if start < len(tokens) else ""
    if _STOP.search(last) and not _is_shortened(last):
        return 4.0 if len(last) > 2 else 3.0
    if last[-1] in _AFTER_MARK:
        return _AFTER_MARK[last[-1]]
    if last.casefold().strip(_EDGE) in _DANGLING or not last.strip(_EDGE):
        return -6.0
    if _QUOTED.search(last):
        return 1.0
    if last[0].islower() or last[0].isdigit():
        return 1.0 if follows[:1].isupper() else 0.0
    return -2.0


def name_score(tokens: Sequence[str], start: int, page: PageWords) -> float:
    """Return how much ``tokens[start:]`` looks like an addressee."""
    if start >= len(tokens):
        return -6.0
    name = tokens[start:]
    printed = " ".join(name)
    return (
        _whole(printed)
        + _first_word(name, page)
        + _last_word(name)
        + _inner(name)
        + _page(tokens, start, page)
    )


def _is_shortened(token: str) -> bool:
    return _SHORTENED.match(token.lstrip("(‘“\"'")) is not None


def _whole(printed: str) -> float:
    """Score names known anywhere: collectives, classes, national bodies, bare abbreviations."""
    plain = folded(re.sub(r"\s*\([^()]*\)$", "", printed))
    if plain in WHOLE or plain.removeprefix("the ") in WHOLE:
        return 4.0
    if is_class(printed):
        return 5.0
    if re.fullmatch(r"[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*s?", printed) and len(printed) <= 9:
        return 2.0
    return 0.0


def _first_word(name: Sequence[str], page: PageWords) -> float:
    first = name[0].lstrip("(‘“\"'")
    plain = folded(first)
    if plain in CONNECTORS - {"the"} or not first:
        return -7.0
    if plain in page.area or plain.removesuffix("'s") in page.area:
        return 2.0
    if not first[0].isupper():
        return 0.0 if is_class(" ".join(name)) else -3.5
    if plain in PLACES or plain.endswith("shire"):
        return 1.5
    return 0.8 if plain in STARTS else 0.0


def _last_word(name: Sequence[str]) -> float:
    """Score the last word; a bracket after the name is looked through."""
    bare = re.sub(r"\s*\([^()]*\)$", "", " ".join(name)).split()
    last = bare[-1] if bare else name[-1]
    plain = last.casefold().strip(_EDGE)
    if name[-1].endswith((".", ";", ",")) and not _is_shortened(name[-1]):
        return -2.5
    if plain in HEADS:
        return 3.0
    if len(plain) > 1 and last.strip(_EDGE).isupper():
        return 1.5
    return 0.0 if last[:1].isupper() else -1.5


def _inner(name: Sequence[str]) -> float:
    """Score the words of a name: no verbs, no sentence inside, brackets closed, few words."""
    printed = " ".join(name)
    score = -0.12 * len(name)
    if printed.count("(") != printed.count(")"):
        score -= 6.0
    for place, token in enumerate(name):
        plain = token.casefold().strip(_EDGE)
        if place + 1 < len(name) and _STOP.search(token) and not _is_shortened(token):
            score -= 4.0
        elif place + 1 < len(name) and token.endswith((";", ":")):
            score -= 3.0
        if plain in _VERBS:
            score -= 4.0 if not is_class(printed) else 0.0
        elif token[0].islower() and plain not in CONNECTORS and plain not in HEADS:
            score -= 1.5 if not is_class(printed) else 0.0
    return score


def _page(tokens: Sequence[str], start: int, page: PageWords) -> float:
    """Score what the page knows: the name itself, the row's own text, the ends of other rows."""
    name = folded(" ".join(tokens[start:]))
    score = (page.known or {}).get(name, 0.0)
    shared = (page.ends or {}).get(name, 0.0)
    if shared:
        score += min(3.0, shared)
    if f" {name} " in f" {folded(' '.join(tokens[:start]))} ":
        score += min(5.0, 1.5 + 0.7 * (len(tokens) - start))
    return score
