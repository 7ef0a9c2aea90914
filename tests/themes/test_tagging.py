"""The rules of the tagger, on small schemes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schemes import concept, found, labels, look_alikes, patterns, tagger, words
from theme_measure import shipped_tagger

SHIPPED = shipped_tagger()


def test_the_longest_phrase_wins_across_concepts(tmp_path: Path) -> None:
    two = tagger(
        tmp_path,
        concept("drug-use", labels("substance misuse"))
        + concept("services", labels("substance misuse services")),
    )
    assert found(two, "Substance misuse services should meet.") == {
        "services": "Substance misuse services"
    }
    both = found(two, "Substance misuse services should ask about substance misuse.")
    assert set(both) == {"services", "drug-use"}


def test_an_abbreviation_matches_to_the_letter(tmp_path: Path) -> None:
    one = tagger(tmp_path, concept("dash", labels("DASH")) + concept("gp", labels("GP")))
    assert found(one, "a dash to the dashboard, Dash") == {}
    assert found(one, "the DASH; two GPs' notes") == {"dash": "DASH", "gp": "GPs"}


def test_hyphens_spaces_and_joined_words_are_one(tmp_path: Path) -> None:
    one = tagger(tmp_path, concept("multi", labels("multi-agency")))
    for text in ("multi-agency", "Multi agency", "multiagency", "multi‑agency", "multi–agency"):
        assert found(one, text) == {"multi": text}


def test_body_names_are_masked(tmp_path: Path) -> None:
    one = tagger(
        tmp_path,
        concept("commissioning", labels("commissioning"))
        + words("body-name", "Clinical Commissioning Group"),
    )
    assert found(one, "The Clinical Commissioning Group should act.") == {}
    assert "commissioning" in found(one, "Clinical Commissioning Group commissioning")


def test_masked_ranges_hide_their_words(tmp_path: Path) -> None:
    one = tagger(tmp_path, concept("care", labels("home care")))
    text = "Home Care must write down home care visits."
    tags = one.tag(text, addressees=(), masked=((0, 9),))
    assert [(t.quote.start, t.quote.end) for t in tags] == [(26, 35)]


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        ("training NEAR/3 abuse", "training about the abuse", True),
        ("training NEAR/3 abuse", "abuse, and more training", True),
        ("training NEAR/3 abuse", "training for all of them on abuse", False),
        ("training NEAR/3 abuse", "Give training. Abuse is wrong.", False),
        ("ask PRE/2 abuse", "ask about abuse", True),
        ("ask PRE/2 abuse", "abuse: ask", False),
        ("notes AFTER/1 case", "case notes", True),
        ("notes AFTER/1 case", "notes of the case", False),
        ("notes NOT AFTER/1 case", "case notes", False),
        ("NICE WITH abuse", "Read NICE. Then ask about abuse.", True),
        ("recogni*", "recognising", True),
        ("two_words|three here", "two words here", True),
        ("very? good", "good", True),
        ("safeguarding NOT NEAR/4 child", "safeguarding of children", False),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, text: str, hit: bool) -> None:
    one = tagger(tmp_path, concept("x", patterns(pattern)))
    assert bool(found(one, text)) is hit


def test_an_addressee_can_decide(tmp_path: Path) -> None:
    one = tagger(tmp_path, concept("adult", patterns("safeguarding TO adult")))
    assert found(one, "Improve safeguarding.", "Adult Social Care") == {"adult": "safeguarding"}
    assert found(one, "Improve safeguarding.", "Police") == {}


def test_a_general_theme_yields_to_a_special_one(tmp_path: Path) -> None:
    one = tagger(
        tmp_path,
        concept("special", patterns("training NEAR/3 abuse"))
        + concept("general", patterns("refresher training UNLESS special", "train UNLESS special")),
    )
    assert set(found(one, "Refresher training on abuse. Train all.")) == {"special"}
    assert set(found(one, "Refresher training.")) == {"general"}


def test_look_alikes_are_no_match_and_stay_no_match(tmp_path: Path) -> None:
    one = tagger(
        tmp_path, concept("x", labels("supervision"), look_alikes("supervision of a patient"))
    )
    assert found(one, "Constant supervision of a patient") == {}
    text = "supervision of a patient, and staff supervision"
    assert [t.quote.start for t in one.tag(text, addressees=())] == [36]


def test_a_word_list_has_look_alikes_of_its_own(tmp_path: Path) -> None:
    one = tagger(
        tmp_path,
        concept("x", patterns("training NEAR/5 [abuse]"))
        + 'theme:words-abuse a skos:Collection ; skos:prefLabel "a"@en ; '
        + labels("abuse")
        + ' ; skos:notation "substance abuse"^^rg:notThis .\n',
    )
    assert found(one, "training on substance abuse") == {}
    assert found(one, "training on abuse") == {"x": "training on abuse"}


def test_a_condition_of_a_group_holds_for_its_members(tmp_path: Path) -> None:
    group = 'theme:group-g a skos:Concept ; skos:prefLabel "g"@en ; '
    one = tagger(
        tmp_path,
        group
        + patterns("NOT AFTER/3 no_evidence_of")
        + " .\n"
        + concept("drink", labels("alcohol"), "skos:broader theme:group-g"),
    )
    assert found(one, "There was no evidence of any alcohol.") == {}
    assert found(one, "There was evidence of alcohol.") == {"drink": "alcohol"}


def test_one_tagging_a_concept_at_its_surest_place(tmp_path: Path) -> None:
    one = tagger(tmp_path, concept("x", labels("records", "record keeping")))
    tags = one.tag("Records. Good record keeping. Record keeping.", addressees=())
    assert [(t.quote.start, t.label, t.rule) for t in tags] == [(14, "record keeping", "label")]


def test_what_is_said_again_is_surer_than_what_is_said_once(tmp_path: Path) -> None:
    one = tagger(tmp_path, concept("x", labels("records", "record keeping")))
    (once,) = one.tag("Record keeping matters.", addressees=())
    (again,) = one.tag("Keep good records. Record keeping matters.", addressees=())
    assert once.confidence < again.confidence < 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["training", "on", "domestic", "abuse.", "😀", "MARAC", "carer’s", "assessment", "\n"]
        ),
        max_size=25,
    )
)
def test_every_quote_stands_at_its_offsets(parts: list[str]) -> None:
    text = " ".join(parts)
    tags = SHIPPED.tag(text, addressees=("Safeguarding Adults Board",))
    assert all(text[t.quote.start : t.quote.end] == t.quote.exact for t in tags)
    assert len({(t.facet, t.concept) for t in tags}) == len(tags)
    assert tags == SHIPPED.tag(text, addressees=("Safeguarding Adults Board",))


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("The bed capacity of the ward was in question.", "mental-capacity"),
        ("He acted in his capacity as chair.", "mental-capacity"),
        ("The control room should log each call.", "coercive-control"),
        ("Incidents must not be viewed in isolation.", "social-isolation"),
        ("Constant supervision of the patient is needed.", "supervision-oversight"),
        ("Staff with a learning disability", "dissemination"),
        ("The Police and Crime Commissioner should write.", "commissioning-funding"),
        ("The Clinical Commissioning Group should write.", "commissioning-funding"),
        ("The Safeguarding Adults Board should write.", "adult-safeguarding"),
        ("The Community Safety Partnership should write.", "multi-agency-working"),
        ("Use of the VAF (vulnerable adult framework)", "adult-safeguarding"),
        ("Domestic Abuse, Stalking and Harassment (DASH)", "stalking-harassment"),
        ("a Multi-Agency Risk Assessment Conference", "risk-assessment"),
        ("The refugee council should write.", "refuge-safe-accommodation"),
        ("Local government should write.", "national-change"),
        ("Use the AUDIT-C tool", "quality-assurance-audit"),
        ("There was no evidence of alcohol misuse.", "alcohol-use"),
        ("Drive improvement and set a single SPA", "mappa"),
    ],
)
def test_traps(text: str, theme: str) -> None:
    assert theme not in found(SHIPPED, text)
