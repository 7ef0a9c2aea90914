"""One source to the N-Quads of its review: read, enrich, write. Runs in any process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from reviewgraph import __version__
from reviewgraph.building.toolkit import Places, Toolkit, toolkit
from reviewgraph.errors import SourceError
from reviewgraph.graph.provenance import graph_triples
from reviewgraph.graph.reviews import derived_graph, review_graph, review_triples
from reviewgraph.graph.taggings import tagging_triples
from reviewgraph.identifiers import mint
from reviewgraph.model import Reading, Recommendation, Review
from reviewgraph.rdf import Triple, nquads
from reviewgraph.sources import Source, read
from reviewgraph.themes.ledger import apply_decisions


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
    name = source.path.name
    try:
        reading = read(source)
    except SourceError as error:
        return Outcome(source.identifier, name, fault=str(error))
    return Outcome(source.identifier, name, _quads(reading, toolkit(places)), notes=reading.notes)


def process_many(sources: Sequence[Source], places: Places) -> list[Outcome]:
    """Return the outcomes of several sources in their order: one errand for another process."""
    return [process(source, places) for source in sources]


def _quads(reading: Reading, tools: Toolkit) -> bytes:
    identifier = reading.review.identifier
    printed = chain(review_triples(reading), graph_triples(reading, __version__))
    derived = _derived(reading.review, tools)
    return nquads(review_graph(identifier), printed) + nquads(derived_graph(identifier), derived)


def _derived(review: Review, tools: Toolkit) -> Iterator[Triple]:
    if review.summary:
        yield from _tagged(tools, "review", review.identifier, review.summary)
    for recommendation in review.recommendations:
        key = f"{review.identifier}--{recommendation.key}"
        yield from _tagged(tools, "recommendation", key, recommendation.text, recommendation)


def _tagged(
    tools: Toolkit, kind: str, key: str, text: str, recommendation: Recommendation | None = None
) -> Iterator[Triple]:
    """Yield the taggings of a recommendation's text, or of a review's summary."""
    if recommendation is None:
        found = tools.tagger.tag_summary(text)
    else:
        found = tools.tagger.tag(text, addressees=recommendation.addressees)
    decided = apply_decisions(found, tools.theme_decisions.get(f"{kind}:{key}", ()), text)
    yield from tagging_triples(mint(kind, key), key, decided)
