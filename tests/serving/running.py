"""A real server on a free port, in a thread of the test's process."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from reviewgraph.generations import locked
from reviewgraph.rdf import RdfFormat, parse, serialize
from reviewgraph.serving.app import create_app
from reviewgraph.serving.settings import Settings
from reviewgraph.store import new_generation

PATIENCE = 30


def make_graph(folder: Path, *sources: Path) -> Path:
    """Build a graph folder from files in TriG or N-Quads."""
    with locked(folder), new_generation(folder) as (writer, _):
        for source in sources:
            format = RdfFormat.from_extension(source.suffix[1:]) or RdfFormat.TRIG
            quads = parse(path=source, format=format)
            writer.add(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return folder


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """Yield the address of a server that runs as long as the block."""
    config = uvicorn.Config(
        create_app(settings), port=0, http="h11", ws="none", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        end = time.monotonic() + PATIENCE
        while not server.started:
            assert thread.is_alive(), "the server ended before it listened"
            assert time.monotonic() < end, "the server did not listen in time"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
