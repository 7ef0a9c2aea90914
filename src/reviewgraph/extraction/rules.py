"""The rules above the block model: a document in, recommendations and actions out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewgraph.extraction import plans
from reviewgraph.extraction.addressees import Answer, Clues, addressed, is_named, known_names
from reviewgraph.extraction.blocks import Block, Document
from reviewgraph.extraction.columns import Line
from reviewgraph.extraction.glossary import glossary_of
from reviewgraph.extraction.items import Item, cut, sub_items
from reviewgraph.extraction.joining import Words, joined, words_of
from reviewgraph.extraction.labels import Kind, Label
from reviewgraph.extraction.model import Action, Addressee, Found, Place, Told, Where
from reviewgraph.extraction.outline import Heading, Paragraph, Part, Placed, outline
from reviewgraph.extraction.parting import Names
from reviewgraph.extraction.repeats import Printed, paired
from reviewgraph.extraction.schemes import paragraphs_of, schemes_of
from reviewgraph.extraction.sections import Segment, boxed, governing, lists_single, segments_of
from reviewgraph.extraction.statuses import reported
from reviewgraph.extraction.titles import Sort
from reviewgraph.identifiers import recommendation_keys

_ORDER = {Where.MAIN: 0, Where.CHAPTER: 1, Where.BOX: 2, Where.PLAN: 3, Where.SUMMARY: 4}


@dataclass(frozen=True, slots=True)
class Reader:
    """What the rules know of the whole document."""

    words: Words
    names: Names


@dataclass(frozen=True, slots=True)
class _Row:
    """A recommendation at one place, before repeats are merged."""

    section: int
    number: str
    text: str
    answer: Answer
    group: str
    single: bool
    lead_in: str
    place: Place


@dataclass(frozen=True, slots=True)
class Result:
    """All that the rules find."""

    recommendations: tuple[Found, ...]
    actions: tuple[Action, ...]
    glossary: tuple[tuple[str, str], ...]


def found_in(document: Document) -> Result:
    """Return the recommendations and actions that a document prints."""
    parts = outline(document)
    glossary = glossary_of(parts)
    tables = plans.listings([p for p in parts if isinstance(p, Placed) and _may_list(p.path)])
    reader = Reader(words_of(document), _names(parts, tables, glossary))
    rows = list(_listed(parts, tables, reader))
    planned = [t for t in tables if t.plan]
    if not rows:
        rows = list(_from_tables(planned, reader))
        found = _merged(rows)
    else:
        found = _with_plans(_merged(rows), list(_from_tables(planned, reader)))
    found.sort(key=lambda one: one.places[0].index)
    keyed = tuple(_keyed(found))
    return Result(keyed, tuple(_actions(planned, keyed, reader)), tuple(sorted(glossary.items())))


def _may_list(path: Sequence[Heading]) -> bool:
    heading = governing(path)
    return heading is None or heading.sort is not Sort.DECOY


def _names(
    parts: Sequence[Part], tables: Sequence[plans.Listing], glossary: dict[str, str]
) -> Names:
    headings = [heading.title for segment in segments_of(parts) for heading in segment.path]
    columns = [
        joined(line.cells.get("lead", "").split("\n")) for table in tables for line in table.lines
    ]
    text = "\n".join(part.text for part in parts if isinstance(part, Paragraph))
    return Names(glossary, known_names(headings, columns, glossary, text), text)


def _listed(
    parts: Sequence[Part], tables: Sequence[plans.Listing], reader: Reader
) -> Iterator[_Row]:
    """Yield the rows of every list that is no action plan."""
    segments = segments_of(parts)
    everywhere = [*segments, *boxed(parts)]
    for segment, scheme in zip(everywhere, schemes_of(everywhere), strict=True):
        for item in cut(paragraphs_of(segment), scheme):
            yield from _rows(item, segment, reader)
    yield from _from_tables([table for table in tables if not table.plan], reader)


def _rows(item: Item, segment: Segment, reader: Reader) -> Iterator[_Row]:
    parts = list(sub_items(item))
    if not parts:
        text = _item_text(item, reader.words)
        yield _row(item, segment, reader, text)
        return
    head = _item_text(replace_lines(item, _until(item, parts)), reader.words)
    number = item.label.number if item.label else ""
    for label, lines in parts:
        text = joined([label.rest, *(line.text for line in lines[1:])], reader.words)
        part = Item(
            replace(label, number=_sub_number(number, label), rest=label.rest),
            lines, head, item.group, item.title,
        )  # fmt: skip
        yield _row(part, segment, reader, text)


def _sub_number(number: str, label: Label) -> str:
    return (
        f"{number}({label.number})" if label.form == ")" and number else f"{number}{label.number}"
    )


def replace_lines(item: Item, end: int) -> Item:
    """Return an item with its first lines only."""
    return Item(item.label, item.lines[:end], item.lead_in, item.group, item.title)


def _until(item: Item, parts: Sequence[tuple[Label, list[Block]]]) -> int:
    return item.lines.index(parts[0][1][0])


def _item_text(item: Item, words: Words) -> str:
    return joined([item.first_line(), *(line.printed for line in item.lines[1:])], words)


def _row(item: Item, segment: Segment, reader: Reader, text: str) -> _Row:
    label = item.label
    headings = [heading.title for heading in reversed(segment.path)]
    if segment.where in (Where.CHAPTER, Where.BOX):
        headings.extend(h.title for h in reversed(segment.above) if h.sort is Sort.OTHER)
    clues = Clues(
        text, label.aside if label else "", item.title, item.group, item.lead_in, tuple(headings),
        item.owner, segment.single_agency and len(segment.path) > 1,
    )  # fmt: skip
    group = item.group or (segment.path[-1].title if len(segment.path) > 1 else "")
    first = item.lines[0]
    place = Place(segment.where, first.page, first.index, label.printed if label else "", text)
    number = label.number if label and label.kind is not Kind.BULLET else ""
    return _Row(
        segment.section, number, text, addressed(clues, reader.names), group, segment.single_agency,
        item.lead_in if not item.lead_in or _leads_on(item.lead_in) else "", place,
    )  # fmt: skip


def _leads_on(lead_in: str) -> bool:
    return lead_in.endswith(":") and "recommendation" not in lead_in.casefold()


def _from_tables(tables: Sequence[plans.Listing], reader: Reader) -> Iterator[_Row]:
    for number, table in enumerate(tables):
        for line in plans.rows_of(table, reader.words):
            label, printed, text = plans.recommendation_of(line, reader.words)
            if not plans.asks(text):
                continue
            where = Where.PLAN if table.plan else Where.MAIN
            place = Place(where, line.page, line.index, label.printed if label else printed, text)
            answer = _column_answer(line, text, reader, single=lists_single(table.path))
            yield _Row(20_000 + number, printed, text, answer, line.group, False, "", place)


def _column_answer(line: Line, text: str, reader: Reader, *, single: bool) -> Answer:
    """Return whom a table's row addresses: its sentence, or else its column or group."""
    lead = plans.cell_text(line, "lead", reader.words)
    above = () if lead else (line.group,)
    spoken = addressed(Clues(text, headings=above, single=single), reader.names)
    if not lead or (spoken.addressees and is_named(spoken.addressees[0], reader.names)):
        return spoken
    owned = addressed(Clues("", aside=lead), reader.names).addressees
    named = owned or (Addressee(lead, Told.COLUMN),)
    return Answer(tuple(replace(one, told=Told.COLUMN) for one in named))


def _merged(rows: Sequence[_Row]) -> list[Found]:
    """Merge the rows of different sections that repeat one another, the main list first."""
    sections: dict[int, list[_Row]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row)
    ordered = list(sections.values())
    found: list[Found] = []
    for section in sorted(ordered, key=lambda section: _order(section, ordered)):
        pairs = paired([_printed(one) for one in found], [_row_printed(row) for row in section])
        for index, row in enumerate(section):
            if index in pairs:
                one = found[pairs[index]]
                found[pairs[index]] = replace(one, places=(*one.places, row.place))
            else:
                found.append(_found(row))
    return found


def _printed(one: Found) -> Printed:
    return Printed(one.number, one.text, _owner(one.addressees))


def _row_printed(row: _Row) -> Printed:
    return Printed(row.number, row.text, _owner(row.answer.addressees))


def _owner(addressees: Sequence[Addressee]) -> str:
    return (addressees[0].expanded or addressees[0].name).casefold() if addressees else ""


def _order(section: Sequence[_Row], others: Sequence[Sequence[_Row]]) -> int:
    """Return how late a section is asked: a copy far before the list it repeats comes last."""
    where = section[0].place.where
    later = (other for other in others if other[0].place.index > 2 * section[-1].place.index)
    if where is Where.MAIN and any(_repeats(section, other) for other in later):
        return _ORDER[Where.SUMMARY]
    return _ORDER[where]


def _repeats(section: Sequence[_Row], other: Sequence[_Row]) -> bool:
    pairs = paired([_row_printed(row) for row in other], [_row_printed(row) for row in section])
    return other[0].place.where is Where.MAIN and 2 * len(pairs) > len(section)


def _with_plans(found: list[Found], planned: Sequence[_Row]) -> list[Found]:
    """Add to each recommendation the place in the action plan that repeats it."""
    for row in planned:
        index = _planned(found, row.number, row.text)
        if index is not None:
            found[index] = replace(found[index], places=(*found[index].places, row.place))
    return found


def _planned(found: Sequence[Found], number: str, text: str) -> int | None:
    """Return which recommendation a row of an action plan carries out.

    The lead agency may differ from the addressee, so text and number alone decide.
    """
    firsts = [Printed(one.number, one.text) for one in found]
    return paired(firsts, [Printed(number, text)]).get(0)


def _found(row: _Row) -> Found:
    return Found(
        "", row.number, row.place.label, row.text, row.answer.addressees, row.answer.conflict,
        row.group, row.single, row.lead_in, (row.place,),
    )  # fmt: skip


def _keyed(found: Sequence[Found]) -> Iterator[Found]:
    printed = (
        (one.number, one.text, " | ".join(each.name for each in one.addressees)) for one in found
    )
    for one, key in zip(found, recommendation_keys(printed), strict=True):
        yield replace(one, key=key)


def _actions(
    tables: Sequence[plans.Listing], found: Sequence[Found], reader: Reader
) -> Iterator[Action]:
    words = reader.words
    for table in tables:
        key = label = ""
        for line in table.lines:
            _, number, text = plans.recommendation_of(line, words)
            if text:
                index = _planned(found, number, text)
                key, label = ("" if index is None else found[index].key), number
            progress = plans.progress_of(line, words)
            completed, outcome = plans.completion_of(progress)
            for action in plans.actions_of(line, words):
                yield Action(
                    action, key, label, line.group, plans.cell_text(line, "scope", words),
                    plans.cell_text(line, "lead", words), plans.milestones_of(line, words),
                    plans.cell_text(line, "target", words), completed, outcome, line.page,
                    reported(progress),
                )  # fmt: skip
