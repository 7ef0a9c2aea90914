"""Reports are values: grouped, merged, sorted and written the same every time."""

import json
import random
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.errors import DataError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from reviewgraph.validation import (
    Finding,
    Report,
    Severity,
    as_json,
    as_text,
    as_turtle,
    by_review,
    merge,
    read_shapes,
    split_by_review,
    validate,
    validate_graphs,
)
from reviewgraph.validation.shacl import as_rdflib

ROOT = Path(__file__).parents[1]
ID = "https://w3id.org/reviewgraph/id/"
A, B = NamedNode("a:a"), NamedNode("a:b")


def finding(focus: str = f"{ID}review/0a1b2c3d-anytown", **changes: object) -> Finding:
    fields: dict[str, object] = {
        "severity": Severity.VIOLATION,
        "shape": "https://w3id.org/reviewgraph/shapes#Review-label",
        "constraint": "MinCount",
        "focus": focus,
        "path": "rdfs:label",
        "value": None,
        "message": "Give the review one label.",
    }
    return Finding(**{**fields, **changes})  # type: ignore[arg-type]


def graph(local: str) -> NamedNode:
    return NamedNode(f"{ID}graph/{local}")


def test_the_two_graphs_of_a_review_are_validated_together() -> None:
    names = [graph("review--b"), graph("agencies"), graph("derived--a"), graph("review--a")]
    assert by_review(names) == [
        ("a", (graph("derived--a"), graph("review--a"))),
        ("b", (graph("review--b"),)),
        (f"{ID}graph/agencies", (graph("agencies"),)),
    ]


def test_a_dump_falls_apart_into_its_reviews() -> None:
    first = Triple(NamedNode(f"{ID}recommendation/a-b--1-1a2b3c4d"), A, B)
    second = Triple(NamedNode(f"{ID}tagging/a-b--theme-x--quote"), A, B)
    graphs = Triple(graph("derived--a-b"), A, B)
    shared = Triple(NamedNode(f"{ID}agency/a-b"), A, B)
    blank = Triple(BlankNode("x"), A, B)
    groups = dict(split_by_review([shared, first, blank, second, graphs]))
    assert groups == {"": [shared, blank], "a-b": [first, second, graphs]}


def test_findings_are_told_once_and_in_order() -> None:
    warning = finding(severity=Severity.WARNING, shape="a:a")
    one, two = finding("a:1"), finding("a:2")
    merged = merge([Report((two, one), 1), Report((warning, one), 2)])
    assert merged == Report((one, two, warning), 3)
    assert merged.violations == (one, two)
    assert merged.warnings == (warning,)
    assert not merged.conforms
    assert Report((warning,), 1).conforms


def test_the_order_of_the_triples_does_not_matter() -> None:
    header = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())
    base = header + (ROOT / "tests" / "shapes" / "base.ttl").read_text(encoding="utf-8")
    triples = [quad.triple for quad in parse(base, format=RdfFormat.TURTLE)]
    triples = [t for t in triples if "label" not in t.predicate.value]
    shapes = read_shapes(ROOT / "shapes")
    first = validate(triples, shapes)
    assert first.findings
    random.Random(7).shuffle(triples)
    assert validate(triples, shapes) == first
    assert validate_graphs([("one", triples), ("none", [])], shapes) == Report(first.findings, 2)


def test_many_things_with_one_fault_are_counted() -> None:
    report = Report(tuple(finding(f"{ID}review/{number}") for number in range(30)), 30)
    text = as_text(report)
    assert text.count("  at review:") == 20
    assert "  and 10 more\n" in text
    assert text.endswith("30 graphs checked: 30 violations, 0 warnings.\n")


def test_a_value_told_in_the_message_is_not_repeated() -> None:
    value = NamedNode(f"{ID}theme/marac")
    text = as_text(Report((finding(value=value, message=f"Remove {value.value}."),), 1))
    assert "  Remove theme:marac.\n" in text
    assert "= theme:marac" not in text


def test_a_long_value_is_cut() -> None:
    assert "…" in as_text(Report((finding(value=Literal("long " * 99)),), 1))


def test_json_and_turtle_hold_every_finding() -> None:
    findings = (finding("a:1"), finding("_:blank", value=Literal("x", language="en")))
    report = Report(findings, 1)
    assert len(json.loads(as_json(report))["findings"]) == 2
    written = rdflib.Graph().parse(data=as_turtle(report), format="turtle")
    results = list(written.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))
    assert len(results) == 2
    assert len(list(written.objects(None, rdflib.SH.focusNode))) == 1
    assert (None, rdflib.SH.value, rdflib.Literal("x", lang="en")) in written


def test_a_report_without_findings_conforms() -> None:
    written = rdflib.Graph().parse(data=as_turtle(Report((), 1)), format="turtle")
    assert (None, rdflib.SH.conforms, rdflib.Literal(True)) in written


@pytest.mark.parametrize(
    ("shape", "fault"),
    [
        ("sh:targetClass rg:Review ; sh:property [ sh:minCount 1 ] .", "a shape cannot be used"),
        (
            'sh:targetClass rg:Review ; sh:sparql [ sh:select "SELECT $this WHERE { $this" ] .',
            "a constraint is not SPARQL",
        ),
        (
            'sh:targetClass rg:Review ; sh:sparql [ sh:select "SELECT $this { VALUES ?x {1} }" ] .',
            "a shape cannot be used",
        ),
    ],
)
def test_a_broken_shape_is_told_in_one_line(shape: str, fault: str, tmp_path: Path) -> None:
    prefixes = "@prefix rg: <a:> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    (tmp_path / "broken.ttl").write_text(f"{prefixes}<a:shape> a sh:NodeShape ; {shape}\n")
    shapes = read_shapes(tmp_path)
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    with pytest.raises(DataError, match=fault) as raised:
        validate([Triple(A, kind, NamedNode("a:Review"))], shapes)
    assert "\n" not in str(raised.value)


def test_shapes_that_are_no_turtle_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a:a> <a:b>")
    with pytest.raises(DataError, match=r"broken\.ttl: not valid Turtle"):
        read_shapes(tmp_path)


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no shapes"):
        read_shapes(tmp_path)


def test_nothing_is_printed_or_logged(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    shapes = read_shapes(ROOT / "shapes")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    review = NamedNode("https://w3id.org/reviewgraph/ontology#Review")
    with caplog.at_level(0):
        assert validate([Triple(A, kind, review)], shapes).findings
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(texts, st.sampled_from([None, "en", "cy"]))
def test_words_come_over_unchanged(text: str, language: str | None) -> None:
    literal = Literal(text, language=language) if language else Literal(text)
    ((_, _, found),) = as_rdflib([Triple(A, B, literal)])
    assert (str(found), found.language, found.datatype) == (text, language, None)


@given(st.sampled_from(["integer", "decimal", "gYear", "gYearMonth", "boolean", "date"]), texts)
def test_typed_values_keep_their_form(datatype: str, text: str) -> None:
    kind = f"{PREFIXES['xsd']}{datatype}"
    ((_, _, found),) = as_rdflib([Triple(A, B, Literal(text, datatype=NamedNode(kind)))])
    assert (str(found), str(found.datatype)) == (text, kind)
