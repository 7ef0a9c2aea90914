"""What a build found out about recurrence, kept beside its store for the next build."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reviewgraph.building.columns import ColumnsWriter, read_columns
from reviewgraph.resembling import (
    Comparison,
    Duplicate,
    Matrix,
    Pairs,
    Signed,
    Splice,
    columns_of,
    matrix_from,
    matrix_of,
    spliced,
)

KEPT = "kept"
"""The folder in a generation for what a build keeps for the next; it can be left out."""
_AT_ONCE = 64
"""Reviews whose rows are written together."""
_ROWS, _PAIRS = "rows", "pairs"


class Spool:
    """Rows of a matrix that are written as they come, so that memory does not grow with them."""

    def __init__(self, folder: Path, known: NDArray[np.uint64]) -> None:
        self.folder = folder
        self.reviews: set[str] = set()
        self._hashes = known
        self._waiting: list[Signed] = []
        self._sizes: list[tuple[str, str, int]] = []
        self._lengths: dict[str, int] = {}
        self._columns = ColumnsWriter(folder)

    def add(self, signed: Signed) -> None:
        """Take the signatures of a review."""
        self.reviews.add(signed.review)
        self._waiting.append(signed)
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        part = matrix_of(self._waiting, self._hashes)
        self._sizes += [(each.review, each.year, len(each.keys)) for each in self._waiting]
        self._waiting, self._hashes = [], part.hashes
        columns = columns_of(part)
        for name, column in columns.items():
            if name.endswith("_ends"):
                column = column + self._lengths.get(name, 0)
                if len(column):
                    self._lengths[name] = int(column[-1])
            self._columns.append(name, column)

    def close(self) -> Matrix:
        """Return the matrix of all that was taken, in the order in which it came."""
        with self._columns as columns:
            self._write()
            _end(columns, self._sizes, self._hashes)
        return read_matrix(self.folder)


def write_matrix(how: Splice, old: Matrix, fresh: Matrix, spool: Spool, folder: Path) -> Matrix:
    """Return the matrix that a splice gives, kept in a new folder; ``fresh`` is the spool's."""
    folder.mkdir()
    if [(run.fresh, run.start, run.end) for run in how.runs] == [(True, 0, len(fresh.keys))]:
        spool.folder.rename(folder / _ROWS)
        return read_matrix(folder / _ROWS)
    with ColumnsWriter(folder / _ROWS) as columns:
        for name, column in columns_of(old).items():
            columns.append(name, column[:0])
        for name, part in spliced(how, old, fresh):
            columns.append(name, part)
        _end(columns, how.reviews, fresh.hashes)
    return read_matrix(folder / _ROWS)


def _end(
    columns: ColumnsWriter, reviews: Iterable[tuple[str, str, int]], hashes: NDArray[np.uint64]
) -> None:
    columns.append("hashes", hashes)
    columns.rest["reviews"] = list(reviews)


def read_matrix(folder: Path) -> Matrix:
    """Return a matrix that is kept, its columns left in their files.

    Raises OSError, ValueError, KeyError or TypeError if there is none or it is broken.
    """
    columns, rest = read_columns(folder)
    return matrix_from(columns, rest["reviews"], columns["hashes"])


def write_pairs(found: Comparison, folder: Path) -> None:
    """Keep what a comparison found beside its matrix."""
    with ColumnsWriter(folder / _PAIRS) as columns:
        columns.append("left", found.alike.left)
        columns.append("right", found.alike.right)
        columns.append("marks", found.marks)
        columns.rest["duplicates"] = [
            (each.left, each.right, each.shared, each.of) for each in found.duplicates
        ]


def read_kept(folder: Path) -> Comparison | None:
    """Return the comparison that a folder holds; None if it holds none that can be read."""
    try:
        columns, rest = read_columns(folder / _PAIRS)
        return Comparison(
            read_matrix(folder / _ROWS),
            Pairs(columns["left"], columns["right"]),
            columns["marks"],
            tuple(Duplicate(*each) for each in rest["duplicates"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
