"""Read the small language in which a scheme says what to look for.

A pattern is a phrase, then conditions, in the manner of a library catalogue::

    [training] NEAR/12 [abuse]
    safeguarding TO adult NOT NEAR/8 child

The phrase is what is looked for. ``word*`` stands for every word that begins so, ``a|b`` for
either (``home_office|ministry`` joins words with an underscore), ``word?`` may be missing,
``[name]`` is a word list of the scheme. A word with two capitals is compared to the letter.

Conditions, each with a phrase of its own, and each to be had denied by ``NOT`` before it:
``NEAR/n`` at most n words between, either side; ``PRE/n`` follows within n words; ``AFTER/n``
stands before, within n words; all three in one sentence. ``WITH`` anywhere in the text; ``TO``
in an addressee; ``UNLESS key`` not where that concept is found.
"""

import re
from dataclasses import dataclass
from itertools import product

from reviewgraph.errors import DataError
from reviewgraph.themes.words import fold

Symbols = tuple[str, ...]
"""One reading of a phrase: a word, ``stem*`` or ``=EXACT`` for each place."""

_OPERATOR = re.compile(r"(?:^|\s+)(NOT\s+)?(NEAR|PRE|AFTER|WITH|TO|UNLESS)(?:/(\d+))?(?:\s+|$)")
_PIECE = re.compile(r"[^\W_]+(?:&[^\W_]+)?(?:['’][^\W_]+)*\*?")
_NEEDS_DISTANCE = frozenset({"NEAR", "PRE", "AFTER"})
_MOST_READINGS = 4000
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Condition:
    """What must (or, if ``denied``, must not) hold beside the phrase."""

    operator: str
    phrase: str
    distance: int
    denied: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase and its conditions; the phrase is empty where only conditions are given."""

    written: str
    phrase: str
    conditions: tuple[Condition, ...]


def parse_pattern(written: str) -> Pattern:
    """Return the pattern that ``written`` says; DataError if it is not well formed."""
    marks = list(_OPERATOR.finditer(written))
    ends = [mark.start() for mark in marks[1:]] + [len(written)] * bool(marks)
    conditions = tuple(
        _condition(written, mark, written[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    )
    phrase = written[: marks[0].start()] if marks else written
    return Pattern(written, phrase.strip(), conditions)


def _condition(written: str, mark: re.Match[str], phrase: str) -> Condition:
    denied, operator, distance = mark.groups()
    if not phrase:
        raise DataError(f'pattern "{written}": {operator} needs a phrase after it')
    if (operator in _NEEDS_DISTANCE) != (distance is not None):
        raise DataError(
            f'pattern "{written}": write NEAR/n, PRE/n, AFTER/n with a number of words, '
            "and WITH, TO, UNLESS without one"
        )
    return Condition(operator, phrase, int(distance or 0), denied is not None)


def is_exact(printed: str) -> bool:
    """Say whether a word is compared to the letter: it holds two capitals or more."""
    return sum(character.isupper() for character in printed) >= 2


def _symbol(piece: str) -> str:
    if piece.endswith("*"):
        if len(piece) < _SHORTEST_STEM + 1:
            raise DataError(f'"{piece}": write at least {_SHORTEST_STEM} letters before the *')
        return piece.casefold()
    return f"={piece}" if is_exact(piece) else fold(piece)


def _words(text: str) -> tuple[Symbols, ...]:
    """Return the readings of plain words: "multi-agency" is also "multiagency"."""
    choices: list[list[Symbols]] = []
    for chunk in text.split():
        symbols = tuple(_symbol(piece) for piece in _PIECE.findall(chunk))
        readings = [symbols] if symbols else []
        if len(symbols) > 1 and re.search(r"\w[-‐‑.]\w", chunk) and "=" not in "".join(symbols):
            readings.append(("".join(symbols),))
        if readings:
            choices.append(readings)
    return tuple(sum(choice, ()) for choice in product(*choices)) if choices else ()


def label_readings(label: str) -> tuple[Symbols, ...]:
    """Return the readings of a label, in which nothing has a special meaning."""
    return _words(label.replace("*", " ").replace("/", " "))


def phrase_readings(phrase: str, lists: dict[str, tuple[Symbols, ...]]) -> tuple[Symbols, ...]:
    """Return every reading of a phrase; DataError if it is empty, unknown or too wide."""
    choices: list[tuple[Symbols, ...]] = []
    for element in phrase.split():
        optional = element.endswith("?")
        readings = _element_readings(element.rstrip("?"), phrase, lists)
        choices.append((*readings, ()) if optional else readings)
    readings = tuple(dict.fromkeys(sum(choice, ()) for choice in product(*choices)))
    if not readings or () in readings or len(readings) > _MOST_READINGS:
        raise DataError(f'phrase "{phrase}": empty, all optional, or more than {_MOST_READINGS}')
    return readings


def _element_readings(
    element: str, phrase: str, lists: dict[str, tuple[Symbols, ...]]
) -> tuple[Symbols, ...]:
    readings: list[Symbols] = []
    for choice in element.split("|"):
        if choice.startswith("["):
            name = choice.strip("[]")
            if name not in lists:
                raise DataError(f'phrase "{phrase}": no word list is called [{name}]')
            readings.extend(lists[name])
        else:
            readings.extend(_words(choice.replace("_", " ")))
    return tuple(readings)
