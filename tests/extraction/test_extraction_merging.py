"""A page and a report about one review: page numbers in, rows added, nothing lost."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewgraph.extraction import Extraction, actions_of, merge, read, reading_of
from reviewgraph.model import Reading, Sidecar
from reviewgraph.sources import read_bytes

CASES = Path(__file__).parent / "cases"

PAGE = """Westmarch review
CSP: Westmarch
Published: March 2020
Year of death: 2016
Extracted: 3 recs

| # | Recommendation | Addressed to |
|---|---|---|
| 1 | Remind officers that body worn video is used at every incident. | Westmarch Police |
| 2 | That Westmarch Council and the Safeguarding Adults Board jointly review the training offer | Westmarch Council |
| 9 | Something that only the page prints about parking. | Westmarch Council |
"""  # noqa: E501


def report() -> Extraction:
    return read((CASES / "lists.pdf").read_bytes(), source="westmarch.pdf")


def page() -> Reading:
    return read_bytes(PAGE.encode(), "westmarch.txt")


def test_rows_of_the_page_gain_page_numbers_and_keep_their_keys() -> None:
    merged = merge(page(), report())
    first, second, third = merged.review.recommendations[:3]
    assert [one.key for one in merged.review.recommendations[:3]] == [
        one.key for one in page().review.recommendations
    ]
    assert (first.page, second.page, third.page) == (3, 2, None)
    assert first.text == "Remind officers that body worn video is used at every incident."


def test_what_only_the_report_prints_is_added_after_the_page() -> None:
    merged = merge(page(), report())
    assert len(merged.review.recommendations) == 3 + 6
    assert [one.row for one in merged.review.recommendations] == list(range(1, 10))
    keys = {one.key for one in merged.review.series}
    assert {one.series for one in merged.review.recommendations} <= keys
    assert any("nothing like row(s) 3" in note for note in merged.notes)
    assert any("6 recommendation(s) stand in the report only" in note for note in merged.notes)


def test_merging_twice_adds_nothing() -> None:
    once = merge(page(), report())
    twice = merge(once, report())
    assert twice.review == once.review


def test_a_report_without_a_page_is_a_reading_of_its_own() -> None:
    reading = reading_of(report(), Sidecar(area="Westmarch", year_of_death="2016"))
    assert reading.review.identifier == "westmarch"
    assert reading.review.area == "Westmarch"
    assert {one.page for one in reading.review.recommendations} == {2, 3}
    assert {one.label for one in reading.review.series} >= {"Homecare Provider"}


def test_actions_follow_their_recommendation_to_the_pages_key() -> None:
    found = read((CASES / "boxes.pdf").read_bytes(), source="boxes.pdf")
    alone = reading_of(found)
    assert {action.recommendation for action in actions_of(alone, found)} == {
        one.key for one in alone.review.recommendations
    }


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_the_reports_rows_does_not_matter(order: list[int]) -> None:
    found = report()
    shuffled = tuple(found.recommendations[place] for place in order)
    values = {name: getattr(found, name) for name in Extraction.__dataclass_fields__}
    other = merge(page(), Extraction(**{**values, "recommendations": shuffled}))
    straight = merge(page(), found)
    assert {one.key: one.page for one in other.review.recommendations} == {
        one.key: one.page for one in straight.review.recommendations
    }
