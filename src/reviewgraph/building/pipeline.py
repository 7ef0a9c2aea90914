"""One source to the N-Quads of its review: read, enrich, write. Runs in any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reviewgraph import __version__
from reviewgraph.building.patience import TookTooLongError, at_most
from reviewgraph.building.reading import Read, read_files
from reviewgraph.building.recurrence import signed
from reviewgraph.building.toolkit import Places, Toolkit, toolkit
from reviewgraph.errors import SourceError
from reviewgraph.graph.actions import action_triples, status_triples
from reviewgraph.graph.links import commissioner_triples, link_triples
from reviewgraph.graph.provenance import graph_triples
from reviewgraph.graph.reviews import derived_graph, review_graph, review_triples
from reviewgraph.graph.taggings import tagging_triples
from reviewgraph.identifiers import mint
from reviewgraph.linking import disagreement, ledger
from reviewgraph.model import MentionKind, Resolution, Review, Tagging
from reviewgraph.rdf import Triple, nquads
from reviewgraph.resembling import Signed
from reviewgraph.sources import Source
from reviewgraph.themes.ledger import apply_decisions

if TYPE_CHECKING:
    from reviewgraph.validation import Finding

Resolved = Mapping[str, tuple[Resolution, ...]]
"""The resolutions of every mention, by the key of its recommendation."""

_SECONDS = 120.0
"""For one source. A page takes a hundredth of a second; a report may take a minute, and is ended
then by what reads it."""
_BODIES = (MentionKind.NAMED_BODY, MentionKind.PSEUDONYM)
"""Kinds of mention whose words are a name and nothing more: no theme is read from them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source."""

    identifier: str
    source: str
    quads: bytes = b""
    """Empty if nothing could be read."""
    agencies: tuple[str, ...] = ()
    """Keys of the agencies that its links and candidates name, sorted."""
    fault: str | None = None
    """Why a file of the source could not be read, in one line."""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] | None = None
    """What the shapes find in it; None if nobody asked."""
    signed: Signed | None = None
    """What its recommendations ask; None if nothing could be read."""


def process_many(sources: Sequence[Source], places: Places) -> list[Outcome]:
    """Return the outcomes of several sources in their order: one errand for another process."""
    return [process(source, places) for source in sources]


def process(source: Source, places: Places) -> Outcome:
    """Return the quads of one source, or the fault that stopped it; never raises SourceError."""
    tools = toolkit(places)
    try:
        with at_most(_SECONDS):
            return _outcome(read_files(source), tools)
    except SourceError as error:
        fault = str(error)
    except TookTooLongError:
        place = source.path.as_posix()
        fault = str(SourceError(place, f"takes longer than {_SECONDS:g} seconds; check the file"))
    return Outcome(source.identifier, source.path.name, fault=fault)


def _outcome(found: Read, tools: Toolkit) -> Outcome:
    reading = found.reading
    review = reading.review
    identifier = review.identifier
    if review.sidecar.withdrawn:
        quads = nquads(review_graph(identifier), review_triples(reading))
        return Outcome(identifier, reading.source, quads=quads, signed=Signed(identifier, ""))
    resolved = ledger.apply_decisions(
        identifier, tools.resolver.resolve_review(review), tools.link_decisions
    )
    commissioner = _commissioner(review, tools)
    printed = chain(
        review_triples(reading),
        action_triples(identifier, found.actions),
        graph_triples(reading, __version__),
    )
    derived = chain(
        _links(review, resolved, commissioner, tools),
        _themes(review, resolved, tools),
        status_triples(identifier, found.actions, review.upload_month),
    )
    return Outcome(
        identifier,
        reading.source,
        quads=nquads(review_graph(identifier), printed)
        + nquads(derived_graph(identifier), derived),
        agencies=_agencies(chain([commissioner] if commissioner else [], *resolved.values())),
        fault=found.fault,
        notes=reading.notes,
        signed=signed(review),
    )


def _commissioner(review: Review, tools: Toolkit) -> Resolution | None:
    """Return what the review's area stands for as a partnership; None if no area is printed."""
    if not review.area:
        return None
    return tools.resolver.resolve_area(review.area, review.year_of_death)


def _agencies(resolutions: Iterable[Resolution]) -> tuple[str, ...]:
    keys = set()
    for resolution in resolutions:
        keys.add(resolution.agency)
        keys.update(candidate.agency for candidate in resolution.candidates)
    return tuple(sorted(key for key in keys if key is not None))


def _links(
    review: Review, resolved: Resolved, commissioner: Resolution | None, tools: Toolkit
) -> Iterator[Triple]:
    register = tools.resolver.register
    if commissioner is not None:
        yield from commissioner_triples(review.identifier, commissioner, register)
    texts = {each.key: each.text for each in review.recommendations}
    for key, resolutions in resolved.items():
        note = disagreement(texts[key], [resolution.mention for resolution in resolutions])
        yield from link_triples(
            review.identifier,
            key,
            resolutions,
            register,
            notes=(note,) if note else (),
        )


def _themes(review: Review, resolved: Resolved, tools: Toolkit) -> Iterator[Triple]:
    if review.summary:
        found = tools.tagger.tag_summary(review.summary)
        yield from _tagged(tools, "review", review.identifier, review.summary, found)
    for each in review.recommendations:
        masked = tuple(
            (mention.quote.start, mention.quote.end)
            for mention in (resolution.mention for resolution in resolved[each.key])
            if mention.quote is not None and mention.kind in _BODIES
        )
        found = tools.tagger.tag(each.text, addressees=each.addressees, masked=masked)
        key = f"{review.identifier}--{each.key}"
        yield from _tagged(tools, "recommendation", key, each.text, found)


def _tagged(
    tools: Toolkit, kind: str, key: str, text: str, found: tuple[Tagging, ...]
) -> Iterator[Triple]:
    """Yield the taggings of a text as people judged them."""
    decided = apply_decisions(found, tools.theme_decisions.get(f"{kind}:{key}", ()), text)
    yield from tagging_triples(mint(kind, key), key, decided)
