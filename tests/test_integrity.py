"""Each integrity query finds its fault, in two engines, and nothing in what is shipped."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from reviewgraph.errors import DataError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import Literal, NamedNode, RdfFormat
from reviewgraph.store import Store, open_store
from reviewgraph.validation import Finding, Row, Severity, check_integrity

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "shapes" / "integrity"
QUERIES = sorted(FOLDER.glob("*.rq"))
CASES = ROOT / "tests" / "integrity"
HEADER = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_a_query_finds_its_fault_in_two_engines(query: Path) -> None:
    case = (CASES / f"{query.stem}.broken.ttl").read_text(encoding="utf-8")
    stated = re.match(r"# rows: (\d+)\n", case)
    assert stated is not None
    text = query.read_text(encoding="utf-8")
    store = Store.in_memory((HEADER + case).encode(), RdfFormat.TURTLE)
    ours = {
        tuple(sorted((k, _plain(v)) for k, v in row.items())) for row in store.rows_of_all(text)
    }
    graph = rdflib.Graph().parse(data=HEADER + case, format="turtle")
    theirs = {
        tuple(sorted((str(k), str(v)) for k, v in binding.items()))
        for binding in graph.query(text).bindings
    }
    assert ours == theirs
    assert len(ours) == int(stated[1])


def _plain(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_a_query_asks_and_speaks(query: Path) -> None:
    text = query.read_text(encoding="utf-8")
    assert re.match(r"#\+ summary: .+\?\n", text)
    messages = re.findall(r'\("([^"]+)" AS \?message\)', text)
    assert messages
    assert all(message.endswith(".") for message in messages)


def test_every_case_has_its_query() -> None:
    cases = {path.name.removesuffix(".broken.ttl") for path in CASES.glob("*.ttl")}
    assert cases == {query.stem for query in QUERIES}


def test_a_row_becomes_a_finding() -> None:
    review = NamedNode("https://w3id.org/reviewgraph/id/review/0a1b2c3d-anytown")

    def select(text: str) -> Iterator[Row]:
        if "identifier" in text:
            yield {
                "focus": review,
                "value": Literal("x"),
                "severity": Literal("Violation"),
                "message": Literal("Rename it."),
            }

    report = check_integrity(select, FOLDER)
    assert report.findings == (
        Finding(
            severity=Severity.VIOLATION,
            shape="https://w3id.org/reviewgraph/shapes#integrity-shared-identifier",
            constraint="SPARQL",
            focus=review.value,
            path=None,
            value=Literal("x"),
            message="Rename it.",
        ),
    )


def test_a_query_that_projects_no_message_is_refused() -> None:
    def select(text: str) -> Iterator[Row]:
        yield {"focus": NamedNode("a:a"), "severity": Literal("Warning")}

    with pytest.raises(DataError, match="must project 'message'"):
        check_integrity(select, FOLDER)


def test_a_folder_without_queries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no integrity queries"):
        check_integrity(lambda text: (), tmp_path)


def test_the_invented_reviews_are_whole(corpus: Path) -> None:
    store = open_store(corpus)
    assert check_integrity(store.rows_of_all, FOLDER).findings == ()
