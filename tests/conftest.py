"""What every test may use: ``--approve`` rewrites approved results instead of comparing."""

from collections.abc import Callable
from pathlib import Path

import pytest

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
