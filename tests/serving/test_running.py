"""A server over time: new generations, dying workers, the end."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from reviewgraph.errors import GraphError
from reviewgraph.serving.pool import Pool
from reviewgraph.serving.settings import Limits, Settings
from reviewgraph.serving.worker import Worker
from serving.engines import free_port
from serving.running import make_graph, running

FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"
HOSTILE = Path(__file__).parent / "data" / "hostile.trig"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/reviewgraph/ontology#Review> }"

pytestmark = pytest.mark.slow


def wait(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def count(address: str) -> int:
    answer = httpx.get(f"{address}/sparql", params={"query": COUNT, "format": "csv"})
    assert answer.status_code == 200, answer.text
    return int(answer.text.split()[1])


def takes(address: str, headers: dict[str, str]) -> bool:
    """Say whether a request with such headers is answered; one too large may just be cut off."""
    try:
        return httpx.get(address, headers=headers).status_code == 200
    except httpx.TransportError:
        return False


def workers_of(process: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"reviewgraph.serving.working" in words and parent == process:
            found.append(int(folder.name))
    return found


def test_a_new_generation_is_served_without_a_gap(tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "graph", FIXTURE)
    with running(Settings(graph=graph, limits=Limits(workers=1))) as address:
        before = count(address)
        page = httpx.get(f"{address}/reviews.html").text
        make_graph(graph, HOSTILE)
        wait(lambda: count(address) == before + 1)
        assert httpx.get(f"{address}/reviews.html").text != page
        assert httpx.get(f"{address}/search", params={"q": "Trainees"}).text.count("<article") == 1


def test_a_worker_that_dies_idle_costs_no_answer(tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "graph", FIXTURE)
    others = set(workers_of(os.getpid()))
    with running(Settings(graph=graph, limits=Limits(workers=1, own_workers=1))) as address:
        count(address)
        mine = set(workers_of(os.getpid())) - others
        assert len(mine) == 2
        for worker in mine:
            os.kill(worker, signal.SIGKILL)
        wait(lambda: not any(Path(f"/proc/{worker}").exists() for worker in mine))
        time.sleep(0.1)
        answer = httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=30)
        assert answer.status_code == 200
        assert not mine & set(workers_of(os.getpid()))


def test_a_worker_that_dies_at_work_is_replaced(tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "graph", FIXTURE)
    others = set(workers_of(os.getpid()))
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with running(Settings(graph=graph, limits=Limits(workers=1, own_workers=1))) as address:
        mine = set(workers_of(os.getpid())) - others
        with ThreadPoolExecutor() as threads:
            asked = threads.submit(
                httpx.get, f"{address}/sparql", params={"query": long}, timeout=30
            )
            time.sleep(1)
            for worker in mine:
                os.kill(worker, signal.SIGKILL)
            assert asked.result().status_code == 503
            assert asked.result().json()["type"].endswith("#problem-gave-out")
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_start_that_fails_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = make_graph(tmp_path / "graph", FIXTURE)
    others = set(workers_of(os.getpid()))
    start, starts = Worker.start, iter(range(10))

    async def failing(graph: Path, limits: Limits) -> Worker:
        if next(starts) == 1:
            raise GraphError("no more")
        return await start(graph, limits)

    monkeypatch.setattr(Worker, "start", failing)
    limits = Limits(workers=3, own_workers=1)

    async def fail() -> None:
        pool = Pool(graph, 3, limits)
        with pytest.raises(GraphError):
            await pool.open()
        assert set(workers_of(os.getpid())) - others
        await pool.close()

    asyncio.run(fail())
    assert not set(workers_of(os.getpid())) - others


def test_a_query_that_takes_all_memory_is_ended(tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "graph", FIXTURE)
    limits = Limits(workers=1, memory_bytes=400_000_000, seconds=60)
    greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    with running(Settings(graph=graph, limits=limits)) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": greedy}, timeout=90)
        assert answer.status_code == 503
        assert answer.json()["type"].endswith("#problem-gave-out")
        wait(lambda: httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).status_code == 200)


def test_the_command_serves_and_ends_well(tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "graph", FIXTURE)
    port = free_port()
    command = [sys.executable, "-m", "reviewgraph", "serve", "--graph", str(graph)]
    source = str(Path(__file__).parents[2] / "src")
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        env=os.environ | {"PYTHONPATH": source},
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"

    def listens() -> bool:
        assert process.poll() is None
        try:
            return httpx.get(address).status_code == 200
        except httpx.TransportError:
            return False

    try:
        wait(listens)
        httpx.get(f"{address}/search", params={"q": "secret words"})
        assert not takes(address, {"X-Padding": "a" * 200_000})
        assert takes(address, {"X-Padding": "a" * 10_000})
        workers = workers_of(process.pid)
        assert len(workers) == Limits().workers + Limits().own_workers
        process.terminate()
        _, log = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode in (0, -signal.SIGTERM)
    wait(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    lines = [line for line in log.splitlines() if line]
    assert all(line.startswith('{"time"') for line in lines), log
    assert any('"path": "/search"' in line for line in lines)
    assert "secret" not in log
    assert "127.0.0.1" not in "".join(line for line in lines if '"path"' in line)


def test_no_graph_is_said_before_it_listens(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reviewgraph", "serve", "--graph", str(tmp_path / "none")]
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONPATH": source},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "reviewgraph build" in done.stderr
    assert "Traceback" not in done.stderr
