"""Cut the text of a section into items: where each begins, and where it ends.

The list's scheme is read from its first items; then only a label that continues it opens an
item, so that a wrapped line beginning with a year or a section number stays where it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reviewgraph.extraction.blocks import Block
from reviewgraph.extraction.labels import Kind, Label, label_of, without_paragraph_number
from reviewgraph.extraction.naming import is_title, names_body
from reviewgraph.extraction.outline import Paragraph
from reviewgraph.extraction.schemes import follows
from reviewgraph.extraction.wording import directs, first_sentence, introduces, narrates

_ENDS = re.compile(r"[.!?][”’\"')\]]*$")
_HALF = re.compile(r"\b(?:that|should|must|will|to|shall|should also|are|is)\s*:$", re.IGNORECASE)
"""Ends a lead-in that asks for nothing without the parts that follow."""
_LEVEL = re.compile(
    r"(?:national|regional|local|multi[- ]agency|all agencies|all partners?|partnership)\b.{0,25}",
    re.IGNORECASE,
)
_NEAR = 5.0
_RUNNING = 15
"""A list that begins with this number or a higher one counts the paragraphs of the report."""
_FIELD = re.compile(
    r"(?:(?P<owner>responsib(?:le|ility)|lead|owner|owned by|for action by|addressed to|"
    r"accountable)|time ?scale|target date|deadline|by when|priority|progress|rationale|reason|"
    r"evidence|intended outcome|outcome)(?: (?:agency|body|organisation|officer|person|party))?"
    r"\s*:\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A line below a recommendation that says who or when, and is no part of it."""
_LESSON = re.compile(
    r"(?:key |main )?(?:learning|lessons?|findings?|good practice)(?: points?| learn(?:ed|t))?"
    r"(?: \d{1,3}| [A-Z])?\s*[:.–—-]",
    re.IGNORECASE,
)
"""Begins a paragraph about what was learned, which asks for nothing itself."""


@dataclass(slots=True)
class Item:
    """A labelled or bare piece of a list, as cut out of its section."""

    label: Label | None
    lines: list[Block]
    lead_in: str = ""
    group: str = ""
    """Heading inside the text above it, which the outline did not take for one."""
    title: str = ""
    """Its own heading, where the label stands on a line with one."""
    owner: str = ""
    """Who is responsible for it, where a line below says so."""
    paragraphs: list[int] = field(default_factory=list)
    """Where in ``lines`` paragraphs begin."""

    def first_line(self) -> str:
        """Return the first line without the label."""
        line = self.lines[0]
        text = line.printed
        if self.label is None:
            return text
        return self.label.rest


class _Cutter:
    """The state of one walk down a segment."""

    def __init__(self, scheme: Kind | None) -> None:
        self.items: list[Item] = []
        self.current: Item | None = None
        self.last: Label | None = None
        self.margin: float | None = None
        self.lead_in = ""
        self.group = ""
        self.before = ""
        self.scheme = scheme

    def paragraph(self, paragraph: Paragraph) -> None:
        for place, line in enumerate(paragraph.lines):
            text = line.printed
            bare = without_paragraph_number(text) if self.scheme is Kind.WORD else text
            label = label_of(bare)
            opens = place == 0
            if label and self._is_item(label, line, paragraph, opens=opens):
                self._open(label, line)
            elif opens:
                self._unlabelled(paragraph, line, label)
            elif self.current:
                self.current.lines.append(line)
            self.before = line.text

    def _is_item(self, label: Label, line: Block, paragraph: Paragraph, *, opens: bool) -> bool:
        if self.scheme is None or label.kind is not self.scheme:
            return False
        at_margin = self.margin is not None and abs(line.left - self.margin) <= _NEAR
        if not opens and not (at_margin and self._may_open_inside(label)):
            return False
        if label.kind in (Kind.WORD, Kind.BULLET):
            return opens or bool(_ENDS.search(self.before))
        if opens and label.kind is Kind.DECIMAL and _is_group(label, paragraph):
            return False
        return self._continues(label, opens=opens)

    def _may_open_inside(self, label: Label) -> bool:
        return self.last is None or label.form == self.last.form or label.kind is Kind.WORD

    def _continues(self, label: Label, *, opens: bool) -> bool:
        if self.last is None or self.current is None:
            return opens
        ended = _ENDS.search(self.before) is not None
        return follows(label, self.last, opens=opens, ended=ended)

    def _open(self, label: Label, line: Block) -> None:
        self.current = Item(label, [line], self.lead_in, self.group)
        self.items.append(self.current)
        self.last = label
        self.margin = line.left

    def _unlabelled(self, paragraph: Paragraph, line: Block, label: Label | None) -> None:
        """Decide on a paragraph that opens no item of the scheme."""
        text = paragraph.text
        if told := _FIELD.match(text):
            self._told(told)
            return
        if self.current and self._goes_on(paragraph, line, label):
            self.current.paragraphs.append(len(self.current.lines))
            self.current.lines.append(line)
            return
        if self.current and not _text_of(self.current):
            self.items.remove(self.current)
        self.current = None
        stripped = label.rest if label else text
        if text.endswith(":") or introduces(stripped):
            self.lead_in = stripped
        elif _is_name(stripped):
            self.group, self.lead_in = stripped.rstrip(" :"), ""
        elif self.scheme is None and _asks(stripped, paragraph) and not _LESSON.match(stripped):
            self.current = Item(label, [line], self.lead_in, self.group)
            self.items.append(self.current)

    def _told(self, told: re.Match[str]) -> None:
        """Take a line such as "Responsible: X", which stands below a recommendation."""
        if self.items and told["owner"] and not self.items[-1].owner:
            self.items[-1].owner = told["value"].strip(" .")
        self.current = None

    def _goes_on(self, paragraph: Paragraph, line: Block, label: Label | None) -> bool:
        current = self.current
        if current is None:
            return False
        so_far = _text_of(current)
        if _LESSON.match(paragraph.text) or (not so_far and self._is_list_of(paragraph)):
            return False
        before = current.lines[-1]
        if before.box and before.box != line.box:
            return bool(line.box) and line.page != before.page and not _ENDS.search(so_far)
        if label and label.kind is not Kind.WORD and so_far:
            return self._part_goes_on(label, so_far)
        return not so_far or _bare_goes_on(current, so_far, paragraph)

    def _is_list_of(self, paragraph: Paragraph) -> bool:
        """Say whether a number alone numbers the name of a body whose list follows."""
        by_number = self.scheme in (Kind.DECIMAL, Kind.INTEGER)
        return by_number and len(paragraph.lines) == 1 and _is_name(paragraph.text)

    def _part_goes_on(self, label: Label, so_far: str) -> bool:
        """Say whether a labelled paragraph is a part of the item before it."""
        if label.kind in (Kind.BULLET, Kind.LETTER):
            return True
        inside = label.kind is Kind.INTEGER and self.scheme is not Kind.INTEGER
        return inside and so_far.endswith((":", ";", ","))


def _bare_goes_on(item: Item, so_far: str, paragraph: Paragraph) -> bool:
    """Say whether a paragraph without a label goes on with the item before it."""
    if _is_name(paragraph.text) or introduces(paragraph.text):
        return False
    if paragraph.text[:1].islower() or so_far.endswith((":", ";", ",")):
        return True
    return _is_title_line(item, paragraph.lines[0]) or _hangs(item, paragraph.lines[0])


def _is_title_line(item: Item, line: Block) -> bool:
    """Say whether an item is only a labelled title so far, set in other type than what follows."""
    first = item.lines[0]
    if item.label is None or item.label.kind is not Kind.WORD or item.paragraphs:
        return False
    text = _text_of(item)
    if _ENDS.search(text) or len(text.split()) > 14 or directs(text):
        return False
    larger = first.size > line.size * 1.07
    return first.level > 0 or larger or (first.bold and not line.bold)


def _hangs(item: Item, line: Block) -> bool:
    """Say whether a line stands at the indent of the item's text, which its label hangs out of."""
    if len(item.lines) < 2:
        return False
    indent = item.lines[1].left
    return indent > item.lines[0].left + _NEAR and abs(line.left - indent) < _NEAR


def cut(paragraphs: Sequence[Paragraph], scheme: Kind | None) -> list[Item]:
    """Return the items of one segment, which labels of a kind open."""
    cutter = _Cutter(scheme)
    for paragraph in paragraphs:
        cutter.paragraph(paragraph)
    items = [_titled(item) for item in cutter.items]
    running = cutter.scheme is Kind.INTEGER and _first_number(items) >= _RUNNING
    return [item for item in items if _is_recommendation(item, running=running)]


def _first_number(items: Sequence[Item]) -> int:
    return next((item.label.key[0] for item in items if item.label and item.label.key), 0)


def _is_group(label: Label, paragraph: Paragraph) -> bool:
    """Say whether a numbered paragraph is the name of a body whose list follows."""
    return len(paragraph.lines) == 1 and _is_name(label.rest)


def _is_name(text: str) -> bool:
    bare = text.rstrip(" :")
    if _LEVEL.fullmatch(bare) and len(bare.split()) <= 4 and bare[:1].isupper():
        return not directs(bare) and not bare.endswith(".")
    return (
        len(bare.split()) <= 12
        and not bare.endswith(".")
        and is_title(bare)
        and names_body(bare)
        and not directs(bare)
    )


def _asks(text: str, paragraph: Paragraph) -> bool:
    return directs(text) and not introduces(text) and len(paragraph.text.split()) > 4


def _text_of(item: Item) -> str:
    return " ".join(
        filter(None, [item.first_line(), *(line.printed for line in item.lines[1:])])
    ).strip()


def _titled(item: Item) -> Item:
    """Part a short title or a body's name on the label's line from the text below it."""
    if not item.paragraphs or item.label is None or item.label.kind is not Kind.WORD:
        return item
    cut_at = item.paragraphs[0]
    head = " ".join(
        filter(None, [item.first_line(), *(line.printed for line in item.lines[1:cut_at])])
    ).strip()
    if not head or _ENDS.search(head) or head.endswith((":", ";", ",")) or len(head.split()) > 14:
        return item
    if directs(head) and not names_body(head):
        return item
    item.title = head
    item.label = replace(item.label, rest="")
    item.lines = [item.lines[0], *item.lines[cut_at:]]
    return item


def _is_recommendation(item: Item, *, running: bool) -> bool:
    text = _text_of(item)
    if not any(letter.isalpha() for letter in text):
        return False
    kind = item.label.kind if item.label else None
    if introduces(text) and (kind is not Kind.WORD):
        return False
    tells = running or kind in (None, Kind.DECIMAL)
    return not (tells and narrates(text))


def sub_items(item: Item) -> Iterator[tuple[Label, list[Block]]]:
    """Yield the lettered parts of an item that only leads in to them.

    Letters after "ensure that:" are recommendations of their own; bullets, and letters after a
    full sentence, are part of their parent.
    """
    starts = [
        (index, label)
        for index, line in enumerate(item.lines)
        if index and (label := label_of(line.printed)) and label.kind is Kind.LETTER
    ]
    if len(starts) < 2 or not _leads(item, starts[0][0]):
        return
    ends = [index for index, _ in starts[1:]] + [len(item.lines)]
    for (index, label), end in zip(starts, ends, strict=True):
        yield label, item.lines[index:end]


def _leads(item: Item, until: int) -> bool:
    head = " ".join([item.first_line(), *(line.printed for line in item.lines[1:until])]).strip()
    return _HALF.search(head) is not None and len(first_sentence(head)) == len(head)
