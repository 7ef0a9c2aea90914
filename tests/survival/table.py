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

_HEAD = """# Faults tried and survived

Written by `make survival`, which takes half an hour; `make test` runs a smaller share.

- **killed with SIGKILL**: at moments spread over the command, half of them by the clock, half at
  steps of its own, among them those just before and after the one that puts the new state in
  place. Survived: a reader then sees the old state or the new one, whole; the next run goes
  through without help and leaves the same bytes as one that nobody disturbed.
- **disk full**, **read-only folder**, **graph of another version or form**: one line says so, and
  nothing has changed.
- **several at once**: each goes through, or says in one line that another is at work.
- **spoilt**: bytes flipped, lines cut, columns swapped, rows repeated, odd Unicode, cells of
  300,000 characters, NULs, absurd numbers, pages cut off. Survived: read, or refused in one line,
  within 5 s of processor time.
- **clients and a killer query**: every client was answered, each answer was right or an honest
  refusal, and afterwards all query processes are there and the memory is what it was.
"""

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
    if FULL:
        earlier = KEPT.read_text(encoding="utf-8") if KEPT.exists() else ""
        KEPT.write_text(written(brought_together(earlier, rows)), encoding="utf-8")


def brought_together(earlier: str, rows: list[Row]) -> list[Row]:
    """Return the rows of a kept table and of this run, which says the last word on its own.

    The tests take long enough to be run in parts; a run of all of them makes the table anew.
    """
    found = {(row.command, row.fault): row for row in rows}
    if {row.command for row in rows} != set(_ORDER):
        cells = [line.split(" | ") for line in earlier.splitlines() if line.endswith(" |")][2:]
        for command, fault, tried, survived in cells:
            row = Row(command[2:], fault, _number(tried), _number(survived[:-2]), "")
            found.setdefault((row.command, row.fault), row)
    return sorted(found.values(), key=lambda row: (_ORDER.index(row.command), row.fault))


def _number(cell: str) -> int:
    return int(cell.replace(",", ""))


def written(rows: list[Row]) -> str:
    """Return the table as it is kept."""
    lines = [
        _HEAD,
        "| Command | Fault | Tried | Survived |",
        "| --- | --- | ---: | ---: |",
        *(f"| {row.command} | {row.fault} | {row.tried:,} | {row.survived:,} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"
