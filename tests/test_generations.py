"""The graph folder between builds and readers who are slower than builds."""

from pathlib import Path

import pytest

from reviewgraph import generations, store
from reviewgraph.generations import locked
from reviewgraph.store import new_generation, open_store


def test_a_reader_who_was_overtaken_by_two_builds_reads_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "graph"

    def build() -> None:
        with locked(folder), new_generation(folder):
            pass

    build()
    right = generations.generation
    overtaken = iter([True])

    def slow(folder: Path) -> str | None:
        found = right(folder)
        for _ in overtaken:
            build()
            build()
        return found

    monkeypatch.setattr(store, "generation", slow)
    assert open_store(folder).graph_names() == []
    assert right(folder) == "generation-3"
