"""The graphs that belong to no single review, made anew from what the generation holds."""

from collections.abc import Iterable
from itertools import chain

from reviewgraph import __version__
from reviewgraph.building.toolkit import register, vocabulary_files
from reviewgraph.graph.agencies import agency_triples
from reviewgraph.graph.provenance import software_triples
from reviewgraph.graph.registries import registry_triples
from reviewgraph.identifiers import mint
from reviewgraph.queries import as_triples, read_queries
from reviewgraph.rdf import NamedNode, Triple, nquads, read_triples
from reviewgraph.registries.manifest import read_manifest
from reviewgraph.resources import shipped
from reviewgraph.store import Writer


def replace_fixed_graphs(writer: Writer) -> None:
    """Write the graphs that follow from the package alone: vocabulary, queries and what it uses."""
    vocabulary = chain.from_iterable(map(read_triples, vocabulary_files()))
    queries = as_triples(read_queries(shipped("queries")).values())
    _replace(writer, mint("graph", "vocabulary"), vocabulary)
    _replace(writer, mint("graph", "queries"), queries)
    registries = registry_triples(read_manifest(shipped("data/registries")).values())
    dataset = chain(software_triples(__version__), registries)
    _replace(writer, mint("graph", "dataset"), dataset)


def replace_agencies(writer: Writer, agencies: Iterable[str]) -> None:
    """Write the agencies that reviews name."""
    _replace(writer, mint("graph", "agencies"), agency_triples(register(), agencies))


def _replace(writer: Writer, graph: NamedNode, triples: Iterable[Triple]) -> None:
    writer.remove([graph])
    writer.add(nquads(graph, triples))
