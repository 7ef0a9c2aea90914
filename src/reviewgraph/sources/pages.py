"""What both renderings of a review page share: its head, its summary, its footer.

The head holds labelled values, one a line or all on one line. ``CSP`` is printed as an area name
of any level; ``Published`` is the month of upload to the Home Office library, not the date of the
report.
"""

import re
from collections.abc import Sequence

from reviewgraph.sources.kinds import kind_printed
from reviewgraph.sources.rows import Page, collapse
from reviewgraph.sources.statutes import statutory_basis

FOOTER = "recommendations extracted from the published report"
_LABEL = re.compile(r"(?<!\w)(CSP|Area|Published|Year of death|Extracted)\s*:", re.IGNORECASE)
_HEADING = re.compile(r"^[#*\s]+|[*:\s]+$")
_KIND_LINE = re.compile(r"^source\s*[·:|–-]\s*(.+)$", re.IGNORECASE)
_COUNT_LINE = re.compile(
    r"^(\d{1,6})\s+recommendations?\s+(?:pulled|extracted|taken)\b", re.IGNORECASE
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-[0-9]{2})?")


def heading(line: str) -> str:
    """Return the words of a line as a heading would hold them, case folded."""
    return collapse(_HEADING.sub("", line)).casefold()


def is_footer(text: str) -> bool:
    """Say whether a row is the page's own footer and no recommendation."""
    return collapse(text).casefold().startswith(FOOTER)


def count_line(line: str) -> int | None:
    """Return the count of a line such as "3 recommendations pulled from the report"."""
    found = _COUNT_LINE.match(collapse(line))
    return int(found.group(1)) if found else None


def has_head(lines: Sequence[str]) -> bool:
    """Say whether lines hold the labelled values of a review page."""
    return any(_LABEL.search(line) for line in lines)


def read_head(lines: Sequence[str]) -> Page:
    """Return a page without rows: what stands above its recommendations."""
    start = next((i for i, line in enumerate(lines) if heading(line) == "summary"), len(lines))
    head, rest = lines[:start], lines[start + 1 :]
    values = _labelled(head)
    notes: list[str] = []
    count = _stated_count(values.get("extracted"), lines)
    return Page(
        rows=(),
        title=_title(head),
        kind=_kind(head),
        area=values.get("csp") or values.get("area"),
        upload_month=_month(values.get("published"), notes),
        year_of_death=_year(values.get("year of death"), notes),
        stated_count=count,
        summary=_summary(rest),
        statutory_basis=statutory_basis(collapse(" ".join(head))),
        notes=tuple(notes),
    )


def _labelled(lines: Sequence[str]) -> dict[str, str]:
    """Return the first value of each label; one with an empty rest of line stands below it."""
    values: dict[str, str] = {}
    for index, line in enumerate(lines):
        labels = list(_LABEL.finditer(line))
        for place, label in enumerate(labels):
            end = labels[place + 1].start() if place + 1 < len(labels) else len(line)
            value = collapse(line[label.end() : end].strip(" *·"))
            last = place + 1 == len(labels)
            if not value and last:
                value = _next_value(lines[index + 1 :])
            if value:
                values.setdefault(label.group(1).casefold(), value)
    return values


def _next_value(lines: Sequence[str]) -> str:
    below = next((collapse(line) for line in lines if line.strip()), "")
    return "" if _LABEL.search(below) else below


def _title(head: Sequence[str]) -> str | None:
    """Return the line above the first labelled value."""
    title = None
    for line in head:
        if _LABEL.search(line):
            break
        words = collapse(re.sub(r"^[#*\s]+", "", line)).rstrip("*")
        if words and not _KIND_LINE.match(words) and not words.startswith("About this page"):
            title = words
    return title


def _kind(head: Sequence[str]) -> str | None:
    found = (_KIND_LINE.match(collapse(line)) for line in head)
    kinds = (kind_printed(match.group(1)) for match in found if match)
    return next((kind for kind in kinds if kind), None)


def month_printed(printed: str) -> str | None:
    """Return ``YYYY-MM`` for "December 2022" or "2022-12"; None for anything else."""
    if found := _ISO_MONTH.match(printed):
        return f"{found.group(1)}-{found.group(2)}"
    found = _MONTH_YEAR.match(printed)
    if found is None:
        return None
    name = found.group(1).casefold()
    for number, month in enumerate(_MONTHS, start=1):
        if name in {month, month[:3]}:
            return f"{found.group(2)}-{number:02}"
    return None


def _month(printed: str | None, notes: list[str]) -> str | None:
    month = month_printed(printed) if printed else None
    if printed and month is None:
        notes.append(f'"Published: {printed}" is no month and was left out')
    return month


def _year(printed: str | None, notes: list[str]) -> str | None:
    if printed is None:
        return None
    if re.fullmatch(r"(?:19|20)[0-9]{2}", printed):
        return printed
    notes.append(f'"Year of death: {printed}" is no year and was left out')
    return None


def _stated_count(extracted: str | None, lines: Sequence[str]) -> int | None:
    found = re.match(r"\d{1,6}(?!\d)", extracted or "")
    if found:
        return int(found.group())
    return next((count for line in lines if (count := count_line(line)) is not None), None)


def _summary(lines: Sequence[str]) -> str | None:
    kept: list[str] = []
    for line in lines:
        if heading(line).endswith("extracted recommendations") or count_line(line) is not None:
            break
        kept.append(line)
    return collapse(" ".join(kept)) or None
