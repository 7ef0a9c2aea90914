"""Tables that stand on their side: names in the first column, one recommendation beside them.

Some reports print a small table for each recommendation, with rows such as *Recommendation 3*,
*Why*, *Owner* and *By when*.
"""

from collections.abc import Sequence

from reviewgraph.extraction.blocks import Table
from reviewgraph.extraction.columns import Line, column_of
from reviewgraph.extraction.joining import joined
from reviewgraph.extraction.labels import Kind, Label, label_of

_LONGEST_NAME = 60


def sheet_of(table: Table) -> tuple[Line, ...]:
    """Return the recommendations of a table that stands on its side; none if it does not."""
    if len(table.rows) < 2 or any(len(row.cells) != 2 for row in table.rows):
        return ()
    heads = [joined(row.cells[0].split("\n")) for row in table.rows]
    if not all(head and len(head) < _LONGEST_NAME for head in heads):
        return ()
    names = [_name(head) for head in heads]
    others = {name for name in names if name} - {"recommendation", "number"}
    if "recommendation" not in names or not others:
        return ()
    return tuple(_lines(table, heads, names))


def _name(head: str) -> str:
    label = _own_label(head)
    return "recommendation" if label else column_of(head)


def _own_label(head: str) -> Label | None:
    """Return the label that is a head by itself: "Recommendation 3"."""
    label = label_of(head)
    return label if label and label.kind is Kind.WORD and not label.rest else None


def _lines(table: Table, heads: Sequence[str], names: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    cells: dict[str, str] = {}
    for row, head, name in zip(table.rows, heads, names, strict=True):
        if name in cells or not lines:
            cells = {}
            lines.append(Line(cells, "", row.page, table.index))
        if name:
            cells[name] = row.cells[1]
        if name == "recommendation" and _own_label(head):
            cells["number"] = head
    return [line for line in lines if line.cells.get("recommendation")]
