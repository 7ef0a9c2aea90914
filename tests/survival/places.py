"""Folders that are full or may not be written, made with what the system of the test allows."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WITHOUT_POWERS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""Before a command of the superuser, so that it must obey the permissions of files too."""


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Give a folder on a disk of its own; skip where none can be mounted."""
    folder.mkdir()
    if os.geteuid() != 0 or not _mounted(folder, kilobytes):
        pytest.skip("no small disk can be mounted here: a full disk has NOT been tried")
    try:
        yield folder
    finally:
        # Lazily: what was opened in this process may not be closed yet.
        subprocess.run(["umount", "--lazy", folder], check=True)


def _mounted(folder: Path, kilobytes: int) -> bool:
    words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@contextmanager
def no_writing(folder: Path) -> Iterator[tuple[str, ...]]:
    """Let nobody write below a folder; give what is to stand before a command that obeys."""
    before = WITHOUT_POWERS if os.geteuid() == 0 else ()
    paths = [folder, *(path for path in folder.rglob("*"))]
    modes = {path: path.stat().st_mode for path in paths}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    try:
        touch = [*before, "touch", str(folder / "x")]
        if subprocess.run(touch, capture_output=True, check=False).returncode == 0:
            (folder / "x").unlink()
            pytest.skip("permissions do not hold here: a read-only folder has NOT been tried")
        yield before
    finally:
        for path, mode in reversed(modes.items()):
            path.chmod(mode)
