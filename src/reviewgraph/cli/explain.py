"""``reviewgraph explain``: what a thing says, what was concluded from it, and why."""

from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from reviewgraph.cli.answers import ask_stored, timeout_option
from reviewgraph.cli.options import endpoint_option, graph_option, out
from reviewgraph.cli.tables import shorten
from reviewgraph.errors import QueryError

Row = dict[str, str]

_KINDS = {
    "tagging": "What it is about",
    "link": "Whom it names",
    "resemblance": "What it resembles",
}


@click.command()
@click.argument("thing", metavar="IRI")
@graph_option
@endpoint_option
@timeout_option
def explain(thing: str, graph: Path, endpoint: str | None, timeout: int) -> None:
    """Show what a review, recommendation, tagging or link says, and on what evidence.

    IRI may be whole or a prefixed name. The words that something rests on are highlighted.

    Example: reviewgraph explain review:6391f4df-havering
    """
    ask = ask_stored(graph, endpoint, timeout)
    quotes = ask("quotes-of", thing=thing)
    statements = ask("evidence-of", thing=thing)
    if not quotes and not statements:
        raise QueryError(f"{thing}: nothing in this graph rests on it or is said by it")
    screen = out()
    if quotes:
        _text(screen, quotes)
    for kind, heading in _KINDS.items():
        _statements(screen, heading, [row for row in statements if row["kind"] == kind])


def _text(screen: Console, quotes: list[Row]) -> None:
    screen.print(Text(quotes[0]["label"], "bold"))
    text = Text(quotes[0]["text"])
    for quote in quotes:
        if quote["start"]:
            text.stylize("reverse", int(quote["start"]), int(quote["end"]))
    screen.print(Padding(text, (1, 2)))


def _statements(screen: Console, heading: str, rows: list[Row]) -> None:
    """Print what was concluded, surest first, each with its words, rule and confidence."""
    if not rows:
        return
    screen.print(Text(heading, "bold"))
    for row in sorted(rows, key=lambda row: (-float(row["confidence"]), row["says"])):
        line = Text.assemble((shorten(row["says"]), "bold"), f"  {float(row['confidence']):.2f}")
        if row["words"]:
            line.append(f"  “{row['words']}”")
        line.append(f"  rule: {row['rule']}", "dim")
        if row["status"]:
            line.append(f"  {shorten(row['status']).rpartition('--')[2]}", "italic")
        screen.print(Padding(line, (0, 0, 0, 2)))
        if row["why"]:
            screen.print(Padding(Text(row["why"]), (0, 0, 0, 6)))
    screen.print()
