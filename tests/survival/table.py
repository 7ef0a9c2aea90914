"""The table of faults tried and survived: printed at the end, and kept by a full run.

A plugin and no conftest: what tests tell must reach the process that prints, which with
``pytest -n`` collects nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from survival.extent import FULL

KEPT = Path(__file__).parents[2] / "benchmarks" / "SURVIVAL.md"
_KEY = "survival"
_ORDER = ("build", "publish", "push", "registry refresh", "read", "serve")

Told = Callable[..., None]


@dataclass(frozen=True, order=True)
class Row:
    """One fault: what was done to which command how often, and how often all went well."""

    command: str
    fault: str
    tried: int
    survived: int
    seen: str
    """What was measured on the way; differs from run to run and is printed only."""


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Told:
    """Return a function that puts a row into the table."""

    def tell(command: str, fault: str, *, tried: int, survived: int, seen: str = "") -> None:
        record_property(_KEY, [command, fault, tried, survived, seen])

    return tell


def rows_of(reporter: pytest.TerminalReporter) -> list[Row]:
    """Return the rows of all tests, in the order of the commands."""
    found = {
        Row(*value)
        for outcome in ("passed", "failed")
        for report in reporter.stats.get(outcome, [])
        for key, value in report.user_properties
        if key == _KEY
    }
    return sorted(found, key=lambda row: (_ORDER.index(row.command), row.fault))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, and keep it if the full form ran whole."""
    rows = rows_of(terminalreporter)
    if not rows:
        return
    terminalreporter.section("faults tried and survived")
    for row in rows:
        line = f"{row.command:17} {row.survived:>6,} of {row.tried:>6,}  {row.fault}"
        terminalreporter.write_line(f"{line}  ({row.seen})" if row.seen else line)
    if FULL and {row.command for row in rows} == set(_ORDER):
        KEPT.write_text(written(rows), encoding="utf-8")


def written(rows: list[Row]) -> str:
    """Return the table as it is kept."""
    lines = [
        "# Faults tried and survived",
        "",
        "Written by `SURVIVAL=full pytest tests/survival`; what each row asks for stands in the",
        "test of that name. The share that `make test` runs is smaller.",
        "",
        "| Command | Fault | Tried | Survived |",
        "| --- | --- | ---: | ---: |",
        *(f"| {row.command} | {row.fault} | {row.tried:,} | {row.survived:,} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"
