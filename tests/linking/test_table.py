"""How well names are resolved that were labelled before any rule was tuned."""

import random
import time

import pytest

from linking.table import cases, resolve, score
from reviewgraph.linking import Resolver


def test_the_table_is_large_and_varied() -> None:
    table = list(cases())
    assert len(table) >= 200
    assert len({case.area for case in table}) >= 80
    assert sum(case.agency is None for case in table) >= 30


def test_precision_and_recall_of_the_development_half(resolver: Resolver) -> None:
    result = score(resolver, list(cases("dev")))
    assert result.precision >= 0.98, result.wrong
    assert result.recall >= 0.95, result.missed


def test_precision_and_recall_of_the_held_out_half(resolver: Resolver) -> None:
    result = score(resolver, list(cases("held-out")))
    assert result.precision >= 0.98, result.wrong
    assert result.recall >= 0.90, result.missed


def test_precision_and_recall_of_a_second_table_written_after_the_first_tuning(
    resolver: Resolver,
) -> None:
    result = score(resolver, list(cases("second")))
    assert result.precision >= 0.98, result.wrong
    assert result.recall >= 0.95, result.missed


def test_kinds(resolver: Resolver) -> None:
    wrong = [
        f"{case.mention}: {found.mention.kind} for {case.kind}"
        for case in cases()
        if (found := resolve(resolver, case)).mention.kind.value != case.kind
    ]
    assert len(wrong) <= 5, wrong


def test_what_has_no_answer_has_none_for_a_reason(resolver: Resolver) -> None:
    for case in cases():
        found = resolve(resolver, case)
        assert found.reason
        assert found.rule
        if case.kind in ("pseudonym", "collective", "class"):
            assert (found.agency, found.candidates) == (None, ())


@pytest.mark.slow
def test_a_hundred_thousand_mentions_take_seconds(resolver: Resolver) -> None:
    chance = random.Random(20261124)
    table = list(cases())
    areas = sorted({case.area for case in table})
    work = [
        (chance.choice(table).mention, chance.choice(areas), str(chance.randint(2011, 2025)))
        for _ in range(100_000)
    ]
    begun = time.process_time()
    for name, area, year in work:
        resolver.resolve_name(name, area, year)
    assert time.process_time() - begun < 30
