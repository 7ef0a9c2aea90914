"""Measure this project beside what a user would otherwise pick: ``make bench``.

Every contender runs in a process of its own, in alternation: ours, theirs, ours, theirs. A ratio
is the median of the ratios of the rounds, so a machine that slows down in between slows both.
``--reviews N`` measures corpora of a hundredth, a tenth and all of N. What would take the whole
time is left out of the larger ones, or given up after a while; the report says which.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import corpus
from benchmarks.measured import Measured, Rounds, Size
from benchmarks.report import picture, report

HERE = Path(__file__).parent
ROOT = HERE.parent
LARGE = 1000
"""Reviews beyond which each contender has one round, and those that take the whole time none:
the rdflib script, rdflib's queries, Virtuoso and publishing."""
SERIALISER_LIMIT = 100
"""Reviews beyond which rdflib's serialiser is left out, and the profile is not taken."""
PYSHACL_LIMIT = 100
PYSHACL_PATIENCE = 120
"""Seconds after which pySHACL on a whole graph is given up."""


def task(name: str, *arguments: str | Path, patience: float | None = None) -> Measured:
    """Run one task in a fresh process and return what it measured; ``late`` if it was given up."""
    paths = [ROOT / "src", ROOT, ROOT / "tests"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.tasks", name, *map(str, arguments)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            timeout=patience,
        )
    except subprocess.TimeoutExpired:
        return {"seconds": patience, "late": True}
    measured: Measured = json.loads(done.stdout)
    return measured


def alternate(rounds: int, contenders: dict[str, Callable[[], Measured]]) -> Rounds:
    """Run every contender once a round, in turn."""
    taken = Rounds()
    for _ in range(rounds):
        for name, work in contenders.items():
            taken.add(name, work())
    return taken


def measure(size: Size, rounds: int, patience: int) -> None:
    """Measure everything on one corpus."""
    corpus.write(size.reviews, size.pages, form="table")  # All that the rdflib script reads.
    shutil.copy(ROOT / "data" / "reviews" / "dhr" / "6391f4df-havering.txt", size.pages)
    first = task("build", size.pages, size.graph)
    task("dump", size.graph, size.quads)
    if size.reviews <= SERIALISER_LIMIT:
        size.stages = task("stages", size.pages, size.fresh("profiled"))["shares"]
    size.builds = alternate(*_builders(size, rounds, first))
    size.publishing = alternate(1, _writers(size))
    size.validation = alternate(1, _checks(size))
    size.again = task("validate", size.graph)
    _ask(size, patience)
    size.resemblances = task("resemblances", str(size.reviews))
    size.rebuild = task("rebuild", size.pages, size.graph)


def _builders(
    size: Size, rounds: int, first: Measured
) -> tuple[int, dict[str, Callable[[], Measured]]]:
    """Return how many rounds there are, and of whom; ``first`` is a build of the same pages."""
    floor = {"bulk load": lambda: task("floor", size.quads, size.fresh("floor"))}
    if size.reviews > LARGE:
        return 1, {"reviewgraph": lambda: first, **floor}
    return rounds, {
        "reviewgraph": lambda: task("build", size.pages, size.fresh("built")),
        **floor,
        "rdflib script": lambda: task("plain", size.pages),
    }


def _writers(size: Size) -> dict[str, Callable[[], Measured]]:
    writers = {}
    if size.reviews <= LARGE:
        writers["reviewgraph"] = lambda: task("publish", size.graph, size.fresh("release"))
    if size.reviews <= SERIALISER_LIMIT:
        turtle = size.folder / "rdflib.ttl"
        writers["rdflib serialiser"] = lambda: task("rdflib_publish", size.quads, turtle)
    return writers


def _checks(size: Size) -> dict[str, Callable[[], Measured]]:
    checks = {"reviewgraph": lambda: task("validate", size.graph)}
    if size.reviews <= PYSHACL_LIMIT:
        checks["pySHACL"] = lambda: task("pyshacl", size.quads, patience=PYSHACL_PATIENCE)
    return checks


def _ask(size: Size, patience: int) -> None:
    """Put the stored queries to every engine."""
    size.queries = task("queries", size.graph)["queries"]
    others = {}
    if size.reviews <= LARGE:
        others["rdflib"] = "rdflib_queries"
        if shutil.which("virtuoso-t"):
            others["Virtuoso"] = "virtuoso_queries"
    for engine, name in others.items():
        for query, took in task(name, size.quads, str(patience))["queries"].items():
            size.queries[query][engine] = took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=1000, help="size of the largest corpus")
    parser.add_argument("--sizes", help="numbers of reviews, by commas, in place of --reviews")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument(
        "--patience", type=int, default=2, help="seconds after which a query is given up"
    )
    parser.add_argument("-o", "--output", type=Path, default=HERE)
    given = parser.parse_args()
    wanted = given.sizes.split(",") if given.sizes else [given.reviews // 10**n for n in (2, 1, 0)]
    sizes = []
    with tempfile.TemporaryDirectory(prefix="reviewgraph-bench-") as folder:
        for number in sorted({max(1, int(each)) for each in wanted}):
            sizes.append(Size(number, Path(folder) / str(number)))
            measure(sizes[-1], given.rounds, given.patience)
            shutil.rmtree(sizes[-1].folder)
            print(f"{number:,} reviews measured", file=sys.stderr)
    text = report(sizes, given.rounds, given.patience, LARGE)
    (given.output / "RESULTS.md").write_text(text, encoding="utf-8")
    (given.output / "results.svg").write_text(picture(sizes), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
