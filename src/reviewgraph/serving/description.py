"""The service description of the endpoint, https://www.w3.org/TR/sparql11-service-description/."""

from collections.abc import Iterator

from reviewgraph.namespaces import BASE, PREFIXES, RDF, Vocabulary
from reviewgraph.rdf import NamedNode, RdfFormat, Triple, serialize
from reviewgraph.turtle import turtle

SD = Vocabulary("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe(address: str, media_type: str, services: frozenset[str]) -> bytes:
    """Return the description of the endpoint at ``address`` in a form of RDF."""
    triples = list(_triples(address, services))
    chosen = RdfFormat.from_media_type(media_type)
    if chosen is None or chosen == RdfFormat.TURTLE:
        return turtle(triples)
    return serialize(triples, format=chosen, prefixes=PREFIXES) or b""


def _triples(address: str, services: frozenset[str]) -> Iterator[Triple]:
    service = NamedNode(f"{address}#service")
    endpoint = NamedNode(address)
    dataset = NamedNode(BASE + "dataset")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, endpoint)
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    if services:
        yield Triple(service, SD.feature, SD.BasicFederatedQuery)
    for name in _FORMATS:
        yield Triple(service, SD.resultFormat, NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
