"""The index by which a page searches without a server, in small files by the start of a word."""

import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

from reviewgraph.namespaces import PREFIXES
from reviewgraph.pages.asking import Ask, Row, rows
from reviewgraph.publishing.sorting import LineSorter
from reviewgraph.siting.postings import Bounds, Entry, entry, files

_REVIEWS = "SELECT ?it { ?it a rg:Review } ORDER BY ?it"
_TEXTS = """
SELECT ?it ?label ?text ?to {
  ?it dcterms:isPartOf ?review! ; a rg:Recommendation ; rdfs:label ?label ; schema:text ?text .
  OPTIONAL { ?it rg:addresseeAsPrinted ?to }
} ORDER BY ?it
"""
_SIZE = 20
"""Recommendations in one file of texts: a page of hits may need as many files as it has hits."""
_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> set[str]:
    """Return the words by which a text is found; the page's script cuts in the same way.

    >>> sorted(words("Café-owners' 24/7 line"))
    ['24', 'cafe', 'line', 'owners']
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(each for each in plain if not "\u0300" <= each <= "\u036f")
    return {word for word in _WORD.findall(plain.lower()) if len(word) > 1}


def index_files(ask: Ask, scratch: Path, bounds: Bounds) -> Iterator[tuple[str, bytes]]:
    """Yield the files below ``search/``: the texts, the words, and what there is.

    One review is held in memory at a time; where which word stands is sorted on disk.
    """
    places = LineSorter(scratch)
    count = 0
    entries = _entries(ask)
    while some := list(islice(entries, _SIZE)):
        yield f"search/texts-{count // _SIZE}.json", _texts(some)
        for number, row in enumerate(some, start=count):
            found = words(f"{row['label']} {row['text']} {row['to']}")
            places.add([f"{word}\t{number:09}\n".encode() for word in found])
        count += len(some)
    starts = []
    for start, data in files(_places(places.merged(), bounds), bounds):
        starts.append(start)
        yield f"search/words-{start}.json", data
    about = {"count": count, "size": _SIZE, "starts": starts}
    yield "search/about.json", _json(about)


def _entries(ask: Ask) -> Iterator[Row]:
    for review in rows(ask, _REVIEWS):
        yield from rows(ask, _TEXTS, review=review["it"])


def _texts(some: list[Row]) -> bytes:
    return _json(
        [
            {
                "key": row["it"].removeprefix(PREFIXES["recommendation"]),
                "label": row["label"],
                "text": row["text"],
                "to": row["to"],
            }
            for row in some
        ]
    )


def _places(lines: Iterator[bytes], bounds: Bounds) -> Iterator[Entry]:
    for word, group in groupby(lines, key=lambda line: line.partition(b"\t")[0]):
        yield entry(word.decode(), [int(line[len(word) :]) for line in group], bounds)


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"
