"""What a query answers, as one value whichever engine answered, and its standard forms.

The library writes CSV, TSV, XML and JSON only of results it made or read itself, so a table goes
to it as SPARQL JSON. Tables for terminals are the command line's affair.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from reviewgraph.errors import QueryError
from reviewgraph.namespaces import PREFIXES, RDF, XSD
from reviewgraph.rdf import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)
from reviewgraph.turtle import turtle

Term = NamedNode | Literal | BlankNode

TABLE_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT: rows of terms; ``None`` where a row leaves a column open."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of an ASK."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """The answer of a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]


Results = Table | Verdict | Statements


def read_results(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Results:
    """Return an engine's answer as a value; raise QueryError if it fails on the way."""
    try:
        if isinstance(answer, QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            rows = tuple(tuple(_term(term) for term in solution) for solution in answer)
            return Table(columns, rows)
        if isinstance(answer, QueryBoolean):
            return Verdict(bool(answer))
        return Statements(tuple(answer))
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def read_rows(answer: QuerySolutions, start: int, count: int) -> Table:
    """Return a part of a table without reading the rows after it; errors as in read_results."""
    try:
        columns = tuple(variable.value for variable in answer.variables)
        rows = islice(answer, start, start + count)
        return Table(columns, tuple(tuple(map(_term, row)) for row in rows))
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def parse_results(body: bytes, media_type: str) -> Results:
    """Return the results that a body in a standard format holds.

    Raises ValueError if the media type is none of SPARQL results or RDF, or the body is broken.
    """
    try:
        table_format = QueryResultsFormat.from_media_type(media_type)
        if table_format is not None:
            return read_results(parse_query_results(body, table_format))
        graph_format = RdfFormat.from_media_type(media_type)
        if graph_format is not None:
            return Statements(tuple(quad.triple for quad in parse(body, format=graph_format)))
    except (QueryError, SyntaxError) as error:
        raise ValueError(f"broken {media_type}: {error}") from error
    raise ValueError(f"{media_type or 'no media type'} is no form of SPARQL results")


def formats_of(results: Results) -> tuple[str, ...]:
    """Return the names of the formats in which the results can be written."""
    if isinstance(results, Statements):
        return tuple(GRAPH_FORMATS)
    return tuple(TABLE_FORMATS) if isinstance(results, Table) else ("json", "xml")


def write_results(results: Results, format: str) -> bytes:
    """Return the results in a standard format; raise QueryError if they have no such form."""
    if format not in formats_of(results):
        raise QueryError(
            f"this answer cannot be written as {format}; choose {', '.join(formats_of(results))}"
        )
    if isinstance(results, Statements):
        return _write_statements(results.triples, format)
    document: Mapping[str, object]
    if isinstance(results, Verdict):
        document = {"head": {}, "boolean": results.holds}
    else:
        bindings = [_binding(results.columns, row) for row in results.rows]
        document = {"head": {"vars": results.columns}, "results": {"bindings": bindings}}
    text = json.dumps(document, ensure_ascii=False)
    if format == "json":
        return text.encode() + b"\n"
    read = parse_query_results(text, QueryResultsFormat.JSON)
    return read.serialize(format=TABLE_FORMATS[format]) or b""


def _write_statements(triples: Iterable[Triple], format: str) -> bytes:
    rows = list(triples)
    blank = any(isinstance(node, BlankNode) for row in rows for node in (row.subject, row.object))
    if format == "turtle" and not blank:
        return turtle(rows)
    return serialize(rows, format=GRAPH_FORMATS[format], prefixes=PREFIXES) or b""


def _term(term: object) -> Term | None:
    if term is None or isinstance(term, NamedNode | Literal | BlankNode):
        return term
    raise QueryError(f"the answer holds a triple term, which SPARQL 1.1 does not know: {term}")


def _binding(columns: Iterable[str], row: Iterable[Term | None]) -> dict[str, dict[str, str]]:
    return {
        column: _json_term(term)
        for column, term in zip(columns, row, strict=True)
        if term is not None
    }


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language is not None:
        return found | {"xml:lang": term.language}
    if term.datatype in (XSD.string, RDF.langString):
        return found
    return found | {"datatype": term.datatype.value}
