"""What people decided is kept in a file that every build obeys."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewgraph.cli import main
from reviewgraph.errors import DataError
from reviewgraph.graph.links import link_triples
from reviewgraph.linking import Resolver
from reviewgraph.linking.ledger import (
    Decision,
    apply_decisions,
    by_mention,
    format_decisions,
    mention_name,
    parse_decisions,
    read_decisions,
)
from reviewgraph.model import Judgement, Resolution, Review
from reviewgraph.namespaces import RG
from reviewgraph.rdf import NamedNode
from reviewgraph.registries import Register

SHIPPED = Path(__file__).parents[2] / "data" / "links" / "agencies.sssom.tsv"
REVIEW = "6391f4df-havering"
ADULTS = "body-london-safeguarding-adults-board"
CHILDREN = "body-london-safeguarding-children-partnership"

Resolved = dict[str, tuple[Resolution, ...]]


def decision(mention: str, agency: str | None, judgement: Judgement) -> Decision:
    confidence = 0.5 if judgement is Judgement.UNSURE else 1.0
    return Decision(
        mention, agency, judgement, "skos:exactMatch", "orcid:0000-0000-0000-0001",
        "2026-11-20", confidence, "London Safeguarding Board", "", "",
    )  # fmt: skip


@pytest.fixture(scope="session")
def resolved(resolver: Resolver, havering_review: Review) -> Resolved:
    return resolver.resolve_review(havering_review)


def place(resolved: Resolved, name: str) -> tuple[str, Resolution]:
    return next((k, r) for k, rows in resolved.items() for r in rows if r.mention.name == name)


def judged(resolved: Resolved, name: str, *pairs: tuple[str | None, Judgement]) -> list[Resolution]:
    key, resolution = place(resolved, name)
    mention = mention_name(REVIEW, key, resolution.mention)
    decisions = by_mention(decision(mention, agency, verdict) for agency, verdict in pairs)
    after = apply_decisions(REVIEW, resolved, decisions)
    return [r for r in after[key] if r.mention.name == name]


def shortcuts(resolved: Resolved, name: str, after: list[Resolution]) -> list[str]:
    triples = link_triples(REVIEW, place(resolved, name)[0], after)
    return [t.object.value for t in triples
            if t.predicate == RG.addressedTo and isinstance(t.object, NamedNode)]  # fmt: skip


def test_without_decisions_nothing_changes(resolved: Resolved) -> None:
    assert apply_decisions(REVIEW, resolved, {}) == resolved


def test_an_accepted_candidate_becomes_the_link(resolved: Resolved) -> None:
    name = "London Safeguarding Board"
    (after,) = judged(resolved, name, (ADULTS, Judgement.ACCEPTED))
    assert (after.agency, after.judgement, after.rule) == (ADULTS, Judgement.ACCEPTED, "person")
    assert after.candidates == ()
    assert shortcuts(resolved, name, [after])[0].endswith(ADULTS)


def test_a_rejected_candidate_is_not_offered_again_but_stays_refused(resolved: Resolved) -> None:
    after, refusal = judged(resolved, "London Safeguarding Board", (ADULTS, Judgement.REJECTED))
    assert [candidate.agency for candidate in after.candidates] == [CHILDREN]
    assert (refusal.agency, refusal.judgement) == (ADULTS, Judgement.REJECTED)
    assert shortcuts(resolved, "London Safeguarding Board", [after, refusal]) == []


def test_a_no_takes_away_what_the_machine_was_sure_of(resolved: Resolved) -> None:
    after, refusal = judged(resolved, "NHS England", ("ods-x24", Judgement.REJECTED))
    assert after.agency is None
    assert refusal.judgement is Judgement.REJECTED
    assert shortcuts(resolved, "NHS England", [after, refusal]) == []


def test_unsure_keeps_the_candidates_and_gives_no_shortcut(resolved: Resolved) -> None:
    name = "London Safeguarding Board"
    (after,) = judged(resolved, name, (ADULTS, Judgement.UNSURE))
    assert {c.agency for c in after.candidates} == {ADULTS, CHILDREN}
    assert shortcuts(resolved, name, [after]) == []


def test_no_such_body(resolved: Resolved) -> None:
    (after,) = judged(resolved, "London Safeguarding Board", (None, Judgement.ACCEPTED))
    assert (after.agency, after.candidates, after.rule) == (None, (), "person")


def test_a_hidden_body_cannot_be_named(resolved: Resolved) -> None:
    with pytest.raises(DataError, match="hidden by the review; remove its row"):
        judged(resolved, "Homecare Provider", ("ods-x24", Judgement.ACCEPTED))


def test_the_shipped_ledger_is_as_it_would_be_written(register: Register) -> None:
    decisions = read_decisions(SHIPPED, register)
    rows = [d for group in decisions.values() for d in group]
    assert format_decisions(rows) == SHIPPED.read_text(encoding="utf-8")


def test_a_missing_ledger_is_an_empty_one(register: Register, tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.tsv", register) == {}


KEYS = st.sampled_from(["ods-08f", "gss-e09000016", "sab-e09000016", None])
DECISIONS = st.builds(
    decision,
    mention=st.from_regex(r"[a-z0-9]{1,4}--[a-z0-9]{1,4}--[a-z]{1,4}", fullmatch=True),
    agency=KEYS,
    judgement=st.sampled_from(Judgement),
)


@given(st.lists(DECISIONS, unique_by=lambda d: (d.mention, d.agency)), st.randoms())
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_and_order_does_not_matter(
    rows: list[Decision], random: object
) -> None:
    register = _register()
    text = format_decisions(rows)
    assert format_decisions(reversed(rows)) == text
    read = [d for group in parse_decisions(text, "ledger", register).values() for d in group]
    assert sorted(map(repr, read)) == sorted(map(repr, rows))


def _register() -> Register:
    global _CACHED
    if _CACHED is None:
        from reviewgraph.registries import load_register

        _CACHED = load_register(SHIPPED.parents[1] / "registries")
    return _CACHED


_CACHED: Register | None = None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mention:a--b--c", "a--b--c", "subject_id 'a--b--c'"),
        ("agency:ods-08f", "agency:ods-zzz", "no agency of the register"),
        ("skos:exactMatch", "owl:sameAs", "predicate_id must be one of"),
        ("\t1\t", "\tvery\t", "confidence 'very' is no number"),
        ("\t1\t", "\t7\t", "confidence 7 is not from 0 to 1"),
        ("2026-11-20", "", "say who judged"),
        ("predicate_modifier", "modifier", "column predicate_modifier is missing"),
        ("exactMatch\t\t", "exactMatch\tPerhaps\t", "predicate_modifier must be empty or Not"),
    ],
)
def test_a_row_that_cannot_be_obeyed(register: Register, old: str, new: str, said: str) -> None:
    text = format_decisions([decision("a--b--c", "ods-08f", Judgement.ACCEPTED)])
    assert old in text
    with pytest.raises(DataError) as error:
        parse_decisions(text.replace(old, new), "ledger.tsv", register)
    assert said in str(error.value)
    assert str(error.value).startswith("ledger.tsv:")


def test_one_pair_is_judged_once(register: Register) -> None:
    one = decision("a--b--c", "ods-08f", Judgement.ACCEPTED)
    other = replace(one, judgement=Judgement.REJECTED)
    text = format_decisions([one]) + format_decisions([other]).splitlines()[-1] + "\n"
    with pytest.raises(DataError, match="judged twice"):
        parse_decisions(text, "ledger.tsv", register)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["agencies", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_a_person_works_through_the_queue(
    havering: Path, tmp_path: Path, resolved: Resolved
) -> None:
    code, output = run("--graph", str(havering))
    assert code == 0
    assert "“London Safeguarding Board”" in output
    assert ADULTS in output
    assert "1 mention undecided." in output
    for hidden in ("LFT”", "Homecare"):
        assert f"“{hidden}" not in output
    key, resolution = place(resolved, "London Safeguarding Board")
    mention = mention_name(REVIEW, key, resolution.mention)
    common = ["--graph", str(havering), "--links", str(tmp_path), "--author", "A. Curator",
              "--date", "2026-11-20"]  # fmt: skip
    assert run("unsure", mention, CHILDREN, *common)[0] == 0
    assert run("reject", mention, CHILDREN, *common)[0] == 0
    code, output = run("accept", mention, ADULTS, *common, "--comment", "adult context")
    assert (code, output.startswith("accepted: “London Safeguarding Board”")) == (0, True)
    rows = (tmp_path / "agencies.sssom.tsv").read_text(encoding="utf-8").splitlines()
    assert len([row for row in rows if row.startswith("link:")]) == 2
    assert run("accept", mention, "gss-e99", *common)[0] == 1
    assert run("accept", "no--such--mention", ADULTS, *common)[0] == 1
    key, hidden_one = place(resolved, "LFT")
    code, output = run("accept", mention_name(REVIEW, key, hidden_one.mention), ADULTS, *common)
    assert (code, "never resolved" in output) == (1, True)
