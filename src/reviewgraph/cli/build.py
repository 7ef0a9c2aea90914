"""``reviewgraph build``: sources to a graph folder."""

from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path

import click

from reviewgraph.building import BuildReport, Places
from reviewgraph.building import build as build_graph
from reviewgraph.cli.cluster import cluster, dask_option
from reviewgraph.cli.errors import BROKEN_DATA
from reviewgraph.cli.options import graph_option, stages_bar
from reviewgraph.cli.processes import jobs_option, pool
from reviewgraph.resources import shipped


def _own_or_shipped(name: str) -> Path:
    """Return the folder below the current one if it is there, else the shipped one."""
    own = Path("data") / name
    return own if own.is_dir() else shipped("data") / name


@click.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE]...")
@graph_option
@click.option(
    "--links",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Folder of people's decisions.  [default: data/links]",
)
@jobs_option
@dask_option
@click.pass_context
def build(
    ctx: click.Context,
    sources: tuple[Path, ...],
    graph: Path,
    *,
    links: Path | None,
    jobs: int,
    dask: str | None,
) -> None:
    """Build the graph of review pages, lists and folders of them.

    Without a SOURCE, the reviews in data/reviews are built. The graph holds what its sources
    say: a review whose source is not given any more leaves it. Only what changed is built anew.
    A source that cannot be read is listed, the others are built, and the exit code is 1.

    Example: reviewgraph build data/reviews data/examples --graph graph
    """
    places = Places(links=links or _own_or_shipped("links"))
    sources = sources or (_own_or_shipped("reviews"),)
    if dask:
        # Its workers stand in other folders.
        places, sources = Places(places.links.resolve()), tuple(map(Path.resolve, sources))
        report = _build(sources, graph, places, cluster(dask, places))
    else:
        report = _build(sources, graph, places, pool(jobs))
    click.echo(
        f"{report.reviews} review{'s' * (report.reviews != 1)} in {graph}: {report.built} built, "
        f"{report.unchanged} unchanged, {report.removed} removed."
    )
    for note in report.notes:
        click.echo(f"Note: {note}", err=True)
    for fault in report.faults:
        click.echo(f"Not built: {fault}", err=True)
    if report.faults:
        ctx.exit(BROKEN_DATA)


def _build(
    sources: tuple[Path, ...],
    graph: Path,
    places: Places,
    helpers: AbstractContextManager[Executor | None],
) -> BuildReport:
    with stages_bar() as progress, helpers as executor:
        return build_graph(
            sources,
            graph,
            places=places,
            progress=progress,
            executor=executor,
        )
