"""Turn PDF coordinates (origin bottom left, any rotation) into reading coordinates."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""left, top, right, bottom in points; top counts from the upper edge as the page is read."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Which way a page's text runs: quarter turns counter-clockwise, and the page's size."""

    quarter: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the page as it is read."""
        return (self.height, self.width) if self.quarter % 2 else (self.width, self.height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the box of a PDF rectangle in reading coordinates."""
        if self.quarter == 1:
            return bottom, left, top, right
        if self.quarter == 2:
            return self.width - right, bottom, self.width - left, top
        if self.quarter == 3:
            return self.height - top, self.width - right, self.height - bottom, self.width - left
        return left, self.height - top, right, self.height - bottom


def quarter_of(angle: float) -> int | None:
    """Return the quarter turns of an angle in radians; None if the text runs aslant."""
    turns = angle / (math.pi / 2)
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) < 0.03 else None


def main_quarter(runs: Iterable[tuple[int | None, tuple[int, int]]]) -> int:
    """Return the quarter turn that most letters of a page have; 0 for a page without text.

    A run is its quarter turn and its half-open span of letters.
    """
    counts: Counter[int] = Counter()
    for quarter, (start, end) in runs:
        if quarter is not None:
            counts[quarter] += end - start
    return max(counts, key=lambda quarter: (counts[quarter], -quarter), default=0)
