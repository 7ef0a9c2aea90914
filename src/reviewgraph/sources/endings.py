"""Where a text could end, judged by the words either side of the place.

Scores are log odds: 0 says nothing, 2 is a fair sign, 5 nearly settles it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from reviewgraph.sources.names import CONNECTORS, HEADS
from reviewgraph.sources.rows import words

EDGE = "'\"‘’“”()[],.;:!?…"
"""Marks that stand at the edges of words and are no part of them."""
PLURAL = re.compile(r"[A-Z]{2,}s")
"""Several of what an abbreviation stands for, such as GPs: seldom part of a name."""
_STOP = re.compile(r"[.!?…]['\"’”»)\]]*$")
_QUOTED = re.compile(r"[)\]'\"’”»]$")
_SHORTENED = re.compile(
    r"^(?:St|Dr|No|Mr|Mrs|Ms|vs?|Nos|Sec|s|para|e\.g|i\.e|cf)\.$", re.IGNORECASE
)
_DANGLING = words("""
    a an the of and or to for their its his her our your these those & – - / including per via than
    into within between upon whether when where which who if each
""")
"""Words no text ends with."""
_SELDOM_LAST = words("""
    in on at by with from through about as this that is are be being was were has have should must
    will would can may across against under over such both all any not no other relevant local
""")
"""Words a text may end with, but seldom does."""
_AFTER_MARK = {";": 3.0, ":": 0.5, ",": -4.0}
_LONGEST_NAME = 24


@lru_cache(maxsize=4096)
def folded(printed: str) -> str:
    """Return words for comparison: no case, no quotes or stops at the edges."""
    return " ".join(word.strip(EDGE) or word for word in printed.casefold().split())


def text_end_score(tokens: Sequence[str], start: int) -> float:
    """Return how much ``tokens[:start]`` looks like a whole text, given what follows."""
    if start == 0:
        return -20.0
    last = tokens[start - 1]
    follows = tokens[start] if start < len(tokens) else ""
    if ends_sentence(last):
        return 4.0 if len(last) > 2 else 3.0
    if last[-1] in _AFTER_MARK:
        return _AFTER_MARK[last[-1]]
    plain = last.casefold().strip(EDGE)
    if plain in _DANGLING or not plain:
        return -6.0
    if plain in _SELDOM_LAST:
        return -2.5
    if _QUOTED.search(last):
        return 1.0
    if last[0].islower() or last[0].isdigit() or PLURAL.fullmatch(last):
        return 1.0 if follows[:1].isupper() else 0.0
    return -2.0


def ends_sentence(token: str) -> bool:
    """Say whether a sentence ends with ``token``, and not an abbreviation such as "St."."""
    return _STOP.search(token) is not None and not is_shortened(token)


def is_shortened(token: str) -> bool:
    """Say whether ``token`` is an abbreviation that is printed with a stop."""
    return _SHORTENED.match(token.lstrip("(‘“\"'")) is not None


def left_over_score(tokens: Sequence[str], start: int) -> float:
    """Score what would be left between the last full stop and the name: words, or no sentence."""
    left: list[str] = []
    for token in reversed(tokens[max(0, start - _LONGEST_NAME) : start]):
        if token.endswith(";") or ends_sentence(token):
            bare = all(not word[0].islower() or _in_names(word) for word in left)
            return -4.0 if left and bare else 0.0
        left.append(token)
    return 0.0


def _in_names(word: str) -> bool:
    return folded(word) in CONNECTORS or folded(word) in HEADS
