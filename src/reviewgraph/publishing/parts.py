"""The dumps: each takes the graph piece by piece and writes a file of its own form."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from reviewgraph import jsonld
from reviewgraph.namespaces import PREFIXES
from reviewgraph.publishing.files import Files
from reviewgraph.publishing.pieces import Piece
from reviewgraph.publishing.sorting import LineSorter
from reviewgraph.rdf import NamedNode, Quad, RdfFormat, Triple, nquads, serialize
from reviewgraph.turtle import HEADER, refuse_blank_nodes, turtle_blocks

TURTLE = "reviewgraph.ttl"
TRIG = "reviewgraph.trig"
NQUADS = "reviewgraph.nq"
JSONLD = "reviewgraph.jsonld"


class Part(Protocol):
    """A part of a release that grows with every piece of the graph."""

    def add(self, piece: Piece) -> None:
        """Take the next piece."""

    def close(self) -> None:
        """Write what is left to write, after the last piece."""


class Turtle:
    """Pretty Turtle, whole and one file a review, without named graphs."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._open = ExitStack()
        self._whole = self._open.enter_context(files.open(TURTLE, zipped=True))
        self._whole.write(HEADER)
        self.triples = 0
        self.reviews: list[str] = []

    def add(self, piece: Piece) -> None:
        """Write the piece, and the file of its review."""
        blocks = turtle_blocks(piece.triples)
        self._whole.write(blocks)
        self.triples += len(piece.triples)
        if piece.review is not None:
            self.reviews.append(piece.review)
            self._files.write(f"reviews/{piece.review}.ttl", HEADER + blocks)

    def close(self) -> None:
        """Close the whole."""
        self._open.close()


class TriG:
    """Pretty Turtle in named graphs: what is printed apart from what was derived."""

    def __init__(self, files: Files) -> None:
        self._open = ExitStack()
        self._file = self._open.enter_context(files.open(TRIG, zipped=True))
        self._file.write(HEADER)

    def add(self, piece: Piece) -> None:
        """Write the graphs of the piece; a large graph comes as several blocks of one name."""
        for graph, rows in piece.graphs:
            refuse_blank_nodes(rows)
            quads = (Quad(row.subject, row.predicate, row.object, graph) for row in rows)
            text = serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
            self._file.write(b"\n" + text[len(HEADER) :])

    def close(self) -> None:
        """Close the file."""
        self._open.close()


class NQuads:
    """N-Quads in the canonical form of RDFC-1.0: without blank nodes, sorted distinct lines."""

    def __init__(self, files: Files, scratch: Path) -> None:
        self._files = files
        self._sorter = LineSorter(scratch)

    def add(self, piece: Piece) -> None:
        """Keep the quads of the piece until all can be put in order."""
        for graph, rows in piece.graphs:
            self._sorter.add(canonical_lines(graph, rows))

    def close(self) -> None:
        """Write the file."""
        with self._files.open(NQUADS, zipped=True) as file:
            for line in self._sorter.merged():
                file.write(line)


def canonical_lines(graph: NamedNode, rows: Sequence[Triple]) -> list[bytes]:
    """Return the quads as the lines of canonical N-Quads (RDF 1.1 N-Quads; RDFC-1.0, 5)."""
    refuse_blank_nodes(rows)
    return nquads(graph, rows).splitlines(keepends=True)


class JsonLd:
    """JSON-LD with our context inside: one node a subject, without named graphs."""

    def __init__(self, files: Files) -> None:
        self._open = ExitStack()
        self._file = self._open.enter_context(files.open(JSONLD, zipped=True))
        self._file.write(jsonld.head())
        self._between = b""

    def add(self, piece: Piece) -> None:
        """Write a node for each subject of the piece."""
        for node in jsonld.nodes(piece.triples):
            self._file.write(self._between + node)
            self._between = b",\n"

    def close(self) -> None:
        """End the document."""
        self._file.write(jsonld.FOOT)
        self._open.close()
