"""The index by which a page searches without a server, in small files by the start of a word."""

import json
import re
import unicodedata
from collections import defaultdict

from reviewgraph.namespaces import PREFIXES
from reviewgraph.pages.asking import Ask, rows
from reviewgraph.siting.keeping import Kept

_TEXTS = """
SELECT ?it ?label ?text ?to {
  ?it a rg:Recommendation ; rdfs:label ?label ; schema:text ?text .
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
    """Write the words, the texts and their number below ``search/``."""
    found = rows(ask, _TEXTS)
    parts: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(found):
        for word in words(f"{row['label']} {row['text']} {row['to']}"):
            parts[word[:2]][word].append(number)
    for start, part in parts.items():
        kept.write(f"search/words-{start}.json", _json(part))
    for first in range(0, len(found), _SIZE):
        texts = [
            {
                "key": row["it"].removeprefix(PREFIXES["recommendation"]),
                "label": row["label"],
                "text": row["text"],
                "to": row["to"],
            }
            for row in found[first : first + _SIZE]
        ]
        kept.write(f"search/texts-{first // _SIZE}.json", _json(texts))
    kept.write("search/about.json", _json({"count": len(found), "size": _SIZE}))


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"
