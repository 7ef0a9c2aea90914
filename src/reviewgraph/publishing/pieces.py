"""The graph in pieces small enough to hold: one review, or a part of what reviews share.

Every quad comes in exactly one piece. A review's piece brings along what shared graphs say of
its subjects (what they resemble), because a reader wants one subject in one block.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from reviewgraph.graph.reviews import derived_graph, review_graph, tombstone_triples
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import DCTERMS, OA, SCHEMA
from reviewgraph.publishing.sorting import LineSorter
from reviewgraph.rdf import NamedNode, RdfFormat, Triple, parse, serialize
from reviewgraph.store import Store
from reviewgraph.turtle import sorted_triples

_OF_A_REVIEW = tuple(mint(kind, "").value for kind in ("review", "recommendation"))
VERBATIM = frozenset({SCHEMA.text, OA.prefix, OA.suffix})
_SHARED_AT_ONCE = 20_000
"""Triples of a shared graph in one piece, give or take those of one subject."""


@dataclass(frozen=True)
class Piece:
    """Some of the graph, with all that is said of its subjects."""

    review: str | None
    """Identifier of the review; None if it is of what reviews share."""
    graphs: tuple[tuple[NamedNode, tuple[Triple, ...]], ...]
    """Named graphs and their triples, both sorted."""
    along: tuple[Triple, ...] = ()
    """What other graphs, which come in their own pieces, say of the subjects of this one."""

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """All distinct triples whose subjects belong to this piece, sorted."""
        own = (row for _, rows in self.graphs for row in rows)
        if self.review is not None:
            return tuple(sorted_triples((*own, *self.along)))
        return tuple(row for row in own if not _is_of_a_review(row))


def tombstone(identifier: str, kind: str) -> Piece:
    """Return what stays of a review that is gone."""
    rows = tuple(sorted_triples(tombstone_triples(identifier, kind)))
    return Piece(identifier, ((review_graph(identifier), rows),))


def piece_of_review(store: Store, identifier: str, shared: tuple[NamedNode, ...]) -> Piece:
    """Return the two graphs of a review, and what the shared graphs say of its subjects."""
    both = (
        (name, tuple(sorted_triples(store.triples(name))))
        for name in (derived_graph(identifier), review_graph(identifier))
    )
    graphs = tuple((name, rows) for name, rows in both if rows)
    subjects = {
        row.subject
        for _, rows in graphs
        for row in rows
        if isinstance(row.subject, NamedNode) and _is_of_a_review(row)
    }
    along = [row for name in shared for subject in subjects for row in store.about(subject, name)]
    return Piece(identifier, graphs, tuple(sorted_triples(along)))


def without_text(piece: Piece) -> Piece:
    """Return the piece without the texts of recommendations, unless their source has a licence.

    The words that show a theme or an organisation stay, as quotations; what stands around them
    goes, because from enough of it the text could be put together again.
    """
    if piece.review is None or any(
        row.predicate == DCTERMS.license for _, rows in piece.graphs for row in rows
    ):
        return piece
    graphs = tuple(
        (name, tuple(row for row in rows if row.predicate not in VERBATIM))
        for name, rows in piece.graphs
    )
    return Piece(piece.review, graphs, piece.along)


def _is_of_a_review(row: Triple) -> bool:
    return isinstance(row.subject, NamedNode) and row.subject.value.startswith(_OF_A_REVIEW)


def in_order(store: Store, graph: NamedNode, scratch: Path) -> Iterator[bytes]:
    """Yield the N-Triples of a graph of any size, sorted, some subjects at a time."""
    sorter = LineSorter(scratch)
    waiting: list[Triple] = []
    for row in store.triples(graph):
        waiting.append(row)
        if len(waiting) >= _SHARED_AT_ONCE:
            sorter.add(_lines(waiting))
            waiting = []
    sorter.add(_lines(waiting))
    batch: list[bytes] = []
    for _, lines in groupby(sorter.merged(), key=lambda line: line.partition(b" ")[0]):
        batch.extend(lines)
        if len(batch) >= _SHARED_AT_ONCE:
            yield b"".join(batch)
            batch = []
    if batch:
        yield b"".join(batch)


def _lines(rows: list[Triple]) -> list[bytes]:
    return (serialize(rows, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)


def shared_piece(graph: NamedNode, lines: bytes) -> Piece:
    """Return the piece of a shared graph that these N-Triples are."""
    found = parse(lines, format=RdfFormat.N_TRIPLES)
    return Piece(None, ((graph, tuple(sorted_triples(quad.triple for quad in found))),))
