"""Recommendations made before elsewhere, and reviews published twice: ``graph:resemblances``."""

from collections.abc import Iterable, Iterator

from reviewgraph.graph.literals import decimal, english
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import OWL, PROV, RDF, RDFS, RG
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.resembling import Duplicate, Resemblance

RESEMBLANCES = mint("graph", "resemblances")


def resemblance_triples(found: Iterable[Resemblance | Duplicate]) -> Iterator[Triple]:
    """Yield each resemblance with its evidence, and the short way past it in both directions.

    Two publications of one review are prov:alternateOf one another and never rg:resembles, so
    that no count of recurrence can take them in.
    """
    for each in found:
        yield from _duplicate(each) if isinstance(each, Duplicate) else _resemblance(each)


def resemblance_node(left: str, right: str) -> NamedNode:
    """Return the IRI of what is said of two recommendations, or of two reviews."""
    return mint("resemblance", left, "and", right)


def shortcuts(left: str, right: str) -> Iterator[Triple]:
    """Yield the short way from each of two recommendations to the other."""
    ends = mint("recommendation", left), mint("recommendation", right)
    yield Triple(ends[0], RG.resembles, ends[1])
    yield Triple(ends[1], RG.resembles, ends[0])


def _resemblance(each: Resemblance) -> Iterator[Triple]:
    node = resemblance_node(each.left, each.right)
    left, right = mint("recommendation", each.left), mint("recommendation", each.right)
    yield Triple(node, RDF.type, RG.Resemblance)
    yield Triple(node, RG.resembles, left)
    yield Triple(node, RG.resembles, right)
    yield Triple(node, RG.score, decimal(each.score))
    yield Triple(node, RG.rule, Literal(each.rule))
    yield Triple(node, RDFS.comment, english(each.reason))
    yield from shortcuts(each.left, each.right)


def _duplicate(each: Duplicate) -> Iterator[Triple]:
    node = resemblance_node(each.left, each.right)
    first, again = mint("review", each.left), mint("review", each.right)
    yield Triple(first, PROV.alternateOf, again)
    yield Triple(again, PROV.alternateOf, first)
    yield Triple(node, RDF.type, OWL.Axiom)
    yield Triple(node, OWL.annotatedSource, again)
    yield Triple(node, OWL.annotatedProperty, PROV.alternateOf)
    yield Triple(node, OWL.annotatedTarget, first)
    yield Triple(node, RG.score, decimal(each.shared / each.of))
    yield Triple(node, RG.rule, Literal("published-twice"))
    yield Triple(node, RDFS.comment, english(each.reason))
