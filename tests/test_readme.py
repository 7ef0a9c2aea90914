"""Every command in the README runs and prints what the README says it prints.

A fenced block marked ``console`` holds commands after ``$ `` and, below each, its output. A line
of three dots stands for any number of lines. ``--approve`` writes the real output.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
BY_MAKE = {"make demo", "make test", "make bench"}
"""Run by people and by the machine that checks every change; a test that ran them would loop."""

pytestmark = pytest.mark.slow


def steps(text: str) -> list[tuple[str, str]]:
    """Return the commands of all blocks with their printed output, in order."""
    found = []
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "reviewgraph", f"the README may show only our own command: {command}"
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "reviewgraph", *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def agrees(expected: str, actual: str) -> bool:
    pattern = re.escape(expected).replace(re.escape("...\n"), "(?:.*\n)*?")
    return re.fullmatch(pattern, actual) is not None


def test_readme(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    text = README.read_text(encoding="utf-8")
    shown = [step for step in steps(text) if step[0] not in BY_MAKE]
    assert shown, "the README shows no command"
    wrong = []
    for command, expected in shown:
        actual = run(command, tmp_path)
        if expected and not agrees(expected, actual):
            wrong.append(command)
            text = text.replace(f"$ {command}\n{expected}", f"$ {command}\n{actual}")
    if wrong and request.config.getoption("--approve"):
        README.write_text(text, encoding="utf-8")
        return
    assert not wrong, f"the README shows another output for {wrong}; look, then: pytest --approve"
