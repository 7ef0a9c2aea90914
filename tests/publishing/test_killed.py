"""A publish that is killed at any moment leaves a whole release, old or new."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree

import pytest

import reviewgraph
from reviewgraph.errors import GraphError
from reviewgraph.publishing import folder as place
from reviewgraph.publishing.folder import replaced_whole
from reviewgraph.publishing.manifest import MANIFEST, read_manifest
from reviewgraph.verifying.bench import Bench
from reviewgraph.verifying.wholeness import check_whole

SOURCE = Path(reviewgraph.__file__).parents[1]


def fill(folder: Path, mark: str) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(mark, encoding="utf-8")
    (folder / "SHA256SUMS").write_text("", encoding="utf-8")


def marks(folder: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}


def test_a_folder_takes_the_place_of_another_whole(tmp_path: Path) -> None:
    for mark in ("one", "two"):
        with replaced_whole(tmp_path / "release") as waiting:
            fill(waiting, mark)
        assert marks(tmp_path / "release") == {mark}
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_what_fails_leaves_the_old(tmp_path: Path) -> None:
    with replaced_whole(tmp_path / "release") as waiting:
        fill(waiting, "one")
    with (
        pytest.raises(GraphError, match="cannot be written"),
        replaced_whole(tmp_path / "release") as waiting,
    ):
        fill(waiting / "nowhere", "two")
    assert marks(tmp_path / "release") == {"one"}
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_where_names_cannot_be_swapped_the_old_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with replaced_whole(tmp_path / "release") as waiting:
        fill(waiting, "one")
    monkeypatch.setattr(place, "_exchange", lambda one, other: False)
    with replaced_whole(tmp_path / "release") as waiting:
        fill(waiting, "two")
    assert marks(tmp_path / "release") == {"two"}
    (tmp_path / "release").rename(tmp_path / ".release.old")  # killed between the two moves
    with pytest.raises(RuntimeError), replaced_whole(tmp_path / "release"):
        raise RuntimeError
    assert marks(tmp_path / "release") == {"two"}


def test_names_are_swapped_in_one_step_here(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        fill(tmp_path / name, name)
    assert place._exchange(tmp_path / "one", tmp_path / "two")
    assert marks(tmp_path / "one") == {"two"}
    with pytest.raises(OSError, match="No such file"):
        place._exchange(tmp_path / "one", tmp_path / "none")


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    with (
        replaced_whole(tmp_path / "release"),
        pytest.raises(GraphError, match="another publish is at work"),
        replaced_whole(tmp_path / "release"),
    ):
        pass


LOOP = """
import sys
from pathlib import Path
from reviewgraph.publishing.folder import replaced_whole
mark = 0
while True:
    mark += 1
    with replaced_whole(Path(sys.argv[1])) as waiting:
        for number in range(40):
            (waiting / f"{number}.txt").write_text(str(mark), encoding="utf-8")
        (waiting / "SHA256SUMS").write_text("", encoding="utf-8")
"""


@pytest.mark.slow
def test_killed_while_it_swaps(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    chance = random.Random(7)
    with replaced_whole(folder) as waiting:
        fill(waiting, "0")
    for _ in range(25):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(folder)], env=os.environ | {"PYTHONPATH": str(SOURCE)}
        )
        time.sleep(0.25 + chance.random() / 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert len(marks(folder)) == 1
        assert len(list(folder.glob("*.txt"))) == 40


@pytest.mark.slow
def test_killed_while_it_publishes(release: Path, corpus: Path, tmp_path: Path) -> None:
    folder = copytree(release, tmp_path / "release")
    chance = random.Random(7)
    for _ in range(6):
        words = ["publish", "-o", folder, "--graph", corpus, "--version", "2026.12"]
        process = subprocess.Popen(
            [sys.executable, "-m", "reviewgraph", *map(str, words)],
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
            stdout=subprocess.DEVNULL,
        )
        time.sleep(chance.random() * 6)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (folder / MANIFEST).exists()
        assert list(check_whole(folder, read_manifest(folder), Bench(tmp_path))) == []
