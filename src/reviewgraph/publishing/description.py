"""``dataset.ttl``: the release described for catalogues and for query editors.

DCAT 3 (a ``dcat:Dataset`` for the whole, one for each release), VoID (classes, properties and
links, counted from the dump itself) and PROV. It conforms to DCAT-AP 3, which wants types on the
resources it refers to. IRIs of parts are fragments of the release's IRI: no blank nodes.
"""

from collections.abc import Iterator

from reviewgraph import __version__
from reviewgraph.graph.literals import english, integer
from reviewgraph.graph.provenance import software
from reviewgraph.namespaces import (
    ADMS,
    BASE,
    DCAT,
    DCTERMS,
    FOAF,
    ID,
    PROV,
    RDF,
    RDFS,
    RG,
    SKOS,
    VOID,
    XSD,
)
from reviewgraph.publishing.cataloguing import (
    CONTACT,
    DATASET,
    PROJECT,
    PUBLISHER,
    catalogue_triples,
)
from reviewgraph.publishing.distributions import distribution_triples
from reviewgraph.publishing.edition import RELEASES, Edition
from reviewgraph.publishing.files import Files
from reviewgraph.publishing.partitions import linkset_triples, partition_triples
from reviewgraph.publishing.statistics import Statistics
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.turtle import turtle

DESCRIPTION = "dataset.ttl"
_ONTOLOGY = NamedNode(f"{BASE}ontology")
_TITLE = "reviewgraph: the reviews that follow a death, as linked data"
_ABOUT = (
    "Reviews that follow a death, their recommendations as printed, the agencies these are "
    "addressed to with links to official registers, and themes found by rules with the words that "
    "show them. Coverage is what could be read; not tagged does not mean absent."
)
_KEYWORDS = (
    "domestic abuse",
    "domestic abuse related death review",
    "domestic homicide review",
    "recommendations",
    "safeguarding",
)


def write_description(
    files: Files, edition: Edition, statistics: Statistics, *, before: str | None, changes: str
) -> None:
    """Write the description of the files written so far; ``before`` is the version it follows."""
    rows = (
        *catalogue_triples(edition),
        *_whole(edition),
        *_release(edition, statistics, before, changes),
        *partition_triples(edition, statistics),
        *linkset_triples(edition, statistics),
        *distribution_triples(edition, files, statistics),
    )
    files.write(DESCRIPTION, turtle(rows))


def _whole(edition: Edition) -> Iterator[Triple]:
    release = NamedNode(edition.iri)
    yield Triple(DATASET, RDF.type, DCAT.Dataset)
    yield Triple(DATASET, RDF.type, VOID.Dataset)
    yield Triple(DATASET, DCTERMS.title, english(_TITLE))
    yield Triple(DATASET, DCTERMS.description, english(_ABOUT))
    yield Triple(DATASET, DCTERMS.publisher, PUBLISHER)
    yield Triple(DATASET, DCAT.contactPoint, CONTACT)
    yield Triple(DATASET, DCAT.hasVersion, release)
    yield Triple(DATASET, DCAT.hasCurrentVersion, release)
    yield Triple(PUBLISHER, RDF.type, FOAF.Agent)
    yield Triple(PUBLISHER, FOAF.name, english(PROJECT))


def _release(
    edition: Edition, statistics: Statistics, before: str | None, changes: str
) -> Iterator[Triple]:
    node = NamedNode(edition.iri)
    yield Triple(node, RDF.type, DCAT.Dataset)
    yield Triple(node, RDF.type, VOID.Dataset)
    yield Triple(node, RDF.type, PROV.Entity)
    yield Triple(node, DCTERMS.title, english(f"{_TITLE}, release {edition.version}"))
    yield Triple(node, DCTERMS.description, english(_ABOUT))
    yield Triple(node, DCTERMS.publisher, PUBLISHER)
    yield Triple(node, DCAT.contactPoint, CONTACT)
    yield Triple(node, DCTERMS.issued, Literal(edition.issued, datatype=XSD.date))
    yield Triple(node, DCTERMS.conformsTo, _ONTOLOGY)
    yield Triple(_ONTOLOGY, RDF.type, DCTERMS.Standard)
    yield Triple(node, DCAT.version, Literal(edition.version))
    yield Triple(node, DCAT.isVersionOf, DATASET)
    yield Triple(node, ADMS.versionNotes, english(changes))
    for keyword in _KEYWORDS:
        yield Triple(node, DCAT.keyword, english(keyword))
    for base in (RG.base, DCTERMS.base, SKOS.base):
        yield Triple(node, VOID.vocabulary, NamedNode(base))
    yield Triple(node, VOID.uriSpace, Literal(ID))
    yield Triple(node, VOID.triples, integer(statistics.triples))
    yield Triple(node, VOID.entities, integer(statistics.subjects))
    yield Triple(node, VOID.classes, integer(len(statistics.entities)))
    yield Triple(node, VOID.properties, integer(len(statistics.overall)))
    yield Triple(node, VOID.distinctSubjects, integer(statistics.subjects))
    yield from _making(edition, node, before)


def _making(edition: Edition, node: NamedNode, before: str | None) -> Iterator[Triple]:
    """Yield what made the release, and from what; no times, for nothing here reads a clock."""
    making = NamedNode(f"{edition.iri}#making")
    agent = software(__version__)
    yield Triple(node, PROV.wasGeneratedBy, making)
    yield Triple(making, RDF.type, PROV.Activity)
    yield Triple(making, RDFS.label, english(f"Making of release {edition.version}"))
    yield Triple(making, PROV.wasAssociatedWith, agent)
    yield Triple(agent, RDF.type, PROV.SoftwareAgent)
    yield Triple(agent, RDFS.label, english(f"reviewgraph {__version__}"))
    if before is None:
        return
    previous = NamedNode(f"{RELEASES}{before}")
    yield Triple(making, PROV.used, previous)
    yield Triple(node, DCAT.previousVersion, previous)
    yield Triple(node, PROV.wasRevisionOf, previous)
    yield Triple(DATASET, DCAT.hasVersion, previous)
    yield Triple(previous, RDF.type, DCAT.Dataset)
    yield Triple(previous, RDF.type, PROV.Entity)
    yield Triple(previous, DCTERMS.title, english(f"{_TITLE}, release {before}"))
    yield Triple(previous, DCTERMS.description, english(_ABOUT))
    yield Triple(previous, DCAT.version, Literal(before))
    yield Triple(previous, DCAT.isVersionOf, DATASET)
