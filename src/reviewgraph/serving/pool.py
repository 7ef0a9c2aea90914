"""The workers and the line before them: a hostile query costs its own worker and nothing else."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from reviewgraph.errors import GraphError
from reviewgraph.serving.frames import Head
from reviewgraph.serving.log import LOG
from reviewgraph.serving.problems import Problem, not_acceptable
from reviewgraph.serving.settings import Limits
from reviewgraph.serving.worker import Job, Reply, Worker

_RETRY = 1.0
"""Seconds before a worker that would not start is tried again."""


class Pool:
    """A fixed number of workers."""

    def __init__(self, graph: Path, size: int, limits: Limits) -> None:
        self._graph = graph
        self._limits = limits
        self._size = size
        self._share = max(1, size - 1)
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._queries = 0
        self._clients: dict[str, _Client] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Start all workers; raise GraphError if one cannot: ``close`` then ends the others."""
        starts = (Worker.start(self._graph, self._limits) for _ in range(self._size))
        started = await asyncio.gather(*starts, return_exceptions=True)
        for worker in started:
            if isinstance(worker, Worker):
                self._idle.put_nowait(worker)
        for error in started:
            if isinstance(error, BaseException):
                raise error

    async def close(self) -> None:
        """End the workers; one at work is ended when its query is done or given up."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while not self._idle.empty():
            await self._idle.get_nowait().end()

    async def ask(self, job: Job, client: str) -> Reply:
        """Return the answer; raise Problem if there is none within the limits.

        One client never holds all workers: the last one is left for the others.
        """
        if self._queries >= self._limits.waiting + self._size:
            raise _busy()
        self._queries += 1
        try:
            async with self._turn(client), self._worker() as worker:
                return await self._run(worker, job)
        finally:
            self._queries -= 1

    @asynccontextmanager
    async def _turn(self, client: str) -> AsyncIterator[None]:
        known = self._clients.setdefault(client, _Client(asyncio.Semaphore(self._share)))
        known.queries += 1
        try:
            try:
                async with asyncio.timeout(self._limits.patience):
                    await known.turns.acquire()
            except TimeoutError as error:
                raise _busy() from error
            try:
                yield
            finally:
                known.turns.release()
        finally:
            known.queries -= 1
            if not known.queries:
                self._clients.pop(client, None)

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        """Lend a worker; one that comes back broken is replaced."""
        try:
            async with asyncio.timeout(self._limits.patience):
                worker = await self._living()
        except TimeoutError as error:
            raise _busy() from error
        try:
            yield worker
        except BaseException as error:
            if isinstance(error, Problem) and error.kind not in _FATAL:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)
            raise
        if self._closed:
            await worker.end()
        else:
            self._idle.put_nowait(worker)

    async def _living(self) -> Worker:
        """Return an idle worker; one that ended while idle costs no query its answer."""
        while (worker := await self._idle.get()).ended:
            self._replace(worker)
        return worker

    def _replace(self, worker: Worker) -> None:
        task = asyncio.create_task(self._put_new(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _put_new(self, worker: Worker) -> None:
        await worker.end()
        while not self._closed:
            try:
                self._idle.put_nowait(await Worker.start(self._graph, self._limits))
                return
            except GraphError:
                await asyncio.sleep(_RETRY)

    async def _run(self, worker: Worker, job: Job) -> Reply:
        limits = self._limits
        head: Head = {
            "formats": job.formats,
            "default_graphs": job.default_graphs,
            "named_graphs": job.named_graphs,
            "union": job.union,
            "base": job.base,
            "rows": job.rows and [job.rows.start, job.rows.count],
            "seconds": limits.seconds,
            "bytes": limits.answer_bytes,
        }
        try:
            async with asyncio.timeout(limits.seconds):
                told, body = await worker.exchange(head, job.text.encode())
        except TimeoutError as error:
            raise _too_slow(limits) from error
        except (OSError, EOFError) as error:
            how = await worker.end()
            # Where the server itself had no time to look, the alarm of the worker was first.
            raise (_too_slow(limits) if how == -signal.SIGALRM else _gave_out(how)) from error
        return _reply(told, body, limits)


class _Client:
    """Whoever asks from one address."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self.turns = turns
        self.queries = 0


_FATAL = {"timeout", "gave-out"}


def _busy() -> Problem:
    return Problem(
        503,
        "busy",
        "too many queries are running; try again in some seconds",
        {"Retry-After": "5"},
    )


def _too_slow(limits: Limits) -> Problem:
    return Problem(
        504,
        "timeout",
        f"no answer within {limits.seconds:g} seconds; the query was ended. "
        "Ask for less, or take the dump and ask it on your own machine.",
    )


def _gave_out(how: int) -> Problem:
    LOG.warning("a query process ended before it answered, with exit code %d", how)
    return Problem(
        503,
        "gave-out",
        "the process that answered the query ended, most likely because the query used up the "
        "memory that one query may use. "
        "Ask for less, or take the dump and ask it on your own machine.",
    )


def _reply(told: Head, body: bytes, limits: Limits) -> Reply:
    fault = told.get("fault")
    if fault is None:
        return Reply(told["media_type"], told["form"], body, told["more"])
    if fault == "size":
        raise Problem(
            400,
            "too-large",
            f"the answer is larger than {limits.answer_bytes} bytes, and no part of it is sent; "
            "ask page by page with LIMIT and OFFSET, or take the dump",
        )
    if fault == "format":
        raise not_acceptable(told["form"])
    if fault == "query":
        raise Problem(400, "query", told["detail"])
    raise Problem(500, "failed", f"the engine could not finish the query: {told['detail']}")
