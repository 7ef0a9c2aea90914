"""One source to the N-Quads of its review: read, enrich, write. Runs in any process."""

from dataclasses import dataclass
from itertools import chain

from reviewgraph import __version__
from reviewgraph.building.toolkit import Places
from reviewgraph.errors import SourceError
from reviewgraph.graph.provenance import graph_triples
from reviewgraph.graph.reviews import review_graph, review_triples
from reviewgraph.model import Reading
from reviewgraph.rdf import nquads
from reviewgraph.sources import Source, read


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source."""

    identifier: str
    source: str
    quads: bytes = b""
    fault: str | None = None
    """Why the source could not be read, in one line."""
    notes: tuple[str, ...] = ()


def process(source: Source, places: Places) -> Outcome:
    """Return the quads of one source, or the fault that stopped it; never raises SourceError."""
    try:
        reading = read(source)
    except SourceError as error:
        return Outcome(source.identifier, source.path.name, fault=str(error))
    return Outcome(
        source.identifier, source.path.name, _quads(reading, places), notes=reading.notes
    )


def _quads(reading: Reading, places: Places) -> bytes:
    identifier = reading.review.identifier
    printed = chain(review_triples(reading), graph_triples(reading, __version__))
    return nquads(review_graph(identifier), printed)
