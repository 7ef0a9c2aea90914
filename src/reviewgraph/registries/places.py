"""Names of bodies and places as the register writes them."""

import re

from rapidfuzz import fuzz

_SMALL = {"and", "of", "the", "for", "in", "on", "upon", "with", "by", "de", "le", "under"}
_UPPER = {"NHS", "CCG", "ICB", "UK", "CIO", "NWG", "DV", "FLAG", "RAF", "H&J"}
_LONG_WORD, _MISPRINT = 5, 80
"""Letters from which a word may be misprinted, and how alike, of 100, it must then be."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")


def readable(name: str) -> str:
    """Return a name that a register prints in capitals as a person would write it.

    >>> readable("KING'S COLLEGE HOSPITAL NHS FOUNDATION TRUST")
    "King's College Hospital NHS Foundation Trust"
    """
    if name != name.upper():
        return name
    words = _WORD.sub(lambda match: _cased(match.group(), first=match.start() == 0), name)
    return words[:1].upper() + words[1:]


def _cased(word: str, *, first: bool) -> str:
    if word in _UPPER:
        return word
    if word.lower() in _SMALL and not first:
        return word.lower()
    return word[:1] + word[1:].lower()


def place_of(name: str) -> str:
    """Return the area in an area name as lookups print it: "Bristol, City of" is "Bristol".

    >>> place_of("Herefordshire, County of"), place_of("City of Lincoln"), place_of("Dorset County")
    ('Herefordshire', 'Lincoln', 'Dorset')
    """
    name = re.sub(r", (City|County) of$", "", name)
    name = re.sub(r"^City of (?!London$|York$)", "", name)
    return re.sub(r" (Council|County)$", "", name)


def is_misprint(words: str, name: str) -> bool:
    """Say whether the words are an area's name with a few wrong letters, and no other name.

    "Tees Valley" is not Test Valley: in a short word one letter makes another name. "North
    Cumbria" is not Northumbria: words are seldom added or lost by mistake, only run together.
    """
    if words.replace(" ", "") == name.replace(" ", ""):
        return True
    one, other = words.split(), name.split()
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and all(
        min(len(a), len(b)) >= _LONG_WORD and a[0] == b[0] and fuzz.ratio(a, b) >= _MISPRINT
        for a, b in differing
    )
