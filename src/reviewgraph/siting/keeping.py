"""Files that are written only if they change, and the removal of those that are no more."""

import os
from pathlib import Path

from reviewgraph.errors import GraphError

_MARK = ".reviewgraph-site"
_OWN = "vendor"
"""Folder of libraries that a build step puts beside the pages; it is left alone."""


class Kept:
    """A folder of files of which each is written whole, and only if its bytes differ."""

    def __init__(self, folder: Path) -> None:
        if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
            raise GraphError(f"{folder}: holds files that are no site of ours; name another folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _MARK).touch()
        except OSError as error:
            raise GraphError(f"{folder}: cannot write here: {error.strerror}") from error
        self._folder = folder
        self._written: set[str] = {_MARK}
        self._changed = 0

    def write(self, name: str, data: bytes) -> None:
        """Write a file below the folder; a reader sees the old one or the new one."""
        path = self._folder / name
        self._written.add(name)
        try:
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return
        except OSError:
            path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(path.name + ".new")
        waiting.write_bytes(data)
        waiting.replace(path)
        self._changed += 1

    def finish(self) -> tuple[int, int, int]:
        """Remove what was not written; return how many files are, changed and went."""
        removed = 0
        for root, _, names in os.walk(self._folder):
            for name in names:
                path = Path(root) / name
                local = path.relative_to(self._folder).as_posix()
                if local not in self._written and not local.startswith(f"{_OWN}/"):
                    path.unlink()
                    removed += 1
        return len(self._written) - 1, self._changed, removed
