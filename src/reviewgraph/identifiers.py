"""Mint the IRIs this graph publishes.

An IRI is a promise, so these functions are pure: the same printed words give the same IRI on
every run and on every machine. Nothing here counts, because a counter would depend on the order
in which sources are read. The parts of a local name are joined by ``--``, which no slug holds.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from reviewgraph.namespaces import ID
from reviewgraph.rdf import NamedNode

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FINGERPRINT_DIGITS = 8


def slug(text: str) -> str:
    """Return ``text`` as lower-case ASCII words joined by single hyphens; may be empty.

    >>> slug("St. Helens & Knowsley, 3.140(a)")
    'st-helens-knowsley-3-140-a'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", ascii_text.lower()).strip("-")


def is_identifier(text: str) -> bool:
    """Say whether a file's stem can name a review: lower-case words joined by hyphens."""
    return _IDENTIFIER.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """Say whether a text is an http or https address that can stand as an IRI.

    >>> is_web_address("https://example.org/a.pdf"), is_web_address("https://example.org/a b")
    (True, False)
    """
    try:
        parts = urlsplit(text)
        NamedNode(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def fingerprint(*printed: str) -> str:
    """Return 8 hex digits for printed words, blind to case, spacing and punctuation.

    The two renderings of one page give the same fingerprint, because a row of the one holds the
    same letters and digits in the same order as a row of the other.
    """
    folded = unicodedata.normalize("NFKD", "".join(printed)).casefold()
    letters = "".join(filter(str.isalnum, folded))
    return hashlib.sha256(letters.encode()).hexdigest()[:_FINGERPRINT_DIGITS]


def recommendation_keys(printed: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield the local key, inside its review, of each row of number, text and addressee.

    Neither number nor position is the identity: numbers repeat, and rows move. The key is the
    printed number, for readers, and the fingerprint of the printed row; a later row with the same
    fingerprint has its occurrence added, so that no two keys are the same.

    >>> list(recommendation_keys([("3.140(a)", "Audit it.", "Anyshire Police")]))
    ['3-140-a-47a5cb99']
    >>> list(recommendation_keys([("1", "Audit it.", ""), ("1", "audit it", "")]))
    ['1-7ddebb89', '1-7ddebb89-2']
    """
    seen: Counter[str] = Counter()
    for number, *words in printed:
        key = "-".join(part for part in (slug(number), fingerprint(number, *words)) if part)
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def mint(kind: str, *parts: str) -> NamedNode:
    """Return the IRI of a thing: its kind, then the parts of its local name.

    >>> mint("series", "6391f4df-havering", "lft").value
    'https://w3id.org/reviewgraph/id/series/6391f4df-havering--lft'
    """
    return NamedNode(f"{ID}{kind}/{'--'.join(parts)}")
