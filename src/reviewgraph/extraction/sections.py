"""Which parts of a report print recommendations: the sections, and what governs each part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewgraph.extraction.labels import Kind, label_of, without_paragraph_number
from reviewgraph.extraction.model import Where
from reviewgraph.extraction.naming import names_body
from reviewgraph.extraction.outline import Heading, Paragraph, Part, Placed
from reviewgraph.extraction.titles import Sort
from reviewgraph.extraction.wording import directs, narrates

_SINGLE = re.compile(
    r"\b(?:single|individual)[- ]agenc|^agenc(?:y|ies)(?:[’']s?)? recommendations|"
    r"recommendations (?:by|for|from|of|to) (?:\w+ )?agenc(?:y|ies)$|"
    r"\bindividual management reviews?\b|\bimrs?\b",
    re.IGNORECASE,
)
_GOVERNING = frozenset((Sort.RECOMMENDATIONS, Sort.PLAN, Sort.DECOY, Sort.END, Sort.LEARNING))


@dataclass(frozen=True, slots=True)
class Segment:
    """Paragraphs and tables that follow one another under one heading of a section."""

    section: int
    """Number of the section; repeats are looked for between sections, never inside one."""
    where: Where
    path: tuple[Heading, ...]
    """Headings from the section's own to the innermost one."""
    above: tuple[Heading, ...]
    """Headings above the section's own."""
    parts: tuple[Paragraph | Placed, ...]
    single_agency: bool = False
    """It stands in the part of the section that lists what single agencies are asked."""


def lists_single(path: Sequence[Heading]) -> bool:
    """Say whether a heading announces what single agencies are asked."""
    return any(_SINGLE.search(heading.title) for heading in path)


def governing(path: Sequence[Heading]) -> Heading | None:
    """Return the innermost heading that decides what stands below it."""
    return next((h for h in reversed(path) if h.sort in _GOVERNING), None)


def segments_of(parts: Sequence[Part]) -> list[Segment]:
    """Return the segments of all recommendation sections, in order."""
    found: list[Segment] = []
    batch: list[Paragraph | Placed] = []
    numbers: dict[int, int] = {}
    single = False
    for part in [*parts, None]:
        if batch and (part is None or isinstance(part, Heading) or part.path != batch[0].path):
            found.append(_segment(batch, numbers, single_agency=single))
            batch = []
        if isinstance(part, Heading):
            single = _is_single(part, before=single)
            continue
        if part is not None and _lists(part.path):
            batch.append(part)
    return found


def _lists(path: Sequence[Heading]) -> bool:
    heading = governing(path)
    return heading is not None and heading.sort is Sort.RECOMMENDATIONS


def _is_single(heading: Heading, *, before: bool) -> bool:
    """Say whether what follows a heading is asked of single agencies; it lasts until another."""
    if _SINGLE.search(heading.title):
        return True
    return before and heading.sort is not Sort.RECOMMENDATIONS


def _segment(
    batch: Sequence[Paragraph | Placed], numbers: dict[int, int], *, single_agency: bool
) -> Segment:
    path = batch[0].path
    first = next(i for i, heading in enumerate(path) if heading.sort is Sort.RECOMMENDATIONS)
    above, own = path[:first], path[first:]
    section = numbers.setdefault(own[0].index, len(numbers) + 1)
    return Segment(section, _where(above), own, above, tuple(batch), single_agency)


def _where(above: Sequence[Heading]) -> Where:
    if any(heading.sort is Sort.SUMMARY for heading in above):
        return Where.SUMMARY
    if any(names_body(heading.title) and heading.sort is Sort.OTHER for heading in above[-1:]):
        return Where.CHAPTER
    return Where.MAIN


def boxed(parts: Sequence[Part]) -> Iterator[Segment]:
    """Yield recommendations that stand labelled as such outside every section.

    Only a paragraph that begins with the word *Recommendation* and asks for something counts.
    """
    number = 0
    for start, part in enumerate(parts):
        if not isinstance(part, Paragraph) or _is_governed(part.path):
            continue
        if not _announces(part):
            continue
        run = [part, *_following(part, parts[start + 1 :])]
        if not any(_is_asked(_after_label(one.text)) for one in run):
            continue
        number += 1
        yield Segment(10_000 + number, Where.BOX, (), part.path, tuple(run))


def _is_governed(path: Sequence[Heading]) -> bool:
    heading = governing(path)
    return heading is not None and heading.sort is not Sort.LEARNING


def _is_asked(text: str) -> bool:
    return bool(text) and (directs(text) or not narrates(text))


def _after_label(text: str) -> str:
    label = label_of(without_paragraph_number(text))
    return label.rest if label and label.kind is Kind.WORD else text


def _announces(part: Paragraph) -> bool:
    label = label_of(without_paragraph_number(part.text))
    if label is None or label.kind is not Kind.WORD or not label.printed.casefold().count("rec"):
        return False
    return bool(label.form or label.aside or not label.rest or part.lines[0].box)


def _following(first: Paragraph, parts: Sequence[Part]) -> Iterator[Paragraph]:
    """Yield the paragraphs that go on: the same frame, or the text below a label alone."""
    box, bare = first.lines[0].box, not _after_label(first.text)
    for part in parts:
        if not isinstance(part, Paragraph) or _announces(part):
            return
        if bare or (box and part.lines[0].box == box):
            bare = False
            yield part
            continue
        label = label_of(part.text)
        if label is None or label.kind not in (Kind.BULLET, Kind.LETTER):
            return
        yield part
