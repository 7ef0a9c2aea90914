"""Put a query to the graph or to an endpoint, and show what it answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from reviewgraph.cli.options import out, progress_bar
from reviewgraph.cli.tables import text_table
from reviewgraph.endpoint import TIMEOUT, Endpoint
from reviewgraph.errors import QueryError
from reviewgraph.mirroring import mirror
from reviewgraph.queries import bind, find_query, read_queries
from reviewgraph.resources import shipped
from reviewgraph.results import (
    Results,
    Statements,
    Table,
    Verdict,
    read_results,
    write_results,
)
from reviewgraph.store import Store, open_store

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld")

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


@contextmanager
def whole_graph(graph: Path, endpoint: str | None, timeout: int) -> Iterator[Store]:
    """Give the graph folder's store, or a copy of what an endpoint holds, for what reads it all."""
    if endpoint is None:
        yield open_store(graph)
        return
    with TemporaryDirectory(prefix="reviewgraph-") as folder:
        with progress_bar("Graphs") as progress:
            store = mirror(Endpoint(endpoint, timeout).query, Path(folder), progress=progress)
        yield store


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
        screen = out()
        screen.print(text_table(results, screen.width))
    elif format == "table" and isinstance(results, Verdict):
        click.echo("yes" if results.holds else "no")
    else:
        click.echo(write_results(results, format), nl=False)
