"""Published queries: what editors look for, and nothing without an IRI."""

from pathlib import Path

import rdflib
from rdflib import RDF, RDFS, SH

from reviewgraph.identifiers import mint
from reviewgraph.queries import as_triples, read_queries
from reviewgraph.rdf import NamedNode, parse_query
from reviewgraph.turtle import turtle

QUERIES = read_queries(Path(__file__).parents[2] / "queries")
SCHEMA = rdflib.Namespace("https://schema.org/")


def published() -> rdflib.Graph:
    triples = as_triples(QUERIES.values(), NamedNode("https://example.org/sparql"))
    return rdflib.Graph().parse(data=turtle(triples), format="turtle")


def test_every_query_is_found_the_way_editors_look() -> None:
    graph = published()
    found = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert found == {rdflib.URIRef(mint("query", name).value) for name in QUERIES}
    for node in found:
        assert len(list(graph.objects(node, RDFS.label))) == 1
        assert len(list(graph.objects(node, RDFS.comment))) == 1
        assert list(graph.objects(node, SCHEMA.keywords))
        assert list(graph.objects(node, SCHEMA.target))
        texts = [
            str(text) for form in (SH.select, SH.construct) for text in graph.objects(node, form)
        ]
        assert len(texts) == 1
        parse_query(texts[0])
        assert "?_" not in texts[0].replace("?__", "")


def test_nothing_published_is_a_blank_node() -> None:
    assert not [node for node in published().all_nodes() if isinstance(node, rdflib.BNode)]


def test_a_parameter_is_named_by_its_path() -> None:
    graph = published()
    for node in graph.subjects(RDF.type, SH.Parameter):
        [path] = graph.objects(node, SH.path)
        [name] = graph.objects(node, SH.name)
        assert str(path).rpartition("/")[2] == str(name)
