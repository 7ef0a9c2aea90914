"""Which recommendations were made before, in other words, in another review.

Three steps, each a pure function. ``sign`` reads what a recommendation asks, from its own words
alone, so its result can be kept for as long as the text and the wording stay. ``compare`` finds
the pairs, at a cost that grows with the number of recommendations. ``explain`` quotes what a pair
has in common. ``find_resemblances`` does all three for a corpus that fits into memory.
"""

from collections.abc import Iterable, Iterator

from reviewgraph.resembling.comparing import THRESHOLD, Comparison, Duplicate, Pair, compare
from reviewgraph.resembling.evidence import Resemblance, Shared, explain
from reviewgraph.resembling.matrix import Matrix, matrix
from reviewgraph.resembling.signature import Feature, Item, Signature, items, sign
from reviewgraph.resembling.wording import Wording, read_wording, shipped_wording

__all__ = [
    "THRESHOLD",
    "Comparison",
    "Duplicate",
    "Feature",
    "Item",
    "Matrix",
    "Pair",
    "Resemblance",
    "Shared",
    "Signature",
    "Wording",
    "compare",
    "explain",
    "find_resemblances",
    "items",
    "matrix",
    "read_wording",
    "shipped_wording",
    "sign",
]


def find_resemblances(
    items: Iterable[Item], wording: Wording, limit: int = 10
) -> Iterator[Resemblance | Duplicate]:
    """Yield the reviews published twice, then the resemblances, each sorted by its ends.

    Each recommendation keeps its ``limit`` best; see ``compare``.
    """
    signed = {item.key: (item, sign(item, wording)) for item in items}
    years = {item.review: item.year for item, _ in signed.values() if item.year is not None}
    found = compare(
        matrix((key, item.review, signature) for key, (item, signature) in signed.items()),
        years,
        limit,
    )
    yield from found.duplicates
    for pair in found.pairs:
        yield explain(signed[pair.left], signed[pair.right], pair.score)
