"""Know files again by what the system says of them, so that only what looks changed is hashed.

As git and make do it. A stamp is times, size and place on the disk. A file that changed so short
before it was looked at that another change could leave the same stamp is not trusted: it is
hashed again the next time.
"""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from reviewgraph.building.kept import KEPT
from reviewgraph.sources import Source
from reviewgraph.store import Writer

_NAME = "stamps.json"
_SETTLED = 2_000_000_000
"""Nanoseconds after which a later change shows: the coarsest clock of a file system."""

Stamp = tuple[tuple[str, int, int, int, int], ...]
"""Of each file of a source: name, when it changed, when anything about it changed, size, and
number on the disk."""
Known = Mapping[str, tuple[str, Stamp]]
"""Of each source, the digest of what it held and the stamp it had then."""


def stamp(source: Source) -> Stamp | None:
    """Return the stamp of a source; None if a file of it is gone."""
    try:
        return tuple(_of_file(path) for path in source.files)
    except OSError:
        return None


def _of_file(path: Path) -> tuple[str, int, int, int, int]:
    said = path.stat()
    return path.name, said.st_mtime_ns, said.st_ctime_ns, said.st_size, said.st_ino


class Stamps:
    """What is known of the sources' files, and what this build learns."""

    def __init__(self, known: Known, now: int | None = None) -> None:
        self._known = known
        self._settled = (time.time_ns() if now is None else now) - _SETTLED
        self.seen: dict[str, tuple[str, Stamp]] = {}
        """What the next build may believe."""

    def digest(self, source: Source, digest: Callable[[Source], str]) -> str:
        """Return the digest of a source: the one known, if it looks as it did."""
        found = stamp(source)
        before = self._known.get(source.identifier)
        if found is None:
            return digest(source)
        now = before[0] if before is not None and before[1] == found else digest(source)
        if now and all(max(each[1:3]) < self._settled for each in found):
            self.seen[source.identifier] = now, found
        return now


def read_stamps(folder: Path, current: str | None) -> Known:
    """Return what the build of a generation knew; nothing if that cannot be read."""
    if current is None:
        return {}
    try:
        said = json.loads((folder / current / KEPT / _NAME).read_text(encoding="utf-8"))
        return {name: (digest, tuple(map(tuple, files))) for name, (digest, files) in said.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def write_stamps(stamps: Stamps, writer: Writer) -> None:
    """Keep what this build learnt with the generation it makes."""
    (writer.path(KEPT) / _NAME).write_text(json.dumps(stamps.seen), encoding="utf-8")
