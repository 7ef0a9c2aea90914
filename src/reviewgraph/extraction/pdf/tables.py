"""Tables of a PDF page: ruled grids, rows parted by horizontal lines only, and bare columns.

Where upright lines are missing, a column is white space that runs down nearly all rows, with a
word of the table's head below each. A table is believed only if its head names columns of an
action plan or of a list of recommendations, or if it goes on from the page before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewgraph.extraction.blocks import Row, Table
from reviewgraph.extraction.pdf import rows as printed
from reviewgraph.extraction.pdf.grids import Grid, merged
from reviewgraph.extraction.pdf.rulings import Ruling
from reviewgraph.extraction.pdf.words import Word

_HEADS = re.compile(
    r"recommendation|scope|action|lead|agency|milestone|target|date|complet|outcome|owner|status|"
    r"progress|responsib|rag|evidence|timescale|theme|\bno\b|\bref\b",
    re.IGNORECASE,
)
_LEAST_HEADS = 3
_LEAST_GAP = 3.5
"""White space between columns, in points."""
_CROSSED = 0.06
"""Share of rows that may cross a gap: rows that span all columns."""
_SHORTEST_BAND = 150.0
_NEAR = 5.0


@dataclass(frozen=True, slots=True)
class Found:
    """A table among a page's rows: which rows it takes, and its column edges."""

    table: Table
    start: int
    end: int
    edges: tuple[float, ...]


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
    rows: Sequence[printed.Row], rulings: Sequence[Ruling], before: Sequence[float] | None
) -> Found | None:
    """Return the table without upright lines that a page holds; None if it holds none.

    ``before`` are the column edges of such a table that ended the page before.
    """
    if not rows:
        return None
    bands = _bands(rulings)
    head = _head(rows)
    if head is None and before is None:
        return None
    start = head if head is not None else 0
    end = _below(rows, bands[-1], start) if bands else _end(rows, start)
    inside = rows[start:end]
    edges = _edges(inside, head_rows=2) if head is not None else tuple(before or ())
    if len(edges) < _LEAST_HEADS or not inside or (head is None and not _fits(inside, edges)):
        return None
    while bands and end < len(rows) and _aligned(rows[end], edges):
        end += 1  # a row that the page's end parted has no line below it
    inside = rows[start:end]
    lines = [_split(row, edges) for row in inside]
    groups = _grouped(inside, lines, bands)
    cells = (
        tuple("\n".join(filter(None, c)) for c in zip(*group, strict=True)) for group in groups
    )
    page = rows[0].page
    table = Table(tuple(Row(found, page) for found in cells), page, ruled=False)
    return Found(table, start, end, edges)


def _bands(rulings: Sequence[Ruling]) -> list[float]:
    """Return the heights of the horizontal lines that part the rows of one table."""
    flats = [r for r in merged(r for r in rulings if r.flat) if r.end - r.start > _SHORTEST_BAND]
    best: list[Ruling] = []
    for first in flats:
        alike = [
            other
            for other in flats
            if abs(other.start - first.start) < _NEAR and abs(other.end - first.end) < _NEAR
        ]
        best = max(best, alike, key=len)
    return sorted(ruling.at for ruling in best) if len(best) >= 3 else []


def _below(rows: Sequence[printed.Row], last: float, start: int) -> int:
    """Return the first row below the last line, or the table's end without it."""
    for index in range(start, len(rows)):
        if (rows[index].top + rows[index].bottom) / 2 > last:
            return index
    return len(rows)


def _head(rows: Sequence[printed.Row]) -> int | None:
    """Return the first row of a table's head: column names parted by wide gaps."""
    for index, row in enumerate(rows):
        parts = len(row.widest_gaps()) + 1
        if parts < _LEAST_HEADS - 1 or row.text.endswith("."):
            continue
        near = " ".join(other.text for other in rows[index : index + 3])
        named = len(set(map(str.lower, _HEADS.findall(near))))
        own = len(_HEADS.findall(row.text))
        share = 1 if parts < _LEAST_HEADS else 4
        if named >= _LEAST_HEADS and share * own >= len(row.words):
            return index
    return None


def _end(rows: Sequence[printed.Row], first: int) -> int:
    """Return where the columns stop: two rows of running text one after the other."""
    left = rows[first].left
    full = max(row.right for row in rows[first:])
    run = 0
    for index in range(first + 1, len(rows)):
        row = rows[index]
        dense = not row.widest_gaps() and row.right - row.left > 0.75 * (full - left)
        run = run + 1 if dense else 0
        if run == 2:
            return index - 1
    return len(rows)


def _edges(rows: Sequence[printed.Row], head_rows: int) -> tuple[float, ...]:
    """Return the left edges of the columns."""
    left = min(row.left for row in rows)
    width = int(max(row.right for row in rows) - left) + 1
    covered = [0] * width
    for row in rows:
        for x in {x for word in row.words for x in _bins(word, left, width)}:
            covered[x] += 1
    most = int(_CROSSED * len(rows))
    edges = [0.0]
    gap = 0
    for x, count in enumerate(covered):
        if count > most and gap >= _LEAST_GAP:
            edges.append(float(x))
        gap = 0 if count > most else gap + 1
    heads = [(word.left + word.right) / 2 - left for row in rows[:head_rows] for word in row.words]
    named = [
        edge
        for edge, after in pairwise([*edges, float(width)])
        if edge == 0.0 or any(edge < head < after for head in heads)
    ]
    return tuple(left + edge for edge in named)


def _bins(word: Word, left: float, width: int) -> range:
    return range(max(0, int(word.left - left)), min(width, int(word.right - left) + 1))


def _fits(rows: Sequence[printed.Row], edges: Sequence[float]) -> bool:
    """Say whether rows of the next page begin their parts at the columns of the last one."""
    starts = [rows[0].left] + [after for row in rows for _, after in row.widest_gaps()]
    near = [min(abs(start - edge) for edge in edges) < 4 for start in starts]
    return len(starts) > 2 and sum(near) >= 0.8 * len(near)


def _aligned(row: printed.Row, edges: Sequence[float]) -> bool:
    """Say whether a row's parts begin at columns, and not only at the first."""
    starts = [row.left, *(after for _, after in row.widest_gaps())]
    near = [min(abs(start - edge) for edge in edges) < 4 for start in starts]
    return all(near) and (len(starts) > 1 or abs(row.left - edges[0]) > 4)


def _split(row: printed.Row, edges: Sequence[float]) -> list[str]:
    cells: list[list[str]] = [[] for _ in edges]
    for word in row.words:
        column = max((i for i, edge in enumerate(edges) if word.left >= edge - 2), default=0)
        cells[column].append(word.text)
    return [" ".join(cell) for cell in cells]


def _grouped(
    rows: Sequence[printed.Row], lines: list[list[str]], bands: Sequence[float]
) -> list[list[list[str]]]:
    """Group printed lines into table rows, by horizontal lines or else by white space."""
    groups: list[list[list[str]]] = []
    pitch = min((b.top - a.top for a, b in pairwise(rows) if b.top > a.top), default=0.0)
    for index, line in enumerate(lines):
        if index == 0 or _parts(rows[index - 1], rows[index], bands, pitch):
            groups.append([])
        groups[-1].append(line)
    return groups


def _parts(above: printed.Row, below: printed.Row, bands: Sequence[float], pitch: float) -> bool:
    if bands:
        start, end = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
        return any(start < band < end for band in bands)
    return below.top - above.top > 1.35 * pitch
