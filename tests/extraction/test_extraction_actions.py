"""Action plans as the graph holds them: sound by the shapes, with what they say plainly."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table

from reviewgraph.extraction import Extraction, actions_of, read, reading_of
from reviewgraph.extraction.writing import addressed_to
from reviewgraph.graph.actions import action_triples, status_triples
from reviewgraph.graph.reviews import review_triples
from reviewgraph.model import Sidecar
from reviewgraph.namespaces import RG, SCHEMA
from reviewgraph.rdf import Triple
from reviewgraph.validation import read_shapes, validate

ROOT = Path(__file__).parents[2]
HANDMADE = Path(__file__).parent / "handmade"
SIDECAR = Sidecar(area="Haverdale", upload_month="2019-09")


def graph_of(found: Extraction) -> list[Triple]:
    reading = reading_of(found, SIDECAR)
    actions = actions_of(None, found)
    identifier = reading.review.identifier
    return [
        *review_triples(reading),
        *action_triples(identifier, actions),
        *status_triples(identifier, actions, reading.review.upload_month),
    ]


def printed(rows: list[list[str]]) -> bytes:
    """Return a ruled action plan as a PDF."""
    head = [
        "Recommendation",
        "Action to take",
        "Lead agency",
        "Target date",
        "Completion and outcome",
    ]
    stream = io.BytesIO()
    table = Table([head, *rows], style=[("GRID", (0, 0), (-1, -1), 1, "black")])
    SimpleDocTemplate(stream, pagesize=landscape(A4)).build([table])
    return stream.getvalue()


@pytest.mark.parametrize(
    "name",
    ["plan-of-seven-columns.pdf", "list-and-plan-over-pages.pdf", "plan-of-six-columns.html"],
)
def test_a_plan_is_sound_by_the_shapes(name: str) -> None:
    found = read((HANDMADE / name).read_bytes(), source="5e0f0001-haverdale.pdf")
    graph = graph_of(found)
    assert any(triple.object == RG.StatusEvent for triple in graph)
    assert any(triple.predicate == RG.respondsTo for triple in graph)
    assert validate(graph, read_shapes(ROOT / "shapes")).violations == ()


def test_what_the_plan_of_seven_columns_says_plainly() -> None:
    path = HANDMADE / "plan-of-seven-columns.pdf"
    found = read(path.read_bytes(), source=path.name)
    said = {
        action.recommendation.partition("-")[0]: action.reported and action.reported.words
        for action in found.actions
    }
    assert said == {
        "1": "Completed July 2018",
        "2": "Ongoing",
        "3": "Not started",
        "4": "Complete",
        "5": "Complete - January 2019",
        "6": "In progress",
    }


def test_names_are_withheld_from_plans_and_their_dates_stay() -> None:
    rows = [
        [
            "1. Review the policy of the front desk.",
            "Dr Q. Example to write it after the death on\n12 March 2016",
            "Council",
            "31/03/2019",
            "Completed 31/03/2019",
        ],
        ["2. Train the staff of the front desk.", "Book it", "Mrs X", "May 2019", "Ongoing"],
    ]
    found = read(printed(rows), source="plan.pdf")
    assert [action.withheld for action in found.actions] == [2, 1]
    assert found.withheld == 4  # the leader of the second action is its recommendation's addressee
    shown = str(found.actions)
    assert "Example" not in shown
    assert "12 March" not in shown
    assert found.actions[0].target_date == "31/03/2019"
    assert found.actions[1].lead_agency == "[withheld]"
    assert "4 name(s)" in found.notes[-1]


def test_a_name_is_withheld_from_addressees_and_glossary_too() -> None:
    html = """<!DOCTYPE html><body><h1>Abbreviations</h1>
      <table><tr><td>QE</td><td>Dr Quentin Example</td></tr>
        <tr><td>CSP</td><td>Community Safety Partnership</td></tr></table>
      <h1>Recommendations</h1><table><tr><th>No</th><th>Recommendation</th><th>Lead</th></tr>
      <tr><td>1</td><td>Review the policy of the front desk.</td><td>Dr Quentin Example</td></tr>
      <tr><td>2</td><td>Train the staff of the front desk.</td><td>CSP</td></tr></table>"""
    found = read(html.encode(), source="report.html")
    assert "Quentin" not in str(found)
    assert [one.primary for one in found.recommendations] == ["[withheld]", "CSP"]
    assert found.withheld == 1
    assert [addressed_to(one) for one in found.recommendations] == ["", "CSP"]
    assert found.glossary == (("CSP", "Community Safety Partnership"),)


def test_an_action_leads_to_a_recommendation_from_which_words_were_withheld() -> None:
    rows = [["1. Review what Mrs X was told.", "Ask", "Council", "May 2019", "Ongoing"]]
    graph = graph_of(read(printed(rows), source="5e0f0001-haverdale.pdf"))
    led = {triple.object for triple in graph if triple.predicate == RG.respondsTo}
    described = {triple.subject for triple in graph if triple.object == RG.Recommendation}
    assert led == described != set()


@pytest.mark.parametrize("again", ["Brief staff", "Brief staff.", "BRIEF STAFF"])
def test_an_action_that_is_printed_twice_is_two_actions(again: str) -> None:
    rows = [
        [
            "1. Review the policy of the front desk.",
            "Brief staff",
            "Council",
            "May 2019",
            "Ongoing",
        ],
        ["", again, "Council", "June 2019", "Completed"],
    ]
    graph = graph_of(read(printed(rows), source="5e0f0001-haverdale.pdf"))
    dates = [triple for triple in graph if triple.predicate == SCHEMA.scheduledTime]
    assert len({triple.subject for triple in dates}) == 2


def test_cells_over_several_rows_are_read_in_html() -> None:
    html = """<!DOCTYPE html><body><h1>Action plan</h1><table>
      <tr><th rowspan="2">Recommendation</th><th colspan="2">Implementation</th>
        <th rowspan="2">Completion</th></tr>
      <tr><th>Action to take</th><th>Lead agency</th></tr>
      <tr><td rowspan="2">1. Review the policy of the front desk.</td><td>Brief staff</td>
        <td>Council</td><td>Completed</td></tr>
      <tr><td>Write to tenants</td><td>Homes</td><td>Ongoing</td></tr></table>"""
    found = read(html.encode(), source="plan.html")
    shown = [(a.label, a.text, a.lead_agency, a.completed) for a in found.actions]
    assert shown == [
        ("1", "Brief staff", "Council", "Completed"),
        ("1", "Write to tenants", "Homes", "Ongoing"),
    ]
