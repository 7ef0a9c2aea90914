"""Sort more lines than memory holds: runs of lines on disk, merged."""

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

_RUN_BYTES = 32 * 1024 * 1024
_OBJECT_BYTES = 48
"""What Python adds to the bytes of a line: without it short lines would cost double."""
_MOST_RUNS = 128
"""Runs merged at once; more are first merged into one, so that open files stay few."""
_BLOCK = 64 * 1024
"""Bytes of a run that are read at once."""
_LINES = 256
"""Lines in a block of a run that is still in memory."""

Lines = list[bytes]


class LineSorter:
    """Takes lines in any order and gives the distinct ones in the order of their bytes.

    In UTF-8 that is the order of code points, which RDFC-1.0 asks for. Runs lie in nameless
    files, which the system frees if the process dies.
    """

    def __init__(self, folder: Path, run_bytes: int = _RUN_BYTES) -> None:
        self._folder = folder
        self._run_bytes = run_bytes
        self._lines: Lines = []
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
            runs = [*map(_blocks_of, self._runs), _in_blocks(sorted(set(self._lines)))]
            yield from chain.from_iterable(_merged(runs))
        self._lines, self._size, self._runs = [], 0, []

    def _spill(self) -> None:
        run = self._run([sorted(set(self._lines))])
        self._lines, self._size = [], 0
        self._runs.append(run)
        if len(self._runs) >= _MOST_RUNS:
            whole = self._run(_merged(list(map(_blocks_of, self._runs))))
            for each in self._runs:
                each.close()
            self._runs = [whole]

    def _run(self, blocks: Iterable[Lines]) -> IO[bytes]:
        run = self._open.enter_context(TemporaryFile(dir=self._folder))  # noqa: SIM115
        for lines in blocks:
            run.writelines(lines)
        return run


def _blocks_of(run: IO[bytes]) -> Iterator[Lines]:
    run.seek(0)
    while lines := run.readlines(_BLOCK):
        yield lines


def _in_blocks(lines: Lines) -> Iterator[Lines]:
    return (lines[start : start + _LINES] for start in range(0, len(lines), _LINES))


def _merged(runs: Sequence[Iterator[Lines]]) -> Iterator[Lines]:
    """Yield the distinct lines of runs in order; each run comes sorted and distinct, in blocks.

    What was added together lies together in the end, for the most part: so a whole stretch of
    one run is passed on at once, up to where the next run begins, and not line by line.
    """
    blocks = ((number, next(run, [])) for number, run in enumerate(runs))
    heads = [(lines[0], number, lines) for number, lines in blocks if lines]
    heapq.heapify(heads)
    last = b""
    while heads:
        first, number, lines = heapq.heappop(heads)
        end = bisect_right(lines, heads[0][0]) if heads else len(lines)
        yield lines[first == last : end]
        last = lines[end - 1]
        if left := lines[end:] or next(runs[number], []):
            heapq.heappush(heads, (left[0], number, left))


class LineFile:
    """A file whose lines go to a sorter."""

    def __init__(self, sorter: LineSorter) -> None:
        self._sorter = sorter
        self._begun = b""

    def write(self, data: bytes) -> int:
        """Take bytes that may end within a line, which then goes on with the next ones."""
        end = data.rfind(b"\n") + 1
        self._sorter.add((self._begun + data[:end]).splitlines(keepends=True) if end else ())
        self._begun = data[end:] if end else self._begun + data
        return len(data)

    def flush(self) -> None:
        """Do nothing: a line goes on when it is whole."""
