"""Where the dataset is listed, whom to ask about it, and what serves it."""

from collections.abc import Iterator

from reviewgraph.graph.literals import english
from reviewgraph.namespaces import BASE, DCAT, DCTERMS, RDF, RDFS, VOID, Vocabulary
from reviewgraph.publishing.edition import Edition
from reviewgraph.rdf import NamedNode, Triple

_VCARD = Vocabulary("http://www.w3.org/2006/vcard/ns#")
"""Only here, and so without a prefix, which would stand in every file of Turtle."""
DATASET = NamedNode(f"{BASE}dataset")
PUBLISHER = NamedNode(f"{BASE}publisher")
CONTACT = NamedNode(f"{BASE}contact")
CATALOGUE = NamedNode(f"{BASE}catalogue")
PROJECT = "The reviewgraph project"
_SERVICES = (
    (
        "sparql",
        "SPARQL 1.1 endpoint",
        "Queries in SPARQL 1.1 over the union of all graphs, read-only.",
        "https://www.w3.org/TR/sparql11-protocol/",
    ),
    (
        "openapi.json",
        "Stored questions",
        "Each stored question as an address with typed parameters, described by OpenAPI.",
        "https://spec.openapis.org/oas/v3.1.0",
    ),
    (
        "reconcile",
        "Reconciliation service",
        "Names of organisations to agencies with official codes, for OpenRefine and its like.",
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    ),
)
"""What ``reviewgraph serve`` offers: path, title, what it does, the standard it keeps."""


def catalogue_triples(edition: Edition) -> Iterator[Triple]:
    """Yield the catalogue that lists the dataset, and the contact: the project, not a person."""
    yield Triple(CATALOGUE, RDF.type, DCAT.Catalog)
    yield Triple(CATALOGUE, DCTERMS.title, english("Catalogue of the reviewgraph project"))
    about = "The dataset of the reviews that follow a death, and the services that answer from it."
    yield Triple(CATALOGUE, DCTERMS.description, english(about))
    yield Triple(CATALOGUE, DCTERMS.publisher, PUBLISHER)
    yield Triple(CATALOGUE, DCAT.dataset, DATASET)
    yield Triple(CONTACT, RDF.type, _VCARD.Kind)
    yield Triple(CONTACT, _VCARD.fn, english(PROJECT))
    yield Triple(CONTACT, _VCARD.hasURL, NamedNode(BASE))
    if edition.served_at:
        yield from _services(edition, edition.served_at.rstrip("/"))


def _services(edition: Edition, host: str) -> Iterator[Triple]:
    for path, title, about, standard in _SERVICES:
        node, address = NamedNode(f"{BASE}service-{path}"), NamedNode(f"{host}/{path}")
        yield Triple(CATALOGUE, DCAT.service, node)
        yield Triple(node, RDF.type, DCAT.DataService)
        yield Triple(node, DCTERMS.title, english(title))
        yield Triple(node, DCTERMS.description, english(about))
        yield Triple(node, DCTERMS.publisher, PUBLISHER)
        yield Triple(node, DCAT.contactPoint, CONTACT)
        yield Triple(node, DCAT.endpointURL, address)
        yield Triple(node, DCAT.endpointDescription, address)
        yield Triple(address, RDF.type, RDFS.Resource)
        yield Triple(node, DCAT.servesDataset, DATASET)
        yield Triple(node, DCTERMS.conformsTo, NamedNode(standard))
        yield Triple(NamedNode(standard), RDF.type, DCTERMS.Standard)
    yield Triple(NamedNode(edition.iri), VOID.sparqlEndpoint, NamedNode(f"{host}/sparql"))
