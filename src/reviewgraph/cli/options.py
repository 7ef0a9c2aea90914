"""Options that more than one command takes, and the two consoles."""

from pathlib import Path

import click
from rich.console import Console

graph_option = click.option(
    "--graph",
    "graph",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("graph"),
    show_default=True,
    metavar="DIR",
    help="The graph folder.",
)

endpoint_option = click.option(
    "--endpoint",
    metavar="URL",
    help="Ask this SPARQL endpoint instead of the graph folder.",
)


def out() -> Console:
    """Return a console for results, which go to standard output."""
    return Console(highlight=False, soft_wrap=False)


def err() -> Console:
    """Return a console for progress and remarks, which go to standard error."""
    return Console(stderr=True, highlight=False)
