"""A process that answers queries, as the server sees it."""

import asyncio
import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import spawn
from pathlib import Path

import reviewgraph
from reviewgraph.errors import GraphError
from reviewgraph.serving.frames import LENGTHS, Head, packed
from reviewgraph.serving.settings import Limits

_PROGRAM = "reviewgraph.serving.working"
_PLACE = str(Path(reviewgraph.__file__).parents[1])


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of a table."""

    start: int
    """Rows before it."""
    count: int


@dataclass(frozen=True, slots=True)
class Job:
    """A query to be answered, and the media type wanted for each kind of answer."""

    text: str
    formats: dict[str, str | None]
    """For ``table``, ``verdict`` and ``statements``; None where the asker takes no form of it."""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    union: bool = True
    """False where the query's own FROM clauses choose the graphs."""
    base: str | None = None
    """What relative IRIs of the query are relative to."""
    rows: Rows | None = None
    """The page of a table that is wanted; None for all of it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in the form asked for."""

    media_type: str
    form: str
    """``table``, ``verdict`` or ``statements``."""
    body: bytes
    more: bool = False
    """Whether rows follow those asked for."""


class Worker:
    """One process with the graph open."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, graph: Path, limits: Limits) -> "Worker":
        """Return a worker that is ready; raise GraphError if it cannot open the graph."""
        path = os.pathsep.join(filter(None, (_PLACE, os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            spawn.get_executable(),
            "-m",
            _PROGRAM,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            # Ctrl-C is for the server, which ends its workers in its own order.
            start_new_session=True,
        )
        worker = cls(process)
        try:
            task = {"graph": str(graph), "memory": limits.memory_bytes}
            head, _ = await worker.exchange(task, b"")
        except (OSError, EOFError) as error:
            await worker.end()
            raise GraphError(f"{graph}: a query process did not start") from error
        if "fault" in head:
            await worker.end()
            raise GraphError(head["detail"])
        return worker

    async def exchange(self, head: Head, body: bytes) -> tuple[Head, bytes]:
        """Send a message and return the answer; EOFError or OSError if the process is gone."""
        source, target = self._process.stdout, self._process.stdin
        assert source is not None
        assert target is not None
        target.write(packed(head, body))
        await target.drain()
        lengths = LENGTHS.unpack(await source.readexactly(LENGTHS.size))
        text = await source.readexactly(lengths[0])
        return json.loads(text), await source.readexactly(lengths[1])

    @property
    def ended(self) -> bool:
        """Whether the process is known to be gone."""
        return self._process.returncode is not None

    async def end(self) -> int:
        """Kill the process and wait until it is gone; return its exit code, below 0 for a signal.

        A process that was already ending keeps the code of its own end.
        """
        if self._process.returncode is None:
            # Not Process.kill: it looks first, and so takes the end of a dead process from
            # the watcher that waits for it.
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
        return await self._process.wait()
