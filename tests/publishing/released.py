"""Releases to look at: one of everything that is shipped, made once."""

from pathlib import Path

import pytest

from reviewgraph.publishing import NQUADS, edition, publish
from reviewgraph.store import Store, open_store


@pytest.fixture(scope="session")
def release(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "release"
    publish(open_store(corpus), folder, edition("2026.11"))
    return folder


def small(release: Path, *drop: str) -> Store:
    """Return a store of the release without the quads whose lines hold one of the words."""
    lines = (release / NQUADS).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = (line for line in lines if not any(word in line for word in drop))
    return Store.in_memory("".join(kept).encode())
