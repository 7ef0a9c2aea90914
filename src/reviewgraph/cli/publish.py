"""``reviewgraph publish``: a graph folder to a release folder."""

from pathlib import Path

import click

from reviewgraph.cli.options import graph_option
from reviewgraph.publishing import WHOLE
from reviewgraph.publishing import publish as publish_graph
from reviewgraph.store import open_store


@click.command()
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The release folder; an earlier release there is replaced whole.",
)
def publish(graph: Path, output: Path) -> None:
    """Write the graph as Turtle, whole and one file a review, with checksums.

    The same graph gives the same bytes. Check a release with: sha256sum --check SHA256SUMS

    Example: reviewgraph publish -o release
    """
    release = publish_graph(open_store(graph), output)
    click.echo(
        f"{release.triples:,} triples in {len(release.files)} files; "
        f"the dump lies at {release.folder / WHOLE}"
    )
