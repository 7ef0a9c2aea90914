"""Where each word stands, in files of bounded size that a browser finds by the start of a word."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

_SHORTEST = 2
"""Letters of the shortest start; no word is shorter."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large the files of an index may grow."""

    file: int = 100_000
    """Bytes from which a file is split by the next letter, if it holds more than one word."""
    places: int = 100_000
    """Places of a word from which it tells too little to be listed: its number stands instead."""


BOUNDS = Bounds()
Entry = tuple[str, str]
"""A word, and where it stands, as JSON."""


def entry(word: str, places: Sequence[int], bounds: Bounds) -> Entry:
    """Return a word with its places, in ascending order, as the first and then the steps.

    >>> entry("merlin", [7, 9, 30], Bounds())
    ('merlin', '[7,2,21]')
    >>> entry("the", [0, 1, 2], Bounds(places=2))
    ('the', '3')
    """
    if len(places) > bounds.places:
        return word, str(len(places))
    steps = (*places[:1], *(after - before for before, after in pairwise(places)))
    return word, json.dumps(steps, separators=(",", ":"))


def files(entries: Iterable[Entry], bounds: Bounds) -> Iterator[tuple[str, bytes]]:
    """Yield the start of each file and its JSON; the words must come sorted.

    A word is in the file with the longest start that it begins with.
    """
    for start, group in groupby(entries, key=lambda each: each[0][:_SHORTEST]):
        for longer, several in _split(start, list(group), bounds):
            body = ",".join(f'"{word}":{places}' for word, places in several)
            yield longer, f"{{{body}}}\n".encode()


def _split(start: str, entries: list[Entry], bounds: Bounds) -> Iterator[tuple[str, list[Entry]]]:
    size = sum(len(word) + len(places) + 4 for word, places in entries)
    if size <= bounds.file or len(entries) == 1:
        yield start, entries
        return
    for longer, group in groupby(entries, key=lambda each: each[0][: len(start) + 1]):
        if longer == start:
            yield start, list(group)
        else:
            yield from _split(longer, list(group), bounds)
