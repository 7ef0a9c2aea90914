"""Many ask a server at once while another asks what cannot be answered."""

import asyncio
import json
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from reviewgraph.queries import bind, example_values, read_queries
from reviewgraph.rdf import QueryResultsFormat, QuerySolutions
from reviewgraph.resources import shipped
from reviewgraph.store import open_store
from serving.engines import free_port
from survival.commands import command, environment
from survival.extent import CLIENTS, SECONDS
from survival.table import Told

pytestmark = pytest.mark.slow

TIMEOUT = 2
"""Seconds that one query may run."""
KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PAUSE = 0.2
"""Seconds, on average, between an answer and the next question of a client."""
_GROWTH = 64 * 1024
"""Kilobytes that the server may have grown by; what it keeps of answers is bounded by as much."""
_ASKED = ("themes-by-frequency", "agency-ranking", "recommendations-by-theme")
_PAGES = (
    *("/", "/reviews.html", "/search?q=training", "/doc/theme/coercive-control.ttl"),
    *("/doc/theme/mental-capacity.html", "/queries/themes-by-frequency", "/openapi.json"),
)
_JSON = "application/sparql-results+json"


@dataclass
class Served:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    address: str

    def memory(self) -> int:
        """Return the kilobytes that the server's own process holds."""
        text = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(text.partition("VmRSS:")[2].split()[0])

    def workers(self) -> int:
        """Return how many query processes live."""
        found = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            found += b"reviewgraph.serving.working" in words and parent == self.process.pid
        return found


@contextmanager
def served(graph: Path, log: Path) -> Iterator[Served]:
    port = free_port()
    words = command("serve", "--graph", graph, "--port", str(port), "--timeout", str(TIMEOUT))
    with log.open("wb") as err:
        process = subprocess.Popen(words, env=environment(), stderr=err)
    server = Served(process, f"http://127.0.0.1:{port}")
    try:
        end = time.monotonic() + 120
        while not _listens(server.address):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < end, "the server did not listen"
            time.sleep(0.1)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()


def _listens(address: str) -> bool:
    try:
        return httpx.get(f"{address}/sparql?query=ASK%7B%7D", timeout=30).status_code == 200
    except httpx.TransportError:
        return False


@dataclass
class Heard:
    """What all clients were told."""

    right: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Honest refusals, by their kind."""
    wrong: list[str] = field(default_factory=list)
    served: set[int] = field(default_factory=set)
    """Clients that got a right answer at all."""

    def take(self, client: int, path: str, answer: httpx.Response, expected: bytes | None) -> None:
        if answer.status_code == 200:
            if answer.content == expected:
                self.right[path] += 1
                self.served.add(client)
            else:
                self.wrong.append(f"{path}: {answer.content[:200]!r}")
            return
        kind = _kind(answer)
        allowed = {(503, "busy"), (504, "timeout")}
        if (answer.status_code, kind) in allowed:
            self.refused[f"{answer.status_code} {kind}"] += 1
        else:
            self.wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")


def _kind(answer: httpx.Response) -> str:
    """Return the kind of problem a refusal names, on a page or in a document."""
    if "problem+json" not in answer.headers.get("content-type", ""):
        return "busy" if "try again in some seconds" in answer.text else answer.text[:80]
    return str(answer.json()["type"]).rpartition("problem-")[2]


def questions(graph: Path) -> dict[str, bytes]:
    """Return what is asked of the SPARQL endpoint, with the engine's own answer."""
    store = open_store(graph)
    stored = read_queries(shipped("queries"))
    texts = [bind(stored[name], example_values(stored[name])) for name in _ASKED]
    texts += [f"SELECT (COUNT(*) AS ?n) {{ ?s a ?type FILTER({n} = {n}) }}" for n in range(3)]
    found = {}
    for text in texts:
        answer = store.query(text)
        assert isinstance(answer, QuerySolutions)
        body = answer.serialize(format=QueryResultsFormat.JSON)
        assert body
        found[f"/sparql?{urlencode({'query': text})}"] = body
    return found


def _client(server: Served, number: int) -> httpx.AsyncClient:
    """Return a client at an address of its own, as the server tells clients apart."""
    place = f"127.0.{1 + number // 250}.{1 + number % 250}"
    return httpx.AsyncClient(
        base_url=server.address,
        transport=httpx.AsyncHTTPTransport(local_address=place),
        timeout=60,
        headers={"Accept": f"{_JSON}, text/turtle;q=0.9, */*;q=0.1"},
    )


async def ask(server: Served, number: int, expected: dict[str, bytes], heard: Heard) -> None:
    chance = random.Random(number)
    end = time.monotonic() + SECONDS
    async with _client(server, number) as client:
        while time.monotonic() < end:
            path = chance.choice(sorted(expected))
            heard.take(number, path, await _got(client, path), expected[path])
            await asyncio.sleep(chance.random() * 2 * PAUSE)


async def _got(client: httpx.AsyncClient, path: str) -> httpx.Response:
    """Return the answer; a connection that was idle may be closed while it is taken up again.

    RFC 9112, 9.3.1: a client then asks anew, once.
    """
    try:
        return await client.get(path)
    except httpx.RemoteProtocolError:
        return await client.get(path)


async def kill(server: Served, heard: Heard) -> None:
    """Ask every second what cannot be answered."""
    async with _client(server, 999) as client:
        asked = []
        for _ in range(SECONDS):
            asked.append(asyncio.create_task(client.get("/sparql", params={"query": KILLER})))
            await asyncio.sleep(1)
        for answer in await asyncio.gather(*asked):
            heard.take(-1, "the killer", answer, None)


async def load(server: Served, expected: dict[str, bytes]) -> tuple[Heard, Heard]:
    heard, killer = Heard(), Heard()
    clients = (ask(server, number, expected, heard) for number in range(CLIENTS))
    await asyncio.gather(kill(server, killer), *clients)
    return heard, killer


def test_a_killer_among_many(corpus: Path, tmp_path: Path, told: Told) -> None:
    expected = questions(corpus)
    log = tmp_path / "log"
    with served(corpus, log) as server:
        with httpx.Client(base_url=server.address, timeout=60) as client:
            for path, body in expected.items():
                assert client.get(path, headers={"Accept": _JSON}).content == body
            for path in _PAGES:
                answer = client.get(path, headers={"Accept": f"{_JSON}, */*;q=0.1"})
                assert answer.status_code == 200, path
                expected[path] = answer.content
        workers, before = server.workers(), server.memory()
        heard, killer = asyncio.run(load(server, expected))
        waited = recovered(server, expected, workers)
        after = server.memory()
        assert server.process.poll() is None
    lines = log.read_text(encoding="utf-8").splitlines()
    failed = [line for line in lines if "fault" in json.loads(line)]
    answers = heard.right.total() + heard.refused.total() + len(heard.wrong)
    told(
        "serve",
        f"{CLIENTS} clients and a killer query every second for {SECONDS} s",
        tried=CLIENTS,
        survived=0 if heard.wrong else len(heard.served),
        seen=f"{answers:,} answers, {len(heard.wrong)} wrong, "
        f"{', '.join(f'{count:,} {kind}' for kind, count in sorted(heard.refused.items()))}; "
        f"memory {before // 1024} MB before and {after // 1024} MB after; "
        f"recovered in {waited:.1f} s",
    )
    assert heard.wrong == []
    assert killer.wrong == []
    assert killer.refused.total() == SECONDS
    assert failed == []
    assert len(heard.served) == CLIENTS, "a client got no answer at all"
    assert set(heard.right) == set(expected), "a question was never answered"
    assert after - before < _GROWTH, f"grew from {before} to {after} kB"


def recovered(server: Served, expected: dict[str, bytes], workers: int) -> float:
    """Wait until all workers are there again, and ask; return the seconds until then."""
    start = time.monotonic()
    while server.workers() < workers:
        assert time.monotonic() - start < 30, f"{server.workers()} of {workers} workers are left"
        time.sleep(0.1)
    waited = time.monotonic() - start
    with httpx.Client(base_url=server.address, timeout=30) as client:
        for path, body in expected.items():
            answer = client.get(path, headers={"Accept": f"{_JSON}, */*;q=0.1"})
            assert (answer.status_code, answer.content) == (200, body), path
    return waited
