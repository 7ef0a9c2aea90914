"""Tell what was measured: RESULTS.md and its picture."""

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from benchmarks.chart import Group, chart, seconds
from benchmarks.measured import Rounds, Size

ENGINES = ("Virtuoso", "rdflib")


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table, figures to the right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines, ""])


def report(sizes: list[Size], rounds: int, patience: int, large: int) -> str:
    """Return RESULTS.md; ``large``: reviews beyond which less is measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "numpy"))
    parts = [
        "# Benchmarks",
        "",
        "Written by `make bench`; do not edit. Invented corpora of `benchmarks/corpus.py`, seed 1, "
        f"plus the Havering page. {rounds} rounds in alternation, every contender in its own "
        "process; times are medians, ratios are medians of the ratios of each round. Beyond "
        f"{large:,} reviews there is one round, and rdflib, Virtuoso and publishing are left out.",
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
        "What is neither reading, writing triples nor loading stands apart: finding themes, "
        "resolving organisations and finding what recurs.",
        "",
        _apart(sizes),
        "Cost of one review as the corpus grows, and of building again after one page changed:",
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
        "Putting values in safely costs the same whatever the graph holds. Virtuoso is asked over "
        f"HTTP, rdflib in memory, both loaded beforehand and given up after {patience} s; ≠ means "
        "another number of rows.",
        "",
        *(_queries(size, patience) for size in sizes),
        "## Publishing",
        "",
        _compared(sizes, lambda size: size.publishing),
        "## Validation",
        "",
        "The same shapes on the same graph; pySHACL sees it whole, as its own command would. One "
        "round.",
        "",
        _compared(sizes, lambda size: size.validation),
        "Cost of one review, and of validating again what has not changed:",
        "",
        _validated(sizes),
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


def _apart(sizes: list[Size]) -> str:
    rows = []
    for size in sizes:
        apart = size.builds.last["reviewgraph"]["apart"]
        whole = size.builds.seconds["reviewgraph"][-1]
        floor = size.builds.seconds["bulk load"][-1]
        rest = whole - sum(apart.values())
        parts = [seconds(apart.get(part, 0)) for part in ("tagging", "resolving", "recurrence")]
        rows.append((f"{size.reviews:,}", seconds(whole), *parts, seconds(rest)))
        rows[-1] += (f"{rest / floor:.1f}×",)
    head = ("reviews", "build", "tagging", "resolving", "recurrence", "the rest", "of the floor")
    return table(head, rows)


def _stages(sizes: list[Size]) -> str:
    sizes = [size for size in sizes if size.stages]
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


def _queries(size: Size, patience: int) -> str:
    engines = [each for each in ENGINES if any(each in took for took in size.queries.values())]
    rows = []
    for name, took in size.queries.items():
        ratio = f"{took['ours'] / took['raw']:.2f}×"
        cells = (seconds(took["bind"]), seconds(took["ours"]), seconds(took["raw"]), ratio)
        others = (_other(took[each], took["rows"], patience) for each in engines)
        rows.append((name, *cells, *others))
    middle = statistics.median(took["ours"] / took["raw"] for took in size.queries.values())
    rows.append(("**median**", "", "", "", f"{middle:.2f}×", *("" for _ in engines)))
    head = (f"{size.reviews:,} reviews", "put values in", "ours", "raw", "of raw", *engines)
    return table(head, rows)


def _other(took: dict[str, Any], rows: int, patience: int) -> str:
    if took["seconds"] is None:
        return str(took["rows"] or f"> {patience} s")
    return seconds(took["seconds"]) + (" ≠" if took["rows"] != rows else "")


def _compared(sizes: list[Size], of: Callable[[Size], Rounds]) -> str:
    rows = [
        (
            f"{size.reviews:,} reviews: {name}",
            f"{_given_up(of(size).last[name])}{seconds(of(size).median(name))}",
            f"{_given_up(of(size).last[name])}{of(size).ratio(name, 'reviewgraph'):.2f}×",
            _peak(of(size).last[name]),
        )
        for size in sizes
        for name in of(size).seconds
    ]
    return table(("", "time", "of ours", "peak memory"), rows)


def _validated(sizes: list[Size]) -> str:
    rows = [
        (
            f"{size.reviews:,}",
            seconds(size.validation.median("reviewgraph") / size.reviews),
            seconds(size.again["seconds"]),
        )
        for size in sizes
    ]
    return table(("reviews", "each review", "unchanged, all"), rows)


def _given_up(last: dict[str, Any]) -> str:
    return "> " if last.get("late") else ""


def _peak(last: dict[str, Any]) -> str:
    return f"{last['peak_mb']:,} MB" if "peak_mb" in last else "–"


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
            if bars:
                groups.append(Group(f"{what}, {size.reviews:,} reviews", bars))
        groups.append(Group(f"stored query, median, {size.reviews:,} reviews", _asked(size)))
    return chart("Seconds by contender (logarithmic scale)", groups)


def _asked(size: Size) -> tuple[tuple[str, float], ...]:
    """Return the median seconds of each engine over the queries that it answered."""
    took = size.queries.values()
    bars = {
        "reviewgraph": [each["ours"] for each in took],
        "pyoxigraph": [each["raw"] for each in took],
    }
    for engine in ENGINES:
        told = [each[engine]["seconds"] for each in took if engine in each]
        bars[engine] = [each for each in told if each is not None]
    return tuple((name, statistics.median(values)) for name, values in bars.items() if values)
