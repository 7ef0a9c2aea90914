"""Put a query to the graph or to an endpoint, and show what it answers."""

import re
from collections.abc import Callable
from pathlib import Path

import click
from rich.table import Table as TextTable
from rich.text import Text

from reviewgraph.cli.options import out
from reviewgraph.endpoint import TIMEOUT, Endpoint
from reviewgraph.errors import QueryError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.queries import bind, find_query, read_queries
from reviewgraph.rdf import BlankNode, NamedNode
from reviewgraph.resources import shipped
from reviewgraph.results import (
    Results,
    Statements,
    Table,
    Term,
    Verdict,
    read_results,
    write_results,
)
from reviewgraph.store import open_store

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld")
_LABEL = "Label"
_SHORT = 16
"""Letters up to which a column is as wide as its values."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

timeout_option = click.option(
    "--timeout",
    type=click.IntRange(1, 3600),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for an endpoint.",
)


def answer(text: str, graph: Path, endpoint: str | None, timeout: int) -> Results:
    """Return the answer of the endpoint if one is named, else of the graph folder."""
    if endpoint is not None:
        return Endpoint(endpoint, timeout).query(text)
    return read_results(open_store(graph).query(text))


Rows = list[dict[str, str]]


def ask_stored(graph: Path, endpoint: str | None, timeout: int) -> Callable[..., Rows]:
    """Return a function that answers a stored SELECT as plain words, "" where a cell is open."""
    queries = read_queries(shipped("queries"))

    def ask(name: str, **values: str) -> Rows:
        results = answer(bind(find_query(queries, name), values), graph, endpoint, timeout)
        if not isinstance(results, Table):
            raise QueryError(f"{name}: gives no table")
        return [
            {
                column: "" if term is None else term.value
                for column, term in zip(results.columns, row, strict=True)
            }
            for row in results.rows
        ]

    return ask


def show(results: Results, format: str | None) -> None:
    """Write the results to standard output; without a format, as a person reads them."""
    if format is None:
        format = "turtle" if isinstance(results, Statements) else "table"
    if format == "table" and isinstance(results, Table):
        out().print(_text_table(results))
    elif format == "table" and isinstance(results, Verdict):
        click.echo("yes" if results.holds else "no")
    else:
        click.echo(write_results(results, format), nl=False)


def _text_table(table: Table) -> TextTable:
    """Return a table for a terminal: things by their labels, the first with its key as well.

    Identifiers in every column leave no room for words; the other formats hold them all.
    """
    places = {name: index for index, name in enumerate(table.columns)}
    labels = {name + _LABEL for name in places}
    shown = [name for name in places if name not in labels]
    text = TextTable(box=None, pad_edge=False, header_style="bold")
    cells = [[_cell(row, places, name) for name in shown] for row in table.rows]
    for place, name in enumerate(shown):
        heading = _words(name)
        needed = max(*map(len, heading.split()), *(len(row[place]) for row in cells), 1)
        text.add_column(heading, overflow="fold", width=needed if needed <= _SHORT else None)
    for row, (first, *others) in zip(table.rows, cells, strict=True):
        key = row[places[shown[0]]]
        if shown[0] + _LABEL in places and isinstance(key, NamedNode):
            first = Text.assemble(first, "\n", (key.value.rpartition("/")[2], "dim"))
        text.add_row(first, *others)
    count = len(table.rows)
    text.caption = f"{count} row" if count == 1 else f"{count} rows"
    text.caption_justify = "left"
    return text


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _cell(row: tuple[Term | None, ...], places: dict[str, int], name: str) -> Text:
    value = _shown(row[places[name]])
    label = places.get(name + _LABEL)
    return Text(value if label is None or row[label] is None else _shown(row[label]))


def _shown(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shorten(term.value)
    value = str(term) if isinstance(term, BlankNode) else term.value
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)


def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name where the project has a prefix for it."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
