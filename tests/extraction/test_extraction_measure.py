"""The measure reacts to spoilt answers as it must, before any figure of it is trusted."""

import random

import pytest
from report_generator.banks import DEVELOPMENT
from report_generator.building import compose
from report_generator.measure import Row, Score, fold_number, measure

GOLD = [
    Row(str(number), truth.text, truth.primary)
    for number, truth in enumerate(compose("words", 5, DEVELOPMENT, pages=1).truths, 1)
]


def scored(answer: list[Row]) -> Score:
    return measure(GOLD, answer)


def test_the_gold_itself_and_shuffled_is_perfect() -> None:
    shuffled = list(GOLD)
    random.Random(1).shuffle(shuffled)
    for answer in (GOLD, shuffled):
        score = scored(answer)
        assert score.f1(score.rows) == score.f1(score.matched) == 1.0


def test_lost_words_spoil_boundaries_and_not_detection() -> None:
    cut = [Row(row.number, " ".join(row.text.split()[:-4]), row.primary) for row in GOLD]
    score = scored(cut)
    assert score.f1(score.matched) == 1.0
    assert score.exact == 0
    assert score.starts == len(GOLD)


def test_merged_pairs_halve_recall() -> None:
    pairs = [
        Row(a.number, f"{a.text} {b.text}", a.primary)
        for a, b in zip(GOLD[::2], GOLD[1::2], strict=False)
    ]
    score = scored(pairs)
    assert score.matched / score.gold == pytest.approx(0.5, abs=0.1)


def test_everything_twice_halves_precision() -> None:
    score = scored([*GOLD, *GOLD])
    assert score.matched / score.found == 0.5


def test_decoys_and_furniture_are_seen() -> None:
    decoys = [Row("", f"The weather of day {n} was reported on the radio.", "") for n in range(5)]
    score = scored([*GOLD, *decoys])
    assert score.matched / score.found == pytest.approx(len(GOLD) / (len(GOLD) + 5))
    spoilt = [
        Row(row.number, f"{row.text} OFFICIAL Page {n}" if n % 3 == 0 else row.text, row.primary)
        for n, row in enumerate(GOLD)
    ]
    score = scored(spoilt)
    assert score.f1(score.exact) == pytest.approx(2 / 3, abs=0.08)
    assert score.f1(score.matched) == 1.0


def test_a_wrong_number_or_body_spoils_the_row_only() -> None:
    score = scored([Row("99", row.text, "Nobody") for row in GOLD])
    assert score.f1(score.matched) == 1.0
    assert score.numbers == score.primaries == score.rows == 0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("R1", "1", True),
        ("Recommendation 1", "1.", True),
        ("9.1 a", "9.1(a)", True),
        ("1.1", "11", False),
        ("", "", True),
    ],
)
def test_numbers_are_compared_folded(a: str, b: str, same: bool) -> None:
    assert (fold_number(a) == fold_number(b)) is same


def test_the_same_seed_gives_the_same_report() -> None:
    assert compose("boxes", 3, DEVELOPMENT) == compose("boxes", 3, DEVELOPMENT)
    assert compose("boxes", 3, DEVELOPMENT) != compose("boxes", 4, DEVELOPMENT)
