"""Sort more lines than memory holds: runs of lines on disk, merged."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

_RUN_BYTES = 64 * 1024 * 1024
_OBJECT_BYTES = 48
"""What Python adds to the bytes of a line: without it short lines would cost double."""
_MOST_RUNS = 64
"""Runs merged at once; more are first merged into one, so that open files stay few."""


class LineSorter:
    """Takes lines in any order and gives the distinct ones in the order of their bytes.

    In UTF-8 that is the order of code points, which RDFC-1.0 asks for. Runs lie in nameless
    files, which the system frees if the process dies.
    """

    def __init__(self, folder: Path, run_bytes: int = _RUN_BYTES) -> None:
        self._folder = folder
        self._run_bytes = run_bytes
        self._lines: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []
        self._open = ExitStack()

    def add(self, lines: Sequence[bytes]) -> None:
        """Take lines, each ending with a line feed, and all in memory already."""
        self._lines.extend(lines)
        self._size += sum(map(len, lines)) + _OBJECT_BYTES * len(lines)
        if self._size >= self._run_bytes:
            self._spill()

    def merged(self) -> Iterator[bytes]:
        """Yield the distinct lines in order, once; the sorter is empty afterwards."""
        with self._open:
            self._lines.sort()
            for line, _ in groupby(heapq.merge(*map(_lines_of, self._runs), self._lines)):
                yield line
        self._lines, self._size, self._runs = [], 0, []

    def _spill(self) -> None:
        run = self._run(sorted(set(self._lines)))
        self._lines, self._size = [], 0
        self._runs.append(run)
        if len(self._runs) >= _MOST_RUNS:
            whole = self._run(heapq.merge(*map(_lines_of, self._runs)))
            for each in self._runs:
                each.close()
            self._runs = [whole]

    def _run(self, lines: Iterable[bytes]) -> IO[bytes]:
        run = self._open.enter_context(TemporaryFile(dir=self._folder))  # noqa: SIM115
        run.writelines(lines)
        return run


def _lines_of(run: IO[bytes]) -> Iterator[bytes]:
    run.seek(0)
    return iter(run)
