"""The graph from Python: the same answers as on the command line, as rows and as frames."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import reviewgraph
from reviewgraph.errors import GraphError, QueryError
from reviewgraph.store import Store


@pytest.fixture(scope="module")
def graph(corpus: Path) -> reviewgraph.Graph:
    return reviewgraph.open(corpus)


def test_a_stored_query_gives_rows(graph: reviewgraph.Graph) -> None:
    answer = graph.query("recommendations-by-theme", theme="coercive-control")
    rows = answer.rows()
    assert len(rows) == len(answer) > 0
    assert rows == list(answer)
    assert set(rows[0]) == set(answer.columns)
    assert all(isinstance(row["text"], str) for row in rows)


def test_the_same_query_gives_a_frame_of_pandas(graph: reviewgraph.Graph) -> None:
    answer = graph.query("recommendations-by-theme", theme="coercive-control")
    frame = answer.to_pandas()
    assert list(frame.columns) == list(answer.columns)
    assert list(frame["text"]) == [row["text"] for row in answer]


def test_the_same_query_gives_a_frame_of_polars(graph: reviewgraph.Graph) -> None:
    answer = graph.query("recommendations-by-theme", theme="coercive-control")
    frame = answer.to_polars()
    assert frame.columns == list(answer.columns)
    assert frame["text"].to_list() == [row["text"] for row in answer]


def test_a_query_without_rows_keeps_its_columns(graph: reviewgraph.Graph) -> None:
    answer = graph.sparql("SELECT ?a ?b { ?a <urn:none> ?b }")
    assert list(answer.to_pandas().columns) == answer.to_polars().columns == ["a", "b"]


def test_values_are_those_of_python(graph: reviewgraph.Graph) -> None:
    (row,) = graph.sparql(
        'SELECT (1 AS ?n) (0.5 AS ?d) (true AS ?b) ("2017"^^xsd:gYear AS ?y)'
        ' ("2022-12-01"^^xsd:date AS ?day) ("x"@en AS ?w) (<urn:x> AS ?i) ?open {}'.replace(
            "xsd:gYear", "<http://www.w3.org/2001/XMLSchema#gYear>"
        ).replace("xsd:date", "<http://www.w3.org/2001/XMLSchema#date>")
    )
    assert row == {
        "n": 1,
        "d": Decimal("0.5"),
        "b": True,
        "y": "2017",
        "day": date(2022, 12, 1),
        "w": "x",
        "i": "urn:x",
        "open": None,
    }


def test_rows_whose_first_hundred_are_open_make_a_frame_of_polars() -> None:
    lines = "".join(f'<urn:{n:03}> <urn:p> "{n}" <urn:g> .\n' for n in range(150))
    store = Store.in_memory((lines + '<urn:149> <urn:q> "late" <urn:g> .\n').encode())
    frame = (
        reviewgraph.Graph(store)
        .sparql("SELECT ?s ?q { ?s <urn:p> ?p OPTIONAL { ?s <urn:q> ?q } } ORDER BY ?s")
        .to_polars()
    )
    assert frame["q"].to_list() == [None] * 149 + ["late"]


def test_asking_and_constructing_give_rows_too(graph: reviewgraph.Graph) -> None:
    assert graph.sparql("ASK { ?s ?p ?o }").rows() == [{"holds": True}]
    (row,) = graph.sparql("CONSTRUCT { <urn:a> <urn:b> 1 } {}")
    assert row == {"subject": "urn:a", "predicate": "urn:b", "object": 1}


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("recommendations-by-thema", {}), ("recommendations-by-theme", {"subject": "x"})],
)
def test_what_cannot_be_asked_is_refused(
    graph: reviewgraph.Graph, name: str, parameters: Mapping[str, str]
) -> None:
    with pytest.raises(QueryError):
        graph.query(name, **parameters)


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph here"):
        reviewgraph.open(tmp_path)


def test_a_missing_library_is_told(
    graph: reviewgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QueryError, match="pip install pandas"):
        graph.sparql("ASK {}").to_pandas()


def test_importing_loads_nothing_else() -> None:
    code = "import sys, reviewgraph; print(sum(n.startswith('reviewgraph.') for n in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(reviewgraph.__file__).parents[1])},
    )
    assert done.stdout.strip() == "0"


def test_an_unknown_name_is_no_attribute() -> None:
    module: Any = reviewgraph
    assert isinstance(module, ModuleType)
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = module.opne
