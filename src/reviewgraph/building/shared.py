"""The graphs that belong to no single review."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from reviewgraph import __version__
from reviewgraph.building.toolkit import Places, vocabulary_files
from reviewgraph.graph.provenance import software_triples
from reviewgraph.identifiers import mint
from reviewgraph.rdf import Triple, nquads, read_triples
from reviewgraph.store import Writer


def replace_shared_graphs(writer: Writer, places: Places, state: dict[str, Any]) -> None:
    """Write the shared graphs anew from what the generation now holds."""
    _replace(writer, "vocabulary", chain.from_iterable(map(read_triples, vocabulary_files())))
    _replace(writer, "dataset", software_triples(__version__))


def _replace(writer: Writer, name: str, triples: Iterable[Triple]) -> None:
    graph = mint("graph", name)
    writer.remove([graph])
    writer.add(nquads(graph, triples))
