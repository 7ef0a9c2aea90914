"""Each shape lets good graphs pass and is seen to find each fault it is there for.

A case in ``tests/shapes/<file>/`` is a small change to ``base.ttl``, one fault each; its name says
whether it is valid, worth a warning or invalid, and of what kind the change is. A line
``# without SUBJECT PREDICATE`` takes statements out of the base before the case is added.
"""

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib

from conftest import Approve
from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import RdfFormat, Triple, parse
from reviewgraph.validation import Report, Shapes, as_text, read_shapes, validate
from reviewgraph.validation.shacl import as_rdflib

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "shapes"
FILES = sorted((ROOT / "shapes").glob("*.ttl"))
TURTLE = sorted(path for path in CASES.glob("*/*.ttl"))
HEADER = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())
RGSH = PREFIXES["rgsh"]
SH = rdflib.SH

# What a shape may say of itself that is no constraint.
OTHER = {SH.path, SH.property, SH.message, SH.severity, SH.flags, SH.qualifiedValueShape}
OTHER |= {SH.targetClass, SH.targetSubjectsOf}


@cache
def all_shapes() -> Shapes:
    return read_shapes(ROOT / "shapes")


@pytest.fixture
def shapes() -> Shapes:
    return all_shapes()


@cache
def report_of(path: Path) -> Report:
    return validate(case_graph(path), all_shapes())


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(HEADER + text, format=RdfFormat.TURTLE)]


def case_graph(path: Path) -> list[Triple]:
    """Return the base graph with the change that the case makes."""
    case = path.read_text(encoding="utf-8")
    base = triples((CASES / "base.ttl").read_text(encoding="utf-8"))
    for subject, predicate in re.findall(r"^# without (\S+) (\S+)$", case, re.M):
        gone = triples(f"{subject} {predicate} 0 .")[0]
        kept = [t for t in base if (t.subject, t.predicate) != (gone.subject, gone.predicate)]
        assert kept != base, f"{path.name}: the base says no {predicate} of {subject}"
        base = kept
    return base + triples(case)


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_base_of_all_cases_is_sound(shapes: Shapes) -> None:
    assert (
        validate(triples((CASES / "base.ttl").read_text(encoding="utf-8")), shapes).findings == ()
    )


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_a_case_gives_its_report(path: Path, approved: Approve) -> None:
    report = report_of(path)
    approved(path.with_suffix(".report.txt"), as_text(report))
    kind = path.name.partition(".")[0]
    assert kind in {"valid", "warning", "invalid"}
    assert (kind == "invalid") == bool(report.violations)
    if kind == "valid":
        assert report.findings == ()
    if kind == "warning":
        assert report.warnings


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_a_case_is_short_and_stands_under_its_file(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 20
    assert (ROOT / "shapes" / f"{path.parent.name}.ttl").is_file()


def test_no_report_is_left_without_its_case() -> None:
    reports = {
        path.with_name(path.name.removesuffix(".report.txt"))
        for path in CASES.glob("*/*.report.txt")
    }
    assert reports == {path.with_suffix("") for path in TURTLE}


def reported_shapes(graph: rdflib.Graph) -> set[rdflib.term.Node]:
    """Return the shapes that can stand in a report: with a target, or a property of such."""
    targeted = set(graph.subjects(SH.targetClass)) | set(graph.subjects(SH.targetSubjectsOf))
    return targeted | {each for shape in targeted for each in graph.objects(shape, SH.property)}


def constraints(graph: rdflib.Graph) -> set[tuple[str, str]]:
    """Return every constraint of every shape that can stand in a report."""
    return {
        (str(shape), _component(predicate))
        for shape in reported_shapes(graph)
        for predicate in graph.predicates(shape)
        if predicate not in OTHER and str(predicate).startswith(str(SH))
    }


def _component(predicate: rdflib.term.Node) -> str:
    local = str(predicate).removeprefix(str(SH))
    return "SPARQL" if local == "sparql" else local[0].upper() + local[1:]


def test_every_constraint_is_seen_to_bite(shapes: Shapes) -> None:
    """Nothing else catches sh:minCuont, which is read as no constraint at all."""
    seen = {
        (finding.shape, finding.constraint)
        for path in TURTLE
        for finding in report_of(path).findings
    }
    stated = constraints(shapes.graph)
    assert sorted(stated - seen) == []
    assert sorted(seen - stated) == []


def test_every_shape_without_a_target_is_used_by_another(shapes: Shapes) -> None:
    graph = shapes.graph
    named = set(graph.subjects(rdflib.RDF.type, SH.NodeShape))
    named |= set(graph.subjects(rdflib.RDF.type, SH.PropertyShape))
    for shape in named - reported_shapes(graph):
        assert list(graph.subject_predicates(shape)), shape


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_shape_is_named_and_speaks(path: Path) -> None:
    graph = rdflib.Graph().parse(path)
    for shape in reported_shapes(graph):
        assert str(shape).startswith(RGSH), shape
        properties = list(graph.predicates(shape))
        speaker = graph.value(shape, SH.sparql) if SH.sparql in properties else shape
        if any(p not in OTHER | {rdflib.RDF.type} for p in properties):
            said = list(graph.objects(speaker, SH.message))
            assert len(said) == 1, shape
            assert re.match(r"[A-Z].*[.]$", str(said[0])), said
            assert isinstance(said[0], rdflib.Literal)
            assert said[0].language == "en"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shape_stands_in_the_file_of_its_promise_and_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(path)
    files = {str(shape): path for shape in reported_shapes(graph)}
    assert files or path.name == "prefixes.ttl"
    subjects = re.findall(r"^(rgsh:\S+)$", text, re.M)
    assert len(subjects) == len(set(subjects))


def test_every_warning_says_why_it_is_one() -> None:
    for path in FILES:
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        for block in blocks:
            if "sh:severity sh:Warning" in block and "rgsh:Text-" not in block:
                assert re.search(r"^# (A Warning|Warnings)", block, re.M), block


def test_terms_are_the_same_in_both_libraries() -> None:
    text = '<a:a> <a:b> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> , "x"@en , "y" , <a:c> .'
    ours = set(as_rdflib(triples(text)))
    theirs = rdflib.Graph()
    theirs.parse(data=text, format="turtle")
    assert {tuple(map(str, t)) for t in ours} == {tuple(map(str, t)) for t in theirs} | {
        ("a:a", "a:b", "1.50")
    } - {("a:a", "a:b", "1.5")}


def test_the_report_of_nothing_says_so(shapes: Shapes) -> None:
    assert validate([], shapes) == Report((), 1)
