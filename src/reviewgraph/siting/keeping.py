"""Files that are written only if they change, and the removal of those that are no more."""

import os
from collections.abc import Iterable, Iterator
from filecmp import cmp
from pathlib import Path
from shutil import copyfile

from reviewgraph.errors import GraphError
from reviewgraph.publishing.changes import difference
from reviewgraph.publishing.sorting import LineSorter

_MARK = ".reviewgraph-site"
_OWN = "vendor"
"""Folder of libraries that a build step puts beside the pages; it is left alone."""


def is_written(folder: Path, name: str, data: bytes) -> bool:
    """Write a file below the folder unless it holds these bytes; say whether that was needed.

    A reader sees the old file or the new one.
    """
    path = folder / name
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(path.name + ".new")
    waiting.write_bytes(data)
    waiting.replace(path)
    return True


def is_copied(folder: Path, name: str, source: Path) -> bool:
    """Copy a file of any size below the folder unless it is there; see is_written."""
    path = folder / name
    if path.exists() and cmp(path, source, shallow=False):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(path.name + ".new")
    copyfile(source, waiting)
    waiting.replace(path)
    return True


class Kept:
    """Which files a folder holds in the end; the names are sorted on disk, for they are many."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
            raise GraphError(f"{folder}: holds files that are no site of ours; name another folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _MARK).touch()
        except OSError as error:
            raise GraphError(f"{folder}: cannot write here: {error.strerror}") from error
        self.folder = folder
        self._scratch = scratch
        self._names = LineSorter(scratch)
        self._files = self._changed = 0

    def take(self, names: Iterable[str], changed: int) -> None:
        """Take the names of files that were written, each once, and how many of them changed."""
        lines = [f"{name}\n".encode() for name in names]
        self._names.add(lines)
        self._files += len(lines)
        self._changed += changed

    def finish(self) -> tuple[int, int, int]:
        """Remove what was not written; return how many files are, changed and went."""
        there = LineSorter(self._scratch)
        for name in _below(self.folder, ""):
            if name != _MARK and not name.startswith(f"{_OWN}/"):
                there.add([f"{name}\n".encode()])
        removed = 0
        for mark, line in difference(there.merged(), self._names.merged()):
            if mark == b"D":
                (self.folder / line[:-1].decode()).unlink()
                removed += 1
        return self._files, self._changed, removed


def _below(folder: Path, above: str) -> Iterator[str]:
    """Yield the names of all files, one at a time: a folder can hold a million."""
    with os.scandir(folder / above) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(folder, f"{above}{entry.name}/")
            else:
                yield f"{above}{entry.name}"
