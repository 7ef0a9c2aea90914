"""The page of a recommendation."""

from reviewgraph.pages.asking import Ask, rows
from reviewgraph.pages.entries import entries
from reviewgraph.pages.evidence import mentions, rejected, standing, taggings
from reviewgraph.pages.reviews import source_of
from reviewgraph.pages.values import Claim, RecommendationPage, Ref, Resemblance

_SERIES = """
SELECT ?series ?label ?invented {
  ?it! rg:inSeries ?series ; dcterms:isPartOf ?review . ?series rdfs:label ?label .
  OPTIONAL { ?review rg:isInvented ?invented }
} ORDER BY ?series LIMIT 1
"""
_RESEMBLANCES = """
SELECT ?other ?score ?reason {
  ?resemblance a rg:Resemblance ; rg:resembles ?it! , ?other ; rg:score ?score .
  FILTER(?other != ?it!)
  OPTIONAL { ?resemblance rdfs:comment ?reason }
} ORDER BY DESC(?score) ?other LIMIT 20
"""


def recommendation_page(ask: Ask, iri: str) -> RecommendationPage | None:
    """Return what the page of a recommendation shows; None if there is no such recommendation."""
    found = entries(ask, "VALUES ?it { ?node! }", node=iri)
    if not found:
        return None
    entry = found[0]
    claims = taggings(ask, iri)
    kept = standing(claims)
    series = rows(ask, _SERIES, it=iri)
    return RecommendationPage(
        entry=entry,
        series=Ref(series[0]["series"], series[0]["label"]) if series else entry.review,
        invented=bool(series) and series[0]["invented"] == "true",
        source=source_of(ask, entry.review.iri),
        themes=_of_kind(kept, "theme/"),
        actions=_of_kind(kept, "concept/action-type--"),
        standards=_of_kind(kept, "concept/standard--"),
        rejected=rejected(claims),
        mentions=mentions(ask, iri),
        resemblances=_resemblances(ask, iri),
    )


def _of_kind(claims: tuple[Claim, ...], start: str) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.of.local.startswith(start))


def _resemblances(ask: Ask, iri: str) -> tuple[Resemblance, ...]:
    found = {row["other"]: row for row in rows(ask, _RESEMBLANCES, it=iri)}
    if not found:
        return ()
    chosen = "VALUES ?it { " + " ".join(f"<{other}>" for other in found) + " }"
    listed = {entry.ref.iri: entry for entry in entries(ask, chosen)}
    return tuple(
        Resemblance(listed[other], row["score"], row["reason"])
        for other, row in found.items()
        if other in listed
    )
