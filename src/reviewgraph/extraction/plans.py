"""Tables that print recommendations or the actions that carry them out.

Columns are known by their heads. Rows that a page break parted are joined, repeated heads and
empty rows left out, and rows that span all columns name the theme of those below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewgraph.extraction.blocks import Row, Table
from reviewgraph.extraction.columns import Line, column_of
from reviewgraph.extraction.joining import Words, joined, joined_cell, tidy
from reviewgraph.extraction.labels import Kind, Label, label_of
from reviewgraph.extraction.model import Milestone
from reviewgraph.extraction.outline import Heading, Placed
from reviewgraph.extraction.sheets import sheet_of
from reviewgraph.extraction.titles import Sort
from reviewgraph.extraction.wording import directs

_PLAN_COLUMNS = frozenset(("scope", "milestones", "target", "completed", "action"))
_DATE = re.compile(
    r"^(?P<date>(?:completed?|ongoing|on-going|closed|achieved)?[\s:–-]*(?:by |in |on )?"
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]*\s+\d{2,4}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|q[1-4]\s+\d{4}|(?:completed?|ongoing|on-going|closed|"
    r"achieved)\b))"
    r"[\s.:;,–-]*",
    re.I,
)
_LONGEST_GROUP = 140


@dataclass(frozen=True, slots=True)
class Listing:
    """A table, or its parts on several pages, read by its heads."""

    plan: bool
    """True for an action plan; False for a plain list of recommendations."""
    lines: tuple[Line, ...]
    path: tuple[Heading, ...]


@dataclass(slots=True)
class _Open:
    """A table that may go on on the next page."""

    columns: tuple[str, ...]
    head: tuple[Row, ...]
    lines: list[Line]
    path: tuple[Heading, ...]
    group: str = ""
    page: int | None = None


def listings(tables: Sequence[Placed]) -> list[Listing]:
    """Return the tables that print recommendations or actions, parts on several pages joined."""
    found: list[_Open] = []
    for placed in tables:
        _take(placed, found)
    return [
        Listing(_is_plan(table.columns, table.path), tuple(table.lines), table.path)
        for table in found
        if table.lines
    ]


def _take(placed: Placed, found: list[_Open]) -> None:
    """Add a table to the one that it goes on from, or as a new one if it lists anything."""
    before = found[-1] if found else None
    head, columns = _columns(placed.table)
    if sheet := sheet_of(placed.table):
        names = dict.fromkeys(name for line in sheet for name in line.cells)
        found.append(_Open(tuple(names), (), list(sheet), placed.path))
    elif columns and before and columns == before.columns and _near(before, placed):
        _extend(before, placed, head)
    elif columns:
        found.append(_Open(columns, placed.table.rows[:head], [], placed.path))
        _extend(found[-1], placed, head)
    elif (
        before and placed.path == before.path and _near(before, placed) and _as_wide(before, placed)
    ):
        _extend(before, placed, 0)
    elif bare := _bare_columns(placed):
        found.append(_Open(bare, (), [], placed.path))
        _extend(found[-1], placed, 0)


def _near(before: _Open, placed: Placed) -> bool:
    if placed.table.page is None or before.page is None:
        return False
    return placed.table.page - before.page <= 1


def _as_wide(before: _Open, placed: Placed) -> bool:
    return len(placed.table.rows[0].cells) == len(before.columns)


def _columns(table: Table) -> tuple[int, tuple[str, ...]]:
    """Return how many rows the head takes, and what each column holds; nothing if unknown."""
    for start, row in enumerate(table.rows[:3]):
        names = _named(row.cells)
        if not names:
            continue
        both = _named(_over(row.cells, table.rows[start + 1 : start + 2]))
        if len(set(both)) > len(set(names)):
            return start + 2, _unique(both)
        return start + 1, _unique(names)
    return 0, ()


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what the columns under these heads hold; nothing if they head no list or plan."""
    names = tuple(column_of(cell) for cell in cells)
    known = {name for name in names if name}
    lists = "recommendation" in known or "action" in known
    return names if lists and len(known) >= 2 and _short(cells) else ()


def _over(upper: Sequence[str], below: Sequence[Row]) -> Sequence[str]:
    """Return the heads of two rows of which the upper spans several columns of the lower."""
    lower = below[0].cells if below else ()
    if not any(lower) or not all(column_of(cell) for cell in lower if cell.strip()):
        return ()
    return [under or over for over, under in zip(upper, lower, strict=True)]


def _bare_columns(placed: Placed) -> tuple[str, ...]:
    """Return the columns of a table without a head that lists labels and recommendations."""
    if not any(heading.sort is Sort.RECOMMENDATIONS for heading in placed.path):
        return ()
    rows = placed.table.rows
    labelled = sum(label_of(joined(row.cells[0].split("\n"))) is not None for row in rows)
    if len(rows[0].cells) not in (2, 3) or 3 * labelled < 2 * len(rows):
        return ()
    return ("number", "recommendation", "lead")[: len(rows[0].cells)]


def _short(cells: Sequence[str]) -> bool:
    """Say whether cells are short enough, and free of labels, to name columns."""
    return all(len(cell) < 90 and not _is_item(cell) for cell in cells)


def _is_item(cell: str) -> bool:
    label = label_of(joined(cell.split("\n")))
    return (cell.rstrip().endswith(".") and len(cell) > 12) or (
        label is not None and label.kind in (Kind.WORD, Kind.DECIMAL, Kind.INTEGER)
    )


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        name if name not in names[:place] else f"{name}{place}" for place, name in enumerate(names)
    )


def _is_plan(columns: tuple[str, ...], path: Sequence[Heading]) -> bool:
    if any(heading.sort is Sort.PLAN for heading in path):
        return True
    return len(_PLAN_COLUMNS & set(columns)) >= 2


def _extend(table: _Open, placed: Placed, head: int) -> None:
    fresh = bool(table.lines)
    for row in placed.table.rows[head:]:
        cells = dict(zip(table.columns, row.cells, strict=False))
        if _is_head(row.cells) or any(row.cells == one.cells for one in table.head):
            continue
        group = _group(row.cells)
        if group is not None:
            table.group = group
        elif fresh and table.lines and _goes_on(table.lines[-1], cells):
            table.lines[-1] = _appended(table.lines[-1], cells)
        else:
            table.lines.append(Line(cells, table.group, row.page, placed.table.index))
        fresh = False
    table.page = placed.table.rows[-1].page


def _is_head(cells: Sequence[str]) -> bool:
    named = [bool(column_of(cell)) for cell in cells if cell.strip()]
    return (
        len(named) >= 3 and all(named) and _short(cells) and all(len(c.split()) <= 8 for c in cells)
    )


def _group(cells: Sequence[str]) -> str | None:
    """Return the text of a row that spans all columns."""
    filled = [cell for cell in cells if cell.strip()]
    if len(cells) < 3 or len(filled) != 1 or not cells[0].strip():
        return None
    text = tidy(filled[0].replace("\n", " "))
    return text if len(text) <= _LONGEST_GROUP and not text.endswith(".") else None


def _goes_on(last: Line, cells: dict[str, str]) -> bool:
    """Say whether the first row on a page is the rest of the last row before."""
    text = tidy(cells.get("recommendation", cells.get("action", "")))
    if cells.get("number", "").strip():
        return False
    if not text:
        return any(cell.strip() for cell in cells.values())
    label = label_of(text)
    before = tidy(last.cells.get("recommendation", last.cells.get("action", "")))
    if label and label.kind in (Kind.WORD, Kind.DECIMAL, Kind.INTEGER):
        return False
    return text[:1].islower() or not before.endswith((".", ";"))


def _appended(last: Line, cells: dict[str, str]) -> Line:
    merged = {
        name: "\n".join(part for part in (last.cells.get(name, ""), cells.get(name, "")) if part)
        for name in {**last.cells, **cells}
    }
    return replace(last, cells=merged)


def rows_of(table: Listing, words: Words) -> Iterator[Line]:
    """Yield the rows of a table; a cell of a plain list that counts several gives one for each."""
    for line in table.lines:
        cell = line.cells.get("recommendation", "")
        first = label_of(cell)
        parts = _parts(cell, words) if first and first.kind is not Kind.LETTER else []
        if table.plan or len(parts) < 2:
            yield line
            continue
        for part in parts:
            bullet = label_of(part)
            text = bullet.rest if bullet and bullet.kind is Kind.BULLET else part
            yield replace(line, cells={**line.cells, "recommendation": text})


def recommendation_of(line: Line, words: Words) -> tuple[Label | None, str, str]:
    """Return label, number and text of the recommendation a row prints; the text may be empty."""
    text = cell_text(line, "recommendation", words)
    column = cell_text(line, "number", words)
    label = label_of(text)
    if label and label.kind in (Kind.WORD, Kind.DECIMAL, Kind.INTEGER) and label.rest:
        return label, label.number, label.rest
    own = label_of(column) if column else None
    return own, own.number if own else column.strip(" ."), text


def cell_text(line: Line, column: str, words: Words) -> str:
    """Return a cell as one text."""
    return joined_cell(line.cells.get(column, "").split("\n"), words)


def actions_of(line: Line, words: Words) -> Iterator[str]:
    """Yield the actions of a row: parts with numbers of their own, or the whole cell."""
    yield from _parts(line.cells.get("action", ""), words)


def milestones_of(line: Line, words: Words) -> tuple[Milestone, ...]:
    """Return the milestones of a row in order."""
    return tuple(Milestone(text) for text in _parts(line.cells.get("milestones", ""), words))


def _parts(cell: str, words: Words) -> list[str]:
    """Cut a cell at its own labels, if it has several; else return it whole."""
    lines = [line for line in cell.split("\n") if line.strip()]
    starts = [index for index, line in enumerate(lines) if label_of(line) is not None]
    if len(starts) < 2 or starts[0] != 0:
        text = joined_cell(lines, words)
        return [text] if text else []
    ends = [*starts[1:], len(lines)]
    return [joined_cell(lines[a:b], words) for a, b in zip(starts, ends, strict=True)]


def progress_of(line: Line, words: Words) -> str:
    """Return all that a row says of completion and outcome."""
    names = [name for name in line.cells if name.startswith("completed")]
    return " ".join(filter(None, (cell_text(line, name, words) for name in names)))


def completion_of(text: str) -> tuple[str, str]:
    """Return the date of completion, or the word that stands for it, and the outcome."""
    match = _DATE.match(text)
    return (match["date"].strip(" :–-"), text[match.end() :]) if match else ("", text)


def asks(text: str) -> bool:
    """Say whether a cell prints a recommendation rather than a heading."""
    words = len(text.split())
    return words > 3 and (directs(text) or words > 6 or text.endswith("."))
