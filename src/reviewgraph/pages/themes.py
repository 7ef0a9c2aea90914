"""The page of a theme, and the list of all by group."""

from reviewgraph.pages.asking import Ask, Row, rows
from reviewgraph.pages.entries import entries
from reviewgraph.pages.values import Count, Entry, Group, Ref, ThemePage

_CONCEPTS = "SELECT DISTINCT ?about { ?about skos:broader* ?theme! } ORDER BY ?about"
# Named one by one and not by a path: engines find the few recommendations of a few concepts
# quickly, and those of all concepts slowly.
_SELF = "VALUES ?about { CONCEPTS! }"
_ABOUT_IT = f"{_SELF} ?it dcterms:subject ?about ; a rg:Recommendation ."
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
SELECT ?of ?label ?count {{
  {{ SELECT ?of (COUNT(DISTINCT ?it) AS ?count) {{
    {_SELF} ?it dcterms:subject ?about ; rg:hasMention ?mention .
    ?mention rg:agencyType ?of FILTER NOT EXISTS {{ ?mention rg:inText true }}
  }} GROUP BY ?of }}
  ?of skos:prefLabel ?label
}} ORDER BY DESC(?count) ?label LIMIT 12
"""
_AGENCIES = f"""
SELECT ?of ?label ?count {{
  {{ SELECT ?of (COUNT(DISTINCT ?it) AS ?count) {{
    {_SELF} ?it dcterms:subject ?about ; rg:addressedTo ?of }} GROUP BY ?of }}
  ?of rdfs:label ?label
}} ORDER BY DESC(?count) ?label LIMIT 12
"""
_TOGETHER = f"""
SELECT ?of ?label ?count {{
  {{ SELECT ?of (COUNT(DISTINCT ?it) AS ?count) {{
    {_SELF} ?it dcterms:subject ?about ; a rg:Recommendation ; dcterms:subject ?of
    FILTER(?of != ?about) }} GROUP BY ?of }}
  ?of skos:prefLabel ?label
}} ORDER BY DESC(?count) ?label LIMIT 8
"""
_SUMMARIES = f"""
SELECT DISTINCT ?review ?label {{
  {_SELF} ?review dcterms:subject ?about ; a rg:Review ; rdfs:label ?label
}} ORDER BY ?label ?review LIMIT 100
"""
_PAIRS = f"""
SELECT DISTINCT ?left ?right ?score {{
  {{ SELECT DISTINCT ?left ?right {{
    {_SELF} ?left dcterms:subject ?about ; rg:resembles ?right .
    ?right a rg:Recommendation FILTER(STR(?left) < STR(?right))
  }} }}
  ?resemblance rg:resembles ?left , ?right ; rg:score ?score .
}} ORDER BY DESC(?score) ?left ?right LIMIT 5
"""
_ALL = """
SELECT ?groupLabel ?of ?label ?count {
  ?of skos:broader ?group ; skos:prefLabel ?label .
  ?group skos:prefLabel ?groupLabel .
  FILTER(STRSTARTS(STR(?of), "https://w3id.org/reviewgraph/id/theme/"))
  OPTIONAL { SELECT ?of (COUNT(?it) AS ?count) {
    ?it dcterms:subject ?of ; a rg:Recommendation } GROUP BY ?of }
} ORDER BY ?groupLabel DESC(?count) ?label
"""


class _Asked:
    """Questions about a theme and the themes below it."""

    def __init__(self, ask: Ask, iri: str) -> None:
        self._ask = ask
        self._iri = iri
        concepts = rows(ask, _CONCEPTS, theme=iri)
        self._concepts = " ".join(f"<{row['about']}>" for row in concepts)

    def named(self, text: str) -> str:
        """Return the query or pattern with the themes in their place."""
        return text.replace("CONCEPTS!", self._concepts)

    def rows(self, text: str) -> list[Row]:
        """Return the rows of a SELECT."""
        return rows(self._ask, self.named(text), theme=self._iri)

    def counts(self, text: str) -> tuple[Count, ...]:
        """Return what a query counts."""
        found = self.rows(text)
        return tuple(Count(Ref(row["of"], row["label"]), int(row["count"])) for row in found)

    def refs(self, text: str, column: str) -> tuple[Ref, ...]:
        """Return the things a query finds."""
        return tuple(Ref(row[column], row["label"]) for row in self.rows(text))


def theme_page(ask: Ask, iri: str) -> ThemePage | None:
    """Return what the page of a theme or a group of themes shows; None if there is none."""
    found = rows(ask, _THEME, theme=iri)
    if not found:
        return None
    row = found[0]
    asked = _Asked(ask, iri)
    return ThemePage(
        ref=Ref(iri, row["label"]),
        definition=row["definition"],
        note=row["note"],
        group=Ref(row["group"], row["groupLabel"]) if row["group"] else None,
        members=asked.counts(_MEMBERS),
        related=asked.refs(_RELATED, "of"),
        names=tuple(each["name"] for each in asked.rows(_NAMES)),
        years=filled({each["year"]: int(each["count"]) for each in asked.rows(_YEARS)}),
        types=asked.counts(_TYPES),
        agencies=asked.counts(_AGENCIES),
        together=asked.counts(_TOGETHER),
        entries=entries(
            ask, asked.named(f"{_SELF} ?it dcterms:subject ?about ; a rg:Recommendation .")
        ),
        summaries=asked.refs(_SUMMARIES, "review"),
        pairs=_pairs(ask, asked),
    )


def theme_groups(ask: Ask) -> tuple[Group, ...]:
    """Return all themes by group, those most often recommended about first."""
    groups: dict[str, list[Count]] = {}
    for row in rows(ask, _ALL):
        count = Count(Ref(row["of"], row["label"]), int(row["count"] or 0))
        groups.setdefault(row["groupLabel"], []).append(count)
    return tuple(Group(label, tuple(members)) for label, members in groups.items())


def filled(years: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Return the counts by year, with the years between that have none."""
    numbers = sorted(int(year) for year in years if year.isdecimal())
    if not numbers:
        return ()
    span = range(numbers[0], numbers[-1] + 1)
    return tuple((str(year), years.get(str(year), 0)) for year in span)


def _pairs(ask: Ask, asked: _Asked) -> tuple[tuple[Entry, Entry, str], ...]:
    found = asked.rows(_PAIRS)
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
