"""What a plan says plainly of how far an action came, and what stays as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.extraction.model import Progress
from reviewgraph.extraction.statuses import reported


@pytest.mark.parametrize(
    ("cell", "progress", "words", "month"),
    [
        ("Completed March 2019", "complete", "Completed March 2019", "2019-03"),
        ("Complete - Jan 2019", "complete", "Complete - Jan 2019", "2019-01"),
        (
            "Completed on 12/03/2019. 40 staff came.",
            "complete",
            "Completed on 12/03/2019",
            "2019-03",
        ),
        ("COMPLETED", "complete", "COMPLETED", None),
        ("Complete. Access has been given.", "complete", "Complete", None),
        ("Green – complete", "complete", "complete", None),
        ("Action closed", "complete", "Action closed", None),
        ("Ongoing", "in-progress", "Ongoing", None),
        ("In progress: 40 of 52 schools", "in-progress", "In progress", None),
        ("Partially complete May 2020", "in-progress", "Partially complete May 2020", None),
        ("Not started", "planned", "Not started", None),
        ("Red – not yet started", "planned", "not yet started", None),
        ("Superseded by the new strategy", "superseded", "Superseded", None),
    ],
)
def test_plain_words_are_read(cell: str, progress: str, words: str, month: str | None) -> None:
    found = reported(cell)
    assert found is not None
    assert (found.progress, found.words, found.month) == (Progress(progress), words, month)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "March 2019",
        "Green",
        "Amber – 70 % of officers trained",
        "Not complete",
        "Incomplete",
        "To be completed by March 2019",
        "Complete by March 2019",
        "Completed but staff have left since",
        "Completed in part",
        "Completion expected in May",
        "Completeness was checked",
        "The audit was completed and showed gaps",
    ],
)
def test_what_is_not_plain_stays_as_printed(cell: str) -> None:
    assert reported(cell) is None


@given(st.text(alphabet="Completed ongoing 0123/2019 March.–", max_size=40))
def test_the_words_stand_in_the_cell(cell: str) -> None:
    found = reported(cell)
    assert found is None or (found.words and found.words in cell)
