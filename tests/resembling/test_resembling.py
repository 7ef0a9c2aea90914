"""What was asked before is found in other words; what only looks alike is not."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import figures, labelled

from reviewgraph.errors import DataError
from reviewgraph.graph.resemblances import resemblance_triples
from reviewgraph.resembling import (
    Duplicate,
    Item,
    Resemblance,
    find_resemblances,
    items,
    read_wording,
    shipped_wording,
    sign,
)
from reviewgraph.sources import Source, read

HAVERING = Path(__file__).parents[2] / "data" / "reviews" / "dhr" / "6391f4df-havering.txt"
WORDING = shipped_wording()


def resemblances(given: list[Item]) -> list[Resemblance]:
    return [each for each in find_resemblances(given, WORDING) if isinstance(each, Resemblance)]


def duplicates(given: list[Item]) -> list[Duplicate]:
    return [each for each in find_resemblances(given, WORDING) if isinstance(each, Duplicate)]


def asked(text: str, *addressees: str, review: str, number: int = 1, year: str = "2015") -> Item:
    return Item(f"{review}--{number}", review, text, addressees, "Anyshire", year)


@pytest.mark.parametrize("half", ["dev", "heldout"])
def test_readers_agree_with_what_is_found(half: str) -> None:
    given, asks = labelled(half)
    precision, recall = figures({(each.left, each.right) for each in resemblances(given)}, asks)
    assert precision >= 0.97
    assert recall >= 0.88


def test_a_template_filled_in_for_another_agency_is_the_same_request() -> None:
    template = "{} must review its policy on missed appointments and follow up non-attenders."
    found = resemblances(
        [
            asked(template.format("LFT"), "LFT", review="00000001-anyshire"),
            asked(template.format("Westmarsh Trust"), "Westmarsh Trust", review="00000002-b"),
        ]
    )
    assert [each.score for each in found] == [1.0]


def test_a_template_filled_in_with_another_subject_is_another_request() -> None:
    template = "The CCG must enhance the training of general practitioners about {}."
    assert not resemblances(
        [
            asked(template.format(subject), "CCG", review=f"0000000{number}-anyshire")
            for number, subject in enumerate(("suicide", "older people", "strangulation", "FGM"))
        ]
    )


def test_likeness_inside_one_review_is_no_recurrence() -> None:
    review = read(Source(HAVERING.stem, HAVERING)).review
    assert not list(find_resemblances(items(review), WORDING))
    elsewhere = [
        replace(each, review="7391f4df-b", key=f"7391f4df-b--{at}", year="2011")
        for at, each in enumerate(items(review))
        if each.key.startswith("6391f4df-havering--1-")
    ]
    found = resemblances([*items(review), *elsewhere[:1]])
    assert found
    assert all(each.left.split("--")[0] != each.right.split("--")[0] for each in found)


def test_the_evidence_stands_in_both_texts() -> None:
    given, _ = labelled("dev")
    text = {item.key: item.text for item in given}
    for each in resemblances(given):
        assert each.shared
        for shared in each.shared:
            assert shared.left in text[each.left]
            assert shared.right in text[each.right]
        assert each.shared[0].left in each.reason


def test_the_order_of_reading_changes_nothing() -> None:
    given, _ = labelled("dev")
    found = list(find_resemblances(given, WORDING))
    for seed in range(3):
        shuffled = random.Random(seed).sample(given, len(given))
        assert list(find_resemblances(shuffled, WORDING)) == found


def test_a_recommendation_keeps_its_best_pairs_only_however_often_it_was_made() -> None:
    text = "The Trust should gain DAHA accreditation and audit its domestic abuse policy."
    given = [asked(text, "Trust", review=f"{number:08x}-anyshire") for number in range(400)]
    found = list(find_resemblances(given, WORDING, limit=5))
    assert len(found) <= 5 * len(given)
    degrees = [sum(item.key in (each.left, each.right) for each in found) for item in given]
    assert min(degrees) >= 5
    assert max(degrees) < 40


LIST = (
    "Officers must wear body worn cameras at domestic incidents.",
    "The force should audit DASH forms.",
    "Call handlers should be trained about stalking.",
    "The force must refer children to Operation Encompass.",
    "The CSP should promote Clare's Law.",
)


def published(review: str, texts: tuple[str, ...] = LIST, year: str = "2015") -> list[Item]:
    return [
        asked(text, review=review, number=number, year=year) for number, text in enumerate(texts)
    ]


def test_a_review_published_twice_is_no_recurrence() -> None:
    other = asked(LIST[1], review="00000009-elsewhere", year="2018")
    given = [*published("00000001-anyshire"), *published("00000002-anyshire", LIST[:4]), other]
    assert duplicates(given) == [Duplicate("00000001-anyshire", "00000002-anyshire", 4, 5)]
    assert [(each.left, each.right) for each in resemblances(given)] == [
        ("00000001-anyshire--1", "00000009-elsewhere--1")
    ]


def test_the_same_list_after_another_death_is_recurrence() -> None:
    given = [*published("00000001-anyshire"), *published("00000002-anyshire", year="2016")]
    assert not duplicates(given)
    assert len(resemblances(given)) == len(LIST)


def test_a_few_shared_recommendations_make_no_duplicate() -> None:
    more = (*LIST[:3], "Appoint a carers' champion.", "Review the eviction policy.", "Fund IRIS.")
    given = [*published("00000001-anyshire"), *published("00000002-anyshire", more)]
    assert not duplicates(given)
    assert len(resemblances(given)) == 3


def test_the_triples_say_it_both_ways_and_keep_duplicates_apart() -> None:
    other = asked(LIST[1], review="00000009-elsewhere", year="2018")
    given = [*published("00000001-anyshire"), *published("00000002-anyshire"), other]
    lines = [str(triple) for triple in resemblance_triples(find_resemblances(given, WORDING))]
    approved = Path(__file__).with_name("duplicate-and-recurrence.nt")
    assert "\n".join(f"{line} ." for line in lines) + "\n" == approved.read_text(encoding="utf-8")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=10))
def test_any_text_can_be_signed_and_compared(text: str, addressee: str, area: str) -> None:
    item = Item("a--1", "a", text, (addressee,), area)
    signature = sign(item, WORDING)
    assert sign(item, WORDING) == signature
    for feature in signature.features:
        assert 0 <= feature.start < feature.end <= len(text)
    found = resemblances([item, replace(item, key="b--1", review="b")])
    assert [each.score for each in found] == [1.0] * bool(signature.features)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("", "first row"),
        ("kind\tname\tweight\tphrases\ntopic\tx\theavy\ta", ":2: not kind"),
        ("kind\tname\tweight\tphrases\nthing\tx\t1\ta", ":2: not kind"),
        ("kind\tname\tweight\tphrases\ntopic\tx\t1\ta;", ":2: an empty phrase"),
        ("kind\tname\tweight\tphrases\ntopic\tx\t1\tcarers\ntopic\ty\t1\tcarer", ":3: “carer”"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(table: str, fault: str) -> None:
    with pytest.raises(DataError, match=fault):
        read_wording(table)
