"""Measure the tagger against sets that a person labelled.

Run ``PYTHONPATH=src python tests/themes/theme_measure.py`` for figures by set and by concept and
for the recommendations without any theme.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewgraph.themes.scheme import load_scheme
from reviewgraph.themes.tagging import Tagger

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
FILES = tuple(ONTOLOGY / name for name in ("themes.ttl", "action-types.ttl", "standards.ttl"))
SETS = ("havering", "development", "held-out", "unseen", "fresh", "final", "plain", "senses")
JUDGED = ("judge-a", "judge-b", "judge-c", "judge-d", "judge-e", "judge-f")
"""Sets of two other writers, who knew the definitions and not the rules."""
CLOSED = "judge-g"
"""A set whose differences nobody reads: only its totals are shown, and only when asked for."""


@dataclass(frozen=True, slots=True)
class Case:
    addressees: tuple[str, ...]
    expected: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def shipped_tagger() -> Tagger:
    return Tagger(load_scheme(FILES))


def cases(name: str) -> list[Case]:
    with (HERE / "expected" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Case(
                tuple(row["addressees"].split("; ")),
                frozenset(row["themes"].split()),
                row["text"],
            )
            for row in rows
        ]


def found(tagger: Tagger, case: Case) -> frozenset[str]:
    taggings = tagger.tag(case.text, addressees=case.addressees)
    return frozenset(tagging.concept for tagging in taggings if tagging.facet == "theme")


def figures(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Figures:
    right = wrong = missed = 0
    for expected, given in pairs:
        right += len(expected & given)
        wrong += len(given - expected)
        missed += len(expected - given)
    return Figures(right, wrong, missed)


def report(tagger: Tagger, name: str, *, every_difference: bool) -> list[str]:
    pairs = [(case, found(tagger, case)) for case in cases(name)]
    total = figures((case.expected, given) for case, given in pairs)
    score = f"P {total.precision:.3f} R {total.recall:.3f} F1 {total.f1:.3f}"
    lines = [f"{name}: {len(pairs)} texts, {score}"]
    if name == CLOSED:
        return lines
    wrong = Counter(theme for case, given in pairs for theme in given - case.expected)
    missed = Counter(theme for case, given in pairs for theme in case.expected - given)
    right = Counter(theme for case, given in pairs for theme in given & case.expected)
    for theme in sorted(wrong | missed):
        one = Figures(right[theme], wrong[theme], missed[theme])
        lines.append(f"  {theme}: right {one.right} wrong {one.wrong} missed {one.missed}")
    for case, given in pairs:
        if every_difference and given != case.expected:
            lines.append(f"  + {sorted(given - case.expected)} - {sorted(case.expected - given)}")
            lines.append(f"      {case.text}")
        if not given:
            lines.append(f"  no theme: {case.text}")
    return lines


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name in (*SETS, *JUDGED, CLOSED)] or (*SETS, *JUDGED)
    for each in names:
        difference = "--all" in sys.argv
        lines = report(shipped_tagger(), each, every_difference=difference)
        sys.stdout.write("\n".join(lines) + "\n")
