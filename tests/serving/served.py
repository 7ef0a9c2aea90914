from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reviewgraph.serving.settings import Limits, Settings
from serving.running import make_graph, running

FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"
HOSTILE = Path(__file__).parent / "data" / "hostile.trig"


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_graph(tmp_path_factory.mktemp("serving") / "graph", FIXTURE, HOSTILE)


@pytest.fixture(scope="session")
def address(graph: Path) -> Iterator[str]:
    limits = Limits(seconds=2, patience=25, workers=3, answer_bytes=1_000_000, body_bytes=100_000)
    with running(Settings(graph=graph, limits=limits)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client
