"""Run a reader in a process of its own, which can be killed.

A PDF is a program for a large C++ library: it may loop, eat memory or crash. The process that
reads it gets limits on time and memory, and its end is told in one line. This is the only module
that knows processes.
"""

import math
import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import TypeVar, cast

from reviewgraph.errors import SourceError

T = TypeVar("T")

try:
    import resource
except ImportError:  # pragma: no cover - not on Windows, where only time is limited
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost."""

    seconds: float = 60.0
    megabytes: int = 2048
    """Address space of the process that reads it."""
    most_bytes: int = 200_000_000
    """Size of the file."""


def run(function: Callable[[bytes], T], data: bytes, source: str, limits: Limits) -> T:
    """Return ``function(data)`` from a process of its own.

    ``function`` must be picklable. Raises SourceError if it raises one, takes too long, needs too
    much memory or dies.
    """
    if len(data) > limits.most_bytes:
        size = len(data) // 1_000_000
        raise SourceError(source, f"has {size} MB, more than is read; make it smaller")
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, function, data, limits), daemon=True)
    process.start()
    theirs.close()
    try:
        return cast(T, _answer(ours, source, limits))
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _context() -> ForkServerContext | SpawnContext:
    """Return a way to start processes that copies no threads or locks of this one."""
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reviewgraph.extraction.reading"])
    return context


def _serve(
    pipe: Connection, function: Callable[[bytes], object], data: bytes, limits: Limits
) -> None:
    """Answer in the child: a value, or the line that says what is wrong."""
    if resource is not None:
        limit = limits.megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        # Whoever waits ends this process in time; this does if they were killed themselves.
        seconds = math.ceil(limits.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer: tuple[str, object] = ("value", function(data))
    except SourceError as error:
        answer = ("fault", error.fault)
    except MemoryError:
        answer = (
            "fault",
            f"needs more than {limits.megabytes} MB of memory to read; make it smaller",
        )
    except RecursionError:
        answer = ("fault", "is nested too deeply to read; print it to a new PDF")
    except Exception as error:  # the report may be built to break a reader; others go on
        answer = ("fault", f"broke the reader ({type(error).__name__}); print it to a new PDF")
    pipe.send(answer)
    pipe.close()


def _answer(pipe: Connection, source: str, limits: Limits) -> object:
    if not pipe.poll(limits.seconds):
        raise SourceError(
            source, f"took more than {limits.seconds:g} s to read; print it to a new PDF"
        )
    try:
        kind, value = pipe.recv()
    except EOFError as error:
        raise SourceError(
            source, "stopped the reader (out of memory, or broken inside); print it to a new PDF"
        ) from error
    if kind == "fault":
        raise SourceError(source, str(value))
    return value
