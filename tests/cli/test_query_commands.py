"""``reviewgraph query`` and ``reviewgraph sparql`` over a graph folder."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewgraph.cli import main
from reviewgraph.generations import locked
from reviewgraph.rdf import RdfFormat, parse, serialize
from reviewgraph.resources import shipped
from reviewgraph.store import new_generation

FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    quads = parse(FIXTURE.read_bytes(), format=RdfFormat.TRIG)
    with locked(folder), new_generation(folder) as (writer, _):
        writer.add(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return folder


def run(*arguments: str, graph: Path | None = None) -> Result:
    place = [] if graph is None else ["--graph", str(graph)]
    return CliRunner().invoke(main, [*arguments, *place])


def test_the_list_names_every_query() -> None:
    result = run("query")
    assert result.exit_code == 0, result.output
    for path in shipped("queries").glob("*.rq"):
        assert path.stem in result.output


def test_a_description_names_the_parameters_and_an_example() -> None:
    result = run("query", "recommendations-by-theme", "--describe")
    assert result.exit_code == 0, result.output
    assert "reviewgraph query recommendations-by-theme -p theme=mental-capacity" in result.output
    assert "year (optional)" in result.output


def test_an_answer_is_shown_as_a_table(graph: Path) -> None:
    result = run("query", "recommendations-by-theme", "-p", "theme=dols", graph=graph)
    assert result.exit_code == 0, result.output
    assert "Deprivation" in result.output
    assert "1 row" in result.output


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_an_answer_is_written_in_a_standard_form(graph: Path, form: str) -> None:
    result = run("query", "review-list", "--format", form, graph=graph)
    assert result.exit_code == 0, result.output
    assert "63900002-borchester" in result.stdout
    if form == "json":
        assert len(json.loads(result.stdout)["results"]["bindings"]) == 5


def test_nothing_found_is_explained_if_the_thing_is_unknown(graph: Path) -> None:
    result = run("query", "recommendations-by-theme", "-p", "theme=dragons", graph=graph)
    assert result.exit_code == 0
    assert "theme:dragons is not in this graph" in result.stderr
    assert "0 rows" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["query", "recommendation-by-theme"], "did you mean recommendations-by-theme"),
        (["query", "recommendations-by-theme"], "needs theme"),
        (["query", "recommendations-by-theme", "-p", "theme"], "write it as name=value"),
        (["query", "recommendations-by-theme", "-p", "theme=a", "-p", "theme=b"], "given twice"),
        (["query", "recommendations-by-theme", "-p", 'theme=a" }'], "is not a key such as"),
        (["query", "review-list", "--format", "turtle"], "cannot be written as turtle"),
        (["sparql", "SELECT ?s {"], "not a SPARQL query"),
        (["sparql", "DROP ALL"], "only SELECT, ASK"),
        (["sparql", "@nowhere.rq"], "nowhere.rq: cannot be read"),
        (["sparql", "ASK {}", "--endpoint", "nowhere"], "starts with http"),
    ],
)
def test_what_cannot_run_is_told_in_one_line(
    graph: Path, arguments: list[str], complaint: str
) -> None:
    result = run(*arguments, graph=graph)
    assert result.exit_code == 2, result.output
    assert complaint in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_a_graph_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("sparql", "ASK {}", graph=tmp_path / "none")
    assert result.exit_code == 2
    assert "reviewgraph build" in result.stderr


def test_a_query_of_one_s_own_needs_no_prefix_lines(graph: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(?r) AS ?n) { ?r a rg:Recommendation }"
    file = tmp_path / "own.rq"
    file.write_text(text, encoding="utf-8")
    for argument in (text, f"@{file}"):
        result = run("sparql", argument, "--format", "csv", graph=graph)
        assert (result.exit_code, result.stdout.split()) == (0, ["n", "15"])


def test_the_other_forms_have_their_shapes(graph: Path) -> None:
    assert run("sparql", "ASK { ?r a rg:Review }", graph=graph).stdout == "yes\n"
    text = "CONSTRUCT { ?r a rg:Review } WHERE { ?r a rg:Review }"
    assert "review:63900002-borchester a rg:Review ." in run("sparql", text, graph=graph).stdout


def test_the_text_that_would_be_sent_can_be_read() -> None:
    result = run("query", "recommendations-by-theme", "-p", "theme=dols", "--show-text")
    assert "<https://w3id.org/reviewgraph/id/theme/dols>" in result.stdout
