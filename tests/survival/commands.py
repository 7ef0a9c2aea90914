"""The real command in a process of its own: run to its end, or killed on the way."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import reviewgraph

SOURCE = Path(reviewgraph.__file__).parents[1]
KILLING = Path(__file__).parent / "killing"
PATIENCE = 600
"""Seconds after which a command is taken to hang."""

Words = Sequence[str | Path]


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def is_one_line(self) -> bool:
        """Whether it told one error, in one line, and no traceback."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        return len(lines) == 1 and lines[0].startswith("Error: ")


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join((str(KILLING), str(SOURCE)))
    own = {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **own, **more}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "reviewgraph", *map(str, words)]


def run(
    *words: str | Path, before: Sequence[str] = (), cwd: Path | None = None, **more: str
) -> Done:
    """Run a command to its end; ``before`` is put in front of it, such as ``setpriv``."""
    start = time.monotonic()
    done = subprocess.run(
        [*before, *command(*words)],
        env=environment(**more),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr, time.monotonic() - start)


@dataclass
class Moment:
    """When a command is to be killed: at a step of its own, or after some seconds."""

    step: int | None = None
    seconds: float = 0.0


_MARK = "SURVIVAL_MARK"


def marked() -> dict[str, str]:
    """Return what tells a command's processes apart from all others."""
    return {_MARK: str(os.getpid())}


def left_behind(seconds: float = 15) -> list[str]:
    """Return the processes of killed commands that still live so long after the kill."""
    mark = f"{_MARK}={os.getpid()}\0".encode()
    end = time.monotonic() + seconds
    while found := [path.name for path in Path("/proc").glob("[0-9]*") if _marked(path, mark)]:
        if time.monotonic() > end:
            break
        time.sleep(0.1)
    return found


def _marked(folder: Path, mark: bytes) -> bool:
    try:
        return mark in (folder / "environ").read_bytes()
    except OSError:
        return False


def killed(words: Words, moment: Moment) -> bool:
    """Run a command and kill it at the moment; say whether it was still at work then."""
    more = marked()
    if moment.step is not None:
        more["SURVIVAL_LAST_STEP"] = str(moment.step)
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command(*words), env=environment(**more), stdout=quiet, stderr=quiet)
    if moment.step is None:
        try:
            process.wait(moment.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait(PATIENCE) == -signal.SIGKILL


@dataclass(frozen=True)
class Course:
    """How a command goes when nobody disturbs it."""

    seconds: float
    steps: tuple[str, ...] = field(repr=False)

    def moments(self, number: int, decisive: Callable[[str], bool], seed: str) -> list[Moment]:
        """Return so many moments: half of them steps, half of them times, spread over the course.

        The steps always hold the last one that is ``decisive``, which puts the new state in
        place, and the one after it.
        """
        chance = random.Random(seed)
        last = max(index for index, step in enumerate(self.steps) if decisive(step))
        after = min(last + 1, len(self.steps) - 1)
        share = (number + 1) // 2
        steps = [last, after, *_spread(share - 2, len(self.steps), chance)][:share]
        times = _spread(number - share, self.seconds, chance)
        return [
            *(Moment(step=int(step)) for step in steps),
            *(Moment(seconds=seconds) for seconds in times),
        ]


def _spread(number: int, end: float, chance: random.Random) -> list[float]:
    """Return one random place in each of ``number`` equal parts."""
    return [(part + chance.random()) / number * end for part in range(number)]


def course(words: Words, record: Path) -> Course:
    """Run a command undisturbed, and return how long it took and the steps it made."""
    record.unlink(missing_ok=True)
    done = run(*words, SURVIVAL_RECORD=str(record))
    assert done.code == 0, done.err
    return Course(done.seconds, tuple(record.read_text(encoding="utf-8").splitlines()))
