"""Reports written by hand, without regard to the rules, each with its truth beside it.

A truth file lists number, text and addressee of every recommendation in order; where a report
can rightly be read in more than one way, the readings stand beside one another. The same report
lies there in the formats it was printed to: WeasyPrint, Chromium, LibreOffice, Word and HTML.
"""

import json
from pathlib import Path
from typing import TypedDict

import pytest
from report_generator.measure import Row, align, fold, fold_number, measure
from report_generator.running import rows_of

from reviewgraph.extraction import read

HANDMADE = Path(__file__).parent / "handmade"
REPORTS = sorted(path for path in HANDMADE.iterdir() if path.suffix != ".json")


class Truth(TypedDict):
    """One recommendation, with every number and addressee it can rightly be read with."""

    number: list[str]
    text: str
    addressee: list[str]


def truth_of(path: Path) -> list[Truth]:
    rows: list[Truth] = json.loads(path.with_suffix(".json").read_text())
    return rows


def as_gold(row: Truth, number: str) -> Row:
    """Return a row of the truth in the reading whose number agrees with the answer's."""
    numbers = [one for one in row["number"] if fold_number(one) == fold_number(number)]
    first, *others = row["addressee"]
    return Row((numbers or row["number"])[0], row["text"], first, tuple(others))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_made_by_hand_is_read_whole(path: Path) -> None:
    found = rows_of(read(path.read_bytes(), source=path.name))
    truth = truth_of(path)
    gold = [as_gold(row, "") for row in truth]
    pairs = dict(align(gold, found))
    assert [fold(row.text) for row in found] == [fold(row.text) for row in gold]
    gold = [as_gold(row, found[pairs[place]].number) for place, row in enumerate(truth)]
    wrong = [
        (one, found[pairs[place]])
        for place, one in enumerate(gold)
        if not measure([one], [found[pairs[place]]]).rows
    ]
    assert wrong == []
