"""A build on a Dask cluster gives the graph of a build at home, or one line that says why not."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import corpus
from reviewgraph.cli import main
from reviewgraph.cli.cluster import _check
from reviewgraph.errors import EndpointError
from reviewgraph.publishing import NQUADS, edition, publish
from reviewgraph.store import open_store

ROOT = Path(__file__).parents[1]
MODULE = [sys.executable, "-m"]
PATIENCE = 90


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """Start a scheduler and two workers, as ``dask scheduler`` and ``dask worker`` do."""
    address = f"tcp://127.0.0.1:{free_port()}"
    scheduling = ["dask", "scheduler", "--port", address.rpartition(":")[2], "--no-dashboard"]
    working = ["dask", "worker", address, "--nthreads", "1", "--no-dashboard", "--death-timeout"]
    with ExitStack() as stack:
        for words in (scheduling, [*working, "60"], [*working, "60"]):
            child = subprocess.Popen(
                [*MODULE, *words],
                cwd=tmp_path,
                env={"PYTHONPATH": f"{ROOT / 'src'}", "PATH": "/usr/bin:/bin", "HOME": "/tmp"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(child.wait)
            stack.callback(child.terminate)
        yield address


def build(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [*MODULE, "reviewgraph", "build", *map(str, words)]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}", "PATH": "/usr/bin:/bin", "HOME": "/tmp"}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)


def quads(graph: Path) -> bytes:
    folder = graph.with_suffix(".release")
    publish(open_store(graph), folder, edition("2026.11"))
    return (folder / NQUADS).read_bytes()


@pytest.mark.slow
def test_a_cluster_builds_the_same_graph(scheduler: str, tmp_path: Path) -> None:
    pages, there, here = tmp_path / "pages", tmp_path / "there", tmp_path / "here"
    corpus.write(66, pages)
    end = time.monotonic() + PATIENCE
    done = build(pages, "--graph", there, "--dask", scheduler)
    while done.returncode == 2 and time.monotonic() < end:
        assert "no worker is there" in done.stderr or "no Dask scheduler" in done.stderr
        done = build(pages, "--graph", there, "--dask", scheduler)
    assert done.returncode == 0, done.stderr
    assert "66 built" in done.stdout
    assert build(pages, "--graph", here, "--jobs", "1").returncode == 0
    assert quads(there) == quads(here)


_HURRIED = """
from reviewgraph.cli import cluster, main

cluster._PATIENCE = 0.5
main()
"""


def test_no_scheduler_is_one_line(tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    # In a process of its own: a client that finds no scheduler leaves its event loop open.
    command = [sys.executable, "-c", _HURRIED, "build", "--graph", str(tmp_path / "g")]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}"}
    done = subprocess.run(
        [*command, "--dask", address], capture_output=True, text=True, cwd=ROOT, env=environment
    )
    assert done.returncode == 2
    assert f"{address}: no Dask scheduler answers" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_dask_that_is_not_installed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(main, ["build", "--graph", str(tmp_path / "g"), "--dask", "tcp://x"])
    assert done.exit_code == 2
    assert "pip install 'reviewgraph[dask]'" in done.stderr
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize(
    ("threads", "prints", "words"),
    [
        ({}, {}, "no worker is there"),
        ({"tcp://w": 4}, {"tcp://w": "ours"}, "has 4 threads"),
        ({"tcp://v": 1, "tcp://w": 1}, {"tcp://v": "ours", "tcp://w": "x"}, "tcp://w: has another"),
    ],
)
def test_workers_that_would_build_something_else_are_refused(
    threads: dict[str, int], prints: dict[str, str], words: str
) -> None:
    with pytest.raises(EndpointError, match=words):
        _check("tcp://s", threads, prints, "ours")


def test_workers_like_this_process_are_taken() -> None:
    _check("tcp://s", {"tcp://w": 1}, {"tcp://w": "ours"}, "ours")
