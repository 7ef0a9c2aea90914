"""What the recommendations of one review ask, in the form in which it is sent and kept."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from reviewgraph.resembling.signature import Item, Signature

FEATURES = 24
"""Of a very long recommendation only so many of the heaviest meanings are kept."""

FEATURE = np.dtype([("name", "<u8"), ("weight", "<i2"), ("subject", "?"), ("width", "<i4")])
"""A meaning of a recommendation: its name as a number, its weight in hundredths, and how many
letters of the recommendation express it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatures of a review's recommendations, in the order of their keys.

    Of the text it holds only the words that express a meaning, as these are all that is quoted.
    """

    review: str
    year: str
    """Year of the death; empty if not stated."""
    keys: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    """Of each recommendation, the words of its meanings one after the other."""
    counts: tuple[int, ...] = ()
    """How many meanings each has."""
    features: bytes = b""
    """Records of FEATURE: the meanings of all, heaviest of each first."""


def together(review: str, year: str | None, signed: Iterable[tuple[Item, Signature]]) -> Signed:
    """Return the signatures of one review's recommendations."""
    ordered = sorted(signed, key=lambda pair: pair[0].key)
    shown = [signature.features[:FEATURES] for _, signature in ordered]
    spans = [
        [item.text[each.start : each.end] for each in features]
        for (item, _), features in zip(ordered, shown, strict=True)
    ]
    records = [
        (number(each.name), round(each.weight * 100), each.subject, len(quote))
        for each, quote in zip(chain(*shown), chain(*spans), strict=True)
    ]
    return Signed(
        review,
        year or "",
        tuple(item.key for item, _ in ordered),
        tuple(map("".join, spans)),
        tuple(map(len, shown)),
        np.array(records, dtype=FEATURE).tobytes(),
    )


def by_review(signed: Iterable[tuple[Item, Signature]]) -> list[Signed]:
    """Return the signatures of recommendations that come in any order, one for each review."""
    found: dict[str, list[tuple[Item, Signature]]] = defaultdict(list)
    for item, signature in signed:
        found[item.review].append((item, signature))
    return [together(review, pairs[-1][0].year, pairs) for review, pairs in found.items()]


@lru_cache(maxsize=65536)
def number(name: str) -> int:
    """Return a number of 64 bits drawn from a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
