"""The graph in pieces small enough to hold: one review, or a part of what reviews share.

Every quad comes in exactly one piece. A review's piece brings along what shared graphs say of
its subjects (what they resemble), because a reader wants one subject in one block.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from reviewgraph.graph.reviews import derived_graph, review_graph, tombstone_triples
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import DCTERMS, OA, SCHEMA
from reviewgraph.publishing.sorting import LineFile, LineSorter
from reviewgraph.rdf import NamedNode, Quad, RdfFormat, Triple, parse
from reviewgraph.store import Store
from reviewgraph.turtle import order

_OF_A_REVIEW = tuple(f"<{mint(kind, '').value}" for kind in ("review", "recommendation"))
VERBATIM = frozenset({SCHEMA.text, OA.prefix, OA.suffix})
_SHARED_AT_ONCE = 5_000
"""Triples of a shared graph in one piece, give or take those of one subject."""

Row = tuple[str, str, Quad]
"""What sorts a quad among others of its graph, its line in N-Quads but for the stop, and it."""


@dataclass(frozen=True)
class Piece:
    """Some of the graph, with all that is said of its subjects."""

    review: str | None
    """Identifier of the review; None if it is of what reviews share."""
    graphs: tuple[tuple[NamedNode, tuple[Row, ...]], ...]
    """Named graphs and their quads, both sorted."""
    along: tuple[Row, ...] = ()
    """What other graphs, which come in their own pieces, say of the subjects of this one."""

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """All distinct triples whose subjects belong to this piece, sorted."""
        own = (row for _, rows in self.graphs for row in rows)
        if self.review is None:
            return tuple(row[2].triple for row in own if not _is_of_a_review(row))
        same = groupby(sorted((*own, *self.along)), key=itemgetter(0))
        return tuple(next(rows)[2].triple for _, rows in same)


def rows_of(quads: Iterable[Quad], graph: NamedNode) -> tuple[Row, ...]:
    """Return the rows of quads of one graph, sorted."""
    after = -len(f" {graph}")
    lines = ((str(quad), quad) for quad in quads)
    return tuple(sorted((order(line[:after]), line, quad) for line, quad in lines))


def tombstone(identifier: str, kind: str) -> Piece:
    """Return what stays of a review that is gone."""
    graph = review_graph(identifier)
    triples = set(tombstone_triples(identifier, kind))
    quads = (Quad(row.subject, row.predicate, row.object, graph) for row in triples)
    return Piece(identifier, ((graph, rows_of(quads, graph)),))


def piece_of_review(store: Store, identifier: str, shared: tuple[NamedNode, ...]) -> Piece:
    """Return the two graphs of a review, and what the shared graphs say of its subjects."""
    names = derived_graph(identifier), review_graph(identifier)
    both = ((name, rows_of(store.quads(name), name)) for name in names)
    graphs = tuple((name, rows) for name, rows in both if rows)
    subjects = {
        subject
        for _, rows in graphs
        for row in rows
        if _is_of_a_review(row) and isinstance(subject := row[2].subject, NamedNode)
    }
    along = (
        row
        for name in shared
        for subject in subjects
        for row in rows_of(store.quads(name, subject), name)
    )
    return Piece(identifier, graphs, tuple(sorted(along)))


def without_text(piece: Piece) -> Piece:
    """Return the piece without the texts of recommendations, unless their source has a licence.

    The words that show a theme or an organisation stay, as quotations; what stands around them
    goes, because from enough of it the text could be put together again.
    """
    if piece.review is None or any(
        quad.predicate == DCTERMS.license for _, rows in piece.graphs for *_, quad in rows
    ):
        return piece
    graphs = tuple(
        (name, tuple(row for row in rows if row[2].predicate not in VERBATIM))
        for name, rows in piece.graphs
    )
    return Piece(piece.review, graphs, piece.along)


def _is_of_a_review(row: Row) -> bool:
    return row[0].startswith(_OF_A_REVIEW)


def shared_piece(graph: NamedNode, lines: bytes) -> Piece:
    """Return the piece of a shared graph that these N-Triples are."""
    quads = lines.replace(b" .\n", f" {graph} .\n".encode())
    # The engine wrote them itself, so there is nothing to check.
    found = parse(quads, format=RdfFormat.N_QUADS, lenient=True)
    return Piece(None, ((graph, rows_of(found, graph)),))


def write_in_order(store: Store, graph: NamedNode, path: Path) -> None:
    """Write the N-Triples of a graph of any size to a file, sorted."""
    sorter = LineSorter(path.parent)
    store.write_triples(graph, LineFile(sorter))
    with path.open("wb") as file:
        file.writelines(sorter.merged())


def in_batches(path: Path) -> Iterator[bytes]:
    """Yield the sorted N-Triples of a file, some subjects at a time."""
    batch: list[bytes] = []
    with path.open("rb") as lines:
        for _, group in groupby(lines, key=lambda line: line.partition(b" ")[0]):
            batch.extend(group)
            if len(batch) >= _SHARED_AT_ONCE:
                yield b"".join(batch)
                batch = []
    if batch:
        yield b"".join(batch)
