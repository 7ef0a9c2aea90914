"""The wheel carries all it needs: installed alone, run from another folder, it does its job."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


def run(*words: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_builds_and_answers_alone(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    place = tmp_path / "environment"
    venv.create(place, with_pip=True)
    run(place / "bin" / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    command = place / "bin" / "reviewgraph"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert "1 review in graph: 1 built" in run(command, "build", cwd=elsewhere)
    run(command, "validate", cwd=elsewhere)
    answer = run(command, "query", "review-list", "--format", "csv", cwd=elsewhere)
    assert "6391f4df-havering" in answer
    run(command, "publish", "-o", "release", "--version", "2026.11", cwd=elsewhere)
    assert (elsewhere / "release" / "reviewgraph.ttl").stat().st_size > 0
