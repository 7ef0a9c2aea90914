"""The registry tables as datasets: who publishes them, under which licence, as of when."""

import re
from collections.abc import Iterable, Iterator

from reviewgraph.graph.literals import english
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SCHEMA, XSD
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.registries.manifest import Source

_DATES = ((r"\d{4}", XSD.gYear), (r"\d{4}-\d\d", XSD.gYearMonth), (r"\d{4}-\d\d-\d\d", XSD.date))


def registry_triples(sources: Iterable[Source]) -> Iterator[Triple]:
    """Yield a ``dcat:Dataset`` for each registry table, and its publisher."""
    for source in sources:
        yield from _dataset(source)


def _dataset(source: Source) -> Iterator[Triple]:
    node = mint("registry", source.name)
    publisher = NamedNode(source.publisher_page)
    yield Triple(node, RDF.type, DCAT.Dataset)
    yield Triple(node, RDF.type, PROV.Entity)
    yield Triple(node, RDFS.label, english(source.title))
    yield Triple(node, DCTERMS.title, english(source.title))
    yield Triple(node, DCTERMS.identifier, Literal(source.name))
    yield Triple(node, DCTERMS.publisher, publisher)
    yield Triple(publisher, RDF.type, FOAF.Agent)
    yield Triple(publisher, FOAF.name, english(source.publisher))
    yield Triple(node, DCTERMS.license, NamedNode(source.licence))
    yield Triple(node, DCTERMS.rights, english(source.attribution))
    yield Triple(node, DCTERMS.issued, _date(source.as_of))
    yield Triple(node, DCTERMS.provenance, english(source.carrier))
    yield Triple(node, SCHEMA.sha256, Literal(source.sha256))
    if source.official:
        official = NamedNode(source.official)
        yield Triple(node, DCAT.landingPage, official)
        yield Triple(node, PROV.wasDerivedFrom, official)


def _date(text: str) -> Literal:
    for pattern, datatype in _DATES:
        if re.fullmatch(pattern, text):
            return Literal(text, datatype=datatype)
    return Literal(text)
