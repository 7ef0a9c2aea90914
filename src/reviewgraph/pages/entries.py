"""Recommendations as lists show them, fetched together."""

from collections.abc import Iterable

from reviewgraph.pages.asking import Ask, Row, rows
from reviewgraph.pages.values import Entry, Ref

MOST = 100
"""Recommendations of one list; a search shows the rest."""

_ENTRIES = """
SELECT DISTINCT ?it ?label ?number ?row ?text ?printed ?review ?reviewLabel ?year ?month {
  WHERE!
  ?it a rg:Recommendation ; rdfs:label ?label ; schema:text ?text ; dcterms:isPartOf ?review .
  ?review a rg:Review ; rdfs:label ?reviewLabel .
  OPTIONAL { ?it rg:number ?number }
  OPTIONAL { ?it rg:row ?row }
  OPTIONAL { ?it rg:addresseeAsPrinted ?printed }
  OPTIONAL { ?review rg:yearOfDeath ?year }
  OPTIONAL { ?review rg:uploadMonth ?month }
} ORDER BY DESC(?month) ?review ?row ?it LIMIT MOST!
"""
_THEMES = """
SELECT DISTINCT ?it ?theme ?label { WHERE!
  ?it a rg:Recommendation ; dcterms:subject ?theme . ?theme skos:prefLabel ?label
} ORDER BY ?it ?label
"""
_AGENCIES = """
SELECT DISTINCT ?it ?agency ?label { WHERE!
  ?it a rg:Recommendation ; rg:addressedTo ?agency . ?agency rdfs:label ?label
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
