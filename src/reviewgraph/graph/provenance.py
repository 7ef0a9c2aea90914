"""Where a review's two graphs come from, as PROV; stated in the graph of the review itself.

The derived graph names the software that made it, by version: whoever doubts a rule can see
which edition of it spoke.
"""

from collections.abc import Iterator

from reviewgraph.graph.literals import english
from reviewgraph.graph.reviews import derived_graph, review_graph, source_node
from reviewgraph.identifiers import mint, slug
from reviewgraph.model import Reading
from reviewgraph.namespaces import PROV, RDF, RDFS, SCHEMA
from reviewgraph.rdf import Literal, NamedNode, Triple


def software(version: str) -> NamedNode:
    """Return the IRI of one edition of this software."""
    return mint("software", f"reviewgraph-{slug(version)}")


def software_triples(version: str) -> Iterator[Triple]:
    """Yield what is said of one edition of this software."""
    node = software(version)
    yield Triple(node, RDF.type, PROV.SoftwareAgent)
    yield Triple(node, RDFS.label, english(f"reviewgraph {version}"))
    yield Triple(node, SCHEMA.softwareVersion, Literal(version))


def graph_triples(reading: Reading, version: str) -> Iterator[Triple]:
    """Yield the provenance of the two graphs of a review."""
    identifier = reading.review.identifier
    printed, derived = review_graph(identifier), derived_graph(identifier)
    yield Triple(printed, RDF.type, PROV.Entity)
    yield Triple(printed, RDFS.label, english(f"What the source of {identifier} says"))
    for file in reading.files:
        yield Triple(printed, PROV.wasDerivedFrom, source_node(file.name))
    yield Triple(derived, RDF.type, PROV.Entity)
    yield Triple(derived, RDFS.label, english(f"What was derived about {identifier}"))
    yield Triple(derived, PROV.wasDerivedFrom, printed)
    yield Triple(derived, PROV.wasAttributedTo, software(version))
