"""The flat rendering: rows without delimiters, each ``number text addressee``.

Two things must be found that the page does not mark: where a row begins (a wrapped line may
begin with a year) and where its addressee begins (see boundaries). No character is lost:
number, text and addressee, joined by spaces, are the row.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reviewgraph.sources.boundaries import split_rows
from reviewgraph.sources.pages import FOOTER, count_line, read_head
from reviewgraph.sources.rows import Page, Row, check_count, collapse
from reviewgraph.sources.starts import Start, row_starts

_HEADER = re.compile(
    r"^\W*(?:#|no\.?|number|ref)\W+recommendations?\W+address(?:ed to|ees?)\W*$", re.IGNORECASE
)
_FOOTER = re.compile(FOOTER.replace(" ", r"\s+"), re.IGNORECASE)


def flat_start(lines: Sequence[str]) -> int | None:
    """Return the index of the first line of rows; None if this is no flat page.

    The header row says where; a page without one may still have the count line before its rows.
    """
    for index, line in enumerate(lines):
        if _HEADER.match(line):
            return index + 1
    for index, line in enumerate(lines):
        if count_line(line) is not None:
            return index + 1
    return None


def read_flat(lines: Sequence[str], start: int, place: str) -> Page:
    """Return the page whose rows begin at ``lines[start]``."""
    page = read_head(lines[:start])
    body = _until_footer([collapse(line) for line in lines[start:]])
    starts = row_starts(body, page.stated_count)
    check_count(len(starts), place)
    numbers, texts = _gathered(body, starts)
    area = page.area or ""
    splits = split_rows(texts, area=area)
    rows = tuple(
        Row(number, split.text, split.addressee, split.confidence)
        for number, split in zip(numbers, splits, strict=True)
    )
    return replace(page, rows=rows, notes=page.notes + _left_out(body, starts))


def _until_footer(lines: list[str]) -> list[str]:
    """Return the lines above the footer, which may be glued to the last row."""
    kept = []
    for line in lines:
        found = _FOOTER.search(line)
        if found:
            kept.append(line[: found.start()].rstrip())
            break
        kept.append(line)
    return kept


def _gathered(lines: Sequence[str], starts: Sequence[Start]) -> tuple[list[str], list[str]]:
    """Return the numbers and, for each, its row's words with wrapped lines joined."""
    numbers = [start.number for start in starts]
    texts = []
    ends = [*(start.line for start in starts), len(lines)][1:]
    for start, end in zip(starts, ends, strict=True):
        texts.append(collapse(" ".join([start.rest, *lines[start.line + 1 : end]])))
    return numbers, texts


def _left_out(lines: Sequence[str], starts: Sequence[Start]) -> tuple[str, ...]:
    first = starts[0].line if starts else len(lines)
    lost = sum(1 for line in lines[:first] if line)
    return (f"{lost} lines before the first number were left out",) if lost else ()
