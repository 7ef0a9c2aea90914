"""The page of a theme, and the list of all by group."""

from reviewgraph.pages.asking import Ask, rows
from reviewgraph.pages.entries import entries
from reviewgraph.pages.values import Count, Entry, Group, Ref, ThemePage

_SELF = "?about skos:broader* ?theme! ."
_THEME = """
SELECT ?label ?definition ?note ?group ?groupLabel {
  ?theme! a skos:Concept ; skos:prefLabel ?label .
  OPTIONAL { ?theme! skos:definition ?definition }
  OPTIONAL { ?theme! skos:scopeNote ?note }
  OPTIONAL { ?theme! skos:broader ?group . ?group skos:prefLabel ?groupLabel }
} ORDER BY ?group LIMIT 1
"""
_MEMBERS = """
SELECT ?of ?label (COUNT(DISTINCT ?it) AS ?count) {
  ?of skos:broader ?theme! ; skos:prefLabel ?label .
  OPTIONAL { ?it dcterms:subject ?of ; a rg:Recommendation }
} GROUP BY ?of ?label ORDER BY DESC(?count) ?label
"""
_RELATED = """
SELECT DISTINCT ?of ?label { ?theme! skos:related|^skos:related ?of . ?of skos:prefLabel ?label }
ORDER BY ?label ?of
"""
_NAMES = "SELECT DISTINCT ?name { ?theme! skos:altLabel ?name } ORDER BY ?name"
_YEARS = f"""
SELECT ?year (COUNT(DISTINCT ?it) AS ?count) {{
  {_SELF} ?it dcterms:subject ?about ; a rg:Recommendation ; dcterms:isPartOf ?review .
  ?review rg:yearOfDeath ?year
}} GROUP BY ?year ORDER BY ?year
"""
_TYPES = f"""
SELECT ?of ?label (COUNT(DISTINCT ?it) AS ?count) {{
  {_SELF} ?it dcterms:subject ?about ; a rg:Recommendation ; rg:hasMention ?mention .
  ?mention rg:agencyType ?of . ?of skos:prefLabel ?label
  FILTER NOT EXISTS {{ ?mention rg:inText true }}
}} GROUP BY ?of ?label ORDER BY DESC(?count) ?label LIMIT 12
"""
_AGENCIES = f"""
SELECT ?of ?label (COUNT(DISTINCT ?it) AS ?count) {{
  {_SELF} ?it dcterms:subject ?about ; a rg:Recommendation ; rg:addressedTo ?of .
  ?of rdfs:label ?label
}} GROUP BY ?of ?label ORDER BY DESC(?count) ?label LIMIT 12
"""
_TOGETHER = f"""
SELECT ?of ?label (COUNT(DISTINCT ?it) AS ?count) {{
  {_SELF} ?it dcterms:subject ?about ; a rg:Recommendation ; dcterms:subject ?of .
  FILTER(?of != ?about) ?of skos:prefLabel ?label
}} GROUP BY ?of ?label ORDER BY DESC(?count) ?label LIMIT 8
"""
_SUMMARIES = f"""
SELECT DISTINCT ?review ?label {{
  {_SELF} ?review dcterms:subject ?about ; a rg:Review ; rdfs:label ?label
}} ORDER BY ?label ?review LIMIT 100
"""
_PAIRS = f"""
SELECT ?left ?right ?score {{
  {{ SELECT DISTINCT ?left {{ {_SELF} ?left dcterms:subject ?about ; a rg:Recommendation }} }}
  ?resemblance a rg:Resemblance ; rg:resembles ?left , ?right ; rg:score ?score .
  FILTER(STR(?left) < STR(?right))
}} ORDER BY DESC(?score) ?left ?right LIMIT 5
"""
_ALL = """
SELECT ?group ?groupLabel ?of ?label (COUNT(DISTINCT ?it) AS ?count) {
  ?of skos:broader ?group ; skos:prefLabel ?label .
  ?group skos:prefLabel ?groupLabel .
  FILTER(STRSTARTS(STR(?of), "https://w3id.org/reviewgraph/id/theme/"))
  OPTIONAL { ?it dcterms:subject ?of ; a rg:Recommendation }
} GROUP BY ?group ?groupLabel ?of ?label ORDER BY ?groupLabel DESC(?count) ?label
"""


def theme_page(ask: Ask, iri: str) -> ThemePage | None:
    """Return what the page of a theme or a group of themes shows; None if there is none."""
    found = rows(ask, _THEME, theme=iri)
    if not found:
        return None
    row = found[0]
    return ThemePage(
        ref=Ref(iri, row["label"]),
        definition=row["definition"],
        note=row["note"],
        group=Ref(row["group"], row["groupLabel"]) if row["group"] else None,
        members=_counts(ask, _MEMBERS, iri),
        related=_refs(ask, _RELATED, iri, "of"),
        names=tuple(each["name"] for each in rows(ask, _NAMES, theme=iri)),
        years=filled({each["year"]: int(each["count"]) for each in rows(ask, _YEARS, theme=iri)}),
        types=_counts(ask, _TYPES, iri),
        agencies=_counts(ask, _AGENCIES, iri),
        together=_counts(ask, _TOGETHER, iri),
        entries=entries(ask, f"{_SELF} ?it dcterms:subject ?about .", theme=iri),
        summaries=_refs(ask, _SUMMARIES, iri, "review"),
        pairs=_pairs(ask, iri),
    )


def theme_groups(ask: Ask) -> tuple[Group, ...]:
    """Return all themes by group, those most often recommended about first."""
    groups: dict[str, list[Count]] = {}
    for row in rows(ask, _ALL):
        count = Count(Ref(row["of"], row["label"]), int(row["count"]))
        groups.setdefault(row["groupLabel"], []).append(count)
    return tuple(Group(label, tuple(members)) for label, members in groups.items())


def filled(years: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Return the counts by year, with the years between that have none."""
    numbers = sorted(int(year) for year in years if year.isdecimal())
    if not numbers:
        return ()
    span = range(numbers[0], numbers[-1] + 1)
    return tuple((str(year), years.get(str(year), 0)) for year in span)


def _counts(ask: Ask, text: str, iri: str) -> tuple[Count, ...]:
    return tuple(
        Count(Ref(row["of"], row["label"]), int(row["count"])) for row in rows(ask, text, theme=iri)
    )


def _refs(ask: Ask, text: str, iri: str, column: str) -> tuple[Ref, ...]:
    return tuple(Ref(row[column], row["label"]) for row in rows(ask, text, theme=iri))


def _pairs(ask: Ask, iri: str) -> tuple[tuple[Entry, Entry, str], ...]:
    found = rows(ask, _PAIRS, theme=iri)
    if not found:
        return ()
    both = sorted({row[side] for row in found for side in ("left", "right")})
    chosen = "VALUES ?it { " + " ".join(f"<{each}>" for each in both) + " }"
    listed = {entry.ref.iri: entry for entry in entries(ask, chosen)}
    return tuple(
        (listed[row["left"]], listed[row["right"]], row["score"])
        for row in found
        if row["left"] in listed and row["right"] in listed
    )
