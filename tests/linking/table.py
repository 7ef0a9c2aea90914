"""The table of labelled mentions, and how well a resolver does on it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewgraph.linking import Resolver
from reviewgraph.model import Resolution

TABLE = Path(__file__).with_name("mentions.tsv")


@dataclass(frozen=True, slots=True)
class Case:
    half: str
    mention: str
    area: str
    year: str | None
    text: str
    agency: str | None
    kind: str


def cases(half: str | None = None) -> Iterator[Case]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if half in (None, row["set"]):
                expected = None if row["agency"] == "none" else row["agency"]
                yield Case(
                    row["set"],
                    row["mention"],
                    row["area"],
                    row["year_of_death"] or None,
                    row["text"],
                    expected,
                    row["kind"],
                )


def resolve(resolver: Resolver, case: Case) -> Resolution:
    return resolver.resolve_name(case.mention, case.area, case.year, case.text)


@dataclass(frozen=True, slots=True)
class Score:
    linked: int
    right: int
    linkable: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.linked

    @property
    def recall(self) -> float:
        return self.right / self.linkable


def score(resolver: Resolver, chosen: Sequence[Case]) -> Score:
    wrong, missed, linked, right = [], [], 0, 0
    for case in chosen:
        found = resolve(resolver, case)
        linked += found.agency is not None
        right += found.agency is not None and found.agency == case.agency
        line = f"{case.mention} in {case.area} {case.year}: {found.agency} for {case.agency}"
        if found.agency is not None and found.agency != case.agency:
            wrong.append(line)
        elif found.agency is None and case.agency is not None:
            missed.append(f"{line} ({found.rule})")
    linkable = sum(case.agency is not None for case in chosen)
    return Score(linked, right, linkable, tuple(wrong), tuple(missed))
