"""The numbers of rows before a change, after it, and of all rows that were or are."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.joining import Splice
from reviewgraph.resembling.matrix import Ints, Rows


@dataclass(frozen=True, slots=True)
class Numbering:
    """How rows are numbered before and after a splice; the order of those that stay is kept."""

    count: int
    """Rows after the splice."""
    removed: Ints
    """Rows that are gone, by their old numbers."""
    inserted: Ints
    """Rows that came, by their new numbers."""
    moved: NDArray[np.uint32]
    """The new number of each old row; of one that is gone, that of the next that stays."""

    @classmethod
    def of(cls, how: Splice, before: int) -> "Numbering":
        """Return the numbering of a splice of so many rows."""
        count = sum(rows for *_, rows in how.reviews)
        moved = np.full(before, count, dtype=np.uint32)
        inserted = [np.empty(0, np.int64)]
        at = 0
        for run in how.runs:
            end = at + run.end - run.start
            if run.fresh:
                inserted.append(np.arange(at, end))
            else:
                moved[run.start : run.end] = np.arange(at, end, dtype=np.uint32)
            at = end
        # What is gone takes the number of what follows it.
        moved = np.minimum.accumulate(moved[::-1])[::-1]
        return cls(count, how.removed, np.concatenate(inserted), moved)

    def now(self, rows: Rows) -> NDArray[np.uint32]:
        """Return the new numbers of old rows that stay."""
        return self.moved[rows]

    def is_there(self, rows: Rows) -> NDArray[np.bool_]:
        """Return which old rows stay."""
        there = np.ones(len(self.moved), dtype=np.bool_)
        there[self.removed] = False
        return there[rows]

    @property
    def all(self) -> int:
        """How many rows there were or are."""
        return self.count + len(self.removed)

    def among_all(self, rows: Rows) -> Ints:
        """Return the numbers of new rows among all rows that were or are."""
        return rows + np.searchsorted(self._gaps, rows, side="right")

    def removed_among_all(self) -> Ints:
        """Return the numbers of the removed rows among all, in order."""
        return self._gaps + np.arange(len(self.removed))

    @property
    def _gaps(self) -> Ints:
        """Before which of the new rows each removed row stood."""
        return self.moved[self.removed].astype(np.int64)

    def from_all(self, rows: Rows) -> Ints:
        """Return the new numbers of rows numbered among all; of none that was removed."""
        return rows - np.searchsorted(self.removed_among_all(), rows)

    def before(self, rows: Rows) -> Any:
        """Return the old numbers of new rows that stayed."""
        return np.searchsorted(self.moved, rows.astype(np.uint32), side="right") - 1
