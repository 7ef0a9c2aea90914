"""Every stored query: it keeps to the rules, and answers as approved in two engines."""

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import rdflib
import yaml

from reviewgraph.namespaces import PREFIXES
from reviewgraph.queries import Query, bind, example_values, read_queries
from reviewgraph.queries.tokens import Kind, significant
from reviewgraph.rdf import RdfFormat, read_triples, serialize
from reviewgraph.results import Statements, Table, read_results, write_results
from reviewgraph.store import Store

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "queries"
QUERIES = read_queries(ROOT / "queries")
VALUES: dict[str, dict[str, str]] = yaml.safe_load((CASES / "cases.yaml").read_text())
NAMES = sorted({*QUERIES, *VALUES})

Rows = list[list[str]]
Approve = Callable[[Path, str], None]

each_case = pytest.mark.parametrize("name", NAMES)


@cache
def oxigraph() -> Store:
    return Store.in_memory((CASES / "fixture.trig").read_bytes(), RdfFormat.TRIG)


@cache
def other_engine() -> rdflib.Graph:
    """Return the union of all graphs; stored queries may not ask for less."""
    store = oxigraph()
    triples = (triple for name in store.graph_names() for triple in store.triples(name))
    graph = rdflib.Graph()
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


def query_of(name: str) -> Query:
    return QUERIES[name.partition("--")[0]]


def asked(name: str) -> str:
    """Return the bound query of a case; without values of its own it takes the example's."""
    query = query_of(name)
    return bind(query, VALUES.get(name, example_values(query)))


def short(value: str) -> str:
    for prefix, base in PREFIXES.items():
        if value.startswith(base):
            return f"{prefix}:{value.removeprefix(base)}"
    return value


def by_oxigraph(name: str) -> Rows:
    results = read_results(oxigraph().query(asked(name)))
    if isinstance(results, Statements):
        return [["statements"], *([line] for line in sorted(map(str, results.triples)))]
    assert isinstance(results, Table)
    text = write_results(results, "csv").decode()
    return [[short(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def by_rdflib(name: str) -> Rows:
    answer = other_engine().query(asked(name))
    if answer.graph is not None:
        lines = answer.graph.serialize(format="nt11", encoding="utf-8").decode().splitlines()
        return [["statements"], *([line.removesuffix(" .")] for line in sorted(lines) if line)]
    assert answer.vars is not None
    head = [str(name) for name in answer.vars]
    rows = [["" if term is None else short(str(term)) for term in row] for row in answer]  # type: ignore[union-attr]
    return [head, *rows]


@each_case
def test_the_answer_is_the_approved_one(name: str, approved: Approve) -> None:
    found = by_oxigraph(name)
    assert len(found) > 1, "an empty answer proves nothing"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(found)
    approved(CASES / f"{name}.csv", text.getvalue())


@each_case
def test_two_engines_agree_row_by_row(name: str) -> None:
    assert by_rdflib(name) == by_oxigraph(name)


@each_case
def test_the_order_is_total(name: str) -> None:
    query = query_of(name)
    if query.form != "select":
        return
    tokens = significant(query.text)
    start = max(index for index, token in enumerate(tokens) if token.word == "ORDER")
    keys = [token.variable for token in tokens[start:] if token.variable]
    results = read_results(oxigraph().query(asked(name)))
    assert isinstance(results, Table)
    shown = [results.columns.index(key) for key in keys if key in results.columns]
    rows = [tuple(row[index] for index in shown) for row in results.rows]
    assert len(set(rows)) == len(rows), f"rows tie on {keys}"


def test_every_case_belongs_to_a_query() -> None:
    assert {path.stem for path in CASES.glob("*.csv")} == set(NAMES)


def vocabulary() -> set[str]:
    files = (ROOT / "ontology").glob("*.ttl")
    return {str(triple.subject) for path in files for triple in read_triples(path)}


def test_every_concept_named_exists_in_the_schemes() -> None:
    """A misspelt concept gives no rows and no error."""
    known = vocabulary()
    for query in QUERIES.values():
        named = {token.text for token in significant(query.text) if token.kind is Kind.PREFIXED} | {
            str(each.term(each.example)) for each in query.parameters if each.is_iri
        }
        for name in named:
            prefix, _, local = name.strip("<>").partition(":")
            iri = PREFIXES.get(prefix, prefix + ":") + local
            if iri.startswith((PREFIXES["concept"], PREFIXES["theme"])) and local:
                assert f"<{iri}>" in known, f"{query.name}: {name} is in no scheme"
