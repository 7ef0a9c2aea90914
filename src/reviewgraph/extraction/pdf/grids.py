"""Ruled grids: cells from the lines that enclose them.

Lines that touch make one grid. Between two neighbouring places of a grid there is a border only
if a line covers most of their common side; places without a border between them are one cell.
A grid of one cell is a frame around text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reviewgraph.extraction.pdf.rulings import Ruling
from reviewgraph.extraction.pdf.turning import Box

_TOUCH = 4.0
"""Lines nearer than this many points touch."""
_SAME = 4.0
"""Lines nearer than this many points are one line drawn twice."""
_COVER = 0.6
"""Share of a side that lines must cover to close it."""
_MOST_RULINGS = 6_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its first row and column, how many columns it spans, and its box."""

    row: int
    column: int
    span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled grid on one page."""

    box: Box
    columns: tuple[float, ...]
    """Left to right, the places of the upright lines."""
    rows: int
    cells: tuple[Cell, ...]

    @property
    def is_frame(self) -> bool:
        """Say whether it is a frame around text and no table."""
        return len(self.cells) == 1


def grids_of(rulings: Sequence[Ruling]) -> list[Grid]:
    """Return the grids that the lines of one page make, from top to bottom."""
    if len(rulings) > _MOST_RULINGS:
        return []
    found = [grid for group in _groups(rulings) if (grid := _grid(group)) is not None]
    outer = [
        grid for grid in found if not any(_inside(grid.box, o.box) for o in found if o != grid)
    ]
    return sorted(outer, key=lambda grid: (grid.box[1], grid.box[0]))


def _inside(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0]
        and outer[1] - 1 <= inner[1]
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
    )


def _groups(rulings: Sequence[Ruling]) -> Iterable[list[Ruling]]:
    """Part the lines into sets that touch one another, by sweeping down the page."""
    flats = sorted(
        (merged(r for r in rulings if r.flat)), key=lambda ruling: (ruling.at, ruling.start)
    )
    uprights = merged(r for r in rulings if not r.flat)
    lines = [*flats, *uprights]
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for offset, upright in enumerate(uprights):
        for index, flat in enumerate(flats):
            if flat.at > upright.end + _TOUCH:
                break
            if _cross(flat, upright):
                parent[root(index)] = root(len(flats) + offset)
    groups: dict[int, list[Ruling]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(root(index), []).append(line)
    return groups.values()


def _cross(flat: Ruling, upright: Ruling) -> bool:
    return (
        flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
        and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH
    )


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Join pieces of one line that touch or overlap."""
    done: list[Ruling] = []
    level: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.at):
        if level and ruling.at - level[-1].at > 1.0:
            done.extend(_joined(level))
            level = []
        level.append(ruling)
    return [*done, *_joined(level)]


def _joined(level: list[Ruling]) -> list[Ruling]:
    lines: list[Ruling] = []
    for ruling in sorted(level, key=lambda ruling: ruling.start):
        last = lines[-1] if lines else None
        if last is None or ruling.start > last.end + _TOUCH:
            lines.append(ruling)
        elif ruling.end > last.end:
            lines[-1] = replace(last, end=ruling.end)
    return lines


def _places(rulings: Iterable[Ruling]) -> tuple[float, ...]:
    places: list[float] = []
    for at in sorted(ruling.at for ruling in rulings):
        if not places or at - places[-1] > _SAME:
            places.append(at)
    return tuple(places)


def _grid(group: list[Ruling]) -> Grid | None:
    flats = [ruling for ruling in group if ruling.flat]
    uprights = [ruling for ruling in group if not ruling.flat]
    ys, xs = _places(flats), _places(uprights)
    if len(ys) < 2 or len(xs) < 2 or len(ys) * len(xs) > 40_000:
        return None
    cells = _cells(xs, ys, flats, uprights)
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), xs, len(ys) - 1, cells)


def _covered(lines: list[Ruling], start: float, end: float) -> bool:
    have = sum(max(0.0, min(line.end + 1, end) - max(line.start - 1, start)) for line in lines)
    return have >= _COVER * (end - start)


def _near(lines: list[Ruling], places: tuple[float, ...]) -> list[list[Ruling]]:
    return [[line for line in lines if abs(line.at - place) <= _SAME] for place in places]


def _cells(
    xs: tuple[float, ...], ys: tuple[float, ...], flats: list[Ruling], uprights: list[Ruling]
) -> tuple[Cell, ...]:
    across, down = len(xs) - 1, len(ys) - 1
    at_y, at_x = _near(flats, ys), _near(uprights, xs)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(down):
        for column in range(across):
            place = (row, column)
            if column and not _covered(at_x[column], ys[row], ys[row + 1]):
                owner[place] = owner[row, column - 1]
            elif row and not _covered(at_y[row], xs[column], xs[column + 1]):
                owner[place] = owner[row - 1, column]
            else:
                owner[place] = place
    return tuple(_cell(first, owner, xs, ys) for first in sorted(set(owner.values())))


def _cell(
    first: tuple[int, int],
    owner: dict[tuple[int, int], tuple[int, int]],
    xs: tuple[float, ...],
    ys: tuple[float, ...],
) -> Cell:
    places = [place for place, owned in owner.items() if owned == first]
    last_row = max(row for row, _ in places)
    last_column = max(column for _, column in places)
    box = (xs[first[1]], ys[first[0]], xs[last_column + 1], ys[last_row + 1])
    return Cell(first[0], first[1], last_column - first[1] + 1, box)
