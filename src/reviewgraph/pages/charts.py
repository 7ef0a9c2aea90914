"""Charts as inline SVG: geometry only, so that a strict policy on styles holds and text stays text.

Bars stand in a table whose rows are the numbers themselves. Columns over years are a picture with
a title and a description, and a table beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewgraph.pages.values import Count

WIDTH = 100.0
_FLOOR = 0.8
"""Per cent of the width that even the smallest count gets, so that it is seen."""

HEIGHT = 120
_COLUMN = 24
_MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart."""

    of: Count
    length: float
    """Per cent of the longest bar."""


@dataclass(frozen=True, slots=True)
class Column:
    """One year of a column chart, in the units of its picture."""

    year: str
    count: int
    x: int
    y: float
    height: float
    labelled: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """A column chart over years."""

    title: str
    description: str
    columns: tuple[Column, ...]
    width: int
    height: int


def bars(counts: Sequence[Count]) -> tuple[Bar, ...]:
    """Return the rows of a bar chart, the longest bar as long as there is room."""
    most = max((each.count for each in counts), default=0)
    return tuple(Bar(each, _share(each.count, most)) for each in counts)


def columns(title: str, years: Sequence[tuple[str, int]]) -> Columns | None:
    """Return a column chart of counts by year; None where there is nothing to compare."""
    if len(years) < 2:
        return None
    most = max(count for _, count in years)
    step = -(-len(years) // _MOST_LABELS)
    drawn = tuple(
        _column(index, year, count, most, labelled=index % step == 0)
        for index, (year, count) in enumerate(years)
    )
    return Columns(title, _described(years), drawn, _COLUMN * len(years), HEIGHT)


def _column(index: int, year: str, count: int, most: int, *, labelled: bool) -> Column:
    height = round(HEIGHT * count / most, 1) if most else 0.0
    return Column(year, count, _COLUMN * index, round(HEIGHT - height, 1), height, labelled)


def _share(count: int, most: int) -> float:
    if not count or not most:
        return 0.0
    return max(_FLOOR, round(WIDTH * count / most, 1))


def _described(years: Sequence[tuple[str, int]]) -> str:
    """Return in one sentence what the picture shows."""
    most = max(count for _, count in years)
    peak = " and ".join(year for year, count in years if count == most)
    total = sum(count for _, count in years)
    return (
        f"From {years[0][0]} to {years[-1][0]}, {total} in all; most in {peak}, with {most}. "
        "The table below the picture has each year."
    )
