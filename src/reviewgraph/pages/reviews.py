"""The page of a review, and the list of all."""

from reviewgraph.pages.asking import Ask, Row, rows
from reviewgraph.pages.entries import entries
from reviewgraph.pages.evidence import ref_or_none, standing, taggings
from reviewgraph.pages.values import Entry, Ref, ReviewPage, ReviewRow, SeriesList, Source

_REVIEW = """
SELECT ?label ?kind ?kindLabel ?area ?year ?month ?stated ?summary ?basis ?invented ?status
    ?agency ?agencyLabel {
  ?review! a rg:Review ; rdfs:label ?label .
  OPTIONAL { ?review! dcterms:type ?kind . ?kind skos:prefLabel ?kindLabel }
  OPTIONAL { ?review! rg:areaAsPrinted ?area }
  OPTIONAL { ?review! rg:yearOfDeath ?year }
  OPTIONAL { ?review! rg:uploadMonth ?month }
  OPTIONAL { ?review! rg:statedCount ?stated }
  OPTIONAL { ?review! dcterms:abstract ?summary }
  OPTIONAL { ?review! eli:based_on ?basis }
  OPTIONAL { ?review! rg:isInvented ?invented }
  OPTIONAL { ?review! rg:status|adms:status ?status }
  OPTIONAL { ?review! rg:commissionedBy ?agency . ?agency rdfs:label ?agencyLabel }
} ORDER BY ?agency LIMIT 1
"""
_SOURCE = """
SELECT ?name ?page ?report ?rights ?sha256 {
  ?review! prov:wasDerivedFrom ?source .
  OPTIONAL { ?source dcterms:identifier ?name }
  OPTIONAL { ?source foaf:page ?page }
  OPTIONAL { ?source dcterms:source ?report }
  OPTIONAL { ?source dcterms:rights ?rights }
  OPTIONAL { ?source schema:sha256 ?sha256 }
} ORDER BY ?name ?page LIMIT 1
"""
_SERIES = """
SELECT ?it ?series ?label ?position {
  ?it dcterms:isPartOf ?review! ; rg:inSeries ?series .
  ?series rdfs:label ?label .
  OPTIONAL { ?it schema:position ?position }
} ORDER BY ?label ?series ?position ?it
"""
_TWINS = """
SELECT DISTINCT ?twin ?label { ?review! prov:alternateOf ?twin . ?twin rdfs:label ?label }
ORDER BY ?label ?twin
"""
_ALL = """
SELECT ?review ?label ?kindLabel ?area ?year ?month (COUNT(?it) AS ?count) {
  ?review a rg:Review ; rdfs:label ?label .
  OPTIONAL { ?review dcterms:type ?kind . ?kind skos:prefLabel ?kindLabel }
  OPTIONAL { ?review rg:areaAsPrinted ?area }
  OPTIONAL { ?review rg:yearOfDeath ?year }
  OPTIONAL { ?review rg:uploadMonth ?month }
  OPTIONAL { ?it dcterms:isPartOf ?review ; a rg:Recommendation }
} GROUP BY ?review ?label ?kindLabel ?area ?year ?month
ORDER BY DESC(?month) ?label ?review
"""


def review_page(ask: Ask, iri: str) -> ReviewPage | None:
    """Return what the page of a review shows; None if there is no such review."""
    found = rows(ask, _REVIEW, review=iri)
    if not found:
        return None
    row = found[0]
    return ReviewPage(
        ref=Ref(iri, row["label"]),
        kind=ref_or_none(row, "kind"),
        area=row["area"],
        year=row["year"],
        month=row["month"],
        stated=row["stated"],
        summary=row["summary"],
        basis=row["basis"],
        invented=row["invented"] == "true",
        withdrawn=row["status"].endswith("withdrawn"),
        commissioned_by=ref_or_none(row, "agency"),
        source=source_of(ask, iri),
        themes=standing(taggings(ask, iri)),
        series=_series(ask, iri),
        twins=tuple(Ref(twin["twin"], twin["label"]) for twin in rows(ask, _TWINS, review=iri)),
    )


def source_of(ask: Ask, review: str) -> Source | None:
    """Return where a review was read."""
    for row in rows(ask, _SOURCE, review=review):
        return Source(row["name"], row["page"], row["report"], row["rights"], row["sha256"])
    return None


def review_rows(ask: Ask) -> tuple[ReviewRow, ...]:
    """Return all reviews, newest upload first."""
    return tuple(_review_row(row) for row in rows(ask, _ALL))


def _review_row(row: Row) -> ReviewRow:
    return ReviewRow(
        ref=Ref(row["review"], row["label"]),
        kind=row["kindLabel"],
        area=row["area"],
        year=row["year"],
        month=row["month"],
        count=int(row["count"]),
    )


def _series(ask: Ask, review: str) -> tuple[SeriesList, ...]:
    members = entries(ask, "?it dcterms:isPartOf ?review! .", most=1000, review=review)
    by_iri = {entry.ref.iri: entry for entry in members}
    lists: dict[str, tuple[Ref, list[Entry]]] = {}
    for row in rows(ask, _SERIES, review=review):
        series = Ref(row["series"], row["label"])
        if row["it"] in by_iri:
            lists.setdefault(series.iri, (series, []))[1].append(by_iri[row["it"]])
    return tuple(SeriesList(series, tuple(listed)) for series, listed in lists.values())
