"""What a user would otherwise write: pages to triples with rdflib, one file, no tricks.

It says what the graph of a source says of a review as printed, and nothing derived: no themes, no
agencies, no recurrence, no provenance of machines, no refusal of broken pages.
"""

import hashlib
import re
from pathlib import Path

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

RG = Namespace("https://w3id.org/reviewgraph/ontology#")
SCHEMA = Namespace("https://schema.org/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
PROV = Namespace("http://www.w3.org/ns/prov#")
BASE = "https://w3id.org/reviewgraph/id/"
METADATA = re.compile(r"^(CSP|Published|Year of death|Extracted): (.*)$", re.MULTILINE)
ROW = re.compile(r"^\| ([^|]*?) \| ([^|]*?) \| (.*?) \|$", re.MULTILINE)
SUMMARY = re.compile(r"^Summary\n(.*)$", re.MULTILINE)


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def add_page(graph: Graph, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = path.stem
    review = URIRef(f"{BASE}review/{name}")
    meta = dict(METADATA.findall(text))
    year = meta.get("Year of death")
    label = f"{meta['CSP']} review" + (f", death in {year}" if year else "") + f" ({name[:8]})"
    graph.add((review, RDF.type, RG.Review))
    graph.add((review, RDFS.label, Literal(label, lang="en")))
    graph.add((review, DCTERMS.identifier, Literal(name)))
    graph.add((review, RG.areaAsPrinted, Literal(meta["CSP"])))
    count = meta["Extracted"].removesuffix(" recs")
    graph.add((review, RG.statedCount, Literal(count, datatype=XSD.integer)))
    if year:
        graph.add((review, RG.yearOfDeath, Literal(year, datatype=XSD.gYear)))
    if summary := SUMMARY.search(text):
        graph.add((review, DCTERMS.abstract, Literal(summary[1], lang="en")))
    source = URIRef(f"{BASE}source/{name}--txt")
    graph.add((review, PROV.wasDerivedFrom, source))
    graph.add((source, SCHEMA.sha256, Literal(hashlib.sha256(text.encode()).hexdigest())))
    rows = ROW.findall(text)[1:]
    for place, (number, words, addressee) in enumerate(rows, start=1):
        add_row(graph, (review, name, label), place, (number, words, addressee))


def add_row(
    graph: Graph, review: tuple[URIRef, str, str], place: int, row: tuple[str, str, str]
) -> None:
    number, words, addressee = row
    node, name, label = review
    key = hashlib.sha256("".join(row).encode()).hexdigest()[:8]
    recommendation = URIRef(f"{BASE}recommendation/{name}--{slug(number)}-{key}")
    series = URIRef(f"{BASE}series/{name}--{slug(addressee)}")
    graph.add((series, RDF.type, RG.RecommendationSeries))
    graph.add((series, DCTERMS.isPartOf, node))
    graph.add((series, RDFS.label, Literal(addressee, lang="en")))
    graph.add((recommendation, RDF.type, RG.Recommendation))
    graph.add((recommendation, RDFS.label, Literal(f"{label}: {number}", lang="en")))
    graph.add((recommendation, DCTERMS.isPartOf, node))
    graph.add((recommendation, RG.inSeries, series))
    graph.add((recommendation, RG.number, Literal(number)))
    graph.add((recommendation, RG.row, Literal(str(place), datatype=XSD.integer)))
    graph.add((recommendation, SCHEMA.position, Literal(str(place), datatype=XSD.integer)))
    graph.add((recommendation, SCHEMA.text, Literal(words, lang="en")))
    graph.add((recommendation, RG.addresseeAsPrinted, Literal(addressee)))


def build(folder: Path) -> Graph:
    """Return the graph of every page below a folder."""
    graph = Graph()
    for path in sorted(folder.glob("*.txt")):
        add_page(graph, path)
    return graph
