import re

import pytest
from theme_measure import FILES

from reviewgraph.errors import DataError
from reviewgraph.model import Judgement, Tagging, quote
from reviewgraph.themes.ledger import (
    COLUMNS,
    apply_decisions,
    decisions_by_subject,
    format_decisions,
    parse_decisions,
)
from reviewgraph.themes.scheme import load_scheme

SCHEME = load_scheme(FILES)
HEAD = "\t".join(COLUMNS) + "\n"
TEXT = "Train staff on MARAC."
MARAC = Tagging("marac", "theme", quote(TEXT, 15, 20), "MARAC", "abbreviation", 0.95)


def row(
    subject: str = "recommendation:r--1-aa",
    concept: str = "theme:marac",
    judgement: str = "rejected",
    author: str = "orcid:0000-0002-1825-0097",
    date: str = "2026-01-02",
) -> str:
    return "\t".join((subject, concept, judgement, author, date, "")) + "\n"


def test_a_ledger_is_read_and_written_the_same() -> None:
    text = HEAD + row() + row(concept="concept:action-type--train", judgement="accepted")
    decisions = parse_decisions(text, "themes.tsv", SCHEME)
    again = format_decisions(decisions)
    assert parse_decisions(again, "themes.tsv", SCHEME) == decisions
    assert format_decisions(reversed(decisions)) == again
    assert len(decisions_by_subject(decisions)["recommendation:r--1-aa"]) == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "themes.tsv:1: the first line"),
        (HEAD + "one\ttwo\n", "themes.tsv:2: 2 cells"),
        (HEAD + row(judgement="maybe"), 'themes.tsv:2: judgement "maybe"'),
        (HEAD + row(subject="agency:x"), 'themes.tsv:2: subject "agency:x"'),
        (HEAD + row(author=""), "themes.tsv:2: say who judged"),
        (HEAD + row(concept="theme:gone"), "themes.tsv:2: the scheme has no concept"),
        (HEAD + row(concept="agency:x"), "themes.tsv:2: agency:x: no concept"),
        (HEAD + row() + row(), "themes.tsv:3: recommendation:r--1-aa theme:marac is judged twice"),
    ],
)
def test_a_broken_ledger_names_its_line(text: str, fault: str) -> None:
    with pytest.raises(DataError, match=re.escape(fault)):
        parse_decisions(text, "themes.tsv", SCHEME)


def test_a_rejection_keeps_the_evidence_and_an_acceptance_adds_what_rules_miss() -> None:
    decisions = parse_decisions(
        HEAD + row() + row(concept="theme:dash", judgement="accepted"), "themes.tsv", SCHEME
    )
    dash, marac = apply_decisions((MARAC,), decisions, TEXT)
    assert marac.judgement is Judgement.REJECTED
    assert marac.quote == MARAC.quote
    assert (dash.concept, dash.rule, dash.confidence) == ("dash", "person", 1.0)
    assert dash.quote.exact == TEXT


def test_a_rejection_of_what_no_rule_finds_changes_nothing() -> None:
    decisions = parse_decisions(HEAD + row(), "themes.tsv", SCHEME)
    assert apply_decisions((), decisions, TEXT) == ()
