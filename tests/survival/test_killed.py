"""Killed at any moment: the old state or the new one, and the next run goes through."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving.engines import OXIGRAPH, oxigraph
from survival.commands import Course, Moment, course, environment, killed, left_behind, marked, run
from survival.extent import KILLS
from survival.scenes import (
    Scene,
    Stock,
    building,
    in_process,
    publishing,
    pushing,
    refreshing,
)
from survival.table import Told

pytestmark = pytest.mark.slow

_FILES = {"build": building, "publish": publishing, "registry refresh": refreshing}
_SOONER = 0.8
"""A command that ended before it was to be killed is killed sooner, by this factor."""


@pytest.fixture(params=[*_FILES, "push"])
def scene(request: pytest.FixtureRequest, tmp_path: Path, stock: Stock) -> Iterator[Scene]:
    if request.param in _FILES:
        yield _FILES[request.param](tmp_path, stock)
        return
    if OXIGRAPH is None:
        pytest.skip("oxigraph is not installed: killing a push has NOT been tried")
    (tmp_path / "engine").mkdir()
    with oxigraph(tmp_path / "engine") as engine:
        yield pushing(engine, stock)


def test_killed_at_any_moment(scene: Scene, tmp_path: Path, told: Told) -> None:
    scene.reset()
    old = scene.seen()
    undisturbed = course(scene.words, tmp_path / "steps")
    new, whole = scene.seen(), scene.kept()
    assert new != old
    outcomes: Counter[str] = Counter()
    faults = []
    for number, moment in enumerate(undisturbed.moments(KILLS, scene.decisive, scene.name)):
        scene.reset()
        at = _killed_for_sure(scene, moment, undisturbed)
        if left := left_behind():
            faults.append(f"{at}: the processes {', '.join(left)} live on")
        seen = {old: "old", new: "new"}.get(scene.seen(), "between")
        outcomes[seen] += 1
        if seen == "between":
            faults.append(f"{at}: neither old nor new")
        elif (fault := _fault_of_next_run(scene, new, whole, by_command=number == 0)) is not None:
            faults.append(f"{at}: {fault}")
    told(
        scene.name,
        "killed with SIGKILL",
        tried=KILLS,
        survived=KILLS - len(faults),
        seen=", ".join(f"{count} {seen}" for seen, count in sorted(outcomes.items())),
    )
    assert faults == []


def _killed_for_sure(scene: Scene, moment: Moment, undisturbed: Course) -> str:
    """Kill the command; return when, in words."""
    while not killed(scene.words, moment):
        assert moment.step is None, f"step {moment.step} was never reached"
        moment = Moment(seconds=moment.seconds * _SOONER)
        scene.reset()
    if moment.step is None:
        return f"after {moment.seconds:.2f} s"
    return f"before step {moment.step}, {undisturbed.steps[moment.step]}"


def _fault_of_next_run(scene: Scene, new: str, whole: str, *, by_command: bool) -> str | None:
    """Run the command again, in a process of its own or here; return what is wrong."""
    if by_command:
        done = run(*scene.words)
        if done.code != 0:
            return done.err
    else:
        in_process(*scene.words)
    if scene.seen() != new:
        return "the next run gives something else"
    return None if scene.kept() == whole else "the next run leaves something else"


WAITING = """
import time
from reviewgraph.cli.processes import pool
if __name__ == "__main__":
    with pool(2) as executor:
        list(executor.map(abs, range(8)))
        print("idle", flush=True)
        time.sleep(600)
"""


def test_helpers_that_wait_for_work_end_with_whoever_gave_it(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, script], env=environment(**marked()), stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"idle\n"
        process.kill()
    assert left_behind() == []
