"""How much words look like the name of an agency, by themselves and where they stand.

Scores are log odds: 0 says nothing, 2 is a fair sign, 5 nearly settles it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewgraph.sources.endings import EDGE, PLURAL, ends_sentence, folded, is_shortened
from reviewgraph.sources.names import CONNECTORS, HEADS, PLACES, STARTS, WHOLE, is_class
from reviewgraph.sources.rows import words

_VERBS = words("""
    should must shall will would is are be been was were has have that ensure ensures ensuring
    consider review provide reviews provided including include can may could which when where whose
    their its they it this these if
    """)
_GENERIC = words("""
    agency and association authority board boards borough ccg charity city clinical commissioning
    community company constabulary council councils county district forum foundation group health
    hospital hospitals integrated nhs of panel partnership police practice safeguarding adults
    children safety service services team the trust trusts unit university
""")
"""A name of these words only is no agency where a name stands before it."""


def shape_scores(tokens: Sequence[str], first: int, area: frozenset[str]) -> list[float]:
    """Return how much ``tokens[start:]`` looks like an addressee, for each start from ``first``.

    The last score is that of no addressee at all. ``area`` holds the folded words of the area.
    """
    ends = [
        _Name(tokens, start, is_class(" ".join(tokens[start:]))) for start in _from(first, tokens)
    ]
    inner = _inner_scores(tokens, first)
    scores = []
    for place, name in enumerate(ends):
        before = tokens[name.start - 1]
        longer = before[-1].isalnum() and is_class(f"{before} {name.printed}")
        scores.append(
            (-2.0 if before[-1].isalnum() and _is_place(before, area) else 0.0)
            + (-2.0 if name.is_class and longer else _whole_here(name))
            + _first_word(name, area)
            + _last_word(name)
            + inner[place][name.is_class]
            - (6.0 if name.printed.count("(") != name.printed.count(")") else 0.0)
        )
    return [*scores, -6.0]


def _from(first: int, tokens: Sequence[str]) -> range:
    return range(first, len(tokens))


@dataclass(frozen=True, slots=True)
class _Name:
    """The words of a row from ``start`` on, as a name."""

    tokens: Sequence[str]
    start: int
    is_class: bool

    @property
    def words(self) -> Sequence[str]:
        return self.tokens[self.start :]

    @property
    def printed(self) -> str:
        return " ".join(self.words)


def _whole_here(name: _Name) -> float:
    """Score a name known anywhere, less where it could be the end of a longer one."""
    if not goes_on_before(name.tokens, name.start):
        return _whole(name)
    plain = folded(_without_bracket(name.printed) or name.printed).split()
    generic = all(word in _GENERIC for word in plain)
    return 0.1 * _whole(name) - (1.5 + 1.5 / len(plain) if generic else 0.0)


def goes_on_before(tokens: Sequence[str], start: int) -> bool:
    """Say whether the word before could be part of the name: a capital and no stop after it.

    "Police" is a name, but not after "Anyshire".
    """
    before = tokens[start - 1]
    if folded(before) in CONNECTORS and start > 1:
        before = tokens[start - 2]
    return before[0].isupper() and before[-1].isalnum()


def _without_bracket(printed: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", printed)


def _whole(name: _Name) -> float:
    """Score names known anywhere: collectives, classes, national bodies, bare abbreviations."""
    printed = name.printed
    plain = folded(_without_bracket(printed))
    if plain in WHOLE or plain.removeprefix("the ") in WHOLE:
        return 4.0
    if name.is_class:
        return 5.0
    if re.fullmatch(r"[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*s?", printed) and len(printed) <= 9:
        return 2.0
    return 0.0


def _first_word(name: _Name, area: frozenset[str]) -> float:
    first = name.words[0].lstrip("‘“\"'")
    plain = folded(first)
    if first.startswith("(") or all(_is_place(word, area) for word in name.words):
        return -4.0
    if plain in CONNECTORS - {"the"} or not first:
        return -7.0
    if plain.removesuffix("'s") in area:
        return 2.0
    if not first[0].isupper():
        return 0.0 if name.is_class else -3.5
    if len(name.words) > 1 and PLURAL.fullmatch(first):
        return -1.5
    if _is_place(first, area):
        return 1.5
    return 0.8 if plain in STARTS else 0.0


def _is_place(word: str, area: frozenset[str]) -> bool:
    plain = folded(word)
    return plain in PLACES or plain.endswith("shire") or plain in area - CONNECTORS


def _last_word(name: _Name) -> float:
    """Score the last word; a bracket after the name is looked through."""
    final = name.tokens[-1]
    bare = _without_bracket(name.printed).split() if final.endswith(")") else [final]
    last = bare[-1] if bare else final
    plain = last.casefold().strip(EDGE)
    if final.endswith((".", ";", ",")) and not is_shortened(final):
        return -2.5
    if plain in HEADS:
        return 3.0
    if len(plain) > 1 and last.strip(EDGE).isupper():
        return 1.5
    return 0.0 if last[:1].isupper() else -1.5


def _inner_scores(tokens: Sequence[str], first: int) -> list[tuple[float, float]]:
    """Score the words inside each name: no verbs, no sentence, few words.

    The second of each pair is for a class, which may hold verbs and words in lower case.
    """
    scores = []
    plainly = for_class = 0.0
    for place in reversed(_from(first, tokens)):
        stop, word = _inner_word(tokens[place])
        if place + 1 < len(tokens):
            plainly, for_class = plainly + stop, for_class + stop
        plainly, for_class = plainly + word - 0.12, for_class - 0.12
        scores.append((plainly, for_class))
    return scores[::-1]


def _inner_word(token: str) -> tuple[float, float]:
    """Score the mark after a word inside a name, and the word."""
    plain = token.casefold().strip(EDGE)
    stop = -4.0 if ends_sentence(token) else -3.0 if token.endswith((";", ":")) else 0.0
    if plain in _VERBS:
        return stop, -4.0
    loose = token[0].islower() and plain not in CONNECTORS and plain not in HEADS
    return stop, -1.5 if loose else 0.0
