"""The table rendering: a Markdown table of number, recommendation and addressees.

`` | `` separates addressees and is also the cell separator, so every cell after the second
belongs to the addressees.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reviewgraph.errors import SourceError
from reviewgraph.sources.pages import is_footer, read_head
from reviewgraph.sources.rows import Page, Row, collapse
from reviewgraph.sources.splitting import SEPARATOR

_CELL_END = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")


def header_at(lines: Sequence[str]) -> int | None:
    """Return the index of the header row of a table of recommendations; None if there is none."""
    return next((i for i, line in enumerate(lines) if _is_header(line)), None)


def read_table(lines: Sequence[str], header: int, place: str) -> Page:
    """Return the page whose table's header row is ``lines[header]``.

    Raises SourceError, with the line, for a row that lacks cells or breaks off.
    """
    closed = lines[header].rstrip().endswith("|")
    rows: list[Row] = []
    notes: list[str] = []
    for index, line in _joined(lines, header + 1, closed=closed, notes=notes):
        cells = _cells(line)
        if all(_RULE.fullmatch(cell) for cell in cells) or any(map(is_footer, cells[:2])):
            continue
        rows.append(_row(cells, place, index + 1))
        if closed and not line.rstrip().endswith("|"):
            raise SourceError(place, "the row breaks off; fetch the page again", line=index + 1)
    page = read_head(lines[:header])
    return replace(page, rows=tuple(rows), notes=page.notes + tuple(notes))


def _is_header(line: str) -> bool:
    if "|" not in line:
        return False
    cells = [cell.casefold().rstrip(":.") for cell in _cells(line)]
    return (
        len(cells) >= 3
        and cells[0] in {"#", "no", "number", "ref"}
        and cells[1].startswith("recommendation")
        and cells[2].startswith("address")
    )


def _joined(
    lines: Sequence[str], start: int, *, closed: bool, notes: list[str]
) -> list[tuple[int, str]]:
    """Return the table's rows, each with the index of its first line, wrapped ones joined."""
    joined: list[tuple[int, str]] = []
    strays: list[int] = []
    for index in range(start, len(lines)):
        line = lines[index].strip()
        open_row = closed and joined and not joined[-1][1].endswith("|")
        if line.startswith("|") and not open_row:
            joined.append((index, line))
            notes.extend(
                f"line {stray + 1} stands inside the table and was left out" for stray in strays
            )
            strays.clear()
        elif line and open_row:
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {line}")
        elif line:
            strays.append(index)
    return joined


def _cells(line: str) -> list[str]:
    """Return the cells of a row; an escaped bar is part of its cell."""
    inner = line.strip().removeprefix("|")
    cells = [collapse(cell.replace("\\|", "|")) for cell in _CELL_END.split(inner)]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _row(cells: Sequence[str], place: str, line: int) -> Row:
    if len(cells) < 3:
        raise SourceError(
            place,
            f"the row has {len(cells)} of 3 cells (number, recommendation, addressed to); "
            "add what is missing",
            line=line,
        )
    if not cells[1]:
        raise SourceError(place, "the row has no recommendation; add it", line=line)
    addressee = SEPARATOR.join(cell for cell in cells[2:] if cell)
    return Row(cells[0], cells[1], addressee)
