"""The graph folder: generations, the pointer, the lock."""

import json
from pathlib import Path

import pytest

from reviewgraph.errors import GraphError, QueryError
from reviewgraph.generations import locked, read_state
from reviewgraph.rdf import Literal, NamedNode, Triple, nquads
from reviewgraph.store import Store, new_generation, open_store

GRAPH = NamedNode("https://example.org/graph")
OTHER = NamedNode("https://example.org/other")
THING = NamedNode("https://example.org/thing")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def quads(graph: NamedNode, *words: str) -> bytes:
    return nquads(graph, (Triple(THING, LABEL, Literal(word)) for word in words))


def words(store: Store) -> list[str]:
    return [str(row.object).strip('"') for row in store.triples(GRAPH)]


def write(folder: Path, graph: NamedNode, word: str) -> None:
    with locked(folder), new_generation(folder) as (writer, state):
        writer.remove([graph])
        writer.add(quads(graph, word))
        state["words"] = [word]


def test_a_new_generation_holds_what_the_old_one_held(tmp_path: Path) -> None:
    write(tmp_path, GRAPH, "one")
    write(tmp_path, OTHER, "two")
    store = open_store(tmp_path)
    assert store.graph_names() == [GRAPH, OTHER]
    assert words(store) == ["one"]
    assert read_state(tmp_path) == {"words": ["two"]}


def test_a_failed_build_leaves_the_old_generation(tmp_path: Path) -> None:
    write(tmp_path, GRAPH, "one")

    def interrupted() -> None:
        with locked(tmp_path), new_generation(tmp_path) as (writer, _):
            writer.remove([GRAPH])
            writer.settle()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(open_store(tmp_path)) == 1
    assert sorted(path.name for path in tmp_path.glob("generation-*")) == ["generation-1"]


def test_a_reader_keeps_its_generation_while_the_next_is_made(tmp_path: Path) -> None:
    write(tmp_path, GRAPH, "one")
    reader = open_store(tmp_path)
    write(tmp_path, GRAPH, "two")
    assert words(reader) == ["one"]


def test_only_two_generations_are_kept(tmp_path: Path) -> None:
    for word in ("one", "two", "three", "four"):
        write(tmp_path, GRAPH, word)
    kept = sorted(path.name for path in tmp_path.glob("generation-*"))
    assert kept == ["generation-3", "generation-4"]


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(GraphError, match="another build"), locked(tmp_path):
        pass


def test_the_default_graph_is_the_union(tmp_path: Path) -> None:
    store = Store.in_memory(quads(GRAPH, "one") + quads(OTHER, "two"))
    rows = store.select("SELECT ?word { ?thing ?label ?word } ORDER BY ?word")
    assert [str(row["word"]) for row in rows] == ['"one"', '"two"']


def test_a_query_that_does_not_parse_is_an_error() -> None:
    with pytest.raises(QueryError, match="not a SPARQL query"):
        Store.in_memory(b"").query("SELEKT ?x {}")


def test_no_graph_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="reviewgraph build"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("{", "not a graph's pointer"),
        (json.dumps({"format": 99, "generation": "generation-1"}), "format 99"),
    ],
)
def test_a_strange_folder_is_refused(tmp_path: Path, pointer: str, words: str) -> None:
    (tmp_path / "graph.json").write_text(pointer, encoding="utf-8")
    with pytest.raises(GraphError, match=words):
        open_store(tmp_path)


def test_arranging_changes_nothing_but_the_files(tmp_path: Path) -> None:
    with locked(tmp_path), new_generation(tmp_path) as (writer, _):
        for word in map(str, range(9)):
            writer.add(quads(GRAPH, word))
            writer.flush()
        scattered = {file.name for file in writer.path("store").glob("*.sst")}
        writer.arrange()
        assert {file.name for file in writer.path("store").glob("*.sst")} != scattered
    assert sorted(words(open_store(tmp_path))) == sorted(map(str, range(9)))
