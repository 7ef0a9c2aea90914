"""``reviewgraph sparql``: answer a query that is not stored."""

from pathlib import Path

import click

from reviewgraph.cli.answers import FORMATS, answer, show, timeout_option
from reviewgraph.cli.options import endpoint_option, graph_option
from reviewgraph.errors import QueryError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.queries import form_of, missing_prefixes


@click.command()
@click.argument("query")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: table, or turtle.")
@graph_option
@endpoint_option
@timeout_option
def sparql(
    query: str, format_: str | None, graph: Path, endpoint: str | None, timeout: int
) -> None:
    r"""Answer a SPARQL 1.1 query over all graphs.

    QUERY is the text itself, @FILE, or - for standard input. The project's prefixes (rg:, theme:,
    dcterms: and so on) need no PREFIX line.

    \b
    Example:
      reviewgraph sparql 'SELECT (COUNT(?r) AS ?recommendations) { ?r a rg:Recommendation }'
    """
    text = _text(query)
    form_of(text)
    lines = (f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing_prefixes(text))
    show(answer("".join(lines) + text, graph, endpoint, timeout), format_)


def _text(query: str) -> str:
    """Return the query that the argument gives or points to."""
    if query != "-" and not query.startswith("@"):
        return query
    name = query.removeprefix("@")
    try:
        with click.open_file(name, encoding="utf-8") as handle:
            return str(handle.read())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise QueryError(f"{name}: cannot be read: {reason}") from error
