"""One model of results, and the standard forms of it."""

import json

import pytest

from reviewgraph.errors import QueryError
from reviewgraph.rdf import Literal, NamedNode, RdfFormat, Triple
from reviewgraph.results import (
    Statements,
    Table,
    Verdict,
    formats_of,
    parse_results,
    read_results,
    write_results,
)
from reviewgraph.store import Store

A = NamedNode("https://a.test/a")
TABLE = Table(
    ("thing", "said"),
    (
        (A, Literal('a "quoted",\nbroken line', language="en")),
        (None, Literal("7", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
    ),
)
TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "tsv": "text/tab-separated-values",
}


@pytest.mark.parametrize("format", TYPES)
def test_a_table_survives_its_written_form(format: str) -> None:
    assert parse_results(write_results(TABLE, format), TYPES[format]) == TABLE


def test_csv_quotes_what_needs_it() -> None:
    assert write_results(TABLE, "csv") == (
        b'thing,said\r\nhttps://a.test/a,"a ""quoted"",\nbroken line"\r\n,7\r\n'
    )


def test_an_engine_s_answers_become_values() -> None:
    store = Store.in_memory(b"<a:a> <a:b> <a:c> .", RdfFormat.N_TRIPLES)
    assert read_results(store.query("ASK { ?s ?p ?o }")) == Verdict(True)
    table = read_results(store.query("SELECT ?s ?x { ?s ?p ?o }"))
    assert table == Table(("s", "x"), ((NamedNode("a:a"), None),))
    statements = read_results(store.query("CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }"))
    assert isinstance(statements, Statements)
    assert [str(triple.subject) for triple in statements.triples] == ["<a:c>"]


def test_a_verdict_is_written_as_json_and_xml() -> None:
    assert json.loads(write_results(Verdict(True), "json"))["boolean"] is True
    assert parse_results(write_results(Verdict(False), "xml"), TYPES["xml"]) == Verdict(False)


def test_statements_are_written_the_same_whatever_their_order() -> None:
    rows = [Triple(A, NamedNode("a:p"), Literal(word)) for word in "abc"]
    first = write_results(Statements(tuple(rows)), "turtle")
    assert first == write_results(Statements(tuple(reversed(rows))), "turtle")


def test_a_form_that_the_answer_cannot_take_is_refused() -> None:
    with pytest.raises(QueryError, match="choose csv, tsv, json, xml"):
        write_results(TABLE, "turtle")
    assert formats_of(Verdict(True)) == ("json", "xml")


def test_what_is_no_result_is_refused() -> None:
    with pytest.raises(ValueError, match="text/html is no form"):
        parse_results(b"<html>", "text/html")
    with pytest.raises(ValueError, match="broken application/sparql-results"):
        parse_results(b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":', TYPES["json"])


def test_a_failure_on_the_way_is_no_empty_answer() -> None:
    store = Store.in_memory(b"")
    with pytest.raises(QueryError, match="the query failed"):
        read_results(store.query("SELECT ?s { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))
