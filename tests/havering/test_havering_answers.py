"""The real review gives the answers that a careful reader of its page gives."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewgraph.queries import bind, find_query, read_queries
from reviewgraph.resources import shipped
from reviewgraph.results import Table, read_results
from reviewgraph.store import Store, open_store

ANSWERS = yaml.safe_load((Path(__file__).parent / "answers.yaml").read_text(encoding="utf-8"))
QUERIES = read_queries(shipped("queries"))


@pytest.fixture(scope="module")
def store(havering: Path) -> Store:
    return open_store(havering)


def rows(store: Store, query: str, **values: str) -> list[dict[str, str]]:
    results = read_results(store.query(bind(find_query(QUERIES, query), values)))
    assert isinstance(results, Table)
    return [
        {
            column: "" if term is None else term.value
            for column, term in zip(results.columns, row, strict=True)
        }
        for row in results.rows
    ]


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: str(case["question"]))
def test_a_question_about_recommendations(store: Store, case: dict[str, Any]) -> None:
    found = rows(store, case["query"], **case["values"])
    names = {row["recommendationLabel"].rpartition(": ")[2] for row in found}
    assert names == set(case["exactly"])


def test_the_summary_speaks_of_coercive_control_and_no_recommendation_does(store: Store) -> None:
    found = rows(store, "summary-theme-without-recommendation", theme="coercive-control")
    assert [row["reviewLabel"] for row in found] == ["Havering review, death in 2017 (6391f4df)"]


def test_the_most_frequent_themes(store: Store) -> None:
    found = rows(store, "themes-by-frequency")
    counts = {row["theme"].rpartition("/")[2]: int(row["recommendations"]) for row in found}
    expected = {
        "quality-assurance-audit": 9,
        "da-training": 7,
        "multi-agency-working": 7,
        "mental-capacity": 5,
        "policy-procedure": 5,
    }
    assert {theme: counts[theme] for theme in expected} == expected


def test_bodies_that_have_ended_and_who_inherits(store: Store) -> None:
    found = rows(store, "abolished-bodies-and-successors")
    assert {(row["agencyLabel"], row["ended"], row["successorLabel"]) for row in found} == {
        ("NHS Havering CCG", "2021-04-01", "NHS North East London Integrated Care Board")
    }


def test_one_review_shows_no_recurrence(store: Store) -> None:
    assert rows(store, "recurring-recommendations") == []


def test_the_series_of_the_page(store: Store) -> None:
    found = rows(store, "series-of-review", review="6391f4df-havering")
    sizes = {row["seriesLabel"]: int(row["recommendations"]) for row in found}
    assert sizes == {
        "BOCU SLT": 2,
        "Homecare Provider": 2,
        "LA": 5,
        "LFT": 5,
        "overview report": 12,
    }


def test_follow_up_is_not_known_and_never_not_done(store: Store) -> None:
    found = rows(store, "recommendation-status")
    assert {row.get("statusLabel", "") for row in found} == {"not known"}
