from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reviewgraph.serving.settings import Limits, Settings
from serving.engines import OXIGRAPH, VIRTUOSO, Engine, oxigraph, virtuoso
from serving.running import make_graph, running

FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"
ENGINES = {"oxigraph": OXIGRAPH, "virtuoso": VIRTUOSO}
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


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Yield each of the other engines that is installed."""
    if ENGINES[request.param] is None:
        pytest.skip(f"{request.param} is not installed: it has NOT been tried")
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as engine:
        yield engine
