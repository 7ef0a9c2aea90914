"""Tables of a PDF page: ruled grids, rows parted by horizontal lines only, and bare columns."""

import re
from collections.abc import Sequence
from itertools import pairwise

from reviewgraph.extraction.blocks import Row, Table
from reviewgraph.extraction.pdf import rows as printed
from reviewgraph.extraction.pdf.grids import Grid
from reviewgraph.extraction.pdf.words import Word

_HEADS = re.compile(
    r"recommendation|scope|action|lead|agency|milestone|target|date|complet|outcome|owner|status|"
    r"progress|responsib|rag|evidence|timescale|theme|\bno\b|\bref\b",
    re.IGNORECASE,
)
_LEAST_HEADS = 3
_LEAST_GAP = 5.0
"""White space between columns, in points."""


def grid_table(grid: Grid, words: Sequence[Word], page: int) -> Table:
    """Return a ruled grid as a table; a cell that spans keeps its text in its first place."""
    texts = [["" for _ in grid.columns[1:]] for _ in range(grid.rows)]
    for cell in grid.cells:
        inside = printed.within(words, cell.box)
        lines = printed.rows_of(inside, page)
        texts[cell.row][cell.column] = "\n".join(line.text for line in lines)
    kept = [row for row in texts if any(row)]
    return Table(tuple(Row(tuple(row), page) for row in kept), page)


def bare_table(
    rows: Sequence[printed.Row], flats: Sequence[float], before: Sequence[float] | None
) -> tuple[Table, tuple[int, int], tuple[float, ...]] | None:
    """Return a table without upright lines, the span of rows it takes, and its column edges.

    ``flats`` are the heights of horizontal lines; ``before`` the columns of a bare table that
    ended the page before and may go on.
    """
    start = _head(rows)
    if start is None and before is None:
        return None
    first = start if start is not None else 0
    end = _end(rows, first)
    inside = rows[first:end]
    edges = _columns(inside) if start is not None else tuple(before or ())
    if len(edges) < _LEAST_HEADS or not inside:
        return None
    if start is None and not _fits(inside, edges):
        return None
    lines = [_split(row, edges) for row in inside]
    table_rows = tuple(
        Row(
            tuple("\n".join(filter(None, column)) for column in zip(*group, strict=True)),
            rows[0].page,
        )
        for group in _grouped(inside, lines, flats)
    )
    return Table(table_rows, rows[0].page, ruled=False), (first, end), edges


def _head(rows: Sequence[printed.Row]) -> int | None:
    """Return the first row of a table's head: column names parted by wide gaps."""
    for index, row in enumerate(rows):
        parts = len(row.widest_gaps()) + 1
        near = " ".join(other.text for other in rows[index : index + 3])
        named = len(set(map(str.lower, _HEADS.findall(near))))
        if parts >= _LEAST_HEADS and named >= _LEAST_HEADS and _is_head(row):
            return index
    return None


def _is_head(row: printed.Row) -> bool:
    """Say whether a good part of a row's words are names of columns."""
    return 2 * len(_HEADS.findall(row.text)) >= len(row.words) / 2 and not row.text.endswith(".")


def _end(rows: Sequence[printed.Row], first: int) -> int:
    """Return where the columns stop: two rows of running text one after the other."""
    full = max((row.right for row in rows[first:]), default=0.0)
    run = 0
    for index in range(first, len(rows)):
        row = rows[index]
        dense = not row.widest_gaps() and row.right - row.left > 0.6 * (full - rows[first].left)
        run = run + 1 if dense else 0
        if run == 2:
            return index - 1
    return len(rows)


def _columns(rows: Sequence[printed.Row]) -> tuple[float, ...]:
    """Return the left edges of columns: where white space runs down all rows but a few."""
    spans = sorted(
        (word.left, word.right) for row in rows if row.widest_gaps() for word in row.words
    )
    edges: list[float] = []
    reach = float("-inf")
    for left, right in spans:
        if left > reach + _LEAST_GAP:
            edges.append(left)
        reach = max(reach, right)
    return tuple(edges)


def _fits(rows: Sequence[printed.Row], edges: Sequence[float]) -> bool:
    """Say whether rows of the next page begin their parts at the columns of the last one."""
    starts = [rows[0].left] + [after for row in rows for _, after in row.widest_gaps()]
    near = [min(abs(start - edge) for edge in edges) < 4 for start in starts]
    return len(starts) > 2 and sum(near) >= 0.8 * len(near)


def _split(row: printed.Row, edges: Sequence[float]) -> list[str]:
    cells: list[list[str]] = [[] for _ in edges]
    for word in row.words:
        column = max((i for i, edge in enumerate(edges) if word.left >= edge - 2), default=0)
        cells[column].append(word.text)
    return [" ".join(cell) for cell in cells]


def _grouped(
    rows: Sequence[printed.Row], lines: list[list[str]], flats: Sequence[float]
) -> list[list[list[str]]]:
    """Group printed lines into table rows, by horizontal lines or else by white space."""
    groups: list[list[list[str]]] = []
    pitch = min((b.top - a.top for a, b in pairwise(rows) if b.top > a.top), default=0.0)
    for index, line in enumerate(lines):
        if index == 0 or _parts(rows[index - 1], rows[index], flats, pitch):
            groups.append([])
        groups[-1].append(line)
    return groups


def _parts(above: printed.Row, below: printed.Row, flats: Sequence[float], pitch: float) -> bool:
    if flats:
        middle_above, middle_below = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
        return any(middle_above < flat < middle_below for flat in flats)
    return below.top - above.top > 1.35 * pitch
