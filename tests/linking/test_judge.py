"""How well names are resolved that were labelled from the registers, before the rules were read."""

import pytest

from linking.judge import judge, rows
from reviewgraph.linking import Resolver


def test_what_was_once_wrong_stays_right(resolver: Resolver) -> None:
    assert judge(resolver, rows("later"))["all"].faults == []


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_precision_and_recall(resolver: Resolver, part: str) -> None:
    whole = judge(resolver, rows(part))["all"]
    assert whole.linkable >= 160
    assert whole.precision >= 0.98, whole.faults
    assert whole.recall >= 0.95, whole.faults


def test_every_kind_is_linked(resolver: Resolver) -> None:
    for kind, tally in judge(resolver, [*rows("dev"), *rows("held-out")]).items():
        assert tally.recall >= 0.85, (kind, tally.faults)
        assert tally.precision >= 0.95, (kind, tally.faults)


def test_a_wrong_link_and_a_miss_are_counted(resolver: Resolver) -> None:
    row = next(row for row in rows("dev") if row.expected.startswith("gss-e09"))
    wrong = type(row)(row.part, row.kind, row.printed, row.area, row.year, "", "ods-08f")
    hidden = type(row)(row.part, row.kind, "Trust A", row.area, row.year, "", row.expected)
    tally = judge(resolver, [wrong, hidden])["all"]
    assert (tally.linked, tally.right, tally.linkable, len(tally.faults)) == (1, 0, 2, 2)
