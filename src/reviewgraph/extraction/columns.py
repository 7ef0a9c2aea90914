"""What the columns of a table of recommendations or actions hold, told by their heads."""

import re
from dataclasses import dataclass

from reviewgraph.extraction.joining import joined
from reviewgraph.extraction.misspelt import respelt

_COLUMNS = (
    (
        "number",
        r"^(?:no\.?|nos\.?|ref(?:erence)?\.?|#|number|item|rec(?:ommendation)?\.?\s*(?:no\.?|"
        r"number|ref\.?|#))$",
    ),
    ("scope", r"\bscope\b|\blevel\b"),
    ("milestones", r"milestones?"),
    ("target", r"target|timescales?|time ?frame|deadline|by when|due date|complete by"),
    ("completed", r"complet|outcome|progress|status|evidence|impact|\brag\b"),
    ("lead", r"lead|owner|responsib|agency|organisation|addressed to|by whom|\bwho\b"),
    ("action", r"actions?\b"),
    ("recommendation", r"recommendations?|learning"),
)
_LONGEST_HEAD = 60
"""A cell of more letters is no head that a narrow column broke or a recogniser misread."""
_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _COLUMNS)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table that lists recommendations, cell texts by column name."""

    cells: dict[str, str]
    """Lines of each cell parted by newlines."""
    group: str
    page: int | None
    index: int


def column_of(cell: str) -> str:
    """Return what a column holds by the words of its head; empty if they are of no known kind."""
    lines = cell.split("\n")
    head = joined(lines)
    if len(head) > _LONGEST_HEAD:
        return _named(head)
    return _named(head) or _named("".join(lines)) or _named(respelt(head))


def _named(head: str) -> str:
    text = head.strip(" :.")
    return next((name for name, pattern in _PATTERNS if pattern.search(text)), "")
