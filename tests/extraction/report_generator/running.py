"""Compose, print, read, measure: the whole way for one layout and producer."""

from collections.abc import Callable
from dataclasses import dataclass

from report_generator import html, plain, word
from report_generator.banks import DEVELOPMENT, HELD_OUT, Bank
from report_generator.building import compose
from report_generator.lists import HELD_OUT_LAYOUTS, LAYOUTS
from report_generator.measure import Row, Score, measure
from report_generator.report import Report
from reviewgraph.extraction import Extraction, read


def office_pdf(report: Report) -> bytes:
    program = word.libre_office()
    if program is None:
        raise RuntimeError("LibreOffice is not installed; leave this producer out")
    return word.printed(word.as_docx(report), program)


PRODUCERS: dict[str, Callable[[Report], bytes]] = {
    "weasyprint": html.as_pdf,
    "weasyprint-tagged": lambda report: html.as_pdf(report, tagged=True),
    "reportlab": plain.as_pdf,
    "libreoffice": office_pdf,
    "docx": word.as_docx,
    "html": lambda report: html.as_html(report).encode(),
}


@dataclass
class Result:
    report: Report
    data: bytes
    found: Extraction
    score: Score
    decoys: int
    """How many decoys were taken for recommendations."""
    pages: int
    """How many matched rows of a paged report are cited with the wrong page."""


def layouts(*, held_out: bool) -> tuple[str, ...]:
    return tuple({**LAYOUTS, **HELD_OUT_LAYOUTS} if held_out else LAYOUTS)


def bank(*, held_out: bool) -> Bank:
    return HELD_OUT if held_out else DEVELOPMENT


def run(layout: str, seed: int, producer: str, *, held_out: bool, pages: int = 6) -> Result:
    report = compose(layout, seed, bank(held_out=held_out), pages=pages)
    data = PRODUCERS[producer](report)
    found = read(data, source="report")
    gold = [Row(t.number, t.text, t.primary, tuple(t.aliases)) for t in report.truths]
    decoys = {text for _, text in report.decoys} - {row.text for row in gold}
    taken = sum(one.text in decoys for one in found.recommendations)
    return Result(
        report, data, found, measure(gold, rows_of(found)), taken, _wrong_pages(report, found)
    )


def rows_of(found: Extraction) -> list[Row]:
    return [
        Row(
            one.number,
            one.text,
            one.primary,
            tuple(a.expanded for a in one.addressees[:1] if a.expanded),
        )
        for one in found.recommendations
    ]


def _wrong_pages(report: Report, found: Extraction) -> int:
    pages = {truth.text: truth.page for truth in report.truths if truth.page}
    return sum(one.text in pages and pages[one.text] != one.page for one in found.recommendations)
