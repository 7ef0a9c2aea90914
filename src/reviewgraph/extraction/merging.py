"""Bring a full report together with the page about it, by what they print.

The page's rows stay as they are, with their keys, and gain the report's page numbers. What only
the report prints is added after them; what only the page prints stays, and is noted. Numbers
never decide alone, because page and report may count differently.
"""

from collections.abc import Sequence
from dataclasses import replace

from reviewgraph.extraction.model import Action, Extraction, Found
from reviewgraph.extraction.repeats import Printed, paired
from reviewgraph.extraction.writing import addressed_to
from reviewgraph.model import Reading, Recommendation, Series, Sidecar, SourceFile
from reviewgraph.sources.assembling import assemble
from reviewgraph.sources.rows import Page, Row


def reading_of(report: Extraction, sidecar: Sidecar | None = None) -> Reading:
    """Return the reading of a report that has no page: its rows, series and notes.

    What a report does not say as a page does (area, year) is the sidecar's to tell.
    """
    rows = tuple(_row(found) for found in report.recommendations)
    stem = report.source.rsplit(".", 1)[0]
    review, notes = assemble(Page(rows=rows), sidecar or Sidecar(), stem)
    placed = tuple(
        replace(one, page=found.page)
        for one, found in zip(review.recommendations, report.recommendations, strict=True)
    )
    return Reading(
        replace(review, recommendations=placed),
        report.source,
        report.sha256,
        report.media_type,
        (*notes, *report.notes),
    )


def _row(found: Found) -> Row:
    """Return a row as a page would print it; a single agency's list is a series of its own."""
    own = found.group if found.single_agency and found.group else None
    return Row(number=found.number, text=found.text, addressee=addressed_to(found), series=own)


def merge(page: Reading, report: Extraction) -> Reading:
    """Return the page's reading with what the report adds: page numbers, rows and notes."""
    pairs = _pairs(page.review.recommendations, report.recommendations)
    pages = {row: found.page for row, found in pairs}
    kept = tuple(
        replace(one, page=pages.get(index, one.page))
        for index, one in enumerate(page.review.recommendations)
    )
    matched = {id(found) for _, found in pairs}
    alone = reading_of(report).review
    added = [
        one
        for one, found in zip(alone.recommendations, report.recommendations, strict=True)
        if id(found) not in matched
    ]
    series = _with_series(page.review.series, alone.series, added)
    review = replace(page.review, recommendations=(*kept, *_numbered(kept, added)), series=series)
    notes = (*page.notes, *_noticed(page, report, pairs, len(added)), *report.notes)
    file = SourceFile(report.source, report.sha256, report.media_type)
    return replace(page, review=review, notes=notes, report=file)


def actions_of(page: Reading | None, report: Extraction) -> tuple[Action, ...]:
    """Return the report's actions, each with the key its recommendation has in the reading.

    That is the key of the page's row, or the report's own if the page has none. A key follows
    from the text, and words may have been withheld from it.
    """
    alone = reading_of(report).review.recommendations
    keys = {found.key: one.key for found, one in zip(report.recommendations, alone, strict=True)}
    if page is not None:
        pairs = _pairs(page.review.recommendations, report.recommendations)
        keys |= {found.key: page.review.recommendations[row].key for row, found in pairs}
    return tuple(
        replace(action, recommendation=keys.get(action.recommendation, action.recommendation))
        for action in report.actions
    )


def _pairs(rows: Sequence[Recommendation], report: Sequence[Found]) -> list[tuple[int, Found]]:
    """Return the rows of a page with what the report prints for each."""
    pairs = paired(
        [Printed(found.number, found.text) for found in report],
        [Printed(row.number, row.text) for row in rows],
    )
    return [(row, report[column]) for row, column in sorted(pairs.items())]


def _with_series(
    known: tuple[Series, ...], others: tuple[Series, ...], added: Sequence[Recommendation]
) -> tuple[Series, ...]:
    keys = {one.key for one in known}
    needed = {one.series for one in added} - keys
    return (*known, *(one for one in others if one.key in needed))


def _numbered(
    kept: Sequence[Recommendation], added: Sequence[Recommendation]
) -> tuple[Recommendation, ...]:
    """Return added rows with their places: after the page's rows, in each series and over all."""
    counts: dict[str, int] = {}
    for one in kept:
        counts[one.series] = counts.get(one.series, 0) + 1
    taken = {one.key for one in kept}
    numbered = []
    for row, one in enumerate(added, len(kept) + 1):
        counts[one.series] = counts.get(one.series, 0) + 1
        key, occurrence = one.key, 1
        while key in taken:
            occurrence += 1
            key = f"{one.key}-{occurrence}"
        taken.add(key)
        numbered.append(replace(one, key=key, row=row, position=counts[one.series]))
    return tuple(numbered)


def _noticed(
    page: Reading, report: Extraction, pairs: Sequence[tuple[int, Found]], added: int
) -> list[str]:
    found = {row for row, _ in pairs}
    missing = [
        str(one.row) for index, one in enumerate(page.review.recommendations) if index not in found
    ]
    notes = [f"{report.source}: {len(pairs)} of the page's rows were found in the report"]
    if missing:
        notes.append(f"{report.source}: the report prints nothing like row(s) {', '.join(missing)}")
    if added:
        notes.append(f"{report.source}: {added} recommendation(s) stand in the report only")
    return notes
