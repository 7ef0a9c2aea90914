"""Taggings as Web Annotations, and the shortcuts by which queries reach their concepts.

The annotation is the evidence (Web Annotation Data Model, 4.2.4 and 4.2.5): the quoted words with
prefix and suffix, so that they are found again if the text moves, and offsets in code points. The
shortcut is one triple from the text's subject to the concept; a rejected tagging gives none.
"""

from collections.abc import Iterable, Iterator

from reviewgraph.graph.literals import decimal, integer
from reviewgraph.identifiers import mint
from reviewgraph.model import Judgement, Quote, Tagging
from reviewgraph.namespaces import DCTERMS, OA, RDF, RG
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.themes.scheme import concept_iri

SHORTCUTS = {
    "theme": DCTERMS.subject,
    "action": RG.asksFor,
    "standard": DCTERMS.references,
}
"""Which property leads straight to the concepts of each facet."""

STATUSES = {
    Judgement.ACCEPTED: "accepted",
    Judgement.REJECTED: "rejected",
    Judgement.UNSURE: "candidate",
}
"""The status concept that says each judgement; one who is unsure leaves it to the next person."""


def tagging_triples(subject: NamedNode, key: str, taggings: Iterable[Tagging]) -> Iterator[Triple]:
    """Yield the annotations and shortcuts of one text.

    ``subject`` is the recommendation, or the review for a summary; ``key`` is its local name,
    such as ``6391f4df-havering--1-1a2b3c4d``.
    """
    for tagging in taggings:
        concept = concept_iri(tagging.facet, tagging.concept)
        if tagging.judgement is not Judgement.REJECTED:
            yield Triple(subject, SHORTCUTS[tagging.facet], concept)
        yield from _annotation(subject, key, tagging, concept)


def _annotation(
    subject: NamedNode, key: str, tagging: Tagging, concept: NamedNode
) -> Iterator[Triple]:
    name = f"{tagging.facet}-{tagging.concept}"
    node = mint("tagging", key, name)
    target = mint("tagging", key, name, "target")
    selector = mint("tagging", key, name, "quote")
    yield Triple(node, RDF.type, RG.Tagging)
    yield Triple(node, RDF.type, OA.Annotation)
    yield Triple(node, OA.motivatedBy, OA.tagging)
    yield Triple(node, OA.hasBody, concept)
    yield Triple(node, OA.hasTarget, target)
    yield Triple(node, RG.rule, Literal(tagging.rule))
    yield Triple(node, RG.confidence, decimal(tagging.confidence))
    if tagging.label:
        yield Triple(node, RG.matchedLabel, Literal(tagging.label))
    if tagging.judgement is not None:
        yield Triple(node, RG.status, mint("concept", "link-status", STATUSES[tagging.judgement]))
    yield Triple(target, RDF.type, OA.SpecificResource)
    yield Triple(target, OA.hasSource, subject)
    yield Triple(target, OA.hasSelector, selector)
    yield from quote_triples(selector, tagging.quote)


def quote_triples(selector: NamedNode, quote: Quote) -> Iterator[Triple]:
    """Yield a selector that finds a quote by its words and by its place."""
    yield Triple(selector, RDF.type, OA.TextQuoteSelector)
    yield Triple(selector, RDF.type, OA.TextPositionSelector)
    yield Triple(selector, OA.exact, Literal(quote.exact))
    yield Triple(selector, OA.prefix, Literal(quote.prefix))
    yield Triple(selector, OA.suffix, Literal(quote.suffix))
    yield Triple(selector, OA.start, integer(quote.start))
    yield Triple(selector, OA.end, integer(quote.end))
