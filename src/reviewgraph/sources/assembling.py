"""A page and its sidecar become a review, with series, keys and notes."""

import hashlib
from collections.abc import Sequence

from reviewgraph.identifiers import recommendation_keys
from reviewgraph.model import Reading, Recommendation, Review, Sidecar
from reviewgraph.sources.kinds import DEFAULT_KIND
from reviewgraph.sources.rows import Page, Row
from reviewgraph.sources.series import positions, series_of
from reviewgraph.sources.splitting import split_addressee

SURE = 0.75
"""Below this confidence a boundary between text and addressee is worth a note."""


def assemble(page: Page, sidecar: Sidecar, identifier: str) -> tuple[Review, tuple[str, ...]]:
    """Return the review that a page and its sidecar tell, and what was noticed.

    What the page prints stays; the sidecar adds what the page lacks. Only the kind is the
    sidecar's to decide, because pages of every kind use one format.
    """
    series, keys = series_of(page.rows)
    review = Review(
        identifier=identifier,
        kind=sidecar.kind or page.kind or DEFAULT_KIND,
        title=page.title or sidecar.title,
        area=page.area or sidecar.area,
        upload_month=page.upload_month or sidecar.upload_month,
        year_of_death=page.year_of_death or sidecar.year_of_death,
        stated_count=page.stated_count,
        summary=page.summary,
        statutory_basis=page.statutory_basis,
        series=series,
        recommendations=_recommendations(page.rows, keys),
        sidecar=sidecar,
    )
    return review, page.notes + _noticed(page, sidecar)


def reading(page: Page, sidecar: Sidecar, *, name: str, data: bytes, media_type: str) -> Reading:
    """Return the reading of the source called ``name`` whose bytes are ``data``."""
    review, notes = assemble(page, sidecar, name.rsplit(".", 1)[0])
    return Reading(review, name, hashlib.sha256(data).hexdigest(), media_type, notes)


def _recommendations(rows: Sequence[Row], keys: Sequence[str]) -> tuple[Recommendation, ...]:
    made = []
    own = recommendation_keys((row.number, row.text, row.addressee) for row in rows)
    placed = zip(rows, own, positions(rows, keys), strict=True)
    for index, (row, key, position) in enumerate(placed):
        made.append(
            Recommendation(
                key=key,
                number=row.number,
                text=row.text,
                addressee=row.addressee,
                addressees=split_addressee(row.addressee),
                series=keys[index],
                row=index + 1,
                position=position,
                split_confidence=row.split_confidence,
            )
        )
    return tuple(made)


def _noticed(page: Page, sidecar: Sidecar) -> tuple[str, ...]:
    notes = []
    if page.stated_count is not None and page.stated_count != len(page.rows):
        notes.append(f"states {page.stated_count} recommendations, {len(page.rows)} were read")
    if not (page.area or sidecar.area or sidecar.withdrawn):
        notes.append("names no area; add area to the sidecar")
    notes.extend(
        f"row {index}: where the addressee begins was guessed ({row.split_confidence:.2f})"
        for index, row in enumerate(page.rows, start=1)
        if row.split_confidence < SURE
    )
    for key, printed, added in (
        ("area", page.area, sidecar.area),
        ("year_of_death", page.year_of_death, sidecar.year_of_death),
        ("upload_month", page.upload_month, sidecar.upload_month),
        ("title", page.title, sidecar.title),
    ):
        if printed and added and printed != added:
            notes.append(
                f'{key} is "{printed}" on the page and "{added}" in the sidecar: page kept'
            )
    return tuple(notes)
