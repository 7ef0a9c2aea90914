"""Full disks, folders that may not be written, newer versions, and two at once."""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewgraph.cli import main
from serving.engines import OXIGRAPH, oxigraph
from survival.commands import Done, command, environment, run
from survival.extent import FULL
from survival.places import no_writing, small_disk
from survival.scenes import (
    EXAMPLES,
    HAVERING,
    Scene,
    Stock,
    building,
    digest,
    in_process,
    publishing,
    pushing,
    quads,
    refreshing,
    tree,
)
from survival.table import Told

pytestmark = pytest.mark.slow

_FILES = {"build": building, "publish": publishing, "registry refresh": refreshing}
_FREE = (0, 4, 16, 64, 256, 512, 1024, 2048, 4096) if FULL else (4,)
"""Kilobytes left on the disk when the command starts."""


def fault_of(done: Done) -> str | None:
    """Return what is wrong with how a command that could not go on told it."""
    if done.code not in (1, 2):
        return f"exit code {done.code}: {done.err or done.out}"
    return None if done.is_one_line else f"told badly: {done.err}"


@pytest.mark.parametrize("name", _FILES)
def test_a_disk_that_is_full(name: str, tmp_path: Path, stock: Stock, told: Told) -> None:
    """Nothing changes, one line says so, and with room again the same command goes through."""
    faults = []
    refused = 0
    with small_disk(tmp_path / "disk", 64 * 1024) as disk:
        scene = _FILES[name](disk, stock)
        scene.reset()
        in_process(*scene.words)
        new, whole = scene.seen(), scene.kept()
        scene.reset()
        old = scene.seen()
        for free in _FREE:
            with full(disk, free):
                done = run(*scene.words)
                seen = scene.seen()
            refused += done.code != 0
            if done.code == 0:
                if seen != new:
                    faults.append(f"{free} kB: went through to something else")
                scene.reset()
                continue
            if fault := fault_of(done):
                faults.append(f"{free} kB: {fault}")
            if seen != old:
                faults.append(f"{free} kB: neither old nor new")
        in_process(*scene.words)
        if (scene.seen(), scene.kept()) != (new, whole):
            faults.append("with room again something else is made")
    told(
        name,
        "disk full",
        tried=len(_FREE),
        survived=len(_FREE) - len(faults),
        seen=f"{refused} refused",
    )
    assert faults == []
    assert refused, "no disk was too small"


@contextmanager
def full(disk: Path, free: int) -> Iterator[None]:
    """Fill a disk but for some kilobytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        with suppress(OSError):
            while file.write(bytes(4096)):
                pass
        file.truncate(max(0, file.tell() - free * 1024))
    try:
        yield
    finally:
        filler.unlink()


@pytest.mark.parametrize("name", _FILES)
def test_a_folder_that_may_not_be_written(
    name: str, tmp_path: Path, stock: Stock, told: Told
) -> None:
    (tmp_path / "all").mkdir()
    scene = _FILES[name](tmp_path / "all", stock)
    scene.reset()
    old = scene.seen()
    with no_writing(tmp_path / "all") as before:
        done = run(*scene.words, before=before)
        assert scene.seen() == old
        reading = [
            run(*words, "--graph", tmp_path / "all" / "graph", before=before)
            for words in (["summary"], ["validate"], ["query", "themes-by-frequency"])
            if name == "build" and (FULL or words == ["validate"])
        ]
    fault = fault_of(done)
    told(name, "read-only folder", tried=1, survived=int(fault is None))
    assert fault is None
    assert [each.err for each in reading if each.code != 0] == []
    in_process(*scene.words)


def test_sources_that_may_not_be_read(tmp_path: Path, told: Told) -> None:
    """One page that may not be read costs itself only."""
    folder = tmp_path / "sources"
    shutil.copytree(EXAMPLES, folder)
    closed = folder / "ffff0001-harlow.txt"
    with no_writing(tmp_path / "sources") as before:
        closed.chmod(0)
        done = run("build", folder, "--graph", tmp_path / "graph", before=before)
    fault = None if done.code == 1 and "Traceback" not in done.err else done.err
    told("build", "page that may not be read", tried=1, survived=int(fault is None))
    assert fault is None
    assert f"Not built: {closed}: cannot be read (Permission denied)" in done.err
    assert "16 reviews in" in done.out


_POINTERS: dict[str, object] = {
    "a newer format": {"format": 2, "generation": "generation-1"},
    "no generation of ours": {"format": 1, "generation": "../elsewhere"},
    "a number too many": {"format": 1, "generation": "generation-01"},
    "a list": [],
    "a text": "generation-1",
}
_STATES: dict[str, object] = {
    "a list": [],
    "reviews that are none": {"reviews": {"x": 1}},
    "a review without digest": {"reviews": {"x": {"source": "", "agencies": [], "notes": []}}},
}
_COMMANDS: tuple[tuple[str | Path, ...], ...] = (
    ("build", HAVERING),
    ("publish", "-o", "never-written", "--version", "2026.11"),
    ("summary",),
    ("validate",),
    ("query", "themes-by-frequency"),
    ("sparql", "ASK {}"),
    ("serve", "--port", "0"),
)


def told_by(*words: str | Path) -> Done:
    """Run a command as it is run in a process of its own, but in this one unless all is tried."""
    if FULL:
        return run(*words)
    done = CliRunner().invoke(main, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return Done(70, done.output, f"Traceback: {done.exception!r}", 0.0)
    return Done(done.exit_code, done.stdout, done.stderr, 0.0)


def test_a_graph_of_another_version(havering: Path, tmp_path: Path, told: Told) -> None:
    """Each command says so in one line and changes nothing."""
    graph = tmp_path / "graph"
    shutil.copytree(havering, graph)
    (state,) = graph.glob("*/state.json")
    cases = [(graph / "graph.json", value) for value in _POINTERS.values()]
    cases.extend((state, value) for value in _STATES.values())
    faults = []
    tried = 0
    for file, value in cases:
        right = file.read_bytes()
        file.write_text(json.dumps(value), encoding="utf-8")
        before = digest(tree(graph))
        for each in _COMMANDS if file != state else _COMMANDS[:1]:
            tried += 1
            if fault := fault_of(told_by(*each, "--graph", graph)):
                faults.append(f"{value}, {each[0]}: {fault}")
        if digest(tree(graph)) != before:
            faults.append(f"{value}: something was changed")
        file.write_bytes(right)
    told("build", "graph of another version or form", tried=tried, survived=tried - len(faults))
    assert faults == []
    assert run("build", HAVERING, "--graph", graph).code == 0


def at_once(words: tuple[str | Path, ...], number: int) -> list[Done]:
    """Start the same command several times at once and return how each ended."""
    processes = [
        subprocess.Popen(
            command(*words),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(number)
    ]
    ends = [process.communicate(timeout=120) for process in processes]
    return [
        Done(process.returncode, out, err, 0.0)
        for process, (out, err) in zip(processes, ends, strict=True)
    ]


@pytest.mark.parametrize("name", [*_FILES, "push"] if FULL else _FILES)
def test_several_at_once(name: str, tmp_path: Path, stock: Stock, told: Told) -> None:
    """One goes through or all do; whoever does not says so in one line; the result is right."""
    with made(name, tmp_path, stock) as scene:
        scene.reset()
        in_process(*scene.words)
        new, whole = scene.seen(), scene.kept()
        faults = []
        rounds = 10 if FULL else 1
        ends: Counter[int] = Counter()
        for _ in range(rounds):
            scene.reset()
            done = at_once(scene.words, 3 if FULL else 2)
            ends.update(each.code for each in done)
            faults += [fault for each in done if each.code != 0 and (fault := fault_of(each))]
            if name != "push" and all(each.code != 0 for each in done):
                faults.append(f"none went through: {done[0].err}")
            in_process(*scene.words)
            if (scene.seen(), scene.kept()) != (new, whole):
                faults.append("something else is made")
    told(
        name,
        "several at once",
        tried=rounds,
        survived=rounds - min(rounds, len(faults)),
        seen=f"{ends[0]} went through, {ends.total() - ends[0]} were refused",
    )
    assert faults == []


@contextmanager
def made(name: str, folder: Path, stock: Stock) -> Iterator[Scene]:
    if name != "push":
        yield _FILES[name](folder, stock)
        return
    if OXIGRAPH is None:
        pytest.skip("oxigraph is not installed: pushes at once have NOT been tried")
    (folder / "engine").mkdir()
    with oxigraph(folder / "engine") as engine:
        yield pushing(engine, stock)


def test_readers_during_rebuilds(tmp_path: Path, stock: Stock, told: Told) -> None:
    """Whoever reads while the graph is rebuilt again and again sees one state or the other."""
    scene = building(tmp_path, stock)
    scene.reset()
    graph = tmp_path / "graph"
    rounds = 12 if FULL else 1
    allowed = {scene.seen()}
    in_process(*scene.words)
    allowed.add(scene.seen())
    seen: Counter[str] = Counter()
    faults = []
    for number in range(rounds):
        sources = stock.old if number % 2 == 0 else stock.new
        writer = subprocess.Popen(
            command("build", sources, "--graph", graph),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        while writer.poll() is None:
            try:
                found = digest(quads(graph))
            except Exception as error:
                faults.append(f"round {number}: {error}")
                continue
            seen["old or new" if found in allowed else "between"] += 1
        assert writer.wait() == 0
        assert writer.stderr is not None
        writer.stderr.close()
    reads = seen.total() + len(faults)
    told(
        "build",
        "readers during rebuilds",
        tried=rounds,
        survived=rounds if not faults and not seen["between"] else 0,
        seen=f"{reads} reads",
    )
    assert faults == []
    assert seen["between"] == 0
    assert reads > rounds
