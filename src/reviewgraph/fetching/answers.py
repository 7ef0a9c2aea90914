"""What to make of an answer: its kind, its size, whether and when to ask again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

PAGE_BYTES = 5_000_000
REPORT_BYTES = 200_000_000

ROOT_DELAY = 1.0
"""Seconds before the second try; doubled before each other."""
LONGEST_WAIT = 120.0
"""Seconds; who asks for a longer rest gets it by not being asked again in this run."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may pass (RFC 9110, 15.5 and 15.6; RFC 6585, 4)."""

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which pages or reports come."""

    suffix: str
    is_report: bool
    magic: bytes = b""
    """Bytes that must stand near the start of the file."""

    @property
    def largest(self) -> int:
        """The most bytes such a file may have."""
        return REPORT_BYTES if self.is_report else PAGE_BYTES


PDF = Form(".pdf", is_report=True, magic=b"%PDF-")
DOCX = Form(".docx", is_report=True, magic=b"PK")
_FORMS = {
    "text/html": Form(".html", is_report=False),
    "application/xhtml+xml": Form(".html", is_report=False),
    "text/plain": Form(".txt", is_report=False),
    "application/pdf": PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCX,
}


def form_of(headers: Mapping[str, str]) -> Form | None:
    """Return the form that an answer says it has; None if it is none that is kept."""
    return _FORMS.get(headers.get("content-type", "").partition(";")[0].strip().lower())


def is_of(form: Form, start: bytes) -> bool:
    """Say whether the start of a file is that of its form."""
    return form.magic in start[:1024]


def wait_before(attempt: int, retry_after: str | None, now: datetime) -> float | None:
    """Return the seconds to wait before asking again; None if that would be too long.

    ``attempt`` counts from 1. A server's Retry-After (RFC 9110, 10.2.3: seconds, or a date) is
    obeyed where it asks for more than the doubling delay.
    """
    delay = ROOT_DELAY * 2 ** (attempt - 1)
    asked = _seconds(retry_after, now) if retry_after else 0.0
    wait = max(delay, asked)
    return wait if wait <= LONGEST_WAIT else None


def _seconds(retry_after: str, now: datetime) -> float:
    value = retry_after.strip()
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def resuming(size: int, etag: str | None, modified: str | None) -> dict[str, str]:
    """Return the headers that ask for the rest of a file; none if it must be sent whole.

    Only a strong validator proves that the rest belongs to what is there (RFC 9110, 13.1.5).
    """
    validator = etag if etag and not etag.startswith("W/") else modified if not etag else None
    if size == 0 or not validator:
        return {}
    return {"Range": f"bytes={size}-", "If-Range": validator}


def renewing(etag: str | None, modified: str | None) -> dict[str, str]:
    """Return the headers that ask for a file only if it changed."""
    headers = {}
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    return headers


def total_after(content_range: str | None, size: int) -> int | None:
    """Return the whole length of a file whose rest from byte ``size`` an answer holds.

    None if the answer holds another part, which would make a broken file.
    """
    found = _RANGE.fullmatch((content_range or "").strip())
    if found is None:
        return None
    start, end, total = (int(digits) for digits in found.groups())
    return total if start == size and end == total - 1 else None
