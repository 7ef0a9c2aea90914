"""A file that looks as it did is not hashed again; one that may have changed is."""

import os
import time
from pathlib import Path

import pytest

from reviewgraph.building.kept import KEPT
from reviewgraph.building.stamps import Known, Stamps, read_stamps
from reviewgraph.sources import Source

LATER = time.time_ns() + 3_600_000_000_000
"""When all files of these tests have long settled."""


class Hashing:
    """Counts what is hashed."""

    def __init__(self) -> None:
        self.hashed: list[str] = []

    def __call__(self, source: Source) -> str:
        self.hashed.append(source.identifier)
        try:
            return source.path.read_text(encoding="utf-8")
        except OSError:
            return ""

    def asked(self, source: Source, known: Known, now: int = LATER) -> tuple[str, Known]:
        stamps = Stamps(known, now)
        return stamps.digest(source, self), stamps.seen


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path, sidecar = tmp_path / "a.txt", tmp_path / "a.toml"
    path.write_text("page", encoding="utf-8")
    sidecar.write_text("", encoding="utf-8")
    return Source("a", path, sidecar)


def test_a_file_that_looks_as_it_did_is_not_hashed_again(source: Source) -> None:
    hashing = Hashing()
    first, known = hashing.asked(source, {})
    assert hashing.asked(source, known) == (first, known)
    assert hashing.hashed == ["a"]


def test_a_change_that_keeps_size_and_time_is_seen(source: Source) -> None:
    hashing = Hashing()
    _, known = hashing.asked(source, {})
    before = source.path.stat()
    source.path.write_text("edit", encoding="utf-8")
    os.utime(source.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert source.path.stat().st_mtime_ns == before.st_mtime_ns
    assert hashing.asked(source, known)[0] == "edit"


def test_a_file_that_changed_just_now_is_hashed_the_next_time_too(source: Source) -> None:
    hashing = Hashing()
    _, known = hashing.asked(source, {}, time.time_ns())
    assert known == {}
    hashing.asked(source, known, time.time_ns())
    assert hashing.hashed == ["a", "a"]


def test_the_sidecar_counts(source: Source) -> None:
    hashing = Hashing()
    _, known = hashing.asked(source, {})
    assert source.sidecar is not None
    source.sidecar.write_text("# edited", encoding="utf-8")
    hashing.asked(source, known)
    hashing.asked(Source("a", source.path), known)
    assert hashing.hashed == ["a", "a", "a"]


def test_a_file_that_is_gone_is_no_file_seen(source: Source) -> None:
    hashing = Hashing()
    _, known = hashing.asked(source, {})
    source.path.unlink()
    assert hashing.asked(source, known) == ("", {})


@pytest.mark.parametrize("said", ["", "[]", '{"a": 1}', '{"a": ["b"]}', '{"a": ["b", 1]}'])
def test_stamps_can_be_lost(tmp_path: Path, said: str) -> None:
    place = tmp_path / "generation-1" / KEPT
    assert read_stamps(tmp_path, None) == {}
    assert read_stamps(tmp_path, "generation-1") == {}
    place.mkdir(parents=True)
    (place / "stamps.json").write_text(said, encoding="utf-8")
    assert read_stamps(tmp_path, "generation-1") == {}
