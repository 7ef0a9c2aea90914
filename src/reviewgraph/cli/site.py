"""``reviewgraph site``: the pages as files that any host can give out."""

from pathlib import Path

import click

from reviewgraph.cli.options import graph_option, progress_bar
from reviewgraph.cli.processes import jobs_option, pool
from reviewgraph.generations import generation
from reviewgraph.publishing import TURTLE, Helpers
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
@jobs_option
def site(graph: Path, output: Path, release: Path | None, address: str, jobs: int) -> None:
    """Write pages, Turtle and JSON-LD of each thing as files: no server is needed.

    They search in the browser. With --release, and the engine that `make site` fetches, they
    answer SPARQL there too.

    Example: reviewgraph site -o site --release release
    """
    current = generation(graph)
    store = open_store(graph, current)
    with pool(jobs) as executor, progress_bar("Pages") as progress:
        written = write_site(
            store,
            output,
            dump=release / f"{TURTLE}.gz" if release else None,
            address=address,
            helpers=Helpers(executor, graph, current) if executor and current else None,
            progress=progress,
        )
    click.echo(
        f"{written.files:,} files in {output}: {written.changed:,} written, "
        f"{written.removed:,} removed."
    )
