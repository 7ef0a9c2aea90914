"""The HTML of a review page: headings, definition lists, and a table of recommendations.

The document is brought into the lines that the text renderings have, so that both share one
reading of the head; cells are read from the document itself.
"""

import re
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup

from reviewgraph.errors import SourceError
from reviewgraph.sources.pages import has_head, is_footer, read_head
from reviewgraph.sources.rows import Page, Row, collapse
from reviewgraph.sources.splitting import SEPARATOR

_SKIPPED = frozenset(["script", "style", "noscript", "template", "nav", "title"])
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "div", "dl", "figure",
    "figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "ol", "p", "section", "table", "td", "th", "tr", "ul",
])  # fmt: skip
_LINE_END = re.compile(r"[\r\n]")
_TERM_END = re.compile(r":?\s*\0\s*")
"""NUL marks the end of a term; no source that is read holds one."""
_DEEPEST = 500
_MOST_TAGS = 30_000
_TOO_LARGE = "has more tags, or deeper ones, than a review page; save the page again"


def read_html(text: str, place: str) -> Page:
    """Return the page an HTML document holds.

    Raises SourceError for a document without a table or definition list of recommendations.
    """
    if text.count("<") > 2 * _MOST_TAGS:
        raise SourceError(place, _TOO_LARGE)
    try:
        document = BeautifulSoup(text, "html.parser")
        return _page(document, place)
    except (ParserRejectedMarkup, RecursionError, AssertionError) as error:
        raise SourceError(place, "is broken HTML; save the page again") from error


def _page(document: BeautifulSoup, place: str) -> Page:
    _check_size(document, place)
    table = next((tag for tag in document.find_all("table") if _is_header(_first_row(tag))), None)
    holder, rows = (table, _table_rows(table, place)) if table else _listed(document, place)
    if holder is None:
        if has_head(_lines(document)):
            raise SourceError(
                place, "has no table of recommendations; the page is cut off, fetch it again"
            )
        raise SourceError(place, "is no review page (no table of recommendations); remove it")
    return replace(read_head(_lines(document, holder)), rows=tuple(rows))


def _first_row(table: Tag) -> list[str]:
    row = table.find("tr")
    return [_words(cell).casefold() for cell in _cells(row)] if isinstance(row, Tag) else []


def _is_header(cells: list[str]) -> bool:
    return (
        len(cells) >= 3
        and cells[0].rstrip(".") in {"#", "no", "number", "ref"}
        and cells[1].startswith("recommendation")
        and cells[2].startswith("address")
    )


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]


def _table_rows(table: Tag, place: str) -> list[Row]:
    rows = []
    for tag in table.find_all("tr")[1:]:
        cells = _cells(tag)
        words = [_words(cell) for cell in cells]
        if not any(words) or any(map(is_footer, words[:2])) or cells[0].get("colspan"):
            continue
        if len(cells) < 3 or not words[1]:
            raise SourceError(
                place,
                f"the row {words[0]!r} lacks a cell (number, recommendation, addressed to); "
                "add what is missing",
                line=tag.sourceline,
            )
        addressee = SEPARATOR.join(filter(None, map(_bodies, cells[2:])))
        rows.append(Row(words[0], words[1], addressee))
    return rows


def _listed(document: BeautifulSoup, place: str) -> tuple[Tag | None, list[Row]]:
    """Return the definition list whose terms are numbers: number, text, then its addressees."""
    for holder in document.find_all("dl"):
        terms = [tag for tag in holder.find_all("dt") if tag.find_parent("dl") is holder]
        if terms and all(_is_numbered(_words(term)) for term in terms):
            return holder, [_definition(term, place) for term in terms]
    return None, []


def _is_numbered(term: str) -> bool:
    return any(character.isdecimal() for character in term) and len(term) <= 24


def _definition(term: Tag, place: str) -> Row:
    cells: list[Tag] = []
    for tag in term.next_siblings:
        if isinstance(tag, Tag):
            if tag.name == "dt":
                break
            cells.append(tag)
    if not cells or not _words(cells[0]):
        raise SourceError(
            place, f"{_words(term)!r} has no recommendation; add it", line=term.sourceline
        )
    bodies = [_bodies(cell).removeprefix("Addressed to:").strip() for cell in cells[1:]]
    return Row(_words(term), _words(cells[0]), SEPARATOR.join(filter(None, bodies)))


def _words(tag: Tag) -> str:
    """Return the text of a cell on one line; a break or list item is a space."""
    return " ".join(_lines(tag))


def _bodies(cell: Tag) -> str:
    """Return an addressee cell; its lines or list items are bodies of their own."""
    lines = (line.strip("|").strip() for line in _lines(cell))
    return SEPARATOR.join(line for line in lines if line)


def _lines(root: Tag, without: Tag | None = None) -> list[str]:
    """Return the text below ``root``, one line per block; a term shares its definition's line.

    Walks without recursion and leaves the document as it is.
    """
    pieces: list[str] = []
    stack: list[object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node is without or node.name in _SKIPPED:
                continue
            before, after = _breaks(node.name)
            pieces.append(before)
            stack.append(_Mark(after))
            stack.extend(reversed(node.contents))
        elif isinstance(node, _Mark):
            pieces.append(node.text)
        elif type(node) is NavigableString:
            pieces.append(" ".join(_LINE_END.split(node)))
    lines = "".join(pieces).split("\n")
    return [words for line in lines if (words := collapse(_TERM_END.sub(": ", line)))]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Text that a tag's end adds."""

    text: str


def _breaks(name: str) -> tuple[str, str]:
    if name == "dt":
        return "\n", "\0"
    if name == "dd":
        return "", "\n"
    return ("\n", "\n") if name in _BLOCKS else ("", "")


def _check_size(document: BeautifulSoup, place: str) -> None:
    """Refuse what would take more than linear time further on."""
    stack: list[tuple[Tag, int]] = [(document, 0)]
    count = 0
    while stack:
        tag, depth = stack.pop()
        count += 1
        if depth > _DEEPEST or count > _MOST_TAGS:
            raise SourceError(place, _TOO_LARGE)
        stack.extend((child, depth + 1) for child in tag.contents if isinstance(child, Tag))
