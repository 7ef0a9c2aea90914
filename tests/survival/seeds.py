"""What is spoilt: the shipped pages in each form that a page or a list can have."""

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reviewgraph.model import Review
from reviewgraph.sources import read_bytes
from sources import renderings

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "data" / "reviews", ROOT / "data" / "examples", ROOT / "tests/sources/cases")
FORMS = (".csv", ".html", ".json", ".txt")


@cache
def pages() -> tuple[tuple[str, bytes], ...]:
    """Return suffix and bytes of every page, as it lies there and in the forms it lies not in."""
    return tuple(_pages())


@cache
def sidecars() -> tuple[bytes, ...]:
    """Return the sidecars of the shipped pages, and one that says all there is to say."""
    files = [path for folder in FOLDERS[:2] for path in sorted(folder.rglob("*.toml"))]
    return tuple(dict.fromkeys([*(path.read_bytes() for path in files), _SIDECAR]))


def _pages() -> Iterator[tuple[str, bytes]]:
    for path in _files():
        yield path.suffix, path.read_bytes()
    for path in _files():
        if path.parent != FOLDERS[2]:
            review = read_bytes(path.read_bytes(), path.name).review
            yield from _in_other_forms(review)


def _files() -> list[Path]:
    found = (path for folder in FOLDERS for path in sorted(folder.rglob("*")))
    return [path for path in found if path.suffix in FORMS]


def _in_other_forms(review: Review) -> Iterator[tuple[str, bytes]]:
    yield ".txt", renderings.table(review).encode()
    yield ".txt", renderings.flat(review).encode()
    yield ".html", renderings.html(review).encode()
    yield ".csv", _as_csv(review).encode()
    yield ".json", _as_json(review).encode()


def _as_csv(review: Review) -> str:
    sheet = io.StringIO()
    lines = csv.writer(sheet)
    lines.writerow(["number", "text", "addressed_to"])
    lines.writerows([one.number, one.text, one.addressee] for one in review.recommendations)
    return sheet.getvalue()


def _as_json(review: Review) -> str:
    rows = [
        {"number": one.number, "text": one.text, "addressed_to": one.addressee}
        for one in review.recommendations
    ]
    head = {
        "title": review.title,
        "area": review.area,
        "published": review.upload_month,
        "year_of_death": review.year_of_death,
        "summary": review.summary,
        "recommendations": rows,
    }
    return json.dumps({key: value for key, value in head.items() if value}, indent=1)


_SIDECAR = b"""# Everything that a sidecar may say.
area = "Havering"
kind = "domestic-homicide-review"
licence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
listed_in = "https://example.org/list"
page = "https://example.org/page"
report = "https://example.org/report.pdf"
retrieved = 2026-11-20
report_retrieved = 2026-11-20
tags = ["coercive-control"]
title = "Havering review"
upload_month = "2022-12"
year_of_death = "2017"
"""
