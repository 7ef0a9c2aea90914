"""Every way a recommendation is labelled, and lines that only look labelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.extraction.labels import Kind, label_of


@pytest.mark.parametrize(
    ("line", "kind", "number", "rest", "aside"),
    [
        ("14.3.1 The trust should", Kind.DECIMAL, "14.3.1", "The trust should", ""),
        ("10.1.1.1 The trust", Kind.DECIMAL, "10.1.1.1", "The trust", ""),
        ("5.1. The trust", Kind.DECIMAL, "5.1", "The trust", ""),
        ("9.1 a The trust", Kind.DECIMAL, "9.1 a", "The trust", ""),
        ("10.2a The trust", Kind.DECIMAL, "10.2a", "The trust", ""),
        ("3.14(a) training is given", Kind.DECIMAL, "3.14(a)", "training is given", ""),
        ("12. The trust", Kind.INTEGER, "12", "The trust", ""),
        ("12) The trust", Kind.INTEGER, "12", "The trust", ""),
        ("(12) The trust", Kind.INTEGER, "12", "The trust", ""),
        ("12 The trust", Kind.INTEGER, "12", "The trust", ""),
        ("12", Kind.INTEGER, "12", "", ""),
        ("2a The trust", Kind.INTEGER, "2a", "The trust", ""),
        ("10 (ABCT) The trust", Kind.INTEGER, "10 (ABCT)", "The trust", "ABCT"),
        ("R1 The trust", Kind.WORD, "R1", "The trust", ""),
        ("Rec 4. The trust", Kind.WORD, "4", "The trust", ""),
        ("ABCT 2: The trust", Kind.WORD, "2", "The trust", "ABCT"),
        ("Recommendation 1: The trust", Kind.WORD, "1", "The trust", ""),
        ("RECOMMENDATION 1 – The trust", Kind.WORD, "1", "The trust", ""),
        ("Recommendation No. 7", Kind.WORD, "7", "", ""),
        ("Recommendation Three: The trust", Kind.WORD, "Three", "The trust", ""),
        ("National Recommendation 2: The trust", Kind.WORD, "2", "The trust", ""),
        ("Recommendation 4 (to Ford Trust): It", Kind.WORD, "4", "It", "Ford Trust"),
        ("Recommendation 4 for Ford Trust: It", Kind.WORD, "4", "It", "Ford Trust"),
        ("Recommendation: The trust", Kind.WORD, "", "The trust", ""),
        ("(iv) records are kept", Kind.LETTER, "iv", "records are kept", ""),
        ("\uf0b7 records are kept", Kind.BULLET, "", "records are kept", ""),
    ],
)
def test_a_label_is_read(line: str, kind: Kind, number: str, rest: str, aside: str) -> None:
    label = label_of(line)
    assert label is not None
    assert (label.kind, label.number, label.rest, label.aside) == (kind, number, rest, aside)


@pytest.mark.parametrize(
    "line",
    [
        "Recommendation 3 was made because of this",
        "Recommendations 1 and 2 concern training",
        "Recommendations for Ford Trust:",
        "2016. "[:4] + "/17 saw three contacts",
        "1,200 calls were made",
        "The trust should",
        "",
    ],
)
def test_what_only_looks_like_a_label_is_none(line: str) -> None:
    assert label_of(line) is None


def test_a_label_that_was_misread_is_read_and_printed_as_it_stands() -> None:
    label = label_of("Rec0mmendatlon 7: Train staff.")
    assert label is not None
    assert (label.kind, label.number, label.rest) == (Kind.WORD, "7", "Train staff.")
    assert label.printed == "Rec0mmendatlon 7:"
    assert label_of("Recommended 7: Train staff.") is None


@given(st.text(max_size=60))
def test_a_label_never_loses_letters(line: str) -> None:
    label = label_of(line)
    if label is not None:
        assert line.strip().endswith(label.rest.strip())
