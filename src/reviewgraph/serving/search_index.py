"""Full text of the recommendations in SQLite's FTS5, made from the graph when it is opened.

In memory: it belongs to one generation, takes less time to make than a browser to start, and a
graph folder that cannot be written is served as well. What it cost stands on the page ``/about``.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewgraph.namespaces import ID
from reviewgraph.pages.asking import Ask, Row, rows
from reviewgraph.pages.values import Ref

FACETS = {
    "theme": "Theme",
    "type": "Type of agency",
    "agency": "Agency",
    "area": "Area, as printed",
    "year": "Year of death",
    "kind": "Kind of review",
}
"""What a search can be narrowed by, and how people call it."""

_TABLES = """
CREATE TABLE recommendation (
  number INTEGER PRIMARY KEY, key TEXT, label TEXT, printed_number TEXT, printed TEXT,
  review TEXT, review_label TEXT, month TEXT);
CREATE TABLE facet (number INTEGER, facet TEXT, value TEXT, label TEXT,
  PRIMARY KEY (facet, value, number)) WITHOUT ROWID;
CREATE INDEX facet_of ON facet (number);
CREATE TABLE name (words TEXT, kind TEXT, key TEXT, label TEXT);
CREATE INDEX name_words ON name (words);
CREATE VIRTUAL TABLE words USING fts5 (
  text, printed, themes, area, label, tokenize = 'porter unicode61 remove_diacritics 2');
"""
_RECOMMENDATIONS = """
SELECT ?it ?label ?number ?text ?printed ?review {
  ?it a rg:Recommendation ; rdfs:label ?label ; schema:text ?text ; dcterms:isPartOf ?review .
  OPTIONAL { ?it rg:number ?number }
  OPTIONAL { ?it rg:addresseeAsPrinted ?printed }
}
"""
_REVIEWS = """
SELECT ?review ?reviewLabel ?area ?year ?month ?kind ?kindLabel {
  ?review a rg:Review ; rdfs:label ?reviewLabel .
  OPTIONAL { ?review rg:areaAsPrinted ?area }
  OPTIONAL { ?review rg:yearOfDeath ?year }
  OPTIONAL { ?review rg:uploadMonth ?month }
  OPTIONAL { ?review dcterms:type ?kind . ?kind skos:prefLabel ?kindLabel }
} ORDER BY ?review ?area ?year ?month ?kind
"""
# Neither labels nor an order are asked for here: both cost an engine more than the rows do.
_OF_MANY = {
    "theme": "SELECT ?it ?value { ?it dcterms:subject ?value }",
    "agency": "SELECT ?it ?value { ?it rg:addressedTo ?value }",
    "type": """SELECT ?it ?value { ?it rg:hasMention ?m . ?m rg:agencyType ?value
        FILTER NOT EXISTS { ?m rg:inText true } }""",
}
_LABELS = {
    "theme": "SELECT ?value ?label { ?value skos:prefLabel ?label }",
    "agency": "SELECT ?value ?label { ?value a org:Organization ; rdfs:label ?label }",
    "type": "SELECT ?value ?label { ?value skos:prefLabel ?label }",
}
_NAMES = (
    """SELECT ?it ?label ?name { ?it skos:prefLabel ?label, ?name ; skos:inScheme ?scheme
      FILTER(STRSTARTS(STR(?it), "https://w3id.org/reviewgraph/id/theme/")) }""",
    """SELECT ?it ?label ?name { ?it skos:prefLabel ?label ; skos:altLabel ?name
      FILTER(STRSTARTS(STR(?it), "https://w3id.org/reviewgraph/id/theme/")) }""",
    "SELECT ?it ?label ?name { ?it a org:Organization ; rdfs:label ?label, ?name }",
    "SELECT ?it ?label ?name { ?it a org:Organization ; rdfs:label ?label ; skos:altLabel ?name }",
    "SELECT ?it ?label ?name { ?it a org:Organization ; rdfs:label ?label ; skos:notation ?name }",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What an index took."""

    count: int
    milliseconds: int
    bytes: int


class SearchIndex:
    """The recommendations of one generation, ready to be searched from any thread."""

    def __init__(self, ask: Ask) -> None:
        start = time.perf_counter()
        self._lock = threading.Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        with self._base:
            self._base.executescript(_TABLES)
            count = self._fill(ask)
        [(bytes_,)] = self._base.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        )
        milliseconds = round(1000 * (time.perf_counter() - start))
        self.cost = Cost(count, milliseconds, bytes_)

    def read(self, text: str, values: Iterable[object] = ()) -> list[tuple[str, ...]]:
        """Return the rows of a statement that reads."""
        with self._lock:
            return self._base.execute(text, tuple(values)).fetchall()

    def close(self) -> None:
        """Let go of the memory."""
        with self._lock:
            self._base.close()

    def named(self, words: str, most: int = 3) -> tuple[Ref, ...]:
        """Return the themes and agencies that are called so, in any of their names."""
        found = self.read(
            "SELECT DISTINCT kind, key, label FROM name WHERE words = ? ORDER BY kind DESC, label "
            "LIMIT ?",
            (_folded(words), most),
        )
        return tuple(Ref(f"{ID}{kind}/{key}", label) for kind, key, label in found)

    def _fill(self, ask: Ask) -> int:
        reviews = {row["review"]: row for row in reversed(rows(ask, _REVIEWS))}
        found = sorted(
            {row["it"]: row for row in rows(ask, _RECOMMENDATIONS)}.values(),
            key=lambda row: row["it"],
        )
        found = [row | reviews[row["review"]] for row in found if row["review"] in reviews]
        numbers = {row["it"]: number for number, row in enumerate(found, 1)}
        facets = {numbers[row["it"]]: list(_own_facets(row)) for row in found}
        for facet, text in _OF_MANY.items():
            labels = {row["value"]: row["label"] for row in rows(ask, _LABELS[facet])}
            for row in rows(ask, text):
                number, label = numbers.get(row["it"]), labels.get(row["value"])
                if number and label:
                    facets[number].append((facet, _key(row["value"]), label))
        self._base.executemany(
            "INSERT INTO recommendation VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (_stored(numbers[row["it"]], row) for row in found),
        )
        self._base.executemany(
            "INSERT OR IGNORE INTO facet VALUES (?, ?, ?, ?)",
            ((number, *each) for number, many in facets.items() for each in many),
        )
        self._base.executemany(
            "INSERT INTO words (rowid, text, printed, themes, area, label) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (_indexed(numbers[row["it"]], row, facets) for row in found),
        )
        self._base.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", _names(ask))
        return len(found)


def _own_facets(row: Row) -> Iterator[tuple[str, str, str]]:
    if row["area"]:
        yield "area", row["area"], row["area"]
    if row["year"]:
        yield "year", row["year"], row["year"]
    if row["kind"]:
        yield "kind", _key(row["kind"]), row["kindLabel"]


def _stored(number: int, row: Row) -> tuple[int | str, ...]:
    return (
        number,
        _key(row["it"]),
        row["label"],
        row["number"],
        row["printed"],
        _key(row["review"]),
        row["reviewLabel"],
        row["month"],
    )


def _indexed(
    number: int, row: Row, facets: dict[int, list[tuple[str, str, str]]]
) -> tuple[int | str, ...]:
    themes = "; ".join(label for facet, _, label in facets[number] if facet == "theme")
    return number, row["text"], row["printed"], themes, row["area"], row["label"]


def _names(ask: Ask) -> Iterator[tuple[str, str, str, str]]:
    for text in _NAMES:
        for row in rows(ask, text):
            kind = row["it"].removeprefix(ID).partition("/")[0]
            yield _folded(row["name"]), kind, _key(row["it"]), row["label"]


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
