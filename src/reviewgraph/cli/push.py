"""``reviewgraph push``: load the graph into another SPARQL engine."""

import os
from pathlib import Path

import click

from reviewgraph.cli.options import graph_option, progress_bar
from reviewgraph.endpoint import Endpoint
from reviewgraph.graphstore import GraphStore
from reviewgraph.pushing import BATCH, Pushed
from reviewgraph.pushing import push as push_graph
from reviewgraph.store import Store, open_store

PASSWORD = "REVIEWGRAPH_PASSWORD"


@click.command()
@graph_option
@click.option("--endpoint", required=True, metavar="URL", help="Where the engine is asked.")
@click.option("--update", metavar="URL", help="Where it takes updates.  [default: the endpoint]")
@click.option(
    "--graph-store", "store_url", metavar="URL", help="Where it takes graphs, if it does: faster."
)
@click.option("--user", help=f"Name to log in with; the password is taken from {PASSWORD}.")
@click.option(
    "--batch",
    type=click.IntRange(1, 1_000_000),
    default=BATCH,
    show_default=True,
    help="Triples of one request.",
)
def push(
    graph: Path,
    endpoint: str,
    update: str | None,
    store_url: str | None,
    user: str | None,
    batch: int,
) -> None:
    """Load the graph into another SPARQL 1.1 engine.

    Only graphs that changed are sent. Readers see the old graph until the new one is whole. A
    push that was stopped goes on where it was when it is started again.

    Example: reviewgraph push --endpoint http://localhost:7878/query
    --update http://localhost:7878/update
    """
    target = GraphStore(
        update or endpoint,
        store_url=store_url,
        user=user,
        password=os.environ.get(PASSWORD, ""),
    )
    pushed = _push(open_store(graph), Endpoint(endpoint), target, batch)
    click.echo(
        f"{pushed.graphs} graphs put in place, {pushed.unchanged} unchanged, "
        f"{pushed.removed} removed; {pushed.triples} triples sent."
    )


def _push(store: Store, endpoint: Endpoint, target: GraphStore, batch: int) -> Pushed:
    with progress_bar("Graphs") as progress:
        return push_graph(store, endpoint.query, target, batch=batch, progress=progress)
