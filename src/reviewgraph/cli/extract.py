"""``reviewgraph extract``: full reports to recommendations with their pages."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from reviewgraph.cli.errors import BROKEN_DATA
from reviewgraph.cli.options import out
from reviewgraph.errors import SourceError
from reviewgraph.extraction import Extraction, Limits
from reviewgraph.extraction import extract as read_report
from reviewgraph.extraction.writing import COLUMNS, as_rows, as_values

_SHOWN = ("page", "number", "text", "addressed_to")


@click.command()
@click.argument(
    "reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT..."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    show_default=True,
    help="JSON holds every place, the action plan and the glossary.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="How long one report may take.",
)
@click.pass_context
def extract(ctx: click.Context, reports: tuple[Path, ...], format_: str, timeout: float) -> None:
    r"""Read the recommendations out of full reports (PDF, DOCX, HTML).

    A report that cannot be read is told in one line, the others are read, and the exit code is
    1. Names, initials and exact dates are withheld; how many is said.

    \b
    Examples:
      reviewgraph extract report.pdf
      reviewgraph extract reports/*.pdf --format json > found.json
    """
    found: list[Extraction] = []
    failed = False
    for path in reports:
        try:
            found.append(read_report(path, limits=Limits(seconds=timeout)))
        except SourceError as error:
            click.echo(f"Not read: {error}", err=True)
            failed = True
    _write(found, format_, single=len(reports) == 1)
    for extraction in found:
        for note in extraction.notes:
            click.echo(f"Note: {extraction.source}: {note}", err=True)
    if failed:
        ctx.exit(BROKEN_DATA)


def _write(found: Sequence[Extraction], format_: str, *, single: bool) -> None:
    if format_ == "json":
        values = [as_values(extraction) for extraction in found]
        shown = values[0] if single and values else values
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    elif format_ == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row for extraction in found for row in as_rows(extraction))
        click.echo(text.getvalue(), nl=False)
    else:
        for extraction in found:
            out().print(_table(extraction))


def _table(extraction: Extraction) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title=extraction.source)
    for name in _SHOWN:
        table.add_column(name.replace("_", " "), overflow="fold")
    places = [COLUMNS.index(name) for name in _SHOWN]
    for row in as_rows(extraction):
        table.add_row(*(Text(row[place]) for place in places))
    count = len(extraction.recommendations)
    table.caption = f"{count} recommendation{'s' * (count != 1)}, {len(extraction.actions)} actions"
    return table
