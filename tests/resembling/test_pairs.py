"""Pairs in four bytes a row are found, gathered and told apart as plain pairs are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.resembling.gathering import Gathered
from reviewgraph.resembling.pairs import Pairs, pairs_of
from reviewgraph.resembling.texts import texts

COUNT = 40
ROWS = st.integers(0, COUNT - 1)
SOME = st.lists(st.tuples(ROWS, ROWS), max_size=60)


def coded(pairs: list[tuple[int, int]]) -> np.ndarray:
    return np.asarray(sorted({left * COUNT + right for left, right in pairs}), dtype=np.int64)


@given(SOME, SOME)
def test_a_pair_is_found_where_it_stands(
    given: list[tuple[int, int]], wanted: list[tuple[int, int]]
) -> None:
    pairs = pairs_of(coded(given), COUNT)
    asked = pairs_of(coded(wanted), COUNT)
    listed = list(pairs)
    assert listed == sorted(set(given))
    places = pairs.find(asked).tolist()
    assert places == [listed.index(each) if each in listed else -1 for each in asked]
    merged = np.insert(pairs.codes(COUNT), pairs.places(asked), asked.codes(COUNT))
    assert np.array_equal(merged, np.sort(merged))


@given(st.lists(SOME, max_size=6))
def test_pairs_that_come_several_times_are_gathered_once(
    parts: list[list[tuple[int, int]]],
) -> None:
    found = Gathered(COUNT)
    for part in parts:
        found.add(coded(part))
    assert list(found.pairs()) == sorted({pair for part in parts for pair in part})


def test_many_pairs_are_put_in_order_before_the_end() -> None:
    rows = 2_000
    found = Gathered(rows)
    every = np.arange(rows * 100, dtype=np.int64) * 20
    for start in (0, 7, 3, 0):
        found.add(every[start::3])
    everything = np.unique(np.concatenate([every[start::3] for start in (0, 7, 3)]))
    assert np.array_equal(found.pairs().codes(rows), everything)


@given(ROWS, ROWS, SOME)
def test_the_pairs_of_a_range_of_rows_stand_together(
    one: int, other: int, given: list[tuple[int, int]]
) -> None:
    first, end = sorted((one, other))
    pairs = pairs_of(coded(given), COUNT)
    here = pairs.of_left(first, end)
    some = Pairs(pairs.left[here], pairs.right[here])
    assert list(some) == [pair for pair in pairs if first <= pair[0] < end]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=8))
def test_texts_come_back(given: list[str]) -> None:
    kept = texts(given)
    assert [kept[number] for number in range(len(kept))] == given
