"""The index by which a page searches without a server, in small files by the start of a word."""

import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewgraph.namespaces import PREFIXES
from reviewgraph.pages.asking import Ask, Row, rows
from reviewgraph.publishing.sorting import LineSorter
from reviewgraph.siting.keeping import Kept

_REVIEWS = "SELECT ?it { ?it a rg:Review } ORDER BY ?it"
_TEXTS = """
SELECT ?it ?label ?text ?to {
  ?it dcterms:isPartOf ?review! ; a rg:Recommendation ; rdfs:label ?label ; schema:text ?text .
  OPTIONAL { ?it rg:addresseeAsPrinted ?to }
} ORDER BY ?it
"""
_SIZE = 100
"""Recommendations in one file of texts."""
_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> set[str]:
    """Return the words by which a text is found; the page's script cuts in the same way.

    >>> sorted(words("Café-owners' 24/7 line"))
    ['24', 'cafe', 'line', 'owners']
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(each for each in plain if not "\u0300" <= each <= "\u036f")
    return {word for word in _WORD.findall(plain.lower()) if len(word) > 1}


def write_index(ask: Ask, kept: Kept) -> None:
    """Write the words, the texts and their number below ``search/``.

    One review is held in memory at a time; where which word stands is sorted on disk.
    """
    with TemporaryDirectory(prefix="reviewgraph-site-") as scratch:
        places = LineSorter(Path(scratch))
        count = _write_texts(_entries(ask), places, kept)
        for start, lines in groupby(places.merged(), key=lambda line: line[:2].decode()):
            kept.write(f"search/words-{start}.json", _json(_parsed(lines)))
    kept.write("search/about.json", _json({"count": count, "size": _SIZE}))


def _entries(ask: Ask) -> Iterator[Row]:
    for review in rows(ask, _REVIEWS):
        yield from rows(ask, _TEXTS, review=review["it"])


def _write_texts(entries: Iterator[Row], places: LineSorter, kept: Kept) -> int:
    """Write the texts, and tell the sorter in which of them each word stands."""
    count = 0
    while some := list(islice(entries, _SIZE)):
        texts = [
            {
                "key": row["it"].removeprefix(PREFIXES["recommendation"]),
                "label": row["label"],
                "text": row["text"],
                "to": row["to"],
            }
            for row in some
        ]
        kept.write(f"search/texts-{count // _SIZE}.json", _json(texts))
        for number, row in enumerate(some, start=count):
            found = words(f"{row['label']} {row['text']} {row['to']}")
            places.add([f"{word}\t{number:09}\n".encode() for word in found])
        count += len(some)
    return count


def _parsed(lines: Iterator[bytes]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in lines:
        word, _, number = line.decode().partition("\t")
        found.setdefault(word, []).append(int(number))
    return found


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"
