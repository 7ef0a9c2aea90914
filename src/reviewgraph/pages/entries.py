"""Recommendations as lists show them, fetched together."""

from collections.abc import Iterable

from reviewgraph.pages.asking import Ask, Row, rows
from reviewgraph.pages.values import Entry, Ref

MOST = 100
"""Recommendations of one list; a search shows the rest."""

# The inner query chooses and orders before anything else is fetched: a theme can have thousands.
_ENTRIES = """
SELECT ?it ?label ?number ?row ?text ?printed ?review ?reviewLabel ?year ?month {
  { SELECT DISTINCT ?it ?review ?month ?row {
    WHERE!
    ?it dcterms:isPartOf ?review ; rg:row ?row .
    OPTIONAL { ?review rg:uploadMonth ?month }
  } ORDER BY DESC(?month) ?review ?row ?it LIMIT MOST! }
  ?it rdfs:label ?label ; schema:text ?text .
  ?review rdfs:label ?reviewLabel .
  OPTIONAL { ?it rg:number ?number }
  OPTIONAL { ?it rg:addresseeAsPrinted ?printed }
  OPTIONAL { ?review rg:yearOfDeath ?year }
} ORDER BY DESC(?month) ?review ?row ?it
"""
_THEMES = """
SELECT DISTINCT ?it ?theme ?label { WHERE!
  ?it dcterms:subject ?theme . ?theme skos:prefLabel ?label
} ORDER BY ?it ?label
"""
_AGENCIES = """
SELECT DISTINCT ?it ?agency ?label { WHERE!
  ?it rg:addressedTo ?agency . ?agency rdfs:label ?label
} ORDER BY ?it ?label
"""


def entries(ask: Ask, where: str, most: int = MOST, **nodes: str) -> tuple[Entry, ...]:
    """Return the recommendations that the graph pattern binds to ``?it``, newest review first."""
    text = _ENTRIES.replace("WHERE!", where).replace("MOST!", str(most))
    found = rows(ask, text, **nodes)
    if not found:
        return ()
    chosen = "VALUES ?it { " + " ".join(f"<{row['it']}>" for row in found) + " }"
    themes = _by_entry(rows(ask, _THEMES.replace("WHERE!", chosen)), "theme")
    agencies = _by_entry(rows(ask, _AGENCIES.replace("WHERE!", chosen)), "agency")
    return tuple(
        Entry(
            ref=Ref(row["it"], row["label"]),
            number=row["number"],
            text=row["text"],
            printed=row["printed"],
            review=Ref(row["review"], row["reviewLabel"]),
            year=row["year"],
            themes=themes.get(row["it"], ()),
            agencies=agencies.get(row["it"], ()),
        )
        for row in found
    )


def _by_entry(found: Iterable[Row], column: str) -> dict[str, tuple[Ref, ...]]:
    sorted_out: dict[str, tuple[Ref, ...]] = {}
    for row in found:
        sorted_out[row["it"]] = (
            *sorted_out.get(row["it"], ()),
            Ref(row[column], row["label"]),
        )
    return sorted_out
