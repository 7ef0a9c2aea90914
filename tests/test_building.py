"""Building: only what changed, all or nothing, the good beside the bad."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks import corpus
from reviewgraph.building.plan import digest, make_plan
from reviewgraph.building.stamps import Stamps
from reviewgraph.cli import main
from reviewgraph.errors import GraphError
from reviewgraph.generations import locked
from reviewgraph.publishing import CHECKSUMS, TURTLE, edition, publish
from reviewgraph.sources import Discovery, Source
from reviewgraph.store import open_store

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "data" / "reviews" / "dhr" / "6391f4df-havering.txt"
EXAMPLES = ROOT / "data" / "examples"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    shutil.copy(PAGE, folder)
    return folder


def build(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, words)])


def dump(graph: Path, name: str) -> bytes:
    folder = graph.with_name(name)
    publish(open_store(graph), folder, edition("2026.11"))
    return (folder / TURTLE).read_bytes()


def test_building_twice_changes_nothing(sources: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    first = build(sources, "--graph", graph)
    assert (first.exit_code, first.stdout) == (
        0,
        f"1 review in {graph}: 1 built, 0 unchanged, 0 removed.\n",
    )
    before = dump(graph, "first")
    pointer = (graph / "graph.json").read_bytes()
    second = build(sources, "--graph", graph)
    assert "0 built, 1 unchanged, 0 removed." in second.stdout
    assert (graph / "graph.json").read_bytes() == pointer
    assert dump(graph, "second") == before


def test_an_incremental_build_gives_the_bytes_of_a_clean_one(sources: Path, tmp_path: Path) -> None:
    grown = tmp_path / "grown"
    page = PAGE.read_text(encoding="utf-8")
    other = sources / "6391f4e0-elsewhere.txt"
    other.write_text(page.replace("Year of death: 2017", "Year of death: 2015"), encoding="utf-8")
    build(sources, "--graph", grown)
    other.write_text(page.replace("Year of death: 2017", "Year of death: 2016"), encoding="utf-8")
    assert "1 built, 1 unchanged" in build(sources, "--graph", grown).stdout
    clean = tmp_path / "clean"
    build(sources, "--graph", clean)
    assert dump(grown, "grown-dump") == dump(clean, "clean-dump")


@pytest.mark.slow
def test_pages_changed_removed_and_added_give_the_bytes_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change is made that keeps the agencies as they are, then changes that do not."""
    monkeypatch.setattr("reviewgraph.building.recurrence._WORTH_UPDATING", 1)
    pages, grown = tmp_path / "pages", tmp_path / "grown"
    corpus.write(16, pages)
    paths = sorted(pages.iterdir())
    kept_back = {path: path.read_text(encoding="utf-8") for path in paths[12:]}
    for path in kept_back:
        path.unlink()
    build(pages, "--graph", grown)

    def matches_a_clean_build(step: str) -> bool:
        build(pages, "--graph", tmp_path / step)
        return dump(grown, f"{step}-grown") == dump(tmp_path / step, f"{step}-clean")

    text = paths[3].read_text(encoding="utf-8")
    assert "should" in text
    paths[3].write_text(text.replace("should", "ought to"), encoding="utf-8")
    assert "1 built, 11 unchanged, 0 removed" in build(pages, "--graph", grown).stdout
    assert matches_a_clean_build("changed")
    paths[5].unlink()
    paths[6].unlink()
    for path, text in kept_back.items():
        path.write_text(text, encoding="utf-8")
    assert "4 built, 10 unchanged, 2 removed" in build(pages, "--graph", grown).stdout
    assert matches_a_clean_build("moved")


def test_a_review_whose_source_is_gone_leaves_the_graph(sources: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    shutil.copy(PAGE, sources / "6391f4e0-elsewhere.txt")
    build(sources, "--graph", graph)
    (sources / "6391f4e0-elsewhere.txt").unlink()
    assert "1 review in" in build(sources, "--graph", graph).stdout
    assert b"6391f4e0-elsewhere" not in dump(graph, "dump")


def test_a_bad_source_is_listed_and_what_was_built_before_stays(
    sources: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    build(sources, "--graph", graph)
    before = dump(graph, "before")
    (sources / PAGE.name).write_bytes(b"\x00\x01")
    (sources / "00000000-empty.txt").write_bytes(b"")
    result = build(sources, "--graph", graph)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert all(line.startswith("Not built: ") for line in result.stderr.splitlines())
    assert dump(graph, "after") == before


def test_one_bad_page_among_many_costs_only_itself(sources: Path, tmp_path: Path) -> None:
    for number in range(5):
        shutil.copy(PAGE, sources / f"6391f{number:03}-copy.txt")
    (sources / "00000000-bad.txt").write_bytes(b"no page")
    result = build(sources, "--graph", tmp_path / "graph")
    assert result.exit_code == 1
    assert "6 reviews in" in result.stdout
    assert "00000000-bad.txt" in result.stderr


def test_a_folder_that_cannot_be_written_is_one_line_and_code_2(
    sources: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    result = build(sources, "--graph", blocked / "graph")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_second_build_at_the_same_time_is_refused(sources: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    with locked(graph):
        result = build(sources, "--graph", graph)
    assert result.exit_code == 2
    assert "another build is at work" in result.stderr


@pytest.mark.slow
def test_processes_give_the_same_bytes(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewgraph.building._WORTH_PROCESSES", 2)
    monkeypatch.setattr("reviewgraph.building._CHUNK", 2)
    for number in range(7):
        shutil.copy(PAGE, sources / f"6391f{number:03}-copy.txt")
    alone, together = tmp_path / "alone", tmp_path / "together"
    build(sources, "--graph", alone, "--jobs", "1")
    assert "8 built" in build(sources, "--graph", together, "--jobs", "2").stdout
    assert dump(alone, "alone-dump") == dump(together, "together-dump")


@pytest.mark.slow
def test_order_of_sources_and_hash_seed_do_not_show(tmp_path: Path) -> None:
    dumps = set()
    for seed, order in (("1", [PAGE.parent, EXAMPLES]), ("2", [EXAMPLES, PAGE.parent])):
        graph = tmp_path / f"graph-{seed}"
        release = tmp_path / f"release-{seed}"
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
        for words in (
            ["build", *order, "--graph", graph],
            ["publish", "-o", release, "--version", "2026.11"],
        ):
            where = [] if words[0] == "build" else ["--graph", graph]
            subprocess.run(
                [sys.executable, "-m", "reviewgraph", *map(str, [*words, *where])],
                env=environment,
                check=True,
                capture_output=True,
            )
        dumps.add((release / CHECKSUMS).read_bytes())
    assert len(dumps) == 1


@pytest.mark.slow
def test_a_killed_build_leaves_the_graph_readable(sources: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build(sources, "--graph", graph)
    before = dump(graph, "before")
    for number in range(20):
        shutil.copy(PAGE, sources / f"6391f{number:03}-copy.txt")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    for tenths in (3, 6, 9, 12, 15, 20):
        words = ["build", str(sources), "--graph", str(graph)]
        command = [sys.executable, "-m", "reviewgraph", *words]
        child = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(tenths / 10)
        child.send_signal(signal.SIGKILL)
        if child.wait() == 0:
            break
        assert dump(graph, f"after-{tenths}") == before
    assert "21 reviews in" in build(sources, "--graph", graph).stdout


def test_no_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph here"):
        open_store(tmp_path / "graph")


REPORT = ROOT / "tests" / "extraction" / "cases" / "lists.pdf"


def test_a_report_alone_is_a_source_with_its_pages(tmp_path: Path) -> None:
    shutil.copy(REPORT, tmp_path / "5f000000-anyshire.pdf")
    (tmp_path / "5f000000-anyshire.toml").write_text(
        'area = "Anyshire"\nyear_of_death = "2018"\ninvented = true\n', encoding="utf-8"
    )
    graph = tmp_path / "graph"
    assert build(tmp_path, "--graph", graph).exit_code == 0
    text = dump(graph, "dump").decode()
    assert "5f000000-anyshire--pdf" in text
    assert "schema:pageStart" in text
    assert CliRunner().invoke(main, ["validate", "--graph", str(graph)]).exit_code == 0


def test_a_broken_report_costs_only_itself(sources: Path, tmp_path: Path) -> None:
    (sources / PAGE.with_suffix(".pdf").name).write_bytes(b"%PDF-1.7 and no more")
    graph = tmp_path / "graph"
    result = build(sources, "--graph", graph)
    assert result.exit_code == 1
    assert "1 review in" in result.stdout
    assert PAGE.with_suffix(".pdf").name in result.stderr
    assert b"LFT must review their procedures" in dump(graph, "dump")


def test_a_page_and_its_report_become_one_review(sources: Path, tmp_path: Path) -> None:
    shutil.copy(REPORT, sources / PAGE.with_suffix(".pdf").name)
    graph = tmp_path / "graph"
    result = build(sources, "--graph", graph)
    assert result.exit_code == 0, result.output
    text = dump(graph, "dump").decode()
    assert "1 review in" in result.stdout
    assert "source:6391f4df-havering--pdf" in text
    assert "source:6391f4df-havering--txt" in text


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_page_that_may_not_be_read_costs_itself_only(sources: Path, tmp_path: Path) -> None:
    closed = shutil.copy(EXAMPLES / "ffff0001-harlow.txt", sources)
    Path(closed).chmod(0)
    result = build(sources, "--graph", tmp_path / "graph")
    assert result.exit_code == 1
    assert "cannot be read (Permission denied)" in result.stderr
    assert "1 review in" in result.stdout


def test_a_page_that_went_away_meanwhile_is_told(sources: Path, tmp_path: Path) -> None:
    source = Source("gone", sources / "gone.txt")
    assert digest(source) == ""
    plan = make_plan(Discovery((source,)), {"tools": "same"}, "same", Stamps({}))
    assert plan.stale == (source,)


def test_what_a_killed_build_left_is_thrown_away_by_one_with_nothing_to_do(
    sources: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    build(sources, "--graph", graph)
    (graph / "generation-2" / "store").mkdir(parents=True)
    assert build(sources, "--graph", graph).exit_code == 0
    assert [path.name for path in graph.glob("generation-*")] == ["generation-1"]
