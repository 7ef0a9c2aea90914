"""How the labels of one list follow one another: its scheme, and whether a label continues it."""

from collections.abc import Iterable, Sequence

from reviewgraph.extraction.labels import (
    Kind,
    Label,
    label_of,
    roman_value,
    without_paragraph_number,
)
from reviewgraph.extraction.outline import Paragraph
from reviewgraph.extraction.sections import Segment
from reviewgraph.extraction.wording import introduces

_WIDEST_STEP = 4
"""Numbers skipped in a list: more than this is another list or no number of one."""


def scheme_of(texts: Iterable[str]) -> Kind | None:
    """Return the kind of label that opens the items of a list; None for bare paragraphs.

    One letter or bullet alone makes no scheme.
    """
    counts: dict[Kind, int] = {}
    for text in texts:
        label = label_of(without_paragraph_number(text))
        if label is None or introduces(label.rest):
            continue
        counts[label.kind] = counts.get(label.kind, 0) + 1
    if counts.get(Kind.WORD):
        return Kind.WORD
    numbers = [kind for kind in (Kind.DECIMAL, Kind.INTEGER) if counts.get(kind)]
    if numbers:
        return max(numbers, key=lambda kind: (counts[kind], kind is Kind.DECIMAL))
    parts = [kind for kind in (Kind.LETTER, Kind.BULLET) if counts.get(kind, 0) > 1]
    return parts[0] if parts else None


def schemes_of(segments: Sequence[Segment]) -> list[Kind | None]:
    """Return for each segment the kind of label that opens its items; None for bare paragraphs.

    A segment with a single bullet or letter takes the scheme of its section's other lists.
    """
    own = [scheme_of(part.text for part in paragraphs_of(segment)) for segment in segments]
    of_section: dict[int, Kind] = {}
    for segment, scheme in zip(segments, own, strict=True):
        if scheme is not None:
            of_section.setdefault(segment.section, scheme)
    return [
        scheme or _borrowed(segment, of_section.get(segment.section))
        for segment, scheme in zip(segments, own, strict=True)
    ]


def _borrowed(segment: Segment, scheme: Kind | None) -> Kind | None:
    labels = (label_of(part.text) for part in paragraphs_of(segment))
    return scheme if any(label and label.kind is scheme for label in labels) else None


def paragraphs_of(segment: Segment) -> list[Paragraph]:
    """Return a segment's paragraphs, without its tables."""
    return [part for part in segment.parts if isinstance(part, Paragraph)]


def follows(label: Label, last: Label, *, opens: bool, ended: bool) -> bool:
    """Say whether a label can come next after the last one of its list.

    ``opens`` says that a paragraph begins with it; inside a paragraph only a label that is sure
    to be one counts, and ``ended`` says that a sentence ends before it.
    """
    if label.kind is Kind.DECIMAL:
        if not opens and (len(label.key) != len(last.key) or label.rest[:1].islower()):
            return False
        later = label.key > last.key and label.key[0] - last.key[0] <= 1
        return later or (opens and label.key[0] == last.key[0])
    step = _step(label, last)
    if not opens:
        sure = bool(label.form and label.rest[:1].isupper()) or ended
        return step in (0, 1) and label.key != last.key and sure
    if 1 in _counts(label) and step < 0:
        return True
    return 0 < step <= _WIDEST_STEP or (step == 0 and label.key >= last.key)


def _step(label: Label, last: Label) -> int:
    """Return how far a label's first number lies from the last one's.

    A letter such as "i" may count as a letter or as a numeral: the nearest step wins.
    """
    steps = [a - b for a in _counts(label) for b in _counts(last)]
    return 1 if 1 in steps else min(steps, key=lambda step: (abs(step), step))


def _counts(label: Label) -> set[int]:
    if label.kind is not Kind.LETTER:
        return {label.key[0]}
    values = {label.key[0], roman_value(label.number)}
    return values - {0} or {0}
