"""What a large build judges where it makes it is what the shapes find in the graph it made."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from random import Random

import pytest

from benchmarks import corpus
from benchmarks.invented import review
from reviewgraph import checking
from reviewgraph.building import Places, build
from reviewgraph.checking import check_folder, check_written, parts
from reviewgraph.graph.resemblances import RESEMBLANCES, resemblance_node, resemblance_triples
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import PROV, RG
from reviewgraph.rdf import NamedNode, Triple, nquads, ntriples
from reviewgraph.resembling import Duplicate, Resemblance
from reviewgraph.resources import shipped
from reviewgraph.store import Store, open_store
from reviewgraph.validation import Finding, Report, Shapes, validate
from test_checking import planted
from test_shapes import all_shapes

PLACES = Places(links=shipped("data/links"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of pages: two ask for the same in part, and one is published twice."""
    folder = tmp_path_factory.mktemp("pages")
    reviews = [review(1, number) for number in range(36, 42)]
    for each, other in pairwise(reviews):
        rows = (*each.rows[:5], *other.rows[:2])
        page = corpus.table(replace(each, rows=rows))
        (folder / f"{each.stem}.txt").write_text(page, encoding="utf-8")
    shutil.copy(folder / f"{reviews[0].stem}.txt", folder / "7ffffffe-elsewhere.txt")
    return folder


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[Executor]:
    """Let every build count as large, and give it somebody to share its work with."""
    monkeypatch.setattr("reviewgraph.building._WORTH_PROCESSES", 1)
    monkeypatch.setattr("reviewgraph.building._WORTH_JUDGING", 1)
    monkeypatch.setattr("reviewgraph.building._CHUNK", 3)
    monkeypatch.setattr("reviewgraph.building.recurrence._WORTH_PROCESSES", 1)
    with ThreadPoolExecutor(1) as executor:
        yield executor


def judged(monkeypatch: pytest.MonkeyPatch, graph: Path) -> tuple[Report, set[str]]:
    """Return what is found in a graph, and the groups and parts that were judged to find it."""
    looked_at: set[str] = set()
    real = checking.check_graphs

    def reading(store: Store, which: str) -> dict[str, bytes]:
        looked_at.add(f"/{which}")
        return parts.statements(store, which)

    def counting(store: Store, groups: checking.Names, shapes: Shapes) -> checking.Verdicts:
        looked_at.update(key for key, _ in groups)
        return real(store, groups, shapes)

    with monkeypatch.context() as patch:
        patch.setattr(checking, "check_graphs", counting)
        patch.setattr(checking, "statements", reading)
        return check_folder(graph), looked_at


def test_a_large_build_leaves_nothing_of_reviews_to_judge(
    pages: Path, tmp_path: Path, large: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "graph"
    build([pages], graph, places=PLACES, executor=large)
    found, looked_at = judged(monkeypatch, graph)
    told = {triple.predicate for triple in open_store(graph).triples(RESEMBLANCES)}
    assert {RG.score, PROV.alternateOf} <= told
    assert {key.rpartition("/")[2] for key in looked_at} == {
        "agencies",
        "dataset",
        "queries",
        "vocabulary",
    }
    assert found.warnings
    assert check_folder(graph, anew=True) == found


def test_a_small_build_leaves_judging_to_validate(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "graph"
    build([pages], graph, places=PLACES)
    _, looked_at = judged(monkeypatch, graph)
    assert {page.stem for page in pages.glob("*.txt")} <= looked_at
    assert any("OFFSET" in each for each in looked_at)


def test_what_a_large_build_did_not_touch_stays_known(
    pages: Path, tmp_path: Path, large: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copytree(pages, tmp_path / "pages"))
    graph = tmp_path / "graph"
    build([own], graph, places=PLACES, executor=large)
    shutil.copy(max(own.glob("6*.txt")), own / "7fffffff-another.txt")
    build([own], graph, places=PLACES, executor=large)
    found, looked_at = judged(monkeypatch, graph)
    assert [key for key in looked_at if "/" not in key] == []
    assert check_folder(graph, anew=True) == found


def test_what_a_small_build_adds_is_all_that_is_left_to_judge(
    pages: Path, tmp_path: Path, large: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reviews that it changed, and the resemblances that came with them."""
    own = Path(shutil.copytree(pages, tmp_path / "pages"))
    graph = tmp_path / "graph"
    build([own], graph, places=PLACES, executor=large)
    monkeypatch.setattr("reviewgraph.building.recurrence._WORTH_UPDATING", 1)
    for number in (50, 51):
        other, own_rows = review(1, number - 14), review(1, number).rows[:5]
        page = corpus.table(replace(other, rows=(*own_rows, *other.rows[:2])))
        (own / f"7fffffff-another-{number}.txt").write_text(page, encoding="utf-8")
        build([own], graph, places=PLACES)
    found, looked_at = judged(monkeypatch, graph)
    reviews = {key for key in looked_at if "/" not in key}
    assert reviews == {"7fffffff-another-50", "7fffffff-another-51"}
    (asked,) = (each for each in looked_at if "?this" in each)
    assert asked.startswith("/VALUES")
    assert check_folder(graph, anew=True) == found


def resemblances(random: Random) -> Iterator[Resemblance | Duplicate]:
    for number in range(12):
        left, right = (f"{each}{number:07x}-anytown--1-0000000{number % 8}" for each in "0f")
        score = round(random.random(), 2)
        yield Resemblance(left, right, score, "same-words", (), "Both speak of “training”.")


@pytest.mark.parametrize("seed", range(8))
def test_resemblances_judged_apart_are_judged_as_their_graph_is(seed: int) -> None:
    """Each is judged with its own statements; the reference looks at the graph whole."""
    random = Random(seed)
    parts = [list(resemblance_triples([each])) for each in resemblances(random)]
    for place in random.sample(range(len(parts)), 3):
        parts[place] = planted(parts[place], random)
    whole = list(chain.from_iterable(parts))
    assert apart(parts) == set(validate(whole, all_shapes()).findings)


@pytest.mark.parametrize(
    ("fault", "shape"),
    [
        ("no way back", "Resemblance-mutual"),
        ("no end", "Resemblance-ends"),
        ("one review", "Resemblance-elsewhere"),
        ("no score", "Resemblance-score"),
    ],
)
def test_a_fault_of_a_resemblance_is_found_in_its_part(fault: str, shape: str) -> None:
    first, *others = resemblances(Random(1))
    assert isinstance(first, Resemblance)
    if fault == "one review":
        first = replace(first, right=f"{first.left}0")
    node = resemblance_node(first.left, first.right)
    right = mint("recommendation", first.right)
    gone = {
        "no way back": (right, RG.resembles),
        "no end": (node, RG.resembles),
        "no score": (node, RG.score),
    }.get(fault)
    broken = [row for row in resemblance_triples([first]) if (row.subject, row.predicate) != gone]
    parts = [broken, *(list(resemblance_triples([each])) for each in others)]
    found = apart(parts)
    assert {each.shape.rpartition("#")[2] for each in found} == {shape}
    assert {each.focus for each in found} == {node.value}
    assert found == set(validate(chain.from_iterable(parts), all_shapes()).findings)


def apart(parts: list[list[Triple]]) -> set[Finding]:
    name = NamedNode("urn:graph")
    groups = {
        str(number): ntriples(nquads(name, rows), [name]) for number, rows in enumerate(parts)
    }
    return set(chain.from_iterable(check_written(groups).values()))
