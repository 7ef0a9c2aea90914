"""Read one registry table: CSV whose columns, keys and dates are checked before anyone uses it.

A register with a fault is worse than an old one, so the first fault raises DataError, one line
naming file, line and remedy, and whoever reads keeps what was in force.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewgraph.errors import DataError

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What a registry table must look like."""

    name: str
    """Stem of its file."""
    columns: tuple[str, ...]
    key: tuple[str, ...]
    """Columns that together stand once only."""
    dates: tuple[str, ...] = ()
    """Columns of ISO dates; the first two, if two, are first and last day."""
    required: tuple[str, ...] = ()


def read_table(table: Table, folder: Path) -> tuple[Row, ...]:
    """Return the checked rows of a table in ``folder``; DataError if a fault is found."""
    path = folder / f"{table.name}.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: registry table cannot be read: {error}") from error
    return parse_table(table, text, path.name)


def parse_table(table: Table, text: str, place: str) -> tuple[Row, ...]:
    """Return the rows of CSV ``text``; DataError names ``place`` and line of a fault."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise DataError(f"{place}:{reader.line_num}: not readable as CSV: {error}") from error
    missing = [column for column in table.columns if column not in (reader.fieldnames or ())]
    if missing:
        raise DataError(f"{place}: column {', '.join(missing)} is missing; is this {table.name}?")
    return check_rows(table, rows, place)


def check_rows(table: Table, rows: Sequence[Row], place: str) -> tuple[Row, ...]:
    """Return the rows if they keep the table's rules; DataError names the first that does not."""
    if not rows:
        raise DataError(f"{place}: holds no rows; the file may be cut short")
    seen: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        _check_row(table, row, f"{place}:{line}")
        key = tuple(row[column] for column in table.key)
        if key in seen:
            raise DataError(
                f"{place}:{line}: {' '.join(key)} stands twice, first in line {seen[key]}; "
                "remove one"
            )
        seen[key] = line
    return tuple(rows)


def _check_row(table: Table, row: Row, place: str) -> None:
    if None in row or None in row.values():
        raise DataError(f"{place}: has not {len(table.columns)} cells; is a comma unquoted?")
    for column in table.required:
        if not row[column].strip():
            raise DataError(f"{place}: {column} is empty")
    for column in table.dates:
        _check_date(row[column], column, place)
    if len(table.dates) == 2:
        first, last = (row[column] for column in table.dates)
        if first and last and first > last:
            raise DataError(f"{place}: ends on {last}, before it begins on {first}")


def _check_date(text: str, column: str, place: str) -> None:
    if not text:
        return
    try:
        known = date.fromisoformat(text).isoformat() == text
    except ValueError:
        known = False
    if not known:
        raise DataError(f"{place}: {column} {text!r} is no date of the form YYYY-MM-DD")


def write_table(table: Table, rows: Iterable[Row]) -> str:
    """Return the rows as CSV with the table's columns, sorted by its key."""
    out = io.StringIO()
    writer = csv.DictWriter(out, table.columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: tuple(row[column] for column in table.key)))
    return out.getvalue()


def listed(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that separates several by ``|``."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
