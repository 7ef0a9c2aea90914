"""How much words look like the name of an agency, by themselves and where they stand.

Scores are log odds: 0 says nothing, 2 is a fair sign, 5 nearly settles it.
"""

import re
from collections.abc import Sequence

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


def shape_score(tokens: Sequence[str], start: int, area: frozenset[str]) -> float:
    """Return how much ``tokens[start:]`` looks like an addressee; ``area`` holds folded words."""
    if start >= len(tokens):
        return -6.0
    name, before = tokens[start:], tokens[start - 1]
    cuts_place = before[-1].isalnum() and _is_place(before, area)
    return (
        (-2.0 if cuts_place else 0.0)
        + _whole_here(tokens, start)
        + _first_word(name, area)
        + _last_word(name)
        + _inner(name)
    )


def _whole_here(tokens: Sequence[str], start: int) -> float:
    """Score a name known anywhere, less where it could be the end of a longer one."""
    printed = " ".join(tokens[start:])
    before = tokens[start - 1]
    if before[-1].isalnum() and is_class(printed) and is_class(f"{before} {printed}"):
        return -2.0
    if not goes_on_before(tokens, start):
        return _whole(printed)
    plain = folded(_without_bracket(printed) or printed).split()
    generic = all(word in _GENERIC for word in plain)
    return 0.1 * _whole(printed) - (1.5 + 1.5 / len(plain) if generic else 0.0)


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


def _whole(printed: str) -> float:
    """Score names known anywhere: collectives, classes, national bodies, bare abbreviations."""
    plain = folded(_without_bracket(printed))
    if plain in WHOLE or plain.removeprefix("the ") in WHOLE:
        return 4.0
    if is_class(printed):
        return 5.0
    if re.fullmatch(r"[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*s?", printed) and len(printed) <= 9:
        return 2.0
    return 0.0


def _first_word(name: Sequence[str], area: frozenset[str]) -> float:
    first = name[0].lstrip("‘“\"'")
    plain = folded(first)
    if first.startswith("(") or all(_is_place(word, area) for word in name):
        return -4.0
    if plain in CONNECTORS - {"the"} or not first:
        return -7.0
    if plain.removesuffix("'s") in area:
        return 2.0
    if not first[0].isupper():
        return 0.0 if is_class(" ".join(name)) else -3.5
    if len(name) > 1 and PLURAL.fullmatch(first):
        return -1.5
    if _is_place(first, area):
        return 1.5
    return 0.8 if plain in STARTS else 0.0


def _is_place(word: str, area: frozenset[str]) -> bool:
    plain = folded(word)
    return plain in PLACES or plain.endswith("shire") or plain in area - CONNECTORS


def _last_word(name: Sequence[str]) -> float:
    """Score the last word; a bracket after the name is looked through."""
    bare = _without_bracket(" ".join(name)).split()
    last = bare[-1] if bare else name[-1]
    plain = last.casefold().strip(EDGE)
    if name[-1].endswith((".", ";", ",")) and not is_shortened(name[-1]):
        return -2.5
    if plain in HEADS:
        return 3.0
    if len(plain) > 1 and last.strip(EDGE).isupper():
        return 1.5
    return 0.0 if last[:1].isupper() else -1.5


def _inner(name: Sequence[str]) -> float:
    """Score the words of a name: no verbs, no sentence inside, brackets closed, few words."""
    printed = " ".join(name)
    score = -0.12 * len(name)
    if printed.count("(") != printed.count(")"):
        score -= 6.0
    for place, token in enumerate(name):
        plain = token.casefold().strip(EDGE)
        if place + 1 < len(name) and ends_sentence(token):
            score -= 4.0
        elif place + 1 < len(name) and token.endswith((";", ":")):
            score -= 3.0
        if plain in _VERBS:
            score -= 4.0 if not is_class(printed) else 0.0
        elif token[0].islower() and plain not in CONNECTORS and plain not in HEADS:
            score -= 1.5 if not is_class(printed) else 0.0
    return score
