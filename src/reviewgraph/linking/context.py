"""Where and when a review stands, as far as its source says: what generic names are read by."""

from dataclasses import dataclass

from reviewgraph.registries import Area
from reviewgraph.registries.areas import Span

LONGEST_REVIEW = 4
"""Years between a death and the upload of its review, where only the upload is known."""

ANY_TIME: Span = (2011, 2026)
"""These reviews have been held since April 2011; used where a source gives no year at all."""


@dataclass(frozen=True, slots=True)
class Context:
    """The area and years of a review, and whether it hides whom it addresses."""

    area: Area | None
    span: Span
    dated: str
    """``death``, ``upload`` or ``none``: what the years rest on."""
    hides_nhs: bool = False
    """True if the review hides an NHS provider: then none may be found from the area."""


def span_of(year_of_death: str | None, upload_month: str | None) -> tuple[Span, str]:
    """Return the years in which the addressed bodies stood, and what that rests on."""
    if year_of_death and year_of_death.isdigit():
        return (int(year_of_death), int(year_of_death)), "death"
    if upload_month and upload_month[:4].isdigit():
        year = int(upload_month[:4])
        return (year - LONGEST_REVIEW, year), "upload"
    return ANY_TIME, "none"


def clamped(span: Span, first: int, last: int) -> Span:
    """Return the part of the span in which a kind of body existed; its nearest year if none."""
    if span[1] < first:
        return (first, first)
    if span[0] > last:
        return (last, last)
    return (max(span[0], first), min(span[1], last))
