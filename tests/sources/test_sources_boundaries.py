"""How often the boundary of a flat row is found, on rows whose boundary is known.

``rows-seeded.tsv`` was drawn once, with a seed, from register names, classes and abbreviations
joined to invented texts. ``rows-by-hand.tsv`` is harder: small pages, mostly without full stops,
written from what pages look like, not from the scores. Columns: page with its area, text, cell.
"""

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.sources.boundaries import Split, split_rows

HERE = Path(__file__).parent
Case = tuple[str, str, Split]


def cases(name: str) -> list[Case]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    made: list[Case] = []
    for page, group in groupby(rows, key=lambda row: row[0]):
        listed = list(group)
        area = page.lstrip("0123456789 ")
        splits = split_rows([f"{text} {cell}" for _, text, cell in listed], area=area)
        made += [(text, cell, split) for (_, text, cell), split in zip(listed, splits, strict=True)]
    return made


def right(found: list[Case]) -> float:
    return sum(split.addressee == cell for _, cell, split in found) / len(found)


@pytest.fixture(scope="module")
def seeded() -> list[Case]:
    return cases("rows-seeded.tsv")


def test_the_seeded_rows_are_many_and_varied(seeded: list[Case]) -> None:
    assert len(seeded) >= 400
    assert len({cell for _, cell, _ in seeded}) >= 120
    assert sum(text[-1] not in ".;" for text, _, _ in seeded) >= 80


def test_boundaries_of_seeded_rows(seeded: list[Case]) -> None:
    assert right(seeded) >= 0.99
    assert right([case for case in seeded if case[0][-1] not in ".;"]) >= 0.97


def test_boundaries_of_hard_rows() -> None:
    assert right(cases("rows-by-hand.tsv")) >= 0.9


def test_confidence_tells_right_from_wrong(seeded: list[Case]) -> None:
    every = seeded + cases("rows-by-hand.tsv")
    sure = [case for case in every if case[2].confidence >= 0.9]
    assert right(sure) >= 0.99
    assert right([case for case in every if case[2].confidence < 0.7]) < right(sure)


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Zs", "Zl", "Zp", "Cc")), min_size=1
)
names = st.sampled_from(["Anyshire Police", "ASCS", "All agencies", "|", "CCG.", "(London)", "the"])
rows = st.lists(st.one_of(words, names), min_size=1, max_size=40).map(" ".join)


@given(st.lists(rows, max_size=6), st.text(max_size=12))
def test_no_character_is_lost(page: list[str], area: str) -> None:
    splits = split_rows(page, area=area)
    for row, split in zip(page, splits, strict=True):
        joined = " ".join(part for part in (split.text, split.addressee) if part)
        assert joined == " ".join(row.split())
        assert 0 < split.confidence < 1
