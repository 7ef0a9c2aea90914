"""Mentions and what they stand for: SSSOM mappings in RDF, and the shortcut of the sure ones.

A link is one judgement about one mention and one agency, an ``owl:Axiom`` in the form that
SSSOM 1.1 prescribes. A refused one stays, negated, so that the machine does not propose it
again. ``rg:addressedTo`` follows from sure or accepted links of the addressee cell alone; what
only the text names gives no shortcut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewgraph.graph.literals import boolean, decimal, english
from reviewgraph.graph.taggings import quote_triples
from reviewgraph.identifiers import mint
from reviewgraph.linking.ledger import mention_name
from reviewgraph.model import Candidate, Judgement, Mention, Resolution
from reviewgraph.namespaces import OA, OWL, PREFIXES, RDF, RDFS, RG, SSSOM
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.registries import Register

_STATUS = {
    None: "asserted",
    Judgement.ACCEPTED: "accepted",
    Judgement.REJECTED: "rejected",
    Judgement.UNSURE: "candidate",
}
_COMPOSITE = "semapv:BackgroundKnowledgeBasedMatching"


def link_triples(
    review_id: str,
    recommendation_key: str,
    resolutions: Sequence[Resolution],
    register: Register | None = None,
    *,
    notes: Sequence[str] = (),
) -> Iterator[Triple]:
    """Yield mentions, links, candidates and shortcuts of one recommendation.

    ``register`` gives the agencies' names for the links; ``notes`` are disagreements between
    cell and text, stated at the mentions that only the text names.
    """
    recommendation = mint("recommendation", review_id, recommendation_key)
    for resolution in resolutions:
        name = mention_name(review_id, recommendation_key, resolution.mention)
        node = mint("mention", name)
        yield Triple(recommendation, RG.hasMention, node)
        yield from _mention(node, resolution.mention, notes)
        yield from _links(name, node, resolution, register)
        if _is_sure(resolution) and resolution.agency and not resolution.mention.in_text:
            yield Triple(recommendation, RG.addressedTo, mint("agency", resolution.agency))


def commissioner_triples(
    review_id: str, resolution: Resolution, register: Register | None = None
) -> Iterator[Triple]:
    """Yield which partnership commissioned a review, as the link of its printed area says."""
    review = mint("review", review_id)
    name = f"{review_id}--area"
    node = mint("mention", name)
    yield Triple(review, RG.hasMention, node)
    yield from _mention(node, resolution.mention, ())
    yield from _links(name, node, resolution, register)
    if _is_sure(resolution) and resolution.agency:
        yield Triple(review, RG.commissionedBy, mint("agency", resolution.agency))


def _is_sure(resolution: Resolution) -> bool:
    return resolution.judgement in (None, Judgement.ACCEPTED)


def _mention(node: NamedNode, mention: Mention, notes: Sequence[str]) -> Iterator[Triple]:
    yield Triple(node, RDF.type, RG.Mention)
    yield Triple(node, RDFS.label, english(mention.name))
    yield Triple(node, RG.nameAsPrinted, Literal(mention.name))
    yield Triple(node, RG.mentionKind, mint("concept", "mention-kind", mention.kind.value))
    if mention.agency_type:
        yield Triple(node, RG.agencyType, mint("concept", "agency-type", mention.agency_type))
    if mention.expanded:
        yield Triple(node, RG.expandedName, Literal(mention.expanded))
    if mention.in_text:
        yield Triple(node, RG.inText, boolean(value=True))
        for note in notes:
            yield Triple(node, RDFS.comment, english(note))
    if mention.quote:
        selector = NamedNode(f"{node.value}--quote")
        yield Triple(node, OA.hasSelector, selector)
        yield from quote_triples(selector, mention.quote)


def _links(
    name: str, node: NamedNode, resolution: Resolution, register: Register | None
) -> Iterator[Triple]:
    if resolution.agency is not None:
        yield from _link(name, node, resolution, resolution.agency, register)
        if resolution.judgement is Judgement.UNSURE:
            yield Triple(node, RG.candidate, mint("agency", resolution.agency))
    for candidate in resolution.candidates:
        if candidate.agency != resolution.agency:
            yield Triple(node, RG.candidate, mint("agency", candidate.agency))
            proposed = _proposal(resolution, candidate)
            yield from _link(name, node, proposed, candidate.agency, register)


def _proposal(resolution: Resolution, candidate: Candidate) -> Resolution:
    return replace(
        resolution,
        agency=candidate.agency,
        predicate=resolution.predicate or "skos:exactMatch",
        justification=resolution.justification or _COMPOSITE,
        confidence=candidate.score,
        reason=candidate.reason,
        judgement=Judgement.UNSURE,
    )


def _link(
    name: str, node: NamedNode, resolution: Resolution, agency: str, register: Register | None
) -> Iterator[Triple]:
    link = mint("link", name, agency)
    yield Triple(link, RDF.type, RG.Link)
    yield Triple(link, RDF.type, OWL.Axiom)
    yield Triple(link, OWL.annotatedSource, node)
    yield Triple(link, OWL.annotatedProperty, term(resolution.predicate or "skos:exactMatch"))
    yield Triple(link, OWL.annotatedTarget, mint("agency", agency))
    yield Triple(link, SSSOM.subject_label, Literal(resolution.mention.name))
    known = register.agency(agency) if register else None
    if known:
        yield Triple(link, SSSOM.object_label, Literal(known.name))
    justification = term(resolution.justification or _COMPOSITE)
    yield Triple(link, SSSOM.mapping_justification, justification)
    yield Triple(link, SSSOM.confidence, decimal(resolution.confidence))
    yield Triple(link, RG.rule, Literal(resolution.rule))
    yield Triple(link, RDFS.comment, english(resolution.reason))
    status = _STATUS[resolution.judgement]
    yield Triple(link, RG.status, mint("concept", "link-status", status))
    if resolution.judgement is Judgement.REJECTED:
        yield Triple(link, SSSOM.predicate_modifier, SSSOM.NegatedPredicate)


def term(curie: str) -> NamedNode:
    """Return the IRI of a term such as ``skos:broadMatch``."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
