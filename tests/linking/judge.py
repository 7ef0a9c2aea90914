"""The second judge: labelled mentions, and how a resolver does on them, kind by kind.

The labels were written from the official registers alone, before the rules were read. What is
expected is a key of the register, several with ``+`` between them for a cell that lists several
bodies, ``none`` for what must stay open, or ``any:TYPE`` for a body without an official code: it
may stay open, and if it is linked the agency must be of that type (any type if none is named).
A department is labelled ``asc-`` or ``csc-`` and the code of its council; the council is right.
The rows of ``later`` were labelled the same way, but were chosen because they once went wrong.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reviewgraph.linking import Resolver
from reviewgraph.linking.cells import split_cell

TABLE = Path(__file__).with_name("judge.tsv")
SCHEMES = {"gss": "gss", "nhs-ods": "ods", "govuk": "gov", "charity": "charity"}


@dataclass(frozen=True, slots=True)
class Row:
    part: str
    kind: str
    printed: str
    area: str
    year: str
    text: str
    expected: str


@dataclass(slots=True)
class Tally:
    """Counts of links made, links right, and links that could be made; and what went wrong."""

    linked: int = 0
    right: int = 0
    linkable: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.linkable if self.linkable else 1.0


def rows(part: str) -> Iterator[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["part"] == part:
                yield Row(**{name: row[name] for name in Row.__slots__})


def judge(resolver: Resolver, chosen: Iterable[Row]) -> dict[str, Tally]:
    """Return the tallies by kind, and under ``all`` the whole."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in chosen:
        found = _found(resolver, row)
        for kind in ("all", row.kind):
            _count(resolver, tallies[kind], row, found)
    return tallies


def _found(resolver: Resolver, row: Row) -> list[str]:
    names = split_cell(row.printed, resolver.is_known)
    answers = [resolver.resolve_name(name, row.area, row.year, row.text) for name in names]
    return [answer.agency for answer in answers if answer.agency]


def _count(resolver: Resolver, tally: Tally, row: Row, found: list[str]) -> None:
    if row.expected.startswith("any:"):
        right = linkable = sum(_is_of_type(resolver, key, row.expected[4:]) for key in found)
    else:
        expected = row.expected.split("+") if row.expected != "none" else []
        wanted = {_plain(key) for key in expected}
        right = sum(bool(wanted & _keys(resolver, key)) for key in found)
        linkable = len(wanted)
    tally.linked += len(found)
    tally.right += right
    tally.linkable += linkable
    if right < max(len(found), linkable):
        tally.faults.append(f"{row.printed} in {row.area} {row.year}: {found} for {row.expected}")


def _is_of_type(resolver: Resolver, key: str, kind: str) -> bool:
    agency = resolver.register.agency(key)
    return agency is not None and kind in ("", agency.kind)


def _plain(key: str) -> str:
    scheme, _, code = key.partition("-")
    return f"gss-{code}" if scheme in ("asc", "csc") else key


def _keys(resolver: Resolver, key: str) -> set[str]:
    """Return the key, and for a body with codes in several registers the keys of the others."""
    agency = resolver.register.agency(key)
    plain = {_plain(key)}
    if agency is None or agency.source in ("nhs_commissioners", "nhs_icbs"):
        return plain
    return plain | {f"{SCHEMES.get(c.scheme, c.scheme)}-{c.value.lower()}" for c in agency.codes}
