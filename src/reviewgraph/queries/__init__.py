"""Stored queries: read, checked, bound and published. A folder of ``.rq`` files is the register."""

from reviewgraph.queries.binding import bind, example_values
from reviewgraph.queries.parameters import Parameter, ParameterKind, json_schema
from reviewgraph.queries.publishing import as_triples
from reviewgraph.queries.reading import Query, find_query, read_queries, read_query
from reviewgraph.queries.tokens import form_of, missing_prefixes

__all__ = [
    "Parameter",
    "ParameterKind",
    "Query",
    "as_triples",
    "bind",
    "example_values",
    "find_query",
    "form_of",
    "json_schema",
    "missing_prefixes",
    "read_queries",
    "read_query",
]
