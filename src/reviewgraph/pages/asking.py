"""Questions that pages put to the graph, and their answers as plain text."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from reviewgraph.errors import QueryError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import NamedNode, Triple
from reviewgraph.results import Results, Statements, Table

Ask = Callable[[str], Results]
"""Answers a SPARQL query over the union of all graphs: a store or a remote endpoint."""

Row = dict[str, str]
"""One row: what each column holds; an open column holds the empty text."""

_DECLARED = {name: f"PREFIX {name}: <{base}>" for name, base in PREFIXES.items()}


def rows(ask: Ask, text: str, **nodes: str) -> list[Row]:
    """Return the rows of a SELECT; the project's prefixes need no declaration.

    ``nodes`` are IRIs by the name of the variable they take the place of, as VALUES does it.
    """
    table = ask(_complete(text, nodes))
    if not isinstance(table, Table):
        raise QueryError("a SELECT query is needed here")
    return [
        {
            column: "" if term is None else term.value
            for column, term in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def triples(ask: Ask, text: str, **nodes: str) -> tuple[Triple, ...]:
    """Return the triples of a CONSTRUCT; see rows."""
    answer = ask(_complete(text, nodes))
    if not isinstance(answer, Statements):
        raise QueryError("a CONSTRUCT query is needed here")
    return answer.triples


def grouped(found: Iterable[Row], column: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows that share a value of ``column``; they must come sorted by it."""
    for value, group in groupby(found, key=lambda row: row[column]):
        yield value, list(group)


def _complete(text: str, nodes: dict[str, str]) -> str:
    for name, iri in nodes.items():
        # NamedNode refuses what is no IRI, so nothing else can be put in its place.
        text = text.replace(f"?{name}!", str(NamedNode(iri)))
    used = (line for name, line in _DECLARED.items() if f"{name}:" in text)
    return "\n".join((*used, text))
