"""Names of bodies and places as the register writes them."""

import re

_SMALL = {"and", "of", "the", "for", "in", "on", "upon", "with", "by", "de", "le", "under"}
_UPPER = {"NHS", "CCG", "ICB", "UK", "CIO", "NWG", "DV", "FLAG", "RAF", "H&J"}
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
