"""What could point at a person is withheld; names of bodies, months and years stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.extraction.model import PLACEHOLDER, Secret
from reviewgraph.extraction.privacy import masked, secrets_in


@pytest.mark.parametrize(
    ("text", "kind", "hidden"),
    [
        ("seen on 12 March 2016 at home", Secret.DATE, "12 March 2016"),
        ("seen on 12/03/2016 at home", Secret.DATE, "12/03/2016"),
        ("seen on the 3rd of May at home", Secret.DATE, "3rd of May"),
        ("seen on March 12, 2016 at home", Secret.DATE, "March 12, 2016"),
        ("told Mrs X about it", Secret.NAME, "Mrs X"),
        ("told Dr Q. Example about it", Secret.NAME, "Dr Q. Example"),
        ("the victim, AB, was seen", Secret.INITIALS, "AB"),
        ("after AB’s death the board met", Secret.INITIALS, "AB"),
        ("told A.B. about it", Secret.INITIALS, "A.B."),
    ],
)
def test_it_is_found(text: str, kind: Secret, hidden: str) -> None:
    assert [(found, text[a:b]) for found, a, b in secrets_in(text)] == [(kind, hidden)]


@pytest.mark.parametrize(
    "text",
    [
        "The policy of March 2016 is revised in 2018 and by the end of May.",
        "St Mary’s Hospital and Grace House should train staff.",
        "MARAC and the CCG should review the NICE standard QS116.",
        "Homecare Provider B and Hospital A should meet within 12 months.",
        "The child protection team and the adult social care team should meet.",
        "Sections 9.1 and 14.3.1 apply; see 3.4.",
    ],
)
def test_it_stays(text: str) -> None:
    assert masked(text) == (text, ())


@given(st.text(alphabet="Mrs AB.12 /March’e", max_size=60))
def test_masking_is_complete_and_says_where(text: str) -> None:
    shown, marks = masked(text)
    for mark in marks:
        assert shown[mark.start : mark.start + len(PLACEHOLDER)] == PLACEHOLDER
    lost = sum(mark.length for mark in marks)
    assert len(shown) == len(text) - lost + len(marks) * len(PLACEHOLDER)
