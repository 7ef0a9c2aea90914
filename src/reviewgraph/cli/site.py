"""``reviewgraph site``: the pages as files that any host can give out."""

from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reviewgraph.cli.options import err, graph_option
from reviewgraph.publishing import TURTLE
from reviewgraph.siting import write_site
from reviewgraph.store import open_store


@click.command()
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder of the site; pages that stay the same are not touched.",
)
@click.option(
    "--release",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="The release whose dump the SPARQL console in the browser asks.",
)
@click.option(
    "--address",
    default="https://example.org",
    show_default=True,
    metavar="URL",
    help="Where the site will stand, for the redirect rules of w3id.org.",
)
def site(graph: Path, output: Path, release: Path | None, address: str) -> None:
    """Write pages, Turtle and JSON-LD of each thing as files: no server is needed.

    They search in the browser. With --release, and the engine that `make site` fetches, they
    answer SPARQL there too.

    Example: reviewgraph site -o site --release release
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = err()
    bar = Progress(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("Pages", total=None)
        written = write_site(
            open_store(graph),
            output,
            dump=release / f"{TURTLE}.gz" if release else None,
            address=address,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    click.echo(
        f"{written.files:,} files in {output}: {written.changed:,} written, "
        f"{written.removed:,} removed."
    )
