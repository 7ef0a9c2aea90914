"""A review as printed and as read: what goes into the named graph of its source.

Nothing that a machine concluded stands here; that lies in the derived graph, so that a user can
drop it whole.
"""

from collections.abc import Iterable, Iterator

from reviewgraph.graph.literals import boolean, decimal, english, integer, moment, month, year
from reviewgraph.identifiers import mint
from reviewgraph.model import Reading, Recommendation, Review, Series, Sidecar, SourceFile
from reviewgraph.namespaces import DCTERMS, ELI, FOAF, PAV, PROV, RDF, RDFS, RG, SCHEMA
from reviewgraph.rdf import Literal, NamedNode, Triple

WITHDRAWN = mint("concept", "review-status", "withdrawn")

_REPORTS = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)


def review_graph(identifier: str) -> NamedNode:
    """Return the name of the graph that holds what the source says."""
    return mint("graph", "review", identifier)


def derived_graph(identifier: str) -> NamedNode:
    """Return the name of the graph that holds what was derived from the source."""
    return mint("graph", "derived", identifier)


def reviews_in(graphs: Iterable[NamedNode]) -> list[str]:
    """Return the identifiers of the reviews among the names of graphs, in their order."""
    start = review_graph("").value
    return [graph.value.removeprefix(start) for graph in graphs if graph.value.startswith(start)]


def review_label(review: Review) -> str:
    """Return our own name for a review: area, year of death and the start of its identifier.

    Printed titles are not unique, and some hold pseudonyms.
    """
    year = f", death in {review.year_of_death}" if review.year_of_death else ""
    short = review.identifier.partition("-")[0]
    return f"{review.area or 'Unnamed area'} review{year} ({short})"


def review_triples(reading: Reading) -> Iterator[Triple]:
    """Yield everything that a reading says of its review; of a withdrawn one, its tombstone."""
    review = reading.review
    if review.sidecar.withdrawn:
        yield from tombstone_triples(review.identifier, review.kind)
        return
    node = mint("review", review.identifier)
    yield from _header(node, review)
    for file in reading.files:
        yield from _source(node, file, review.sidecar)
    for series in review.series:
        yield from _series(node, review, series)
    labels = {series.key: series.label for series in review.series}
    for recommendation in review.recommendations:
        yield from _recommendation(node, review, recommendation, labels[recommendation.series])


def tombstone_triples(identifier: str, kind: str) -> Iterator[Triple]:
    """Yield what stays of a withdrawn review: that it was here, and nothing that it said."""
    node = mint("review", identifier)
    yield Triple(node, RDF.type, RG.Review)
    yield Triple(node, RDFS.label, english(f"Withdrawn review ({identifier.partition('-')[0]})"))
    yield Triple(node, DCTERMS.identifier, Literal(identifier))
    yield Triple(node, DCTERMS.type, mint("concept", "review-kind", kind))
    yield Triple(node, RG.status, WITHDRAWN)


def _header(node: NamedNode, review: Review) -> Iterator[Triple]:
    yield Triple(node, RDF.type, RG.Review)
    yield Triple(node, RDFS.label, english(review_label(review)))
    yield Triple(node, DCTERMS.identifier, Literal(review.identifier))
    yield Triple(node, DCTERMS.type, mint("concept", "review-kind", review.kind))
    if review.stated_count is not None:
        yield Triple(node, RG.statedCount, integer(review.stated_count))
    for predicate, value, form in (
        (RG.titleAsPrinted, review.title, Literal),
        (RG.areaAsPrinted, review.area, Literal),
        (RG.uploadMonth, review.upload_month, month),
        (RG.yearOfDeath, review.year_of_death, year),
        (DCTERMS.abstract, review.summary, english),
        (ELI.based_on, review.statutory_basis, NamedNode),
    ):
        if value:
            yield Triple(node, predicate, form(value))
    yield from _listed(node, review.sidecar)
    if review.sidecar.invented:
        yield Triple(node, RG.isInvented, boolean(value=True))


def _listed(node: NamedNode, sidecar: Sidecar) -> Iterator[Triple]:
    """Yield what a listing says: its tags are not our taggings, which have words to show."""
    if sidecar.listed_in:
        yield Triple(node, DCTERMS.isReferencedBy, NamedNode(sidecar.listed_in))
    for tag in sidecar.tags:
        yield Triple(node, SCHEMA.keywords, mint("theme", tag))


def source_node(name: str) -> NamedNode:
    """Return the IRI of a source file, by its name."""
    stem, _, suffix = name.rpartition(".")
    return mint("source", stem, suffix.lower())


def _source(node: NamedNode, file: SourceFile, sidecar: Sidecar) -> Iterator[Triple]:
    source = source_node(file.name)
    yield Triple(node, PROV.wasDerivedFrom, source)
    yield Triple(source, RDF.type, FOAF.Document)
    yield Triple(source, RDFS.label, english(f"Source file {file.name}"))
    yield Triple(source, DCTERMS.identifier, Literal(file.name))
    yield Triple(source, DCTERMS["format"], Literal(file.media_type))
    yield Triple(source, SCHEMA.sha256, Literal(file.sha256))
    if sidecar.page:
        yield Triple(source, FOAF.page, NamedNode(sidecar.page))
    if sidecar.report:
        yield Triple(source, DCTERMS.source, NamedNode(sidecar.report))
    if sidecar.licence:
        yield Triple(source, DCTERMS.license, NamedNode(sidecar.licence))
    is_report = file.media_type in _REPORTS
    retrieved = sidecar.report_retrieved if is_report else sidecar.retrieved
    if retrieved:
        yield Triple(source, PAV.retrievedOn, moment(retrieved))
    if sidecar.rights:
        yield Triple(source, DCTERMS.rights, english(sidecar.rights))


def _series(node: NamedNode, review: Review, series: Series) -> Iterator[Triple]:
    subject = mint("series", review.identifier, series.key)
    yield Triple(subject, RDF.type, RG.RecommendationSeries)
    yield Triple(subject, RDFS.label, english(series.label))
    yield Triple(subject, DCTERMS.isPartOf, node)


def _recommendation(
    node: NamedNode, review: Review, recommendation: Recommendation, series: str
) -> Iterator[Triple]:
    subject = mint("recommendation", review.identifier, recommendation.key)
    name = " ".join(part for part in (series, recommendation.number) if part)
    yield Triple(subject, RDF.type, RG.Recommendation)
    yield Triple(subject, RDFS.label, english(f"{review_label(review)}: {name}"))
    yield Triple(subject, DCTERMS.isPartOf, node)
    yield Triple(subject, RG.inSeries, mint("series", review.identifier, recommendation.series))
    yield Triple(subject, RG.row, integer(recommendation.row))
    yield Triple(subject, SCHEMA.position, integer(recommendation.position))
    yield Triple(subject, SCHEMA.text, english(recommendation.text))
    if recommendation.number:
        yield Triple(subject, RG.number, Literal(recommendation.number))
    if recommendation.addressee:
        yield Triple(subject, RG.addresseeAsPrinted, Literal(recommendation.addressee))
    if recommendation.page is not None:
        yield Triple(subject, SCHEMA.pageStart, integer(recommendation.page))
    if recommendation.split_confidence < 1:
        yield Triple(subject, RG.confidence, decimal(recommendation.split_confidence))
