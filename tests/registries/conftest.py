"""The shipped register, read once, and a copy of its folder that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from reviewgraph.registries import Register, load_register

SHIPPED = Path(__file__).parents[2] / "data" / "registries"


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register(SHIPPED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "registries"))
