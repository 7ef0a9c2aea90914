"""Measure this project beside what a user would otherwise pick: ``make bench``.

Every contender runs in a process of its own, in alternation: ours, theirs, ours, theirs. A ratio
is the median of the ratios of the rounds, so a machine that slows down in between slows both.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.chart import Group, chart, seconds

HERE = Path(__file__).parent
ROOT = HERE.parent
RDFLIB_LIMIT = 1000
"""Reviews beyond which rdflib is left out: it would take the whole hour."""
PYSHACL_LIMIT = 100
"""Reviews beyond which pySHACL on the whole graph is left out, for the same reason."""

Measured = dict[str, Any]


@dataclass
class Rounds:
    """What each contender took, round by round."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    last: dict[str, Measured] = field(default_factory=dict)

    def add(self, name: str, measured: Measured) -> None:
        self.seconds.setdefault(name, []).append(measured["seconds"])
        self.last[name] = measured

    def median(self, name: str) -> float:
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, other: str) -> float:
        """Return how many times as long ``name`` takes as ``other``."""
        pairs = zip(self.seconds[name], self.seconds[other], strict=True)
        return statistics.median(mine / yours for mine, yours in pairs)


def task(name: str, *arguments: str | Path) -> Measured:
    """Run one task in a fresh process and return what it measured."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tasks", name, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    measured: Measured = json.loads(done.stdout)
    return measured


def alternate(rounds: int, contenders: dict[str, Callable[[], Measured]]) -> Rounds:
    """Run every contender once a round, in turn."""
    taken = Rounds()
    for _ in range(rounds):
        for name, work in contenders.items():
            taken.add(name, work())
    return taken


@dataclass
class Size:
    """A corpus of one size and what was made of it."""

    reviews: int
    folder: Path
    builds: Rounds = field(default_factory=Rounds)
    publishing: Rounds = field(default_factory=Rounds)
    validation: Rounds = field(default_factory=Rounds)
    queries: dict[str, dict[str, Any]] = field(default_factory=dict)
    resemblances: Measured = field(default_factory=dict)
    rebuild: Measured = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    @property
    def graph(self) -> Path:
        return self.folder / "graph"

    @property
    def quads(self) -> Path:
        return self.folder / "graph.nq"

    def fresh(self, name: str) -> Path:
        """Return the path of a folder that is not there."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        return path


def measure(size: Size, rounds: int, patience: int) -> None:
    """Measure everything on one corpus."""
    corpus.write(size.reviews, size.pages, form="table")
    shutil.copy(ROOT / "data" / "reviews" / "dhr" / "6391f4df-havering.txt", size.pages)
    task("build", size.pages, size.graph)
    task("dump", size.graph, size.quads)
    builds = {
        "reviewgraph": lambda: task("build", size.pages, size.fresh("built")),
        "bulk load": lambda: task("floor", size.quads, size.fresh("floor")),
    }
    writers = {"reviewgraph": lambda: task("publish", size.graph, size.fresh("release"))}
    if size.reviews <= RDFLIB_LIMIT:
        builds["rdflib script"] = lambda: task("plain", size.pages)
        turtle = size.folder / "rdflib.ttl"
        writers["rdflib serialiser"] = lambda: task("rdflib_publish", size.quads, turtle)
    size.builds = alternate(rounds, builds)
    size.publishing = alternate(rounds, writers)
    checks = {"reviewgraph": lambda: task("validate", size.graph)}
    if size.reviews <= PYSHACL_LIMIT:
        checks["pySHACL"] = lambda: task("pyshacl", size.quads)
    size.validation = alternate(1, checks)
    size.queries = task("queries", size.graph)["queries"]
    if size.reviews <= RDFLIB_LIMIT:
        for name, took in task("rdflib_queries", size.quads, str(patience))["queries"].items():
            size.queries[name] |= took | {"patience": patience}
    size.resemblances = task("resemblances", str(size.reviews))
    size.rebuild = task("rebuild", size.pages, size.graph)
    size.stages = task("stages", size.pages, size.fresh("profiled"))["shares"]


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table, figures to the right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines, ""])


def report(sizes: list[Size], rounds: int) -> str:
    """Return RESULTS.md."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "numpy"))
    parts = [
        "# Benchmarks",
        "",
        "Written by `make bench`; do not edit. Invented corpora of `benchmarks/corpus.py`, seed 1, "
        f"plus the Havering page. {rounds} rounds in alternation, every contender in its own "
        "process; times are medians, ratios are medians of the ratios of each round.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; {packages}.",
        "",
        "![Seconds by contender](results.svg)",
        "",
        "## Build",
        "",
        "The rdflib script maps what is printed and nothing else, in memory. The bulk load puts "
        "ready-made N-Quads of the whole graph on disk: no build can be faster.",
        "",
        _builds(sizes),
        "Cost of one review, and of building again after one page changed:",
        "",
        _per_review(sizes),
        "Where the time of a build goes (profiled; libraries are charged to the part that calls "
        "them):",
        "",
        _stages(sizes),
        "## Recurrence",
        "",
        _recurrence(sizes),
        "## Stored queries",
        "",
        "Each query with its own example, read to the end. Raw is pyoxigraph given the same text. "
        "Putting values in safely costs the same whatever the graph holds.",
        "",
        *(_queries(size) for size in sizes),
        "## Publishing",
        "",
        _compared(sizes, lambda size: size.publishing),
        "## Validation",
        "",
        "The same shapes on the same graph; pySHACL sees it whole, as its own command would. One "
        "round.",
        "",
        _compared(sizes, lambda size: size.validation),
    ]
    return "\n".join(parts)


def _builds(sizes: list[Size]) -> str:
    rows = []
    for size in sizes:
        for name in size.builds.seconds:
            last = size.builds.last[name]
            rows.append(
                (
                    f"{size.reviews:,} reviews: {name}",
                    seconds(size.builds.median(name)),
                    f"{size.builds.ratio(name, 'reviewgraph'):.2f}×",
                    f"{last['triples']:,}",
                    f"{last['peak_mb']:,} MB",
                )
            )
    return table(("", "time", "of ours", "triples", "peak memory"), rows)


def _per_review(sizes: list[Size]) -> str:
    rows = [
        (
            f"{size.reviews:,}",
            seconds(size.builds.median("reviewgraph") / size.reviews),
            seconds(size.rebuild["seconds"]),
            f"{size.builds.ratio('reviewgraph', 'bulk load'):.1f}×",
        )
        for size in sizes
    ]
    return table(("reviews", "build, each review", "one page changed", "of the floor"), rows)


def _stages(sizes: list[Size]) -> str:
    parts = sorted({part for size in sizes for part in size.stages})
    order = sorted(parts, key=lambda part: -sizes[-1].stages.get(part, 0))
    rows = [(part, *(f"{size.stages.get(part, 0):.1%}" for size in sizes)) for part in order]
    return table(("part", *(f"{size.reviews:,} reviews" for size in sizes)), rows)


def _recurrence(sizes: list[Size]) -> str:
    rows = []
    for size in sizes:
        found = size.resemblances
        took = sum(found[stage] for stage in ("signing", "searching", "explaining"))
        rows.append(
            (
                f"{found['recommendations']:,}",
                seconds(found["signing"]),
                seconds(found["searching"]),
                seconds(found["explaining"]),
                seconds(took / found["recommendations"]),
                f"{found['resemblances']:,}",
                f"{found['peak_mb']:,} MB",
            )
        )
    head = ("recommendations", "sign", "search", "explain", "each", "found", "peak memory")
    return table(head, rows)


def _queries(size: Size) -> str:
    rows = []
    for name, took in size.queries.items():
        ratio = f"{took['ours'] / took['raw']:.2f}×"
        cells = (seconds(took["bind"]), seconds(took["ours"]), seconds(took["raw"]), ratio)
        rows.append((name, *cells, _patient(took)))
    middle = statistics.median(took["ours"] / took["raw"] for took in size.queries.values())
    rows.append(("**median**", "", "", "", f"{middle:.2f}×", ""))
    head = (f"{size.reviews:,} reviews", "put values in", "ours", "raw", "of raw", "rdflib")
    return table(head, rows)


def _patient(took: dict[str, Any]) -> str:
    if "rdflib" not in took:
        return "–"
    return f"> {took['patience']} s" if took["rdflib"] is None else seconds(took["rdflib"])


def _compared(sizes: list[Size], of: Callable[[Size], Rounds]) -> str:
    rows = [
        (
            f"{size.reviews:,} reviews: {name}",
            seconds(of(size).median(name)),
            f"{of(size).ratio(name, 'reviewgraph'):.2f}×",
            f"{of(size).last[name]['peak_mb']:,} MB",
        )
        for size in sizes
        for name in of(size).seconds
    ]
    return table(("", "time", "of ours", "peak memory"), rows)


def picture(sizes: list[Size]) -> str:
    """Return results.svg."""
    groups = []
    for size in sizes:
        for what, taken in (
            ("build", size.builds),
            ("publish", size.publishing),
            ("validate", size.validation),
        ):
            bars = tuple((name, taken.median(name)) for name in taken.seconds)
            groups.append(Group(f"{what}, {size.reviews:,} reviews", bars))
    return chart("Seconds by contender (logarithmic scale)", groups)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000", help="numbers of reviews, by commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--patience", type=int, default=20, help="seconds after which a query of rdflib is given up"
    )
    parser.add_argument("-o", "--output", type=Path, default=HERE)
    given = parser.parse_args()
    sizes = []
    with tempfile.TemporaryDirectory(prefix="reviewgraph-bench-") as folder:
        for number in map(int, given.sizes.split(",")):
            sizes.append(Size(number, Path(folder) / str(number)))
            measure(sizes[-1], given.rounds, given.patience)
            shutil.rmtree(sizes[-1].folder)
            print(f"{number:,} reviews measured", file=sys.stderr)
    text = report(sizes, given.rounds)
    (given.output / "RESULTS.md").write_text(text, encoding="utf-8")
    (given.output / "results.svg").write_text(picture(sizes), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
