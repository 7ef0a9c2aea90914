"""``reviewgraph validate``: hold a graph, or Turtle files, against the shapes."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from reviewgraph.checking import check_folder, check_triples, check_whole, integrity
from reviewgraph.cli.answers import timeout_option, whole_graph
from reviewgraph.cli.errors import BROKEN_DATA
from reviewgraph.cli.options import endpoint_option, graph_option, stages_bar
from reviewgraph.cli.processes import jobs_option, pool
from reviewgraph.rdf import Triple, read_triples
from reviewgraph.resources import shipped
from reviewgraph.store import Store
from reviewgraph.validation import (
    Report,
    as_json,
    as_text,
    as_turtle,
    by_review,
    merge,
    read_shapes,
    split_by_review,
    validate_graphs,
)

ENGINES = ("screened", "pyshacl")
FORMATS = ("text", "turtle", "json")


@click.command()
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="[FILE]...",
)
@graph_option
@endpoint_option
@timeout_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="screened",
    show_default=True,
    help="pyshacl is the reference, and slow: 0.5 s a review. Both find the same.",
)
@click.option("--anew", is_flag=True, help="Judge unchanged reviews too.")
@jobs_option
@click.pass_context
def validate(
    ctx: click.Context,
    files: tuple[Path, ...],
    graph: Path,
    endpoint: str | None,
    *,
    timeout: int,
    format_: str,
    engine: str,
    anew: bool,
    jobs: int,
) -> None:
    r"""Check that a graph keeps its promises, and say what to do where it does not.

    Checks the graph folder, or Turtle files if any are given, or a copy of what an endpoint
    holds. A violation stops a release (exit code 1); a warning asks a person to look.

    \b
    Examples:
      reviewgraph validate
      reviewgraph validate release/reviewgraph.ttl --format json
      reviewgraph validate --endpoint http://localhost:7878/query
    """
    if files and endpoint is not None:
        raise click.UsageError("give files or an endpoint, not both")
    if files:
        report = _of_dump(files, engine)
    elif endpoint is not None or engine == "pyshacl":
        with whole_graph(graph, endpoint, timeout) as store:
            report = _of_store(store, engine)
    else:
        with stages_bar() as progress, pool(jobs) as executor:
            report = check_folder(graph, executor=executor, anew=anew, progress=progress)
    if format_ == "text":
        click.echo(as_text(report), nl=False)
    else:
        click.echo(as_turtle(report) if format_ == "turtle" else as_json(report), nl=False)
    if not report.conforms:
        ctx.exit(BROKEN_DATA)


def _of_dump(files: Iterable[Path], engine: str) -> Report:
    """Judge files together, as the parts of one dump; integrity needs the named graphs."""
    shapes = read_shapes(shipped("shapes"))
    triples: Iterator[Triple] = chain.from_iterable(map(read_triples, files))
    judge = validate_graphs if engine == "pyshacl" else check_triples
    return judge(split_by_review(triples), shapes)


def _of_store(store: Store, engine: str) -> Report:
    """Judge a whole store by itself, believing nothing that was found before."""
    if engine != "pyshacl":
        return check_whole(store)
    groups = (
        (key, chain.from_iterable(map(store.triples, names)))
        for key, names in by_review(store.graph_names())
    )
    return merge([validate_graphs(groups, read_shapes(shipped("shapes"))), integrity(store)])
