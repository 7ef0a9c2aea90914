"""The graphs that belong to no single review, made anew from what the generation holds."""

from collections.abc import Iterable, Iterator
from itertools import chain

from reviewgraph import __version__
from reviewgraph.building.toolkit import register, vocabulary_files
from reviewgraph.graph.agencies import agency_triples
from reviewgraph.graph.provenance import software_triples
from reviewgraph.graph.registries import registry_triples
from reviewgraph.graph.resemblances import RESEMBLANCES, resemblance_triples
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import PREFIXES
from reviewgraph.queries import as_triples, read_queries
from reviewgraph.rdf import Literal, NamedNode, Triple, nquads, read_triples
from reviewgraph.registries.manifest import read_manifest
from reviewgraph.resembling import Item, find_resemblances, shipped_wording
from reviewgraph.resources import shipped
from reviewgraph.sources import split_addressee
from reviewgraph.store import Writer

_RECOMMENDATIONS = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rg: <https://w3id.org/reviewgraph/ontology#>
PREFIX schema: <https://schema.org/>
SELECT ?recommendation ?review ?text ?addressee ?area ?year
WHERE {
  ?recommendation a rg:Recommendation ; dcterms:isPartOf ?review ; schema:text ?text .
  OPTIONAL { ?recommendation rg:addresseeAsPrinted ?addressee }
  OPTIONAL { ?review rg:areaAsPrinted ?area }
  OPTIONAL { ?review rg:yearOfDeath ?year }
}
"""


def replace_shared_graphs(writer: Writer, agencies: Iterable[str]) -> None:
    """Write the vocabulary, the stored queries, the agencies named and what spans reviews."""
    vocabulary = chain.from_iterable(map(read_triples, vocabulary_files()))
    queries = as_triples(read_queries(shipped("queries")).values())
    found = find_resemblances(_items(writer), shipped_wording())
    _replace(writer, mint("graph", "vocabulary"), vocabulary)
    _replace(writer, mint("graph", "queries"), queries)
    _replace(writer, mint("graph", "agencies"), agency_triples(register(), agencies))
    registries = registry_triples(read_manifest(shipped("data/registries")).values())
    dataset = chain(software_triples(__version__), registries)
    _replace(writer, mint("graph", "dataset"), dataset)
    _replace(writer, RESEMBLANCES, resemblance_triples(found))


def _replace(writer: Writer, graph: NamedNode, triples: Iterable[Triple]) -> None:
    writer.remove([graph])
    writer.add(nquads(graph, triples))


def _items(writer: Writer) -> Iterator[Item]:
    for row in writer.select(_RECOMMENDATIONS):
        values = [term.value if isinstance(term, NamedNode | Literal) else None for term in row]
        recommendation, review, text, addressee, area, year = values
        yield Item(
            str(recommendation).removeprefix(PREFIXES["recommendation"]),
            str(review).removeprefix(PREFIXES["review"]),
            str(text),
            split_addressee(addressee or ""),
            area,
            year,
        )
