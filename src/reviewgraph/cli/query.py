"""``reviewgraph query``: list, describe and answer the stored queries."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

import click
from rich.padding import Padding
from rich.table import Table as TextTable
from rich.text import Text

from reviewgraph.cli.answers import FORMATS, answer, show, timeout_option
from reviewgraph.cli.options import endpoint_option, graph_option, out
from reviewgraph.cli.tables import shorten
from reviewgraph.errors import QueryError
from reviewgraph.queries import Parameter, Query, bind, example_values, find_query, read_queries
from reviewgraph.rdf import NamedNode
from reviewgraph.resources import shipped
from reviewgraph.results import Table, Verdict


@click.command()
@click.argument("name", required=False)
@click.option(
    "-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="Fill in a blank."
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: table, or turtle.")
@click.option("--describe", is_flag=True, help="Say what the query asks, with its parameters.")
@click.option("--show-text", is_flag=True, help="Print the SPARQL that would be sent.")
@graph_option
@endpoint_option
@timeout_option
def query(
    name: str | None,
    given: tuple[str, ...],
    format_: str | None,
    describe: bool,
    show_text: bool,
    graph: Path,
    endpoint: str | None,
    timeout: int,
) -> None:
    r"""Answer a stored query; without NAME, list them all.

    \b
    Examples:
      reviewgraph query
      reviewgraph query recommendations-by-theme --describe
      reviewgraph query recommendations-by-theme -p theme=mental-capacity
    """
    queries = read_queries(shipped("queries"))
    if name is None:
        _list(queries.values())
        return
    asked = find_query(queries, name)
    if describe:
        _describe(asked)
        return
    values = _values(given)
    text = bind(asked, values)
    if show_text:
        click.echo(text, nl=False)
        return
    results = answer(text, graph, endpoint, timeout)
    show(results, format_)
    if isinstance(results, Table) and not results.rows:
        _explain_nothing(asked, values, graph, endpoint, timeout)


def _values(given: Iterable[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise QueryError(f"{pair!r} is no parameter; write it as name=value")
        if name in values:
            raise QueryError(f"parameter {name} is given twice")
        values[name] = value
    return values


def _list(queries: Iterable[Query]) -> None:
    """Print names and questions, grouped by the first tag."""
    screen = out()
    by_tag = sorted(queries, key=lambda each: (each.tags[0], each.name))
    width = max(len(each.name) for each in by_tag)
    for tag, group in groupby(by_tag, key=lambda each: each.tags[0]):
        table = TextTable.grid(padding=(0, 2))
        table.add_column(min_width=width, no_wrap=True)
        table.add_column()
        for each in group:
            table.add_row(Text(each.name, "bold"), Text(each.summary))
        screen.print(Text(tag.capitalize(), "underline"))
        screen.print(Padding(table, (0, 0, 1, 2)))
    screen.print("Describe one: reviewgraph query NAME --describe")


def _describe(asked: Query) -> None:
    screen = out()
    screen.print(Text(asked.summary, "bold"))
    screen.print(Text(asked.description))
    if asked.parameters:
        table = TextTable(box=None, pad_edge=False, header_style="bold")
        for heading in ("parameter", "takes", "meaning"):
            table.add_column(heading)
        for parameter in asked.parameters:
            table.add_row(parameter.name, _takes(parameter), Text(parameter.description))
        screen.print(Padding(table, (1, 0)))
    pairs = (f" -p {name}={_quoted(value)}" for name, value in example_values(asked).items())
    screen.print(Text(f"Example: reviewgraph query {asked.name}{''.join(pairs)}"), soft_wrap=True)


def _takes(parameter: Parameter) -> str:
    kind = " | ".join(parameter.values) if parameter.values else str(parameter.kind)
    kind = parameter.scheme.replace("-", " ") if parameter.scheme else kind
    if parameter.default is not None:
        return f"{kind} (default {parameter.default})"
    return kind if parameter.required else f"{kind} (optional)"


def _quoted(value: str) -> str:
    return f"'{value}'" if " " in value else value


def _explain_nothing(
    asked: Query, values: Mapping[str, str], graph: Path, endpoint: str | None, timeout: int
) -> None:
    """Say on standard error if nothing was found because a thing asked for is unknown."""
    for parameter in asked.parameters:
        term = parameter.term(values[parameter.name]) if parameter.name in values else None
        if isinstance(term, NamedNode):
            ask = f"ASK {{ {{ {term} ?p ?o }} UNION {{ ?s ?q {term} }} }}"
            if answer(ask, graph, endpoint, timeout) == Verdict(False):
                click.echo(f"note: {shorten(term.value)} is not in this graph", err=True)
