"""The labelled recommendations: rows with one ``ask`` ask for the same, all others do not."""

from itertools import combinations
from pathlib import Path

from reviewgraph.resembling import Item

PAIRS = Path(__file__).parent / "pairs"

UNDECIDED = {
    frozenset({"learning-dissemination", "learning-briefing"}),
    frozenset({"professional-curiosity", "professional-curiosity-long"}),
}
"""Asks of which one is a part of the other: readers differ, so they count neither way."""


def labelled(half: str) -> tuple[list[Item], dict[str, str]]:
    """Return the recommendations of one half, each as of its own review, and what each asks."""
    items, asks = [], {}
    rows = (PAIRS / f"{half}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for number, row in enumerate(rows):
        ask, addressee, text = row.split("\t")
        review = f"{number:08x}-anyshire"
        items.append(Item(f"{review}--1-{number:08x}", review, text, tuple(addressee.split(" | "))))
        asks[items[-1].key] = ask
    return items, asks


def figures(found: set[tuple[str, str]], asks: dict[str, str]) -> tuple[float, float]:
    """Return precision and recall of found pairs."""
    wanted = {pair for pair in combinations(sorted(asks), 2) if asks[pair[0]] == asks[pair[1]]}
    judged = {pair for pair in found if frozenset({asks[pair[0]], asks[pair[1]]}) not in UNDECIDED}
    right = judged & wanted
    return len(right) / len(judged), len(right) / len(wanted)
