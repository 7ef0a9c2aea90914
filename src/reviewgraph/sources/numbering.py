"""Recommendation numbers: strings as printed, and the order a person would give them."""

import re

_PART = re.compile(r"\d+|[^\W\d_]+")
_CODE = re.compile(r"\s*\(([A-Z][A-Za-z&/ ]*[A-Za-z])\)$")
_MOST_DIGITS = 18

NaturalKey = tuple[tuple[int, int, str], ...]


def natural_key(number: str) -> NaturalKey:
    """Return what to sort numbers by so that ``2`` comes before ``10`` and ``2a`` after ``2``.

    Digits order by value and come before letters, which order by alphabet.

    >>> sorted(["10", "2a", "2", "9.1 a", "9.1"], key=natural_key)
    ['2', '2a', '9.1', '9.1 a', '10']
    """
    base = code_of(number)[0]
    key = tuple(
        (0, int(part), "") if _counts(part) else (1, 0, part.casefold())
        for part in _PART.findall(base)
    )
    return key or ((2, 0, number.casefold()),)


def _counts(part: str) -> bool:
    """Say whether a part is a number; longer runs of digits are no count of anything."""
    return part.isdecimal() and len(part) <= _MOST_DIGITS


def code_of(number: str) -> tuple[str, str | None]:
    """Return a number without the agency code in brackets after it, and that code.

    >>> code_of("10 (ABCT)"), code_of("3.140(a)")
    (('10', 'ABCT'), ('3.140(a)', None))
    """
    found = _CODE.search(number)
    if found is None or not any(character.isdigit() for character in number[: found.start()]):
        return number, None
    return number[: found.start()], found.group(1)


def counting_number(number: str) -> int | None:
    """Return the value of a number that simply counts, such as ``3``, ``R3`` or ``3.``."""
    found = re.fullmatch(r"(?:[A-Za-z]+\s*)?(\d{1,6})\.?", code_of(number)[0])
    return int(found.group(1)) if found else None
