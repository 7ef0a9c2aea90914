"""Where the addressee begins in rows whose cells are not marked.

Every token of a row could begin it. Each place is scored by what stands before it (does a text
end there?), by what stands after it (is that shaped like an agency?), and by what the page knows
(names after a bar, names in the row's own text, ends that rows share). The scores are log odds
set by hand; the confidence is the softmax of the best place among all places of the row.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewgraph.sources.endings import folded, left_over_score, text_end_score
from reviewgraph.sources.evidence import PageNames, RowNames, evidence, row_names
from reviewgraph.sources.shapes import shape_scores

_SUBJECT = re.compile(
    r"(?:It is (?:therefore )?recommended that |That )?(?:[Tt]he )?"
    r"(?P<name>[A-Z][^.;:,]{2,70}?),? (?:should|must|to|will|needs? to|shall)\b"
)
_BAR = "|"
_LONGEST = 24
"""No addressee of more words than this was seen in one cell part."""
_REACH = 2_000
"""Words of a row that are looked at for repeats; real rows have a tenth of them."""
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Split:
    """A row cut in two; text and addressee joined by a space are the row."""

    text: str
    addressee: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and what its words alone say of each place."""

    tokens: tuple[str, ...]
    head: tuple[str, ...]
    """The tokens before the first bar: the text and the first body."""
    first: int
    """The first place judged; places count tokens before them."""
    ends: tuple[float, ...]
    """How much a text looks ended at each place."""
    scores: tuple[float, ...]
    names: RowNames


def split_rows(rows: Sequence[str], *, area: str = "") -> tuple[Split, ...]:
    """Return each row of one page cut into text and addressee.

    Two passes: names found with confidence in the first are known names in the second.
    """
    place = frozenset(map(folded, area.split()))
    judged = [_judged(tuple(row.split()), place) for row in rows]
    listed = Counter(name for row in judged for name in _after_bars(row.tokens))
    subjects = dict.fromkeys(filter(None, map(_subject, rows)), 2.5)
    ends = _shared_ends(judged)
    known: Mapping[str, float] = {**subjects, **dict.fromkeys(listed, 6.0)}
    splits: list[Split] = []
    for _ in range(2):
        splits = [_split(row, PageNames(known, ends)) for row in judged]
        known = {**subjects, **_learnt(splits, listed)}
    return tuple(splits)


def _judged(tokens: tuple[str, ...], area: frozenset[str]) -> _Row:
    head = tokens[: tokens.index(_BAR)] if _BAR in tokens else tokens
    first = max(1, len(head) - _LONGEST)
    last = len(head) - 1 if len(head) < len(tokens) else len(head)
    ends = tuple(text_end_score(head, start) for start in range(first, last + 1))
    shapes = shape_scores(head, first, area)
    scores = tuple(
        end + left_over_score(head, start) + shape
        for start, (end, shape) in enumerate(zip(ends, shapes, strict=False), start=first)
    )
    skipped = max(0, len(head) - _REACH)
    return _Row(tokens, head, first, ends, scores, row_names(head[skipped:], first - skipped))


def _subject(row: str) -> str | None:
    """Return who the row's sentence says should act, folded; None if it does not begin so."""
    found = _SUBJECT.match(row)
    return folded(found["name"]) if found else None


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


def _shared_ends(rows: Sequence[_Row]) -> dict[str, float]:
    """Return the ends that several rows share, each with the number of rows where it is cut off.

    "Police" ends every row that "Anyshire Police" ends, so an end counts only in rows where a
    text could end just before it.
    """
    counts: Counter[str] = Counter()
    for row in rows:
        for name, end in zip(row.names.names, row.ends, strict=False):
            if end > 0:
                counts[name] += 1
    return {end: float(count) for end, count in counts.items() if count > 1}


def _split(row: _Row, page: PageNames) -> Split:
    if not row.scores:
        return _cut(row.tokens, len(row.head), 0.1)
    known = [*evidence(row.names, page), 0.0]
    scores = [score + more for score, more in zip(row.scores, known, strict=False)]
    best = max(range(len(scores)), key=lambda place: (scores[place], place))
    weight = sum(math.exp(score - scores[best]) for score in scores)
    return _cut(row.tokens, row.first + best, round(min(0.99, 1 / weight), 2))


def _cut(tokens: Sequence[str], place: int, confidence: float) -> Split:
    return Split(" ".join(tokens[:place]), " ".join(tokens[place:]), confidence)
