"""The wording that counts as equal, read from ``data/resembling/equal-words.tsv``.

The theme scheme groups what belongs together (body worn video, arrest); this table lists what a
reader takes for the same (body worn video, BWV). The two purposes need two tables: a scheme used
as synonyms would call an arrest and a camera one request.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from reviewgraph.errors import DataError
from reviewgraph.resources import shipped

_WORD = re.compile(r"[a-z0-9&+]+(?:'[a-z]+)?")
_LETTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_STEMMER = snowballstemmer.stemmer("english")
_COLUMNS = "kind\tname\tweight\tphrases"


class Kind(StrEnum):
    """What a piece of wording says about a recommendation."""

    TOPIC = "topic"
    ACTION = "action"
    WHO = "who"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning that several phrases express."""

    name: str
    kind: Kind
    weight: float
    """How much sharing it says about two recommendations being the same; 0 for filler."""


class Word(NamedTuple):
    """A word of a text: its stem and where it stands, as half-open offsets.

    A tuple, because a large corpus has a hundred million of them and a dataclass takes three
    times as long to make.
    """

    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases as tuples of stems, and the meaning of each."""

    phrases: dict[tuple[str, ...], Meaning]
    lengths: dict[str, tuple[int, ...]]
    """How many words the phrases have that begin with a stem, longest first."""


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    bare = word.removesuffix("'s").replace("'", "")
    return str(_STEMMER.stemWord(bare))


def words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text``, stemmed; offsets count the characters of ``text``."""
    folded = text.translate(_LETTERS).lower()
    if len(folded) != len(text):  # a few letters, such as İ, grow in lower case
        folded = "".join(letter.lower()[0] for letter in text.translate(_LETTERS))
    return tuple(
        Word(_stem(found.group()), found.start(), found.end()) for found in _WORD.finditer(folded)
    )


@lru_cache(maxsize=65536)
def phrase(text: str) -> tuple[str, ...]:
    """Return the stems of a phrase, the form in which phrases are compared."""
    return tuple(word.stem for word in words(text))


def read_wording(table: str, name: str = "equal-words.tsv") -> Wording:
    """Return the wording a table holds; ``name`` is only for messages.

    Raises DataError naming the line if a row is malformed or a phrase has two meanings.
    """
    phrases: dict[tuple[str, ...], Meaning] = {}
    rows = [
        (number, line)
        for number, line in enumerate(table.splitlines(), start=1)
        if line and not line.startswith("#")
    ]
    if not rows or rows[0][1] != _COLUMNS:
        raise DataError(f"{name}: the first row must be kind, name, weight, phrases, tab-separated")
    for number, line in rows[1:]:
        meaning, printed = _row(line, f"{name}:{number}")
        for stems in printed:
            other = phrases.setdefault(stems, meaning)
            if other != meaning:
                raise DataError(
                    f"{name}:{number}: “{' '.join(stems)}” already means {other.name}; "
                    f"keep it under one meaning"
                )
    lengths: dict[str, set[int]] = defaultdict(set)
    for stems in phrases:
        lengths[stems[0]].add(len(stems))
    longest_first = {stem: tuple(sorted(each, reverse=True)) for stem, each in lengths.items()}
    return Wording(phrases, longest_first)


def _row(line: str, place: str) -> tuple[Meaning, list[tuple[str, ...]]]:
    cells = line.split("\t")
    try:
        kind, name, weight, listed = cells
        meaning = Meaning(name, Kind(kind), float(weight))
    except ValueError as error:
        raise DataError(f"{place}: not kind, name, weight, phrases: {error}") from error
    printed = [phrase(text) for text in listed.split(";")]
    if not all(printed):
        raise DataError(f"{place}: an empty phrase; remove the spare semicolon")
    return meaning, printed


@lru_cache(maxsize=1)
def shipped_wording() -> Wording:
    """Return the wording this package ships, read once in each process."""
    path = shipped("data/resembling/equal-words.tsv")
    return read_wording(path.read_text(encoding="utf-8"), str(path))
