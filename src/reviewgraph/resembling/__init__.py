"""Which recommendations were made before, in other words, in another review.

Three steps, each a pure function. ``sign`` reads what a recommendation asks, from its own words
alone, so its result can be kept for as long as the text and the wording stay. ``compare`` finds
the pairs, at a cost that grows with the number of recommendations. ``explain`` quotes what a pair
has in common. ``find_resemblances`` does all three. ``update`` brings a comparison up to date at
the cost of what changed; ``to_arrays`` and ``from_arrays`` keep it in between.
"""

from collections.abc import Callable, Iterable, Iterator

from reviewgraph.resembling.comparing import THRESHOLD, Comparison, Duplicate, compare
from reviewgraph.resembling.evidence import Resemblance, Shared, explain
from reviewgraph.resembling.keeping import Arrays, from_arrays, to_arrays
from reviewgraph.resembling.matrix import Matrix, Scored, matrix
from reviewgraph.resembling.signature import Feature, Item, Signature, items, sign
from reviewgraph.resembling.updating import Change, update
from reviewgraph.resembling.wording import Wording, read_wording, shipped_wording

__all__ = [
    "THRESHOLD",
    "Arrays",
    "Change",
    "Comparison",
    "Duplicate",
    "Feature",
    "Item",
    "Matrix",
    "Resemblance",
    "Scored",
    "Shared",
    "Signature",
    "Wording",
    "compare",
    "explain",
    "find_resemblances",
    "from_arrays",
    "items",
    "matrix",
    "read_wording",
    "shipped_wording",
    "sign",
    "to_arrays",
    "update",
]


def find_resemblances(
    items: Iterable[Item],
    wording: Wording,
    limit: int = 10,
    *,
    text: Callable[[str], str] | None = None,
) -> Iterator[Resemblance | Duplicate]:
    """Yield the reviews published twice, then the resemblances, each sorted by its ends.

    Each recommendation keeps its ``limit`` best; see ``compare``. ``text`` looks up what a
    recommendation says by its key; without it all texts are held in memory.
    """
    texts: dict[str, str] = {}

    def signed() -> Iterator[tuple[Item, Signature]]:
        for item in items:
            if text is None:
                texts[item.key] = item.text
            yield item, sign(item, wording)

    numbers = matrix(signed())
    found = compare(numbers, limit)
    yield from found.duplicates
    says = text or texts.__getitem__
    for left, right, score in found.pairs:
        ends = says(numbers.keys[left]), says(numbers.keys[right])
        yield explain(numbers, (left, right), ends, score)
