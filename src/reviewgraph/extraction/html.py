"""HTML bytes of a full report to a document of blocks and tables."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, NavigableString, Tag

from reviewgraph.errors import SourceError
from reviewgraph.extraction.blocks import Block, Document, Piece, Row, Table
from reviewgraph.extraction.docx.numbering import roman
from reviewgraph.sources.rows import words

_LEFT_OUT = frozenset(
    ("script", "style", "nav", "header", "footer", "noscript", "template", "svg", "form", "head")
)
_BLOCKS = words("""
    address article aside blockquote body dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6
    hr html li main ol p pre section summary table tbody td th thead tr ul
    """)
_BOXED = re.compile(r"\b(?:box|boxed|callout|inset|panel|recommendation)\b", re.IGNORECASE)
_BORDER = re.compile(r"border\s*:(?!\s*(?:0|none))", re.IGNORECASE)
_BREAK = "\n"
_DEEPEST = 500
_MOST_DIGITS = 6


def read_html(data: bytes, source: str) -> Document:
    """Return an HTML page as a document.

    Raises SourceError if it is nested too deeply to walk.
    """
    try:
        tree = BeautifulSoup(data, "html.parser")
        _check_depth(tree)
        pieces = list(_Walk().pieces(tree))
    except RecursionError as error:
        raise SourceError(source, "is HTML nested too deeply; save it from a browser") from error
    numbered = tuple(replace(piece, index=index) for index, piece in enumerate(pieces, 1))
    return Document(numbered, None, "text/html")


def _check_depth(tree: Tag) -> None:
    """Raise RecursionError for a page so deep that walking it would also take minutes."""
    stack = [(tree, 0)]
    while stack:
        tag, depth = stack.pop()
        if depth > _DEEPEST:
            raise RecursionError
        stack.extend((child, depth + 1) for child in tag.children if isinstance(child, Tag))


class _Walk:
    """One walk over a page's elements."""

    def __init__(self) -> None:
        self.boxes = 0

    def pieces(self, tag: Tag, box: int = 0, label: str = "") -> Iterator[Piece]:
        """Yield what a tag holds: inner blocks apart, inline text between them together."""
        inline: list[NavigableString | Tag] = []
        for child in tag.children:
            if isinstance(child, Tag) and child.name in _LEFT_OUT:
                continue
            if isinstance(child, Tag) and child.name in _BLOCKS | {"br"}:
                made = list(_block(inline, tag, box, label))
                label = "" if made else label
                yield from made
                inline = []
                inner = list(self._inner(child, box, label))
                label = "" if inner else label
                yield from inner
            elif isinstance(child, Tag) and child.find(list(_BLOCKS)):
                yield from self.pieces(child, box, label)
            elif isinstance(child, (Tag, NavigableString)):
                inline.append(child)
        yield from _block(inline, tag, box, label)

    def _inner(self, tag: Tag, box: int, label: str) -> Iterator[Piece]:
        if tag.name == "table":
            yield from self._table(tag)
        elif tag.name in ("ol", "ul"):
            yield from self._list(tag, box)
        else:
            yield from self.pieces(tag, self._box(tag, box), label)

    def _box(self, tag: Tag, box: int) -> int:
        classes = " ".join(str(name) for name in tag.get_attribute_list("class") if name)
        style = tag.get("style")
        if box or not (_BOXED.search(classes) or _BORDER.search(str(style or ""))):
            return box
        self.boxes += 1
        return self.boxes

    def _list(self, tag: Tag, box: int) -> Iterator[Piece]:
        start = tag.get("start")
        count = _whole(start, 1)
        for item in tag.find_all("li", recursive=False):
            value = item.get("value")
            count = _whole(value, count)
            label = "•" if tag.name == "ul" else f"{_counted(count, str(tag.get('type') or '1'))}."
            yield from self.pieces(item, box, label)
            count += 1

    def _table(self, tag: Tag) -> Iterator[Piece]:
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        grid = _grid(rows)
        if all(len(row) <= 1 for row in grid):
            self.boxes += 1
            for row in rows:
                yield from self.pieces(row, self.boxes)
            return
        width = max(map(len, grid), default=0)
        texts = [[*row, *[""] * (width - len(row))] for row in grid]
        yield Table(tuple(Row(tuple(row)) for row in texts if any(row)))


def _block(
    inline: list[NavigableString | Tag], parent: Tag, box: int, label: str
) -> Iterator[Block]:
    text = " ".join("".join(_text(node) for node in inline).split())
    if not text:
        return
    level = int(parent.name[1]) if re.fullmatch(r"h[1-6]", parent.name) else 0
    yield Block(text, bold=_is_bold(inline), level=level, label=label, box=box)


def _text(node: NavigableString | Tag) -> str:
    if isinstance(node, NavigableString):
        return "" if type(node) is not NavigableString else str(node)
    if node.name == "sup" and node.get_text().strip().strip("[]").isdigit():
        return ""
    inner = (child for child in node.children if isinstance(child, (Tag, NavigableString)))
    return "".join(_text(child) for child in inner)


def _is_bold(inline: list[NavigableString | Tag]) -> bool:
    lettered = [node for node in inline if any(c.isalpha() for c in node.get_text())]
    return bool(lettered) and all(
        isinstance(node, Tag) and node.name in ("b", "strong") for node in lettered
    )


def _grid(rows: list[Tag]) -> list[list[str]]:
    """Return the texts of rows by columns; a cell over several rows keeps its text in the first."""
    below: dict[int, int] = {}
    grid: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            _skip(texts, below)
            height = _span(cell, "rowspan", 500)
            for place in range(_span(cell, "colspan", 60)):
                if height > 1:
                    below[len(texts)] = height
                texts.append("" if place else _cell_text(cell))
        _skip(texts, below)
        below = {column: left - 1 for column, left in below.items() if left > 1}
        grid.append(texts)
    return grid


def _skip(texts: list[str], below: dict[int, int]) -> None:
    """Leave empty the columns that a cell of an earlier row reaches down into."""
    while len(texts) in below:
        texts.append("")


def _cell_text(cell: Tag) -> str:
    lines = _Walk().pieces(cell)
    return _BREAK.join(f"{p.label} {p.text}".strip() for p in lines if isinstance(p, Block))


def _span(cell: Tag, name: str, most: int) -> int:
    span = cell.get(name)
    if not isinstance(span, str) or not span.isdecimal():
        return 1
    # More digits make it no smaller, and thousands of them would be no number to Python.
    return max(1, min(int(span.lstrip("0")[:_MOST_DIGITS] or 0), most))


def _counted(count: int, kind: str) -> str:
    if kind in ("a", "A"):
        letter = chr(96 + (count - 1) % 26 + 1)
        return letter.upper() if kind == "A" else letter
    if kind in ("i", "I"):
        return roman(count).upper() if kind == "I" else roman(count)
    return str(count)


def _whole(printed: object, other: int) -> int:
    """Return the number an attribute says, or the other if it says none that counts anything."""
    counts = isinstance(printed, str) and printed.isdecimal() and len(printed) <= _MOST_DIGITS
    return int(str(printed)) if counts else other
