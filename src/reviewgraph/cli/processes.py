"""The pool of processes that commands share out their work to."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

import click

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="processors",
    metavar="N",
    help="Processes that work side by side.",
)


@contextmanager
def pool(jobs: int) -> Iterator[Executor | None]:
    """Give a pool of processes; they start only when work comes."""
    if jobs == 1:
        yield None
        return
    # A fork of a process that draws a progress bar in a thread could hang.
    context = get_context("forkserver")
    with ProcessPoolExecutor(jobs, context, initializer=_end_with_parent) as executor:
        yield executor


def _end_with_parent() -> None:
    """End this process when the one that asked for it is gone: its queue would never end."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
