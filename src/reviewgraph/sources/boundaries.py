"""Where the addressee begins in rows whose cells are not marked.

Every token of a row could begin it. Each place is scored by what stands before it (does a text
end there?), by what stands after it (is that shaped like an agency?), and by what the page knows
(names after a bar, names in the row's own text, ends that rows share). The scores are log odds
set by hand; the confidence is the softmax of the best place among all places of the row.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewgraph.sources.shapes import PageWords, folded, name_score, text_end_score

_BAR = "|"
_LONGEST = 24
"""No addressee of more words than this was seen in one cell part."""
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Split:
    """A row cut in two; text and addressee joined by a space are the row."""

    text: str
    addressee: str
    confidence: float


def split_rows(rows: Sequence[str], *, area: str = "") -> tuple[Split, ...]:
    """Return each row of one page cut into text and addressee.

    Two passes: names found with confidence in the first are known names in the second.
    """
    tokens = [row.split() for row in rows]
    heads = [_head(row) for row in tokens]
    listed = Counter(name for row in tokens for name in _after_bars(row))
    ends = _shared_ends(heads)
    known: Mapping[str, float] = dict.fromkeys(listed, 6.0)
    splits: list[Split] = []
    for _ in range(2):
        words = PageWords(area=frozenset(map(folded, area.split())), known=known, ends=ends)
        splits = [_split(row, head, words) for row, head in zip(tokens, heads, strict=True)]
        known = _learnt(splits, listed)
    return tuple(splits)


def _head(row: Sequence[str]) -> list[str]:
    """Return the tokens before the first bar: the text and the first body."""
    return list(row[: row.index(_BAR)]) if _BAR in row else list(row)


def _after_bars(row: Sequence[str]) -> list[str]:
    """Return the names after the first bar, folded: these are marked on both sides."""
    names = " ".join(row).split(f" {_BAR} ")[1:]
    return [folded(name) for name in names if name.strip(" |")]


def _learnt(splits: Sequence[Split], listed: Counter[str]) -> dict[str, float]:
    """Return the names of the first pass with what a further meeting of each is worth."""
    counts: Counter[str] = Counter()
    for split in splits:
        if split.confidence >= _SURE and split.addressee:
            counts[folded(split.addressee.split(f" {_BAR} ")[0])] += 1
    learnt = {name: min(5.0, 1.5 + count) for name, count in counts.items()}
    return {**learnt, **dict.fromkeys(listed, 6.0)}


def _shared_ends(heads: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the ends that several rows share, each with the number of rows where it is cut off.

    "Police" ends every row that "Anyshire Police" ends, so an end counts only in rows where a
    text could end just before it.
    """
    counts: Counter[str] = Counter()
    for head in heads:
        for start in range(max(1, len(head) - _LONGEST), len(head)):
            if text_end_score(head, start) > 0:
                counts[folded(" ".join(head[start:]))] += 1
    return {end: float(count) for end, count in counts.items() if count > 1}


def _split(row: Sequence[str], head: Sequence[str], words: PageWords) -> Split:
    barred = len(head) < len(row)
    first = max(1, len(head) - _LONGEST)
    last = len(head) - 1 if barred else len(head)
    if len(head) < 2:
        return Split(" ".join(head), " ".join(row[len(head) :]).removeprefix("| "), 0.1)
    scores = {
        start: text_end_score(head, start) + name_score(head, start, words)
        for start in range(first, last + 1)
    }
    best = max(scores, key=lambda start: (scores[start], start))
    weight = sum(math.exp(score - scores[best]) for score in scores.values())
    confidence = round(min(0.99, 1 / weight), 2)
    return Split(" ".join(row[:best]), " ".join(row[best:]), confidence)
