"""schema.org descriptions of pages, for search engines and archives; no remote context is read."""

import json
from collections.abc import Iterable

from reviewgraph.namespaces import BASE
from reviewgraph.pages.values import AgencyPage, RecommendationPage, Ref, ReviewPage, ThemePage

Json = dict[str, object]

_DATASET: Json = {
    "@type": "Dataset",
    "@id": f"{BASE}dataset",
    "name": "reviewgraph: the reviews that follow a death, as linked data",
    "description": "Reviews, their recommendations, the agencies they address and their themes.",
    "license": "https://creativecommons.org/licenses/by/4.0/",
}


def embedded(description: Json) -> str:
    """Return the JSON as it may stand inside a script element, whatever text is in it."""
    text = json.dumps({"@context": "https://schema.org/", **description}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def dataset() -> Json:
    """Return the description of the whole."""
    return dict(_DATASET)


def review(page: ReviewPage) -> Json:
    """Return the description of a review."""
    found: Json = {
        "@type": "Report",
        "@id": page.ref.iri,
        "name": page.ref.label,
        "inLanguage": "en",
        "isPartOf": _DATASET,
        "about": _terms(claim.of for claim in page.themes),
        "hasPart": [
            {"@type": "CreativeWork", "@id": entry.ref.iri, "name": entry.ref.label}
            for series in page.series
            for entry in series.entries
        ],
    }
    if page.source and page.source.page:
        found["isBasedOn"] = page.source.page
    return found


def recommendation(page: RecommendationPage) -> Json:
    """Return the description of a recommendation."""
    return {
        "@type": "CreativeWork",
        "@id": page.entry.ref.iri,
        "name": page.entry.ref.label,
        "text": page.entry.text,
        "inLanguage": "en",
        "isPartOf": {"@type": "Report", "@id": page.entry.review.iri},
        "about": _terms(claim.of for claim in page.themes),
        "audience": [
            {"@type": "Organization", "@id": agency.iri, "name": agency.label}
            for agency in page.entry.agencies
        ],
    }


def agency(page: AgencyPage) -> Json:
    """Return the description of an agency."""
    found: Json = {"@type": "Organization", "@id": page.ref.iri, "name": page.ref.label}
    if page.names:
        found["alternateName"] = list(page.names)
    if page.founded:
        found["foundingDate"] = page.founded
    if page.dissolved:
        found["dissolutionDate"] = page.dissolved
    if page.codes:
        found["identifier"] = [
            {"@type": "PropertyValue", "propertyID": code.scheme, "value": code.value}
            for code in page.codes
        ]
    return found


def theme(page: ThemePage) -> Json:
    """Return the description of a theme."""
    found: Json = {"@type": "DefinedTerm", "@id": page.ref.iri, "name": page.ref.label}
    if page.definition:
        found["description"] = page.definition
    return found


def _terms(refs: Iterable[Ref]) -> list[Json]:
    return [{"@type": "DefinedTerm", "@id": ref.iri, "name": ref.label} for ref in refs]
