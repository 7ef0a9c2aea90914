"""Keep ``graph:resemblances`` up to date: what each build found is kept for the next.

A build in which little changed compares what changed; its result is that of comparing everything
anew. What is kept lies beside the store of a generation and can be left out: it is made again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import Any
from zipfile import BadZipFile

import numpy as np

from reviewgraph.graph.resemblances import (
    RESEMBLANCES,
    resemblance_node,
    resemblance_triples,
    shortcuts,
)
from reviewgraph.graph.reviews import review_graph
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import RG, SCHEMA
from reviewgraph.rdf import Literal, NamedNode, nquads
from reviewgraph.resembling import (
    Comparison,
    Duplicate,
    Item,
    Matrix,
    Resemblance,
    Scored,
    Signature,
    compare,
    explain,
    from_arrays,
    matrix,
    shipped_wording,
    sign,
    to_arrays,
    update,
)
from reviewgraph.sources import split_addressee
from reviewgraph.store import Writer

KEPT = "resemblances.npz"
_WORTH_UPDATING = 10
"""An update pays as long as at most one review in so many changed."""
_BATCH = 2_000


def renew_resemblances(writer: Writer, reviews: Iterable[str], changed: frozenset[str]) -> None:
    """Bring the graph of resemblances up to date.

    ``reviews`` are all that the generation holds; ``changed`` those that came, went or are not
    what they were in the generation before.
    """
    present = sorted(reviews)
    old = _kept(writer)
    if old is None or len(changed) * _WORTH_UPDATING > len(present):
        writer.remove([RESEMBLANCES])
        found = compare(matrix(_signed(writer, present)))
        come, twice = found.kept, found.duplicates
    else:
        fresh = matrix(_signed(writer, sorted(changed.intersection(present))))
        found, change = update(old, changed, fresh)
        come, twice = change.come, tuple(set(found.duplicates) - set(old.duplicates))
        _forget(writer, old.matrix, old.alike.only(change.gone))
        no_more = set(old.duplicates) - set(found.duplicates)
        writer.remove_triples(RESEMBLANCES, resemblance_triples(no_more))
    _tell(writer, chain(twice, _explained(writer, found.matrix, found.alike.only(come))))
    arrays: Any = to_arrays(found)
    with writer.path(KEPT).open("wb") as file:
        np.savez(file, **arrays)


def _kept(writer: Writer) -> Comparison | None:
    """Return what the generation before found; None if it kept nothing that can be read."""
    path = writer.path_before(KEPT)
    try:
        if path is not None:
            with np.load(path, allow_pickle=False) as arrays:
                return from_arrays(dict(arrays))
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile):
        return None
    return None


def _signed(writer: Writer, reviews: Iterable[str]) -> Iterator[tuple[Item, Signature]]:
    wording = shipped_wording()
    for review in reviews:
        for item in _items(writer, review):
            yield item, sign(item, wording)


def _items(writer: Writer, review: str) -> Iterator[Item]:
    """Yield the recommendations of a review, read from its graph."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in writer.triples(review_graph(review)):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            said[triple.subject.value][triple.predicate.value] = triple.object.value
    about = said[mint("review", review).value]
    start = mint("recommendation", "").value
    for subject, values in said.items():
        if subject.startswith(start):
            yield Item(
                subject.removeprefix(start),
                review,
                values[SCHEMA.text.value],
                split_addressee(values.get(RG.addresseeAsPrinted.value, "")),
                about.get(RG.areaAsPrinted.value),
                about.get(RG.yearOfDeath.value),
            )


def _explained(writer: Writer, of: Matrix, pairs: Scored) -> Iterator[Resemblance]:
    @lru_cache(maxsize=1024)
    def text(row: int) -> str:
        return writer.literal(mint("recommendation", of.keys[row]), SCHEMA.text) or ""

    for left, right, score in pairs:
        yield explain(of, (left, right), (text(left), text(right)), score)


def _tell(writer: Writer, found: Iterable[Resemblance | Duplicate]) -> None:
    several = iter(found)
    while batch := list(islice(several, _BATCH)):
        writer.add(nquads(RESEMBLANCES, resemblance_triples(batch)))


def _forget(writer: Writer, of: Matrix, pairs: Scored) -> None:
    for left, right, _ in pairs:
        ends = of.keys[left], of.keys[right]
        writer.remove_triples(RESEMBLANCES, writer.about(resemblance_node(*ends)))
        writer.remove_triples(RESEMBLANCES, shortcuts(*ends))
