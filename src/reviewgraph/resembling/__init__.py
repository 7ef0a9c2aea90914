"""Which recommendations were made before, in other words, in another review.

Three steps, each a pure function. ``sign`` reads what a recommendation asks, from its own words
alone, so its result can be kept for as long as the text and the wording stay. ``compare`` finds
the pairs, at a cost that grows with the number of recommendations. ``explain`` quotes what a pair
has in common, from its ``evidence``. ``find_resemblances`` does all three. ``update`` brings a
comparison up to date at the cost of what changed, after a ``splice`` of its rows.
"""

from collections.abc import Iterable, Iterator

from reviewgraph.resembling.comparing import THRESHOLD, Comparison, compare
from reviewgraph.resembling.duplicates import Duplicate
from reviewgraph.resembling.evidence import Evidence, Resemblance, Shared, evidence, explain
from reviewgraph.resembling.joining import (
    Splice,
    columns_of,
    joined,
    matrix_from,
    splice,
    spliced,
)
from reviewgraph.resembling.matrix import Matrix, matrix, matrix_of
from reviewgraph.resembling.pairs import Pairs
from reviewgraph.resembling.signature import Feature, Item, Signature, items, sign
from reviewgraph.resembling.signed import Signed, together
from reviewgraph.resembling.updating import Change, update
from reviewgraph.resembling.wording import Wording, read_wording, shipped_wording

__all__ = [
    "THRESHOLD",
    "Change",
    "Comparison",
    "Duplicate",
    "Evidence",
    "Feature",
    "Item",
    "Matrix",
    "Pairs",
    "Resemblance",
    "Shared",
    "Signature",
    "Signed",
    "Splice",
    "Wording",
    "columns_of",
    "compare",
    "evidence",
    "explain",
    "find_resemblances",
    "items",
    "joined",
    "matrix",
    "matrix_from",
    "matrix_of",
    "read_wording",
    "shipped_wording",
    "sign",
    "splice",
    "spliced",
    "together",
    "update",
]


def find_resemblances(
    items: Iterable[Item], wording: Wording, limit: int = 10
) -> Iterator[Resemblance | Duplicate]:
    """Yield the reviews published twice, then the resemblances, each sorted by its ends.

    Each recommendation keeps its ``limit`` best; see ``compare``.
    """
    numbers = matrix((item, sign(item, wording)) for item in items)
    found = compare(numbers, limit)
    yield from found.duplicates
    yield from explain(evidence(numbers, found.pairs))
