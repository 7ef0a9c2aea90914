"""The cheap search against the dear one: every pair scored."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
import pytest

from benchmarks.invented import review
from reviewgraph.resembling import (
    THRESHOLD,
    Feature,
    Item,
    Matrix,
    Signature,
    matrix,
    shipped_wording,
    sign,
)
from reviewgraph.resembling.candidates import candidates, drawers

WORDING = shipped_wording()
COMMON = tuple(Feature(name, 1, True, 0, 1) for name in ("train", "abuse", "staff"))


def corpus(reviews: int) -> Matrix:
    given = (
        Item(f"{each.stem}--{place}", each.stem, row.text, (row.addressee,), each.area)
        for each in (review(5, number) for number in range(reviews))
        for place, row in enumerate(each.rows)
    )
    return matrix((item, sign(item, WORDING)) for item in given)


@pytest.fixture(scope="module")
def small() -> Matrix:
    return corpus(45)


def meetings(of: Matrix) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    return chain.from_iterable(candidates(of, drawer) for drawer in range(drawers(of)))


def every_pair(of: Matrix) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.triu_indices(len(of.keys), 1)
    apart = of.review[left] != of.review[right]
    return left[apart], right[apart]


def test_the_search_misses_next_to_nothing(small: Matrix) -> None:
    left, right = every_pair(small)
    alike = small.score(left, right) >= THRESHOLD
    wanted = set(zip(left[alike].tolist(), right[alike].tolist(), strict=True))
    met = {
        pair
        for one, other in meetings(small)
        for pair in zip(one.tolist(), other.tolist(), strict=True)
    }
    assert len(wanted) > 100
    assert len(wanted & met) / len(wanted) > 0.98
    assert len(met) < len(left) / 2


def test_no_pair_is_dropped_that_scores(small: Matrix) -> None:
    left, right = every_pair(small)
    scored = small.score(left, right)
    for least in (0.2, THRESHOLD, 0.9):
        hopeful = small.hopeful(left, right, least)
        assert hopeful[scored >= least].all()
        assert not hopeful.all()


def test_what_every_review_asks_for_costs_no_more_per_review() -> None:
    def crowd(size: int) -> float:
        asked = [
            Signature((*COMMON, Feature(f"detail {number // 2}", 0.5, True, 0, 1)))
            for number in range(size)
        ]
        of = matrix((Item(f"{at}--1", f"{at}", ""), each) for at, each in enumerate(asked))
        return sum(len(left) for left, _ in meetings(of)) / size

    assert crowd(6000) < 1.1 * crowd(1500)
    assert crowd(6000) < 200


def test_a_score_is_the_same_both_ways_and_one_with_itself(small: Matrix) -> None:
    left, right = every_pair(small)
    some = slice(None, None, 97)
    forth, back = small.score(left[some], right[some]), small.score(right[some], left[some])
    assert np.array_equal(forth, back)
    everyone = np.arange(len(small.keys))
    assert (small.score(everyone, everyone) == 1).all()
