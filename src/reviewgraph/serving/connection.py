"""Who asks, and whether they are still there."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

from reviewgraph.serving.problems import Problem

T = TypeVar("T")


def client_of(request: Request) -> str:
    """Return the address of whoever asks, as the server or the proxy before it knows it."""
    return request.client.host if request.client else ""


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Return the work's result; give the work up when nobody waits for it any more.

    A client that has lost patience often asks again, and its old queries would pile up. The
    request's body must have been read.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise Problem(503, "gone", "the client closed the connection")
    finally:
        gone.cancel()
        task.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
