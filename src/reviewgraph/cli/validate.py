"""``reviewgraph validate``: hold a graph, or Turtle files, against the shapes."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from reviewgraph.cli.errors import BROKEN_DATA
from reviewgraph.cli.options import graph_option
from reviewgraph.rdf import Triple, read_triples
from reviewgraph.resources import shipped
from reviewgraph.store import Store, open_store
from reviewgraph.validation import (
    Report,
    Row,
    Select,
    as_json,
    as_text,
    as_turtle,
    by_review,
    check_integrity,
    merge,
    read_shapes,
    split_by_review,
    validate_graphs,
)

FORMATS = ("text", "turtle", "json")


@click.command()
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="[FILE]...",
)
@graph_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.pass_context
def validate(ctx: click.Context, files: tuple[Path, ...], graph: Path, format_: str) -> None:
    r"""Check that a graph keeps its promises, and say what to do where it does not.

    Checks the graph folder, or Turtle files if any are given. A violation stops a release
    (exit code 1); a warning asks a person to look.

    \b
    Examples:
      reviewgraph validate
      reviewgraph validate release/reviewgraph.ttl --format json
    """
    report = _of_files(files) if files else _of_store(open_store(graph))
    if format_ == "text":
        click.echo(as_text(report), nl=False)
    else:
        click.echo(as_turtle(report) if format_ == "turtle" else as_json(report), nl=False)
    if not report.conforms:
        ctx.exit(BROKEN_DATA)


def _of_store(store: Store) -> Report:
    folder = shipped("shapes")
    groups = (
        (key, chain.from_iterable(store.triples(name) for name in names))
        for key, names in by_review(store.graph_names())
    )
    found = validate_graphs(groups, read_shapes(folder))
    return merge([found, check_integrity(_rows(store), folder / "integrity")])


def _rows(store: Store) -> Select:
    def select(text: str) -> Iterator[Row]:
        answer = store.select(text)
        names = [variable.value for variable in answer.variables]
        for solution in answer:
            yield {name: solution[name] for name in names if solution[name] is not None}

    return select


def _of_files(files: Iterable[Path]) -> Report:
    """Check the files together, as the parts of one dump; integrity needs the whole store."""
    triples: Iterator[Triple] = chain.from_iterable(read_triples(path) for path in files)
    return validate_graphs(split_by_review(triples), read_shapes(shipped("shapes")))
