"""Schemathesis sends what the description allows and what it does not; the server stays sound.

Two of its checks are left out: a key that is a string and yet no key of ours is refused, and a
blank that a form sends empty is taken as not given.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reviewgraph.serving.settings import Limits, Settings
from serving.running import running

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
)


@pytest.fixture(scope="module")
def fuzzed(graph: Path) -> Iterator[str]:
    with running(Settings(graph=graph, limits=Limits(seconds=5, workers=2))) as address:
        yield address


@pytest.mark.slow
def test_nothing_that_is_sent_breaks_it(fuzzed: str, tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).parent / "schemathesis"),
        "run",
        f"{fuzzed}/openapi.json",
        "--checks",
        ",".join(CHECKS),
        "--max-examples",
        "8",
        "--no-color",
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "fuzz_hooks", "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | hooks, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert httpx.get(f"{fuzzed}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
