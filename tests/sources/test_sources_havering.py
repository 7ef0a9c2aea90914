"""The real page: every fact of it, and the same from its other renderings."""

from collections import Counter
from pathlib import Path

import pytest

from reviewgraph.model import Reading, Review
from reviewgraph.sources import discover, read, read_bytes
from sources import renderings

PAGE = Path(__file__).parents[2] / "data" / "reviews" / "dhr" / "6391f4df-havering.txt"


@pytest.fixture(scope="module")
def havering() -> Reading:
    (source,) = discover([PAGE]).sources
    return read(source)


def test_the_head(havering: Reading) -> None:
    review = havering.review
    assert review.identifier == "6391f4df-havering"
    assert review.kind == "domestic-homicide-review"
    assert review.title == "Havering review"
    assert review.area == "Havering"
    assert review.upload_month == "2022-12"
    assert review.year_of_death == "2017"
    assert review.stated_count == len(review.recommendations) == 26
    assert review.statutory_basis == "http://www.legislation.gov.uk/id/ukpga/2004/28/section/9"
    assert review.summary
    assert review.summary.startswith("The DHR identified failures in multi-agency working")
    assert review.summary.endswith("leading to inadequate safeguarding.")
    assert review.sidecar.page == (
        "https://www.accountabilityindex.uk/sources/dhr/6391f4df-havering/"
    )
    assert havering.source == "6391f4df-havering.txt"
    assert havering.media_type == "text/plain"
    assert havering.notes == ()


def test_five_series(havering: Reading) -> None:
    review = havering.review
    assert [(one.key, one.label, one.single_agency) for one in review.series] == [
        ("lft", "LFT", True),
        ("la", "LA", True),
        ("homecare-provider", "Homecare Provider", True),
        ("bocu-slt", "BOCU SLT", True),
        ("overview", "overview report", False),
    ]
    sizes = Counter(one.series for one in review.recommendations)
    assert sizes == {
        "lft": 5,
        "la": 5,
        "homecare-provider": 2,
        "bocu-slt": 2,
        "overview": 12,
    }
    assert all(str(one.position) == one.number for one in review.recommendations)
    assert [one.row for one in review.recommendations] == list(range(1, 27))


def test_cells_and_bodies(havering: Reading) -> None:
    rows = havering.review.recommendations
    assert len({one.addressee for one in rows}) == 14
    assert len({name for one in rows for name in one.addressees}) == 16
    assert len({one.key for one in rows}) == 26
    six = next(one for one in rows if one.number == "6")
    assert six.addressee == "LFT Health Services | Mental Health Services | LA Adult Social Care"
    assert six.addressees == (
        "LFT Health Services",
        "Mental Health Services",
        "LA Adult Social Care",
    )


def again(text: str, suffix: str, havering: Reading) -> Review:
    name = f"6391f4df-havering{suffix}"
    reading = read_bytes(text.encode(), name, havering.review.sidecar)
    return renderings.without_confidence(reading)


def test_every_rendering_gives_the_same_review(havering: Reading) -> None:
    review = havering.review
    assert again(renderings.table(review), ".txt", havering) == review
    assert again(renderings.html(review), ".html", havering) == review
    assert again(renderings.flat(review), ".txt", havering) == review
