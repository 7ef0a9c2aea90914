"""``reviewgraph summary``: what the graph holds, as a person would look at it."""

from collections.abc import Iterable
from pathlib import Path

import click
from rich.columns import Columns
from rich.console import Console
from rich.table import Table as TextTable
from rich.text import Text

from reviewgraph.cli.answers import ask_stored, timeout_option
from reviewgraph.cli.options import endpoint_option, graph_option, out

_TOP = 10
_BAR = 24
_BLOCKS = " ▏▎▍▌▋▊▉█"

Bars = list[tuple[str, int]]


@click.command()
@graph_option
@endpoint_option
@timeout_option
def summary(graph: Path, endpoint: str | None, timeout: int) -> None:
    """Show what the graph holds: sizes, years, themes and addressed bodies.

    Example: reviewgraph summary
    """
    ask = ask_stored(graph, endpoint, timeout)
    screen = out()
    _sizes(screen, ask("dataset-summary"))
    years = ask("reviews-by-year")
    themes = ask("themes-by-frequency")
    bodies = ask("agency-ranking")
    kinds = ask("addressees-by-kind")
    _chart(screen, "Reviews by year of death", _bars(years, "year", "reviews"), top=None)
    _chart(screen, "Themes of recommendations", _bars(themes, "themeLabel", "recommendations"))
    _chart(screen, "Bodies addressed", _bars(bodies, "agencyLabel", "recommendations"))
    _chart(screen, "Addressees by kind", _bars(kinds, "kindLabel", "mentions"))


def _sizes(screen: Console, rows: Iterable[dict[str, str]]) -> None:
    sizes = [
        Text.assemble((f"{int(row['count']):,}", "bold"), f" {row['what']}")
        for row in rows
        if row["count"] != "0"
    ]
    screen.print(Columns(sizes, padding=(0, 3)))


def _bars(rows: Iterable[dict[str, str]], label: str, value: str) -> Bars:
    return [(row[label], int(row[value])) for row in rows if int(row[value])]


def _chart(screen: Console, title: str, bars: Bars, top: int | None = _TOP) -> None:
    """Print the longest bars; say how many are left out, for a cut list looks like a whole one."""
    if not bars:
        return
    most = max(value for _, value in bars)
    table = TextTable.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column(width=_BAR)
    table.add_column(overflow="fold")
    for label, value in bars[:top]:
        table.add_row(str(value), Text(_bar(value / most), "cyan"), label)
    screen.print()
    screen.print(Text(title, "bold"))
    screen.print(table)
    if top is not None and len(bars) > top:
        screen.print(f"and {len(bars) - top} more", style="dim")


def _bar(share: float) -> str:
    """Return a bar in eighths of a letter."""
    eighths = max(1, round(share * _BAR * 8))
    rest = _BLOCKS[eighths % 8] if eighths % 8 else ""
    return _BLOCKS[8] * (eighths // 8) + rest
