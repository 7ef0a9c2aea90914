"""The first page: what is here, how much, and what is newest."""

from reviewgraph.pages.asking import Ask, rows
from reviewgraph.pages.reviews import review_rows
from reviewgraph.pages.themes import filled
from reviewgraph.pages.values import Count, HomePage, Ref

_NUMBERS = """
SELECT ?recommendations ?agencies ?themes ?triples ?repeated ?invented {
  { SELECT (COUNT(*) AS ?recommendations) { ?it a rg:Recommendation } }
  { SELECT (COUNT(DISTINCT ?agency) AS ?agencies) { ?it rg:addressedTo ?agency } }
  { SELECT (COUNT(*) AS ?themes) { { SELECT DISTINCT ?theme { ?tagging oa:hasBody ?theme
    FILTER(STRSTARTS(STR(?theme), "https://w3id.org/reviewgraph/id/theme/")) } } } }
  { SELECT (COUNT(*) AS ?triples) { ?s ?p ?o } }
  { SELECT (COUNT(*) AS ?invented) { ?review rg:isInvented true } }
  { SELECT (COUNT(*) AS ?repeated) { ?pair a rg:Resemblance } }
}
"""
_THEMES = """
SELECT ?of ?label ?count {
  { SELECT ?of (COUNT(?it) AS ?count) {
    ?it a rg:Recommendation ; dcterms:subject ?of } GROUP BY ?of }
  ?of skos:prefLabel ?label
} ORDER BY DESC(?count) ?label LIMIT 12
"""
_TYPES = """
SELECT ?of ?label ?count {
  { SELECT ?of (COUNT(DISTINCT ?it) AS ?count) {
    ?it rg:hasMention ?mention . ?mention rg:agencyType ?of
    FILTER NOT EXISTS { ?mention rg:inText true } } GROUP BY ?of }
  ?of skos:prefLabel ?label
} ORDER BY DESC(?count) ?label LIMIT 12
"""
_YEARS = """
SELECT ?year (COUNT(?it) AS ?count) {
  ?it a rg:Recommendation ; dcterms:isPartOf ?review . ?review rg:yearOfDeath ?year
} GROUP BY ?year ORDER BY ?year
"""
NEWEST = 6


def home_page(ask: Ask) -> HomePage:
    """Return what the first page shows."""
    numbers = rows(ask, _NUMBERS)[0]
    reviews = review_rows(ask)
    return HomePage(
        reviews=len(reviews),
        recommendations=int(numbers["recommendations"]),
        agencies=int(numbers["agencies"]),
        themes=int(numbers["themes"]),
        triples=int(numbers["triples"]),
        newest=reviews[:NEWEST],
        top_themes=_counts(ask, _THEMES),
        top_types=_counts(ask, _TYPES),
        years=filled({row["year"]: int(row["count"]) for row in rows(ask, _YEARS)}),
        invented=int(numbers["invented"]),
        repeated=int(numbers["repeated"]),
    )


def _counts(ask: Ask, text: str) -> tuple[Count, ...]:
    return tuple(Count(Ref(row["of"], row["label"]), int(row["count"])) for row in rows(ask, text))
