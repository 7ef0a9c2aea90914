"""Releases to look at: one of everything that is shipped, made once."""

from pathlib import Path

import pytest

from reviewgraph.publishing import edition, publish
from reviewgraph.store import open_store


@pytest.fixture(scope="session")
def release(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "release"
    publish(open_store(corpus), folder, edition("2026.11"))
    return folder
