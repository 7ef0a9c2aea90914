"""Whom a recommendation addresses, and how the report says so."""

import pytest

from reviewgraph.extraction.addressees import Clues, addressed, owner_of
from reviewgraph.extraction.model import Told
from reviewgraph.extraction.parting import Names
from reviewgraph.extraction.subjects import subject_of

NAMES = Names({"FCSP": "Fenwick Community Safety Partnership"}, frozenset({"brook house"}))


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Fenwick Police should audit its files.", ["Fenwick Police"]),
        ("That the Fenwick Adults Board seek assurance.", ["Fenwick Adults Board"]),
        ("It is therefore recommended that the Home Office reviews it.", ["Home Office"]),
        ("All agencies must train their staff.", ["All agencies"]),
        ("Care Provider B needs to keep a log.", ["Care Provider B"]),
        ("Brook House to keep a log.", ["Brook House"]),
        ("FCSP to keep a log.", ["FCSP"]),
        ("Fenwick Police and the Probation Service should meet.",
         ["Fenwick Police", "Probation Service"]),
        ("Fenwick Council, in consultation with Fenwick Police, should meet.",
         ["Fenwick Council", "Fenwick Police"]),
        ("Health and Social Care Trust should meet.", ["Health and Social Care Trust"]),
        ("The Department for Work and Pensions should meet.", ["Department for Work and Pensions"]),
        ("The Department of Health and the Home Office should meet.",
         ["Department of Health", "Home Office"]),
        ("Fenwick Housing and Homelessness Team should meet.",
         ["Fenwick Housing and Homelessness Team"]),
        ("Hope Fenwick and the Fenwick Council should meet.", ["Hope Fenwick", "Fenwick Council"]),
        ("That Victim Support agree a protocol.", ["Victim Support"]),
        ("The Police and Crime Commissioner should meet.", ["Police and Crime Commissioner"]),
        ("Fenwick Council should seek assurance from Fenwick Police.", ["Fenwick Council"]),
        ("Risk assessments should be reviewed.", []),
        ("Training on coercive control must be given to all staff.", []),
        ("Review the policy.", []),
        ("To ensure that the trust is told.", []),
    ],
)  # fmt: skip
def test_the_sentence_names_its_subject(text: str, bodies: list[str]) -> None:
    assert [one.name for one in addressed(Clues(text), NAMES).addressees] == bodies


def test_an_abbreviation_keeps_its_form_and_gains_the_full_one() -> None:
    (found,) = addressed(Clues("FCSP should meet."), NAMES).addressees
    assert (found.name, found.told) == ("FCSP", Told.ACRONYM)
    assert found.expanded == "Fenwick Community Safety Partnership"


@pytest.mark.parametrize(
    ("clues", "told"),
    [
        (Clues("Review the policy.", headings=("Fenwick Police",)), Told.HEADING),
        (Clues("Review the policy.", group="Fenwick Police"), Told.HEADING),
        (Clues("Review the policy.", aside="Fenwick Police"), Told.LABEL),
        (Clues("it is reviewed;", lead_in="Fenwick Police should ensure that:"), Told.LEAD_IN),
        (Clues("Review it.", lead_in="Recommendations made to Fenwick Police:"), Told.LEAD_IN),
    ],
)
def test_without_a_subject_list_or_label_names_the_owner(clues: Clues, told: Told) -> None:
    answer = addressed(clues, NAMES)
    assert [(one.name, one.told) for one in answer.addressees] == [("Fenwick Police", told)]
    assert answer.conflict is None


def test_a_sentence_that_names_another_body_than_the_heading_is_a_kept_conflict() -> None:
    answer = addressed(Clues("Trusts should train.", headings=("All agencies",)), NAMES)
    assert [one.name for one in answer.addressees] == ["All agencies", "Trusts"]
    assert answer.conflict is not None
    assert answer.conflict.name == "Trusts"


def test_the_trust_under_its_own_heading_is_no_conflict() -> None:
    answer = addressed(Clues("The Trust should train.", headings=("Vale NHS Trust",)), NAMES)
    assert [one.name for one in answer.addressees] == ["Vale NHS Trust"]
    assert answer.conflict is None


@pytest.mark.parametrize(
    "heading",
    ["Recommendations", "Multi-agency recommendations", "National", "Professional Curiosity",
     "Conclusions and Recommendations", "Recommendations of the panel"],
)  # fmt: skip
def test_a_heading_about_a_topic_names_nobody(heading: str) -> None:
    assert addressed(Clues("Review the policy.", headings=(heading,)), NAMES).addressees == ()


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Single agency recommendations – Fenwick Police", "Fenwick Police"),
        ("Recommendations for Fenwick Police", "Fenwick Police"),
        ("Fenwick Police recommendations:", "Fenwick Police"),
        ("Fenwick Housing Group (FHG)", "Fenwick Housing Group"),
    ],
)
def test_a_headings_noise_is_taken_off(heading: str, body: str) -> None:
    assert owner_of(heading) == body


def test_a_clause_belongs_to_a_class_that_it_defines_and_to_no_name() -> None:
    assert subject_of("Agencies who attend should meet.") == "Agencies who attend"
    assert subject_of("Fenwick Police who attend should knock.") == "Fenwick Police"


def of(text: str, *, report: str = "") -> list[str]:
    names = Names({}, frozenset(), f"{report} {text}")
    return [one.name for one in addressed(Clues(text), names).addressees]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("That Fenwick Police sharpen the questions that are asked.", ["Fenwick Police"]),
        ("Fenwick Council to digitise its files.", ["Fenwick Council"]),
        ("It is recommended that the Council reviews its policy.", ["Council"]),
        ("HM Prison and Probation Service should share it.", ["HM Prison and Probation Service"]),
        ("Support agencies should be told.", ["Support agencies"]),
        ("Public Health is invited to publish it.", ["Public Health"]),
        ("Fenwick Mind and Fenwick Police must agree.", ["Fenwick Mind", "Fenwick Police"]),
        ("Fenwick Council and Victim Support should agree.", ["Fenwick Council", "Victim Support"]),
        ("The Police and Crime Panel should ask.", ["Police and Crime Panel"]),
        ("GSAB (Gorse Safeguarding Adults Board) to test it.", ["GSAB"]),
        ("Training should be refreshed.", []),
        ("Review how the police should respond.", []),
    ],
)
def test_whom_a_sentence_addresses(text: str, bodies: list[str]) -> None:
    assert of(text) == bodies


def test_a_word_that_the_report_never_writes_small_may_be_a_name() -> None:
    text = "Relating should be told."
    assert of("Beacon should be told.") == ["Beacon"]
    assert of("Beacon should be told.", report="a beacon of good practice") == []
    assert of(text) == []
