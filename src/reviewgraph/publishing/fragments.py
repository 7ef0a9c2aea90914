"""One piece of the graph in every form of a release: what is made side by side, and then joined.

A fragment depends on its piece alone, so any process can make it, and the files of a release are
the fragments in the order of the pieces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewgraph import jsonld
from reviewgraph.namespaces import PREFIXES
from reviewgraph.publishing.columns import TABLES
from reviewgraph.publishing.held import Held
from reviewgraph.publishing.mappings import MAPPINGS, mapping_rows
from reviewgraph.publishing.pieces import Piece, Row
from reviewgraph.publishing.statistics import Statistics, counted
from reviewgraph.publishing.tables import FILES, as_csv, rows_of
from reviewgraph.rdf import NamedNode, RdfFormat, Triple, nquads, serialize
from reviewgraph.turtle import BLANK, HEADER, refuse_blank_nodes, turtle_blocks

TURTLE = "reviewgraph.ttl"
TRIG = "reviewgraph.trig"
NQUADS = "reviewgraph.nq"
JSONLD = "reviewgraph.jsonld"
BETWEEN_NODES = b",\n"
"""What stands between two nodes of JSON-LD."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one piece adds to a release."""

    review: str | None
    """Identifier of the review; None if it is of what reviews share."""
    parts: Mapping[str, bytes]
    """What goes to the end of each file, by its name."""
    lines: tuple[bytes, ...]
    """Its canonical N-Quads, which go where their order says."""
    rows: Mapping[str, int]
    """How many rows each table gains."""
    counted: Statistics


def fragment(piece: Piece) -> Fragment:
    """Return the piece in every form; raise DataError if it holds a blank node."""
    trig = b"".join(_trig(rows) for _, rows in piece.graphs)
    if BLANK in trig:
        refuse_blank_nodes(quad.triple for _, rows in piece.graphs for *_, quad in rows)
    lines = [f"{line} .\n".encode() for _, rows in piece.graphs for _, line, _ in rows]
    held = Held(piece.triples)
    tables = {table.name: list(rows_of(table, held)) for table in TABLES}
    parts = {
        TURTLE: turtle_blocks(piece.triples),
        TRIG: trig,
        JSONLD: BETWEEN_NODES.join(jsonld.node(*about) for about in held.about.items()),
        MAPPINGS: mapping_rows(held),
        **{FILES[name]: as_csv(rows) for name, rows in tables.items()},
    }
    rows = {name: len(rows) for name, rows in tables.items()}
    return Fragment(piece.review, parts, tuple(lines), rows, counted(held, len(lines)))


def _trig(rows: tuple[Row, ...]) -> bytes:
    """Return a block of TriG; a large graph comes as several of one name."""
    quads = (quad for *_, quad in rows)
    text = serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
    return b"\n" + text[len(HEADER) :]


def canonical_lines(graph: NamedNode, rows: Sequence[Triple]) -> list[bytes]:
    """Return the quads as the lines of canonical N-Quads (RDF 1.1 N-Quads; RDFC-1.0, 5)."""
    refuse_blank_nodes(rows)
    return nquads(graph, rows).splitlines(keepends=True)
