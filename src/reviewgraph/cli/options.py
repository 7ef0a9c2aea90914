"""Options that more than one command takes, and the two consoles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

graph_option = click.option(
    "--graph",
    "graph",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("graph"),
    show_default=True,
    metavar="DIR",
    help="The graph folder.",
)

endpoint_option = click.option(
    "--endpoint",
    metavar="URL",
    help="Ask this SPARQL endpoint instead of the graph folder.",
)


def out() -> Console:
    """Return a console for results, which go to standard output."""
    return Console(highlight=False, soft_wrap=False)


def err() -> Console:
    """Return a console for progress and remarks, which go to standard error."""
    return Console(stderr=True, highlight=False)


@contextmanager
def progress_bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """Give what to tell how many of how many are done; drawn only where a person looks on."""
    with stages_bar() as show:
        yield partial(show, name)


@contextmanager
def stages_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """Give what to tell what is being done, and how many of how many are done."""
    console = err()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        stages: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=total)
            bar.update(stages[stage], completed=done, total=total)

        yield show
