"""Results as a person reads them in a terminal: a table if it fits, else one record a row."""

import re
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table as TextTable
from rich.text import Text

from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import BlankNode, NamedNode
from reviewgraph.results import Table, Term

_LABEL = "Label"
_SHORT = 16
"""Letters up to which a column is as wide as its values."""
_READABLE = 24
"""Letters below which a column of words makes no lines a person reads."""
_GAP = 2
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_Cells = Sequence[Sequence[Text]]


def text_table(table: Table, width: int) -> RenderableType:
    """Return the table for a terminal ``width`` letters wide.

    A thing stands by its label, the first one with its key as well: identifiers in every column
    leave no room for words, and the other formats hold them all.
    """
    places = {name: index for index, name in enumerate(table.columns)}
    labels = {name + _LABEL for name in places}
    names = [name for name in places if name not in labels]
    cells = [[_cell(row, places, name) for name in names] for row in table.rows]
    needed = [
        max(*map(len, _words(name).split()), *(len(row[place]) for row in cells), 1)
        for place, name in enumerate(names)
    ]
    least = sum(min(each, _READABLE) + _GAP for each in needed) - _GAP
    for row, values in zip(table.rows, cells, strict=True):
        key = row[places[names[0]]]
        if names[0] + _LABEL in places and isinstance(key, NamedNode):
            values[0] = Text.assemble(values[0], "\n", (key.value.rpartition("/")[2], "dim"))
    count = Text(f"{len(cells)} row" if len(cells) == 1 else f"{len(cells)} rows", "dim italic")
    headings = [_words(name) for name in names]
    body = _columns(headings, cells, needed) if least <= width else _records(headings, cells)
    return Group(body, count)


def _columns(headings: Sequence[str], cells: _Cells, needed: Sequence[int]) -> RenderableType:
    text = TextTable(box=None, pad_edge=False, header_style="bold")
    for heading, letters in zip(headings, needed, strict=True):
        text.add_column(heading, overflow="fold", width=letters if letters <= _SHORT else None)
    for row in cells:
        text.add_row(*row)
    return text


def _records(headings: Sequence[str], cells: _Cells) -> RenderableType:
    """Return a block of lines for each row, without the columns it leaves open."""
    blocks: list[RenderableType] = []
    for row in cells:
        block = TextTable.grid(padding=(0, _GAP, 0, 0))
        block.add_column(style="bold", min_width=max(map(len, headings)), no_wrap=True)
        block.add_column(overflow="fold")
        for heading, value in zip(headings, row, strict=True):
            if value:
                block.add_row(heading, value)
        blocks += [block, Text()]
    return Group(*blocks)


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _cell(row: Sequence[Term | None], places: dict[str, int], name: str) -> Text:
    value = _shown(row[places[name]])
    label = places.get(name + _LABEL)
    return Text(value if label is None or row[label] is None else _shown(row[label]))


def _shown(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shorten(term.value)
    value = str(term) if isinstance(term, BlankNode) else term.value
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)


def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name where the project has a prefix for it."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
