"""Work for other processes: begun a bounded number at a time, taken in its order, and told of."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice
from typing import TypeVar

_Result = TypeVar("_Result")

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, and how many of how many are done; None if nobody knows how many."""


def unseen(stage: str, done: int, total: int | None) -> None:
    """Show nothing."""


def begun(task: Callable[[], _Result], executor: Executor | None) -> Callable[[], _Result]:
    """Return what gives a task's result: another process is at work on it, or this one will be."""
    return executor.submit(task).result if executor else task


def results_in_order(
    tasks: Iterable[Callable[[], _Result]], executor: Executor | None, *, ahead: int
) -> Iterator[_Result]:
    """Yield the result of each task, with at most ``ahead`` begun that nobody has taken.

    ``Executor.map`` would submit everything at once and hold every result that is not taken yet.
    """
    left = iter(tasks)
    waiting = deque(begun(task, executor) for task in islice(left, ahead if executor else 1))
    while waiting:
        yield waiting.popleft()()
        waiting.extend(begun(task, executor) for task in islice(left, 1))
