"""The benchmark compares like with like, and its report and picture hold together."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from rdflib import RDF, Literal

from benchmarks import corpus, plain_rdflib
from benchmarks.chart import Group, chart, seconds
from benchmarks.invented import review
from benchmarks.measured import Rounds
from serving.engines import VIRTUOSO

ROOT = Path(__file__).parents[1]


def test_the_plain_script_maps_every_recommendation(tmp_path: Path) -> None:
    corpus.write(5, tmp_path, form="table")
    graph = plain_rdflib.build(tmp_path)
    texts = {str(text) for text in graph.objects(None, plain_rdflib.SCHEMA.text)}
    assert texts == {row.text for number in range(5) for row in review(1, number).rows}
    assert len(list(graph.subjects(RDF.type, plain_rdflib.RG.Review))) == 5
    assert all(
        isinstance(year, Literal) for year in graph.objects(None, plain_rdflib.RG.yearOfDeath)
    )


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    rounds = Rounds()
    for ours, theirs in ((1.0, 2.0), (10.0, 30.0), (1.0, 4.0)):
        rounds.add("ours", {"seconds": ours})
        rounds.add("theirs", {"seconds": theirs})
    assert rounds.ratio("theirs", "ours") == 3.0
    assert rounds.median("ours") == 1.0


def test_the_picture_is_well_formed_and_every_bar_has_its_figure() -> None:
    groups = [Group("a < b", (("ours", 0.5), ("theirs", 12.0))), Group("c", (("ours", 0.001),))]
    root = ElementTree.fromstring(chart("Seconds & more", groups))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"500 ms", "12 s", "1 ms", "ours", "theirs", "a < b", "c"} <= set(words)
    widths = [float(one.get("width", "0")) for one in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert widths[2] > widths[1] > widths[3] > 0


@pytest.mark.parametrize(
    ("value", "words"), [(0.00012, "0.12 ms"), (0.25, "250 ms"), (500, "500 s")]
)
def test_durations_are_written_for_people(value: float, words: str) -> None:
    assert seconds(value) == words


@pytest.mark.slow
def test_the_benchmark_runs_and_writes_its_report(tmp_path: Path) -> None:
    words = ["--sizes", "3", "--rounds", "1", "--patience", "1", "-o", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "benchmarks.bench", *words]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    report = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    for part in (
        "## Build",
        "rdflib script",
        "bulk load",
        "## Stored queries",
        "## Publishing",
        "pySHACL",
        "tagging",
        *(["Virtuoso"] if VIRTUOSO else []),
    ):
        assert part in report
    ElementTree.parse(tmp_path / "results.svg")
