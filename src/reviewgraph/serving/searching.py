"""A search: what is asked, what is found, and how it could be narrowed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from reviewgraph.namespaces import ID
from reviewgraph.pages.values import Ref
from reviewgraph.serving.search_index import FACETS, SearchIndex

PAGE = 20
LONGEST = 300
MOST_WORDS = 24
MOST_VALUES = 12
_LAST_PAGE = 10_000
_OPEN, _CLOSE = "\x02", "\x03"
_PIECE = re.compile(r'"([^"]*)"|(\S+)')
_RANK = "bm25(words, 8.0, 3.0, 4.0, 2.0, 1.0)"


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a search and the facets it is narrowed by."""

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    page: int = 1

    @property
    def address(self) -> str:
        """Where the result of this search stands."""
        pairs = [("q", self.text)] if self.text else []
        pairs += self.chosen
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"/search?{urlencode(pairs)}" if pairs else "/search"


@dataclass(frozen=True, slots=True)
class Hit:
    """A recommendation that was found, its text in pieces that match or do not."""

    ref: Ref
    number: str
    printed: str
    review: Ref
    pieces: tuple[tuple[str, bool], ...]
    themes: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A heading and the values that the search could be narrowed to."""

    heading: str
    values: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a search."""

    total: int
    loose: bool
    """Whether no recommendation holds all words, so that any of them was enough."""
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Mapping[str, str], ...]
    hints: tuple[Ref, ...]
    pages: int
    previous: str
    next: str


def read_search(pairs: list[tuple[str, str]]) -> Asked:
    """Return what the parameters of an address ask; what is not understood is left out."""
    said = dict(reversed(pairs))
    page = said.get("page", "1")
    good = page.isascii() and page.isdecimal() and 0 < int(page[:6]) <= _LAST_PAGE
    return Asked(
        text=" ".join(said.get("q", "")[:LONGEST].split()),
        chosen=tuple((facet, said[facet][:LONGEST]) for facet in FACETS if said.get(facet)),
        page=int(page) if good else 1,
    )


def search(index: SearchIndex, asked: Asked) -> Found:
    """Return what a search finds, the best first; without words, the newest review first."""
    match = _match(asked.text, " AND ")
    total = _count(index, match, asked)
    loose = False
    if not total and match and " AND " in match:
        match, loose = _match(asked.text, " OR "), True
        total = _count(index, match, asked)
    pages = max(1, -(-total // PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    return Found(
        total=total,
        loose=loose,
        hits=_hits(index, match, asked),
        facets=_facets(index, match, asked),
        chosen=_chosen(index, asked),
        hints=index.named(asked.text) if asked.text else (),
        pages=pages,
        previous=replace(asked, page=asked.page - 1).address if asked.page > 1 else "",
        next=replace(asked, page=asked.page + 1).address if asked.page < pages else "",
    )


def _match(text: str, joint: str) -> str:
    """Return the words as FTS5 wants them, each quoted, so that none is taken for an operator.

    The last word may go on: whoever types "safeg" means safeguarding.
    """
    pieces = []
    for phrase, word in _PIECE.findall(text)[:MOST_WORDS]:
        bare = re.sub(r"[^\w]+", " ", phrase or word).strip()
        if bare:
            pieces.append(f'"{bare}"')
    if not pieces:
        return ""
    ends_open = not text.endswith('"') and len(pieces[-1]) > 4
    return joint.join(pieces) + ("*" if ends_open else "")


def _where(match: str, asked: Asked) -> tuple[str, list[object]]:
    """Return the condition that a recommendation's number meets, and its values."""
    conditions, values = ["1"], list[object]()
    if match:
        conditions.append("number IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(match)
    for facet, value in asked.chosen:
        conditions.append("number IN (SELECT number FROM facet WHERE facet = ? AND value = ?)")
        values += [facet, value]
    return " AND ".join(conditions), values


def _count(index: SearchIndex, match: str, asked: Asked) -> int:
    where, values = _where(match, asked)
    [(count,)] = index.read(f"SELECT COUNT(*) FROM recommendation WHERE {where}", values)
    return int(count)


def _hits(index: SearchIndex, match: str, asked: Asked) -> tuple[Hit, ...]:
    where, values = _where(match, asked)
    text, order = "words.text", "month DESC, key"
    if match:
        text = f"highlight(words, 0, '{_OPEN}', '{_CLOSE}')"
        where, order = f"{where} AND words MATCH ?", f"{_RANK}, month DESC, key"
        values.append(match)
    found = index.read(
        f"SELECT number, key, recommendation.label, printed_number, recommendation.printed, "
        f"review, review_label, {text} FROM words JOIN recommendation ON number = words.rowid "
        f"WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
        [*values, PAGE, PAGE * (asked.page - 1)],
    )
    return tuple(_hit(index, *row) for row in found)


def _hit(index: SearchIndex, *row: str) -> Hit:
    number, key, label, printed_number, printed, review, review_label, text = row
    themes = index.read(
        "SELECT value, label FROM facet WHERE number = ? AND facet = 'theme' ORDER BY label",
        [number],
    )
    return Hit(
        ref=Ref(f"{ID}recommendation/{key}", label),
        number=printed_number,
        printed=printed,
        review=Ref(f"{ID}review/{review}", review_label),
        pieces=_pieces(text),
        themes=tuple(Ref(f"{ID}theme/{value}", name) for value, name in themes),
    )


def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    for index, part in enumerate(text.split(_OPEN)):
        marked, close, rest = part.partition(_CLOSE)
        if index and close:
            pieces += [(marked, True), (rest, False)]
        else:
            pieces.append((part, False))
    return tuple(piece for piece in pieces if piece[0])


def _facets(index: SearchIndex, match: str, asked: Asked) -> tuple[Facet, ...]:
    where, values = _where(match, asked)
    taken = {facet for facet, _ in asked.chosen}
    facets = []
    for facet, heading in FACETS.items():
        if facet in taken:
            continue
        order = "value DESC" if facet == "year" else "2 DESC, label"
        found = index.read(
            f"SELECT label, COUNT(*), value FROM facet WHERE facet = ? AND {where} "
            f"GROUP BY value ORDER BY {order} LIMIT ?",
            [facet, *values, MOST_VALUES],
        )
        if found:
            facets.append(Facet(heading, tuple(_value(asked, facet, *row) for row in found)))
    return tuple(facets)


def _value(asked: Asked, facet: str, *row: str) -> Mapping[str, object]:
    label, count, value = row
    narrowed = replace(asked, chosen=(*asked.chosen, (facet, value)), page=1)
    return {"label": label, "count": int(count), "with": narrowed.address}


def _chosen(index: SearchIndex, asked: Asked) -> tuple[Mapping[str, str], ...]:
    chosen = []
    for facet, value in asked.chosen:
        found = index.read(
            "SELECT label FROM facet WHERE facet = ? AND value = ? LIMIT 1", [facet, value]
        )
        rest = tuple(pair for pair in asked.chosen if pair[0] != facet)
        chosen.append(
            {
                "heading": FACETS[facet],
                "label": found[0][0] if found else value,
                "without": replace(asked, chosen=rest, page=1).address,
            }
        )
    return tuple(chosen)
