"""``reviewgraph validate``: what it checks, how it tells, and its exit codes."""

import json
import re
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result

from reviewgraph.cli import main

ROOT = Path(__file__).parents[2]
BROKEN = """
@prefix rg: <https://w3id.org/reviewgraph/ontology#> .
@prefix review: <https://w3id.org/reviewgraph/id/review/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
review:0f0f0f0f-elsewhere a rg:Review ; rg:yearOfDeath "2015-02-03"^^xsd:date .
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.ttl"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


def test_the_shipped_review_keeps_every_promise(havering: Path) -> None:
    result = run("--graph", havering)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"\d+ graphs checked: nothing to find fault with\.\n", result.output)


def test_the_invented_reviews_give_warnings_only(corpus: Path) -> None:
    result = run("--graph", corpus)
    assert result.exit_code == 0, result.output
    assert " 0 violations, " in result.output
    assert "Warning Review-count\n  at review:ffff0004-cornwall" in result.output


def test_a_dump_says_what_its_graph_says(corpus: Path, tmp_path: Path) -> None:
    published = CliRunner().invoke(
        main, ["publish", "--graph", str(corpus), "-o", str(tmp_path / "release")]
    )
    assert published.exit_code == 0, published.output
    of_dump = json.loads(run(tmp_path / "release" / "reviewgraph.ttl", "--format", "json").output)
    of_graph = json.loads(run("--graph", corpus, "--format", "json").output)
    assert of_dump["findings"] == of_graph["findings"]


def test_a_violation_is_told_and_gives_exit_code_1(broken: Path) -> None:
    result = run(broken)
    assert result.exit_code == 1
    assert "Violation Review-yearOfDeath\n  at review:0f0f0f0f-elsewhere" in result.output


def test_json_holds_what_the_text_tells(broken: Path) -> None:
    report = json.loads(run(broken, "--format", "json").output)
    assert report["conforms"] is False
    assert report["checked"] == 1
    found = {finding["shape"].rpartition("#")[2] for finding in report["findings"]}
    assert {"Review-yearOfDeath", "Review-label", "Review-areaKnown"} <= found


def test_turtle_is_a_shacl_report_without_blank_nodes(broken: Path) -> None:
    graph = rdflib.Graph().parse(data=run(broken, "--format", "turtle").output, format="turtle")
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
    report = graph.value(None, rdflib.RDF.type, rdflib.SH.ValidationReport)
    results = set(graph.objects(report, rdflib.SH.result))
    assert results == set(graph.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))
    assert len(results) == len(json.loads(run(broken, "--format", "json").output)["findings"])


def test_the_same_fault_gives_the_same_bytes(broken: Path) -> None:
    assert run(broken, "--format", "turtle").output == run(broken, "--format", "turtle").output


def test_no_graph_here_gives_exit_code_2(tmp_path: Path) -> None:
    result = run("--graph", tmp_path / "nothing")
    assert result.exit_code == 2
    assert result.output.count("\n") == 1


def test_a_file_that_is_no_turtle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("<a> <b>", encoding="utf-8")
    result = run(path)
    assert result.exit_code == 1
    assert str(path) in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_gives_exit_code_2(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing.ttl").exit_code == 2
