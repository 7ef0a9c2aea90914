"""Bodies in the addressee cell and in the text: split, told apart, and held against each other."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewgraph.linking import Resolver, disagreement
from reviewgraph.linking.cells import split_cell
from reviewgraph.linking.classify import classify
from reviewgraph.linking.glossary import definitions
from reviewgraph.linking.ledger import mention_name
from reviewgraph.linking.mentions import mentions_in
from reviewgraph.model import Mention, MentionKind, Recommendation

CELLS = Path(__file__).with_name("cells.tsv")
LINES = CELLS.read_text(encoding="utf-8").splitlines()
ROWS = list(csv.reader(LINES, delimiter="\t"))[1:]


def recommendation(text: str, *cell: str) -> Recommendation:
    return Recommendation("k", "1", text, " | ".join(cell), cell, "s", 1, 1)


def found(text: str, *cell: str) -> tuple[Mention, ...]:
    return mentions_in(recommendation(text, *cell), definitions([text, *cell]))


@pytest.mark.parametrize(("cell", "bodies"), ROWS, ids=[row[0] for row in ROWS])
def test_a_cell_is_split_into_its_bodies(cell: str, bodies: str, resolver: Resolver) -> None:
    assert " ; ".join(split_cell(cell, resolver.is_known)) == bodies


def test_no_registered_name_is_ever_split(resolver: Resolver) -> None:
    for agency in resolver.register.agencies.values():
        if agency.source != "probation_bodies" and "," not in agency.name:
            assert len(split_cell(agency.name, resolver.is_known)) == 1, agency.name


@given(st.lists(st.sampled_from([row[0] for row in ROWS]), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_every_piece_stands_in_the_cell_as_printed(cells: list[str]) -> None:
    cell = " | ".join(cells)
    pieces = split_cell(cell)
    assert all(piece in cell for piece in pieces)
    assert len(set(pieces)) == len(pieces)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_taken(cell: str) -> None:
    for piece in split_cell(cell):
        assert piece.strip()
        assert classify(piece).kind in MentionKind


def test_what_the_text_names_and_the_cell_lacks() -> None:
    text = "Anyshire Police should review its policy with Anytown Council and the CCG."
    names = [(m.name, m.in_text) for m in found(text, "All agencies")]
    assert names == [
        ("All agencies", False),
        ("Anyshire Police", True),
        ("Anytown Council", True),
        ("CCG", True),
    ]  # fmt: skip


def test_spellings_that_share_a_key_are_one_mention_named_as_first_printed() -> None:
    assert [m.name for m in found("Train staff.", "All agencies", "All Agencies")] == [
        "All agencies"
    ]
    text = "Staff of A & E should be told."
    assert [m.name for m in found(text, "A&E", "A & E")] == ["A&E"]


SPELLINGS = ("All agencies", "ALL AGENCIES", "the CCG", "CCG", "A&E", "A & E", "Café", "Cafe", "Ω")


@given(
    st.lists(st.sampled_from(SPELLINGS), max_size=4),
    st.lists(st.sampled_from((*SPELLINGS, "Anyshire Police", "Anyshire POLICE")), max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_no_two_mentions_of_a_recommendation_share_an_identifier(
    cell: list[str], words: list[str]
) -> None:
    mentions = found(" should tell ".join(words), *cell)
    names = [mention_name("r", "k", mention) for mention in mentions]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("The Clinical Commissioning Group (CCG) should train GPs.", ("CCG",)),
        ("Anyshire Police should act; Police training is due.", ("Anyshire Police",)),
        ("Domestic Abuse Boards (Community Safety Partnership) to monitor referrals.",
         ("Domestic Abuse Boards", "Community Safety Partnership")),
        ("Practice must follow NICE Quality Standard QS116, MARAC and MASH guidance.", ("LA",)),
        ("Staff know the LA Safeguarding Adults Protocol.", ("Homecare Provider",)),
    ],
)  # fmt: skip
def test_a_gloss_a_part_and_a_guideline_are_no_news(text: str, cell: tuple[str, ...]) -> None:
    assert [m.name for m in found(text, *cell) if m.in_text] == []


def test_a_quote_stands_where_it_says() -> None:
    text = "That Anyshire Police and Anytown Council (AC) ensure that AC acts."
    for mention in found(text, "AC"):
        assert mention.quote is not None
        assert text[mention.quote.start : mention.quote.end] == mention.quote.exact
    (first, *_) = found(text, "AC")
    assert (first.expanded, first.kind) == ("Anytown Council", MentionKind.NAMED_BODY)


@pytest.mark.parametrize(
    ("text", "cell", "expected"),
    [
        ("Anytown Council should train staff.", ("All agencies",),
         "The text asks Anytown Council to act; the addressee cell names All agencies."),
        ("Anytown Council should train staff.", ("Anyshire Police",),
         "The text asks Anytown Council to act; the addressee cell names Anyshire Police."),
        ("Anyshire Police should tell Anytown Council.", ("Anyshire Police",), None),
        ("Train all staff.", ("Anyshire Police",), None),
    ],
)  # fmt: skip
def test_a_disagreement_is_told(text: str, cell: tuple[str, ...], expected: str | None) -> None:
    assert disagreement(text, found(text, *cell)) == expected


@pytest.mark.parametrize(
    ("text", "abbreviation", "full"),
    [
        ("the Safeguarding Adults Board (SAB) will", "SAB", "Safeguarding Adults Board"),
        ("Tees, Esk and Wear Valleys (TEWV)", "TEWV", "Tees, Esk and Wear Valleys"),
        ("Police and Crime Commissioner (PCC)", "PCC", "Police and Crime Commissioner"),
        ("a review (LONDON) of", None, None),
        ("the panel (see Annex A) met", None, None),
        ("NHS England (NHSE)", None, None),
    ],
)
def test_a_definition_must_fit_its_letters(
    text: str, abbreviation: str | None, full: str | None
) -> None:
    assert definitions([text]) == ({abbreviation: full} if abbreviation else {})


def test_the_reviews_own_expansion_decides(resolver: Resolver) -> None:
    text = "Harlow Sports Trust (HST) and Essex County Council (ECC) should meet."
    names = {m.name: m for m in found(text, "ECC", "HST")}
    context = resolver.context_of("Harlow", "2016")
    assert resolver.resolve(names["ECC"], context, text).agency == "gss-e10000012"
    assert resolver.resolve(names["ECC"], context, text).rule == "glossary"
    assert resolver.resolve(names["HST"], context, text).agency is None


def test_what_only_looks_alike_is_left_to_a_person(resolver: Resolver) -> None:
    east = resolver.resolve_name("East Essex CCG", "Harlow", "2016")
    assert east.agency is None
    assert resolver.resolve_name("West Esssex CCG", "Harlow", "2016").agency == "ods-07h-ccg"


@pytest.mark.parametrize("name", ["Safer Places", "Refuge Trust A", "Safer Futures Charity"])
def test_a_charitys_name_is_no_partnership(resolver: Resolver, name: str) -> None:
    assert resolver.resolve_name(name, "Harlow", "2016").agency is None


def test_a_review_that_hides_its_trust_gets_none_from_the_area(resolver: Resolver) -> None:
    shown = resolver.resolve_name("Mental Health Trust", "Leeds", "2016")
    assert shown.agency == "ods-rgd"
    context = resolver.context_of("Leeds", "2016", hides_nhs=True)
    hidden = resolver.resolve(shown.mention, context, "")
    assert (hidden.agency, hidden.candidates) == (None, ())


def test_a_missing_year_lowers_confidence_and_keeps_what_changed_open(resolver: Resolver) -> None:
    council = resolver.resolve_name("Council", "Leeds", None)
    assert council.agency == "gss-e08000035"
    assert council.confidence < resolver.resolve_name("Council", "Leeds", "2015").confidence
    assert resolver.resolve_name("CCG", "Barnet", None).agency is None


def test_a_run_of_capitals_costs_no_more_than_its_letters() -> None:
    garbled = "Carers " + "AwEDAQMB" * 500 + " are offered an assessment by Essex County Council."
    start = time.process_time()
    assert "Essex County Council" in {mention.name for mention in found(garbled)}
    assert time.process_time() - start < 5
