"""What every test may use: ``--approve`` rewrites approved results instead of comparing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewgraph.cli import main

pytest_plugins = ["publishing.released", "serving.served", "siting.sited", "survival.table"]

ROOT = Path(__file__).parents[1]

Approve = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--approve",
        action="store_true",
        help="write what the code gives as the approved results; read the diff before you commit",
    )


@pytest.fixture
def approved(request: pytest.FixtureRequest) -> Approve:
    """Return a function that holds a text against an approved file."""
    rewrite = bool(request.config.getoption("--approve"))

    def check(path: Path, text: str) -> None:
        if rewrite:
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path.name} is not approved yet; run pytest --approve and read it"
        assert text == path.read_text(encoding="utf-8")

    return check


def _built(folder: Path, *sources: str) -> Path:
    paths = [str(ROOT / "data" / source) for source in sources]
    result = CliRunner().invoke(main, ["build", *paths, "--graph", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def havering(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph folder built from the shipped review."""
    return _built(tmp_path_factory.mktemp("havering") / "graph", "reviews")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph folder built from the shipped review and the invented examples."""
    return _built(tmp_path_factory.mktemp("corpus") / "graph", "reviews", "examples")
