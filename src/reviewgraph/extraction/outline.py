"""A document's paragraphs under their headings.

Headings are known by the level the format states, or by type: larger, bold, capitals. A
paragraph keeps its lines, because only the rules for lists can tell whether a line opens an item.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reviewgraph.extraction.blocks import Block, Document, Table
from reviewgraph.extraction.joining import joined
from reviewgraph.extraction.labels import Kind, label_of, without_paragraph_number
from reviewgraph.extraction.lexicon import MODAL
from reviewgraph.extraction.naming import is_title, names_body
from reviewgraph.extraction.titles import Sort, ends_section, sort_of
from reviewgraph.extraction.wording import directs, narrates

_LONGEST_HEADING = 160
_NUMBERED = re.compile(
    r"^(?:(?:section|chapter|part|appendix|annex)\s+)?(?P<number>\d{1,2}(?:\.\d{1,3})*|"
    r"[A-Z](?=[.:)]))"
    r"[.:)]?\s+(?=\S)"
    r"|^(?:section|chapter|part)\s+(?P<word>[ivx]{1,5}|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)\b\s*[.:)–—-]*\s*(?=\S)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:recommendations?|action plan|single[- ]agency actions?|multi[- ]agency actions?|"
    r"appendix|"
    r"annex|glossary|bibliography|conclusions?|executive summary|lessons? (?:learned|learnt))\b",
    re.IGNORECASE,
)
_LEADER = re.compile(r"\.{5,}|(?:\. ){5,}|…{3,}|_{8,}")
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?", re.IGNORECASE)
_MODAL = re.compile(rf"\b{MODAL}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its number, and how high it ranks: the lower, the higher."""

    text: str
    title: str
    number: tuple[int, ...]
    rank: float
    sort: Sort
    page: int | None
    index: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that the layout keeps together, under their headings from the outermost in."""

    lines: tuple[Block, ...]
    text: str
    path: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A table under its headings."""

    table: Table
    path: tuple[Heading, ...]


Part = Heading | Paragraph | Placed


def outline(document: Document) -> tuple[Part, ...]:
    """Return headings, paragraphs and tables in order, each under the headings above it."""
    groups = _without_contents(_grouped(document.pieces))
    return tuple(_under_headings(groups, _body_size(document)))


def _without_contents(groups: Iterable[list[Block] | Table]) -> Iterator[list[Block] | Table]:
    """Leave out lines with leaders, and what follows the title *Contents* and ends in a number."""
    contents = False
    for group in groups:
        text = "" if isinstance(group, Table) else printed(group)
        if not text:
            contents = False
        elif _LEADER.search(text):
            continue
        elif _CONTENTS.fullmatch(text):
            contents = True
        else:
            contents = contents and text[-1].isdigit() and len(text) < _LONGEST_HEADING
        if not contents:
            yield group


def _body_size(document: Document) -> float:
    counts: Counter[float] = Counter()
    for piece in document.pieces:
        if isinstance(piece, Block):
            counts[round(piece.size * 4) / 4] += len(piece.text)
    return max(counts, key=lambda size: (counts[size], -size), default=0.0)


def _grouped(pieces: Iterable[Block | Table]) -> Iterator[list[Block] | Table]:
    lines: list[Block] = []
    for piece in pieces:
        if isinstance(piece, Table):
            if lines:
                yield lines
            lines = []
            yield piece
        elif lines and not piece.opens:
            lines.append(piece)
        else:
            if lines:
                yield lines
            lines = [piece]
    if lines:
        yield lines


def _under_headings(groups: Iterable[list[Block] | Table], body: float) -> Iterator[Part]:
    path: list[Heading] = []
    for group, after in _with_next(groups):
        if isinstance(group, Table):
            yield Placed(group, tuple(path))
            continue
        text = printed(group)
        heading = _heading(group, text, body)
        if heading is None:
            yield Paragraph(tuple(group), text, tuple(path))
            continue
        path = [*_kept(path, heading, leads=_is_asked(after)), heading]
        yield heading


def _with_next(
    groups: Iterable[list[Block] | Table],
) -> Iterator[tuple[list[Block] | Table, list[Block] | Table | None]]:
    listed = list(groups)
    yield from zip_longest(listed, listed[1:])


def _is_asked(group: list[Block] | Table | None) -> bool:
    """Say whether what stands below a heading is an item of a list of recommendations."""
    if group is None or isinstance(group, Table):
        return False
    text = printed(group)
    label = label_of(without_paragraph_number(text))
    if label is None or label.kind is Kind.BULLET:
        return False
    first = label.kind is Kind.INTEGER and label.key == (1,) and not narrates(label.rest)
    return label.kind is Kind.WORD or directs(label.rest) or first


def printed(lines: Sequence[Block]) -> str:
    """Return lines as one text, the label that stands apart in front."""
    return joined(line.printed for line in lines)


def _heading(lines: list[Block], text: str, body: float) -> Heading | None:
    level = lines[0].level
    if len(text) > _LONGEST_HEADING or not any(letter.isalpha() for letter in text):
        return None
    label = label_of(without_paragraph_number(text))
    if label and label.kind in (Kind.WORD, Kind.BULLET):
        return None
    rank = _rank(lines, text, body)
    if not level and (rank is None or lines[0].box or _is_sentence(text)):
        return None
    match = _NUMBERED.match(text)
    number = tuple(int(n) for n in re.findall(r"\d+", match["number"] or "")) if match else ()
    title = text[match.end() :].strip() if match else text
    sort = sort_of(text if not match or text[:1].isalpha() else title)
    return Heading(
        text,
        title.rstrip(" :"),
        number,
        float(level or rank or 0),
        sort,
        lines[0].page,
        lines[0].index,
    )


def _is_sentence(text: str) -> bool:
    return text.endswith((".", ";", ",")) or _MODAL.search(text) is not None


def _rank(lines: list[Block], text: str, body: float) -> float | None:
    """Return how high the type ranks text as a heading; None for body text."""
    if lines[0].level:
        return float(lines[0].level)
    size = min(line.size for line in lines)
    bold = all(line.bold for line in lines)
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
    larger = body > 0 and size > body * 1.07
    if larger or bold or capitals:
        ratio = size / body if body else 1.0
        return 40.0 - 10 * round(ratio, 1) - 0.5 * bold - 0.25 * capitals
    return 45.0 if _is_plain_title(lines, text) else None


def _is_plain_title(lines: list[Block], text: str) -> bool:
    """Say whether a short line of body type is a title by its words alone."""
    if len(lines) > 1 or len(text.split()) > 9 or text.endswith((":", "?")):
        return False
    match = _NUMBERED.match(text)
    title = text[match.end() :] if match else text
    return _TITLED.search(title) is not None and title[:1].isupper()


def _kept(path: list[Heading], new: Heading, *, leads: bool) -> list[Heading]:
    """Return the headings that the new one stands under; it ``leads`` to a labelled item."""
    kept: list[Heading] = []
    for old in path:
        if not _contains(old, new, leads=leads):
            break
        kept.append(old)
    return kept


def _contains(old: Heading, new: Heading, *, leads: bool) -> bool:
    if new.sort in (Sort.END, Sort.PLAN) and old.sort not in (Sort.END, Sort.SUMMARY):
        return False
    if old.number and new.number:
        return len(new.number) > len(old.number) and new.number[: len(old.number)] == old.number
    if new.rank > old.rank + 0.05:
        return True
    if abs(new.rank - old.rank) > 0.05 or new.number or ends_section(new.text):
        return False
    if old.sort is Sort.SUMMARY or (old.sort is Sort.OTHER and old.number):
        return new.sort is Sort.RECOMMENDATIONS
    return old.sort is Sort.RECOMMENDATIONS and (_is_list_name(new) or _is_topic(new, leads=leads))


def _is_list_name(heading: Heading) -> bool:
    """Say whether a heading names one list among others: a body, or kinds of agencies."""
    return heading.sort is Sort.RECOMMENDATIONS or (
        heading.sort is Sort.OTHER and names_body(heading.title) and is_title(heading.title)
    )


def _is_topic(heading: Heading, *, leads: bool) -> bool:
    """Say whether a heading of the section's own rank only groups its items."""
    return leads and heading.sort is Sort.OTHER
