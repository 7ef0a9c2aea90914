"""Take away what a page carries besides its text: markings, page numbers, watermarks, footnotes.

Furniture is known by position and repetition: the same words (numbers apart) at the same
distance from the same edge on several pages, with nothing but furniture between it and the edge.
A few forms are furniture even once, because a short report repeats nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewgraph.extraction.pdf.rows import Row

_ZONE = 0.16
"""Share of the page's height, from either edge, where furniture stands."""
_BUCKET = 3.0
"""Rows at the same place differ by less than this many points."""
_FOOTNOTE = 0.93
"""A footnote's type is smaller than this share of the body's."""
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{6,}")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[( ]*(?:p\s?a\s?g\s?e)?[-–—|\[( ]*(?:\d{1,3}|[ivxl]{1,7})(?: of \d{1,3})?"
    r"[-–—|\]) ]*(?:p\s?a\s?g\s?e)?)",
    re.IGNORECASE,
)
_MARKING = re.compile(
    r"\W*\d*\W*(?:(?:official|restricted|confidential|sensitive|protect|"
    r"notprotectivelymarked|private|draft|version|final|gscunclassified|nonclassified)"
    r"[\W\d]*)+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageRows:
    """The rows of one page outside its tables, and the page's height."""

    number: int
    height: float
    rows: list[Row]


def without_furniture(pages: Sequence[PageRows], body_height: float) -> None:
    """Remove furniture, watermarks, contents lines and footnotes from ``pages`` in place."""
    repeated = _repeated(pages)
    stamped = _stamped(pages)
    for page in pages:
        rows = [row for row in page.rows if (_key(row), _spot(row)) not in stamped]
        rows = _inward(rows, page, repeated)
        rows = list(reversed(_inward(list(reversed(rows)), page, repeated)))
        page.rows = _without_footnotes(_without_contents(rows), body_height)


def _key(row: Row) -> str:
    return _NUMBER.sub("#", "".join(row.text.split())).casefold()


def _spot(row: Row) -> tuple[int, int]:
    return round(row.left / _BUCKET), round(row.top / _BUCKET)


def _edge(row: Row, height: float) -> tuple[bool, float] | None:
    """Return whether the row stands at the top, and how far from the edge; None in the middle."""
    if row.top < _ZONE * height:
        return True, row.top
    if row.bottom > (1 - _ZONE) * height:
        return False, height - row.bottom
    return None


def _repeated(pages: Sequence[PageRows]) -> frozenset[tuple[str, bool, int]]:
    seen: dict[tuple[str, bool, int], set[int]] = defaultdict(set)
    for page in pages:
        for row in page.rows:
            edge = _edge(row, page.height)
            if edge is None or row.box:
                continue
            place = round(edge[1] / _BUCKET)
            for near in (place - 1, place, place + 1):
                seen[_key(row), edge[0], near].add(page.number)
    wanted = 2 if len(pages) < 6 else 3
    return frozenset(
        place
        for place, numbers in seen.items()
        if len(numbers) >= (max(3, len(pages) // 2) if _may_be_text(place[0]) else wanted)
    )


def _may_be_text(key: str) -> bool:
    """Say whether a repeated row could be the label of an item at the same place by chance."""
    return key.startswith("recommendation") or (key.count("#") > 1 and not re.search(r"[a-z]", key))


def _stamped(pages: Sequence[PageRows]) -> frozenset[tuple[str, tuple[int, int]]]:
    """Return rows printed at one spot of most pages: watermarks whose slant was lost."""
    counts = Counter(
        (key, _spot(row)) for page in pages for row in page.rows if "#" not in (key := _key(row))
    )
    least = max(4, len(pages) * 2 // 5)
    return frozenset(place for place, count in counts.items() if count >= least)


def _inward(
    rows: list[Row], page: PageRows, repeated: frozenset[tuple[str, bool, int]]
) -> list[Row]:
    """Drop rows from the front of the list as long as they are furniture."""
    for index, row in enumerate(rows):
        if not _is_furniture(row, page, repeated):
            return rows[index:]
    return []


def _is_furniture(row: Row, page: PageRows, repeated: frozenset[tuple[str, bool, int]]) -> bool:
    edge = _edge(row, page.height)
    if edge is None or row.box:
        return False
    if (_key(row), edge[0], round(edge[1] / _BUCKET)) in repeated:
        return True
    return bool(_PAGE_NUMBER.fullmatch(row.text) or _MARKING.fullmatch("".join(row.text.split())))


def _without_contents(rows: list[Row]) -> list[Row]:
    """Drop lines with leaders, and pages that are nothing but lines ending in a far number."""
    led = [row for row in rows if _LEADER.search(row.text)]
    far = [row for row in rows if _ends_far(row)]
    titled = any("contents" in row.text.casefold() and len(row.text) < 30 for row in rows)
    if len(far) >= 4 and (titled or len(far) > len(rows) / 2):
        led.extend(far)
    dropped = {id(row) for row in led}
    return [row for row in rows if id(row) not in dropped]


def _ends_far(row: Row) -> bool:
    last = row.words[-1]
    return (
        last.text.isdigit()
        and len(last.text) <= 3
        and len(row.words) > 1
        and last.left - row.words[-2].right > row.height
    )


def _without_footnotes(rows: list[Row], body_height: float) -> list[Row]:
    """Drop the small print at the page's foot, if it begins with a mark that stands above."""
    start = len(rows)
    while start and rows[start - 1].height < _FOOTNOTE * body_height and not rows[start - 1].box:
        start -= 1
    marks = frozenset(mark for row in rows[:start] for mark in row.marks)
    for index in range(start, len(rows)):
        first = rows[index].words[0].text.rstrip(".")
        if (rows[index].marked or first in marks or first.isdigit()) and not _is_table(
            rows[index:]
        ):
            return rows[:index]
    return rows


def _is_table(rows: list[Row]) -> bool:
    """Say whether rows of small print are parted by wide gaps, as a table's are."""
    return 3 * sum(bool(row.widest_gaps()) for row in rows) > len(rows)


def body_height(rows: Iterable[Row]) -> float:
    """Return the letter height in which most of the text is set."""
    counts: Counter[float] = Counter()
    for row in rows:
        counts[round(row.height * 4) / 4] += len(row.text)
    return max(counts, key=lambda height: (counts[height], -height), default=0.0)
