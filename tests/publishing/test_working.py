"""A release made by several processes is the release made by one, and of the graph it was asked."""

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from shutil import copytree

import pytest

from reviewgraph.checking import check_folder
from reviewgraph.cli.processes import pool
from reviewgraph.errors import GraphError
from reviewgraph.generations import generation
from reviewgraph.graph.reviews import review_graph, reviews_in
from reviewgraph.namespaces import RDFS
from reviewgraph.publishing import CHECKSUMS, Helpers, edition, publish
from reviewgraph.store import new_generation, open_store
from reviewgraph.validation import Report

SOUND = Report((), 1)


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    with pool(2) as found:
        assert found is not None
        yield found


@pytest.mark.slow
def test_many_processes_write_what_one_writes(
    corpus: Path, release: Path, executor: Executor, tmp_path: Path
) -> None:
    """The graph is built anew while they work: they still publish what was asked."""
    graph = copytree(corpus, tmp_path / "graph")
    before = generation(graph)
    assert before is not None
    store = open_store(graph, before)
    with new_generation(graph) as (writer, _):
        writer.remove(writer.graph_names())
    assert generation(graph) != before
    publish(
        store,
        tmp_path / "release",
        edition("2026.11"),
        judge=lambda: SOUND,
        helpers=Helpers(executor, graph, before),
    )
    assert (tmp_path / "release" / CHECKSUMS).read_text() == (release / CHECKSUMS).read_text()


def test_the_generation_that_is_published_is_judged(corpus: Path, tmp_path: Path) -> None:
    """A build ends meanwhile, and what it made keeps no rule."""
    graph = copytree(corpus, tmp_path / "graph")
    before = generation(graph)
    review = reviews_in(open_store(graph).graph_names())[0]
    with new_generation(graph) as (writer, _):
        kept = [row for row in writer.triples(review_graph(review)) if row.predicate == RDFS.label]
        writer.remove_triples(review_graph(review), kept)
    assert not check_folder(graph, anew=True).conforms
    assert check_folder(graph, before, anew=True).conforms


def test_a_generation_that_is_gone_is_named(corpus: Path) -> None:
    with pytest.raises(GraphError, match="cannot be opened"):
        open_store(corpus, "generation-999")
