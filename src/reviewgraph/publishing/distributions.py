"""The files of a release as DCAT distributions, with sizes, checksums and rights."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewgraph.graph.literals import english
from reviewgraph.identifiers import slug
from reviewgraph.namespaces import DCAT, DCTERMS, RDF, RDFS, SPDX, VOID, XSD
from reviewgraph.publishing.changes import PATCH
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.files import FileOfRelease, Files
from reviewgraph.publishing.fragments import JSONLD, NQUADS, TRIG, TURTLE
from reviewgraph.publishing.mappings import MAPPINGS
from reviewgraph.publishing.statistics import Statistics
from reviewgraph.publishing.tables import DESCRIPTION as TABLES
from reviewgraph.publishing.tables import LICENCE
from reviewgraph.rdf import Literal, NamedNode, Triple

_MEDIA = "https://www.iana.org/assignments/media-types/"
_GZIP = NamedNode(f"{_MEDIA}application/gzip")
_CANON = NamedNode("https://www.w3.org/TR/rdf-canon/")
_CSVW = NamedNode("https://www.w3.org/TR/tabular-data-model/")
_FEATURES = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class _Form:
    title: str
    media_type: str
    standard: NamedNode | None = None
    feature: str | None = None
    """Local name of the format among the W3C's IRIs of file formats."""


_FORMS = {
    TURTLE: _Form("Turtle, all graphs in one", "text/turtle", feature="Turtle"),
    TRIG: _Form("TriG with named graphs", "application/trig", feature="TriG"),
    NQUADS: _Form("Canonical N-Quads (RDFC-1.0)", "application/n-quads", _CANON, feature="N-Quads"),
    JSONLD: _Form("JSON-LD", "application/ld+json", feature="JSON-LD"),
    TABLES: _Form("CSV tables, described by CSV on the Web", "text/csv", _CSVW),
    MAPPINGS: _Form("Links as SSSOM", "text/tab-separated-values"),
    PATCH: _Form("RDF Patch from the release before", "text/plain"),
}


def distribution_triples(
    edition: Edition, files: Files, statistics: Statistics
) -> Iterator[Triple]:
    """Yield the distributions of the files that were written, and the rights in them."""
    rights = NamedNode(f"{edition.iri}#rights")
    yield from _rights(edition, rights, statistics)
    for name, form in _FORMS.items():
        for suffix in ("", ".gz"):
            if name + suffix in files:
                yield from _distribution(edition, files[name + suffix], form, rights)
    yield Triple(_GZIP, RDF.type, DCTERMS.MediaType)


def _rights(edition: Edition, node: NamedNode, statistics: Statistics) -> Iterator[Triple]:
    """Yield what licence covers what: the statements are ours, the texts are their authors'."""
    words = [
        "Statements, themes and links are licensed as the distribution says. "
        "Recommendations are quoted from published reviews, whose rights stay with their authors."
    ]
    if not edition.with_text:
        words.append("Texts of sources without a licence are left out.")
    yield Triple(node, RDF.type, DCTERMS.RightsStatement)
    yield Triple(node, RDFS.label, english(" ".join(words)))
    for number, (licence, said) in enumerate(sorted(statistics.licences), start=1):
        part = NamedNode(f"{node.value}-{number}")
        count = statistics.licences[licence, said]
        yield Triple(node, DCTERMS.hasPart, part)
        yield Triple(part, RDF.type, DCTERMS.RightsStatement)
        told = said or "The rights in these sources are not stated."
        yield Triple(part, RDFS.label, english(f"{count:,} source{'s' * (count != 1)}: {told}"))
        if licence:
            yield Triple(part, DCTERMS.license, NamedNode(licence))


def _distribution(
    edition: Edition, file: FileOfRelease, form: _Form, rights: NamedNode
) -> Iterator[Triple]:
    release, address = NamedNode(edition.iri), NamedNode(f"{edition.iri}/{file.name}")
    node = NamedNode(f"{edition.iri}#file-{slug(file.name)}")
    zipped = file.name.endswith(".gz")
    media = NamedNode(_MEDIA + form.media_type)
    yield Triple(release, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield Triple(node, DCTERMS.title, english(form.title + ", gzip" * zipped))
    yield Triple(node, DCTERMS.license, NamedNode(LICENCE))
    yield Triple(NamedNode(LICENCE), RDF.type, DCTERMS.LicenseDocument)
    yield Triple(node, DCTERMS.rights, rights)
    yield Triple(node, DCTERMS.issued, Literal(edition.issued, datatype=XSD.date))
    yield Triple(node, DCAT.accessURL, address)
    yield Triple(node, DCAT.downloadURL, address)
    yield Triple(address, RDF.type, RDFS.Resource)
    yield Triple(node, DCAT.mediaType, media)
    yield Triple(media, RDF.type, DCTERMS.MediaType)
    size = Literal(str(file.size), datatype=XSD.nonNegativeInteger)
    yield Triple(node, DCAT.byteSize, size)
    if zipped:
        yield Triple(node, DCAT.compressFormat, _GZIP)
    if form.standard is not None:
        yield Triple(node, DCTERMS.conformsTo, form.standard)
        yield Triple(form.standard, RDF.type, DCTERMS.Standard)
    if form.feature:
        yield Triple(release, VOID.feature, NamedNode(_FEATURES + form.feature))
        yield Triple(release, VOID.dataDump, address)
    yield from _checksum(node, file)


def _checksum(node: NamedNode, file: FileOfRelease) -> Iterator[Triple]:
    checksum = NamedNode(f"{node.value}-sha256")
    algorithm = SPDX.checksumAlgorithm_sha256
    yield Triple(node, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, algorithm)
    yield Triple(algorithm, RDF.type, SPDX.ChecksumAlgorithm)
    yield Triple(checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))
