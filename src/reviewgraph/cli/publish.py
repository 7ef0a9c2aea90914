"""``reviewgraph publish``: a graph folder to a release folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from reviewgraph.checking import check_folder
from reviewgraph.cli.answers import timeout_option, whole_graph
from reviewgraph.cli.options import endpoint_option, graph_option, progress_bar
from reviewgraph.cli.processes import jobs_option, pool
from reviewgraph.generations import generation
from reviewgraph.publishing import TURTLE, Edition, Helpers, Release, edition, newest_month
from reviewgraph.publishing import publish as publish_graph
from reviewgraph.store import Store, open_store

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@graph_option
@endpoint_option
@timeout_option
@click.option(
    "-o",
    "--output",
    type=_FOLDER,
    required=True,
    metavar="DIR",
    help="The release folder; an earlier release there is replaced whole.",
)
@click.option(
    "--version",
    metavar="YYYY.MM",
    help="Version of the release, such as 2026.11, or 2026.11.1 for a second one in a month.  "
    "[default: the month of the newest upload]",
)
@click.option(
    "--issued",
    metavar="YYYY-MM-DD",
    help="Day of the release.  [default: the first of the month of the version]",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="The release before: changes are told, and what is gone leaves a tombstone.",
)
@click.option(
    "--without-text",
    is_flag=True,
    help="Leave out the texts of recommendations whose source has no licence.",
)
@click.option("--allow-fewer", is_flag=True, help="Let reviews of the release before be withdrawn.")
@click.option(
    "--served-at",
    metavar="URL",
    help="Where a `reviewgraph serve` answers from this graph, for the description.",
)
@jobs_option
def publish(
    *,
    graph: Path,
    output: Path,
    endpoint: str | None,
    version: str | None,
    timeout: int,
    issued: str | None,
    previous: Path | None,
    without_text: bool,
    allow_fewer: bool,
    served_at: str | None,
    jobs: int,
) -> None:
    """Write the graph as a release that others can cite, check and host anywhere.

    The release holds Turtle (whole and one file a review), TriG, canonical N-Quads, JSON-LD,
    CSV tables, SSSOM mappings, ontology, shapes, queries and checksums. The same graph gives the
    same bytes. Nothing is written while a violation stands. Check a release with: reviewgraph
    verify DIR

    Example: reviewgraph publish -o release --version 2026.11
    """
    asking = partial(
        edition,
        issued=issued,
        previous=previous,
        with_text=not without_text,
        allow_fewer=allow_fewer,
        served_at=served_at,
    )
    if endpoint is None:
        release = _from_folder(
            graph, output, jobs, lambda store: asking(version or newest_month(store))
        )
    else:
        with whole_graph(graph, endpoint, timeout) as store, progress_bar("Reviews") as progress:
            asked = asking(version or newest_month(store))
            release = publish_graph(store, output, asked, progress=progress)
    _tell(release, output)


def _from_folder(
    graph: Path, output: Path, jobs: int, asking: Callable[[Store], Edition]
) -> Release:
    """Publish the current generation of a folder, which several processes can read at once."""
    current = generation(graph)
    store = open_store(graph, current)
    with pool(jobs) as executor, progress_bar("Reviews") as progress:
        return publish_graph(
            store,
            output,
            asking(store),
            judge=partial(check_folder, graph, current, executor=executor),
            helpers=Helpers(executor, graph, current) if executor and current else None,
            progress=progress,
        )


def _tell(release: Release, output: Path) -> None:
    told, size = release.manifest, sum(each.size for each in release.files)
    click.echo(
        f"Release {told.version} in {output}: {told.reviews:,} reviews ({told.withdrawn:,} "
        f"withdrawn), {told.triples:,} triples, {len(release.files):,} files, {size / 1e6:,.1f} MB."
    )
    click.echo(release.changes)
    click.echo(f"SHA-256 of the canonical N-Quads: {told.canonical_sha256}")
    click.echo(f"The dump lies at {output / TURTLE}")
