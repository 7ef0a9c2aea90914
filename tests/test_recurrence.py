"""A build in which little changed tells the recurrence that a build anew tells."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.invented import review
from reviewgraph.building import Places, build
from reviewgraph.building.kept import KEPT
from reviewgraph.generations import generation
from reviewgraph.graph.resemblances import RESEMBLANCES
from reviewgraph.resources import shipped
from reviewgraph.store import open_store

pytestmark = pytest.mark.slow

PLACES = Places(links=shipped("data/links"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recurrence")
    (folder / "pages").mkdir()
    for each in (review(1, number) for number in range(36, 58)):
        page = replace(each, rows=each.rows[:12])
        (folder / "pages" / f"{each.stem}.txt").write_text(corpus.table(page), encoding="utf-8")
    build([folder / "pages"], folder / "graph", places=PLACES)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus, with a review published twice, and its graph; however few, updates pay."""
    monkeypatch.setattr("reviewgraph.building.recurrence._WORTH_UPDATING", 1)
    return Path(shutil.copytree(built, tmp_path / "own"))


def recurrence(graph: Path) -> set[str]:
    return {str(triple) for triple in open_store(graph).triples(RESEMBLANCES)}


def change(folder: Path) -> None:
    """Publish a review that resembles others under another name, and take a page away."""
    told = min(line for line in recurrence(folder / "graph") if "--and--" in line)
    named = told.partition("/resemblance/")[2].partition("--")[0]
    pages = folder / "pages"
    (pages / f"{named}.txt").rename(pages / "7fffffff-elsewhere.txt")
    min(page for page in pages.glob("*.txt") if page.stem != named).unlink()


def test_an_update_tells_what_a_build_anew_tells(folder: Path) -> None:
    before = recurrence(folder / "graph")
    change(folder)
    build([folder / "pages"], folder / "graph", places=PLACES)
    build([folder / "pages"], folder / "anew", places=PLACES)
    after = recurrence(folder / "graph")
    assert after == recurrence(folder / "anew")
    assert after - before
    assert before - after


def test_a_review_that_stops_being_a_duplicate_counts_again(folder: Path) -> None:
    alternate = "<http://www.w3.org/ns/prov#alternateOf>"
    told = [line for line in recurrence(folder / "graph") if f"> {alternate} <" in line]
    assert len(told) == 2
    for year, line in enumerate(sorted(told), start=2011):
        page = folder / "pages" / (line.split(">")[0].rpartition("/")[2] + ".txt")
        head, _, tail = page.read_text(encoding="utf-8").partition("Extracted:")
        head = re.sub("Year of death: .*\n", "", head)
        page.write_text(f"{head}Year of death: {year}\nExtracted:{tail}", encoding="utf-8")
    build([folder / "pages"], folder / "graph", places=PLACES)
    build([folder / "pages"], folder / "anew", places=PLACES)
    after = recurrence(folder / "graph")
    assert after == recurrence(folder / "anew")
    assert not any(alternate in line for line in after)
    assert sum("rule" in line for line in after) > 0


def lose(kept: Path) -> None:
    shutil.rmtree(kept)


def lose_a_column(kept: Path) -> None:
    (kept / "rows" / "weights").unlink()


def cut_a_column_short(kept: Path) -> None:
    path = kept / "pairs" / "left"
    path.write_bytes(path.read_bytes()[:-4])


def never_end_it(kept: Path) -> None:
    (kept / "pairs" / "index.json").unlink()


def spoil_the_index(kept: Path) -> None:
    (kept / "rows" / "index.json").write_text("[1]", encoding="utf-8")


@pytest.mark.parametrize(
    "spoil", [lose, lose_a_column, cut_a_column_short, never_end_it, spoil_the_index]
)
def test_what_was_kept_can_be_lost(folder: Path, spoil: Callable[[Path], None]) -> None:
    spoil(folder / "graph" / str(generation(folder / "graph")) / KEPT)
    change(folder)
    build([folder / "pages"], folder / "graph", places=PLACES)
    build([folder / "pages"], folder / "anew", places=PLACES)
    assert recurrence(folder / "graph") == recurrence(folder / "anew")
