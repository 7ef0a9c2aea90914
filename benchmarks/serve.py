"""Measure the server beside ``oxigraph serve`` on the same graph, in one run, in alternation.

    python -m benchmarks.serve GRAPH

Eight clients ask at once over connections that stay open. The same client measures both sides and
shares the machine with them, so the figures are for comparing and not for boasting. Ours is
measured twice: at ``/sparql``, where every query is run, and at ``/queries``, where an answer that
was given before comes from memory. A page has nobody to be compared with.
"""

import argparse
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote, urlencode

from reviewgraph.queries import bind, read_queries
from reviewgraph.rdf import nquads
from reviewgraph.resources import shipped
from reviewgraph.store import open_store

CLIENTS = 8
SECONDS = 3.0
ROUNDS = 3
JSON = {"Accept": "application/sparql-results+json"}
QUERIES = {
    "recommendations-by-theme": {"theme": "mental-capacity"},
    "themes-by-frequency": {},
    "agency-ranking": {},
}
PAGE = "/doc/theme/mental-capacity.html"


@dataclass(frozen=True)
class Measured:
    rate: float
    """Requests a second."""
    p50: float
    p99: float
    """Milliseconds."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def started(command: list[str], port: int) -> Iterator[int]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            while not answers(port):
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended; run it by hand to see why")
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait()


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def measure(port: int, path: str) -> Measured:
    """Ask for a path from all clients at once; raise if any answer is not 200."""
    headers = {} if path == PAGE else JSON
    times: list[float] = []
    faults: list[int] = []
    end = time.perf_counter() + SECONDS

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        own = []
        while time.perf_counter() < end:
            start = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            own.append(1000 * (time.perf_counter() - start))
            if answer.status != 200:
                faults.append(answer.status)
                break
        connection.close()
        times.extend(own)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(f"{path}: answered {faults[0]}")
    cuts = statistics.quantiles(times, n=100)
    return Measured(len(times) / (time.perf_counter() - start), cuts[49], cuts[98])


def contenders(ours: int, theirs: int) -> Iterator[tuple[str, str, int, str]]:
    """Yield what is asked, by whom it is answered, and where."""
    stored = read_queries(shipped("queries"))
    for name, values in QUERIES.items():
        text = quote(bind(stored[name], values))
        limit = urlencode({**values, "limit": 10_000})
        yield name, "ours, /sparql", ours, f"/sparql?query={text}"
        yield name, "ours, /queries", ours, f"/queries/{name}?{limit}"
        yield name, "oxigraph serve", theirs, f"/query?query={text}"
    yield "a theme's page", "ours", ours, PAGE


def load(graph: Path, folder: Path) -> None:
    """Give Oxigraph's server the same quads."""
    oxigraph = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    store = open_store(graph)
    dump = folder.with_suffix(".nq")
    with dump.open("wb") as out:
        for name in store.graph_names():
            out.write(nquads(name, store.triples(name)))
    command = [str(oxigraph), "load", "--location", str(folder), "--file", str(dump)]
    subprocess.run(command, check=True, capture_output=True)


def run(graph: Path) -> dict[tuple[str, str], list[Measured]]:
    found: dict[tuple[str, str], list[Measured]] = {}
    oxigraph = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        load(graph, Path(folder) / "oxigraph")
        ours, theirs = free_port(), free_port()
        serve = [sys.executable, "-m", "reviewgraph", "serve", "--graph", str(graph)]
        stack.enter_context(started([*serve, "--port", str(ours), "--workers", "3"], ours))
        place = [str(oxigraph), "serve-read-only", "--location", f"{folder}/oxigraph"]
        bind_to = ["--union-default-graph", "--bind", f"127.0.0.1:{theirs}"]
        stack.enter_context(started([*place, *bind_to], theirs))
        for _ in range(ROUNDS):
            for what, who, port, path in contenders(ours, theirs):
                found.setdefault((what, who), []).append(measure(port, path))
    return found


def report(found: dict[tuple[str, str], list[Measured]]) -> str:
    lines = [
        f"{CLIENTS} clients at once, median of {ROUNDS} rounds of {SECONDS:g} s, Oxigraph "
        f"{version('pyoxigraph')} inside ours, {version('oxigraph')} as the other.",
        "",
        "| Asked | Answered by | Requests/s | p50 ms | p99 ms |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for (what, who), rounds in found.items():
        rate, p50, p99 = (
            statistics.median(getattr(each, name) for each in rounds)
            for name in ("rate", "p50", "p99")
        )
        lines.append(f"| {what} | {who} | {rate:,.0f} | {p50:.1f} | {p99:.1f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path, help="folder of a graph")
    print(report(run(parser.parse_args().graph)))


if __name__ == "__main__":
    main()
