"""Lists of recommendations that users keep themselves, as CSV or JSON.

Columns: ``number``, ``text``, ``addressed_to`` (several bodies joined by `` | ``) and, if the
list has several numbering series, ``series``. Only ``text`` is required. A CSV file has its
review's data in the sidecar; a JSON file is an array of such rows, or an object with the review's
data and the rows under ``recommendations``.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

from reviewgraph.errors import SourceError
from reviewgraph.sources.decoding import is_text
from reviewgraph.sources.kinds import KINDS
from reviewgraph.sources.pages import month_printed
from reviewgraph.sources.rows import Page, Row, collapse

COLUMNS = ("number", "text", "addressed_to", "series")
REVIEW_KEYS = (
    "title",
    "kind",
    "area",
    "published",
    "year_of_death",
    "stated_count",
    "summary",
    "recommendations",
)


def read_csv(text: str, place: str) -> Page:
    """Return the page a CSV list holds; its first line names the columns.

    Raises SourceError, with the line, for a missing or unknown column or a row of other length.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    columns: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells, place)
            else:
                rows.append(_csv_row(columns, cells, place, reader.line_num))
    except csv.Error as error:
        raise SourceError(place, f"is broken CSV ({error})", line=reader.line_num) from error
    return Page(rows=tuple(rows))


def read_json(text: str, place: str) -> Page:
    """Return the page a JSON list or object holds; its numbers stay as they are written.

    Raises SourceError for broken JSON, an unknown key, or a value of the wrong kind.
    """
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SourceError(
            place, f"is broken JSON ({error.msg}); correct it", line=error.lineno
        ) from error
    except RecursionError as error:
        raise SourceError(place, "is JSON nested too deep; give a list of rows") from error
    review = value if isinstance(value, dict) else {"recommendations": value}
    _check_keys(review, REVIEW_KEYS, place, "the review")
    listed = review.get("recommendations")
    if not isinstance(listed, list):
        raise SourceError(place, 'has no list "recommendations"; add it')
    rows = tuple(_json_row(row, place, index) for index, row in enumerate(listed, start=1))
    return _json_page(review, rows, place)


def _json_page(review: Mapping[str, object], rows: tuple[Row, ...], place: str) -> Page:
    said = {key: _string(review, key, place, "the review") for key in REVIEW_KEYS[:-1]}
    kind, published, year, count = (
        said[key] or None for key in ("kind", "published", "year_of_death", "stated_count")
    )
    month = month_printed(published) if published else None
    if kind and kind not in KINDS:
        _refuse(place, f"unknown kind {kind!r}; known are {', '.join(KINDS)}")
    if published and month is None:
        _refuse(place, f'published must be a month such as "2022-12", not {published!r}')
    if year and not (len(year) == 4 and year.isascii() and year.isdecimal()):
        _refuse(place, f'year_of_death must be a year such as "2017", not {year!r}')
    if count and not (len(count) < 7 and count.isascii() and count.isdecimal()):
        _refuse(place, f"stated_count must be a whole number, not {count!r}")
    return Page(
        rows=rows,
        title=said["title"] or None,
        kind=kind,
        area=said["area"] or None,
        upload_month=month,
        year_of_death=year,
        stated_count=int(count) if count else None,
        summary=said["summary"] or None,
    )


def _columns(cells: Sequence[str], place: str) -> list[str]:
    columns = [collapse(cell).casefold().replace(" ", "_") for cell in cells]
    allowed = f"columns are {', '.join(COLUMNS)}, separated by commas"
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise SourceError(place, f"unknown column {unknown[0]!r}; {allowed}", line=1)
    if "text" not in columns or len(set(columns)) < len(columns):
        raise SourceError(place, f"column 'text' is missing or one stands twice; {allowed}", line=1)
    return columns


def _csv_row(columns: Sequence[str], cells: Sequence[str], place: str, line: int) -> Row:
    if len(cells) != len(columns):
        raise SourceError(
            place,
            f"the row has {len(cells)} of {len(columns)} cells; "
            "quote cells that hold a comma, add what is missing",
            line=line,
        )
    values = {name: collapse(cell) for name, cell in zip(columns, cells, strict=True)}
    if not values["text"]:
        raise SourceError(place, "the row has no text; add it", line=line)
    return _row(values)


def _json_row(row: object, place: str, index: int) -> Row:
    where = f"recommendation {index}"
    if not isinstance(row, dict):
        raise SourceError(place, f"{where} is no object with the keys {', '.join(COLUMNS)}")
    _check_keys(row, COLUMNS, place, where)
    values = {name: _string(row, name, place, where) for name in COLUMNS}
    if not values["text"]:
        raise SourceError(place, f"{where} has no text; add it")
    return _row(values)


def _row(values: Mapping[str, str]) -> Row:
    return Row(
        number=values.get("number", ""),
        text=values["text"],
        addressee=values.get("addressed_to", ""),
        series=values.get("series") or None,
    )


def _check_keys(
    table: Mapping[str, object], allowed: Sequence[str], place: str, where: str
) -> None:
    unknown = sorted(set(table) - set(allowed))
    if unknown:
        _refuse(
            place, f"{where} has the unknown key {unknown[0]!r}; allowed are {', '.join(allowed)}"
        )


def _string(table: Mapping[str, object], key: str, place: str, where: str) -> str:
    value = table.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or not is_text(value):
        _refuse(place, f"{where}: {key} must be plain text")
    return collapse(value)


def _refuse(place: str, fault: str) -> NoReturn:
    raise SourceError(place, fault)
