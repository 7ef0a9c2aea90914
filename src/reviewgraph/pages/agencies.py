"""The page of an agency, and the list of all."""

from collections.abc import Iterable

from reviewgraph.pages.asking import Ask, rows
from reviewgraph.pages.entries import entries
from reviewgraph.pages.evidence import ref_or_none
from reviewgraph.pages.values import AgencyPage, Change, Code, Count, Group, Ref

# The one predicate stands on mentions, the other on agencies; older graphs use the first on both.
TYPE = "(org:classification|rg:agencyType)"

_SCHEMES = {
    "charity": "Charity Commission",
    "gss": "ONS",
    "govuk": "GOV.UK",
    "govuk-local": "GOV.UK, local",
    "nhs-ods": "NHS ODS",
    "org-id": "org-id.guide",
    "police-uk": "police.uk",
    "wikidata": "Wikidata",
}
_AGENCY = f"""
SELECT ?label ?type ?typeLabel ?founded ?dissolved {{
  ?agency! a org:Organization ; rdfs:label ?label .
  OPTIONAL {{ ?agency! {TYPE} ?type . ?type skos:prefLabel ?typeLabel }}
  OPTIONAL {{ ?agency! schema:foundingDate ?founded }}
  OPTIONAL {{ ?agency! schema:dissolutionDate ?dissolved }}
}} ORDER BY ?type LIMIT 1
"""
_NAMES = "SELECT DISTINCT ?name { ?agency! skos:altLabel ?name } ORDER BY ?name"
_CODES = """
SELECT DISTINCT ?code (STR(DATATYPE(?code)) AS ?scheme) { ?agency! skos:notation ?code }
ORDER BY ?scheme ?code
"""
_REGISTERS = "SELECT DISTINCT ?page { ?agency! rdfs:seeAlso ?page } ORDER BY ?page"
_CHANGES = """
SELECT ?change ?label ?date ?role ?agency ?agencyLabel {
  ?agency! org:changedBy|org:resultedFrom ?change .
  ?change rdfs:label ?label ; dcterms:date ?date .
  { ?change org:originalOrganization ?agency BIND("original" AS ?role) }
  UNION { ?change org:resultingOrganization ?agency BIND("result" AS ?role) }
  ?agency rdfs:label ?agencyLabel
} ORDER BY ?date ?change ?role ?agencyLabel ?agency
"""
_BEFORE = """
SELECT DISTINCT ?other ?label { ?other rg:succeededBy+ ?agency! ; rdfs:label ?label }
ORDER BY ?label ?other
"""
_AFTER = """
SELECT DISTINCT ?other ?label { ?agency! rg:succeededBy+ ?other . ?other rdfs:label ?label }
ORDER BY ?label ?other
"""
_EARLIER = "SELECT DISTINCT ?body { ?body rg:succeededBy+ ?agency! } ORDER BY ?body"
# Named one by one and not by a path: an engine may walk the path from every recommendation.
_BODIES = "VALUES ?body { BODIES! } ?it rg:addressedTo ?body ."
_THEMES = """
SELECT ?theme ?label (COUNT(DISTINCT ?it) AS ?count) {
  WHERE! ?it dcterms:subject ?theme .
  ?theme skos:prefLabel ?label
} GROUP BY ?theme ?label ORDER BY DESC(?count) ?label LIMIT 12
"""
_COMMISSIONED = """
SELECT DISTINCT ?review ?label { ?review rg:commissionedBy ?agency! ; rdfs:label ?label }
ORDER BY DESC(?label) ?review
"""
_ALL = f"""
SELECT ?agency ?label (SAMPLE(?typeText) AS ?typeLabel) (COUNT(DISTINCT ?it) AS ?count) {{
  ?agency a org:Organization ; rdfs:label ?label .
  OPTIONAL {{ ?agency {TYPE} ?type . ?type skos:prefLabel ?typeText }}
  OPTIONAL {{ ?it rg:addressedTo ?agency }}
}} GROUP BY ?agency ?label ORDER BY ?typeLabel ?label ?agency
"""


def agency_page(ask: Ask, iri: str) -> AgencyPage | None:
    """Return what the page of an agency shows; None if there is no such agency."""
    found = rows(ask, _AGENCY, agency=iri)
    if not found:
        return None
    row = found[0]
    own = entries(ask, "?it rg:addressedTo ?agency! .", agency=iri)
    earlier = [each["body"] for each in rows(ask, _EARLIER, agency=iri)]
    inherited = entries(ask, _addressed(earlier)) if earlier else ()
    return AgencyPage(
        ref=Ref(iri, row["label"]),
        type=ref_or_none(row, "type"),
        names=_texts(ask, _NAMES, iri, row["label"]),
        codes=tuple(
            Code(_scheme(each["scheme"]), each["code"]) for each in rows(ask, _CODES, agency=iri)
        ),
        founded=row["founded"],
        dissolved=row["dissolved"],
        registers=tuple(each["page"] for each in rows(ask, _REGISTERS, agency=iri)),
        changes=_changes(ask, iri),
        predecessors=_refs(ask, _BEFORE, iri),
        successors=_refs(ask, _AFTER, iri),
        entries=own,
        inherited=inherited,
        themes=_themes(ask, [iri, *earlier]),
        commissioned=tuple(
            Ref(each["review"], each["label"]) for each in rows(ask, _COMMISSIONED, agency=iri)
        ),
    )


def agency_groups(ask: Ask) -> tuple[Group, ...]:
    """Return all agencies by type, those that most is asked of first."""
    groups: dict[str, list[Count]] = {}
    for row in rows(ask, _ALL):
        count = Count(Ref(row["agency"], row["label"]), int(row["count"]))
        groups.setdefault(row["typeLabel"] or "Other bodies", []).append(count)
    return tuple(
        Group(label, tuple(sorted(members, key=lambda each: (-each.count, each.of.label))))
        for label, members in sorted(groups.items())
    )


def _texts(ask: Ask, text: str, iri: str, label: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in rows(ask, text, agency=iri) if row["name"] != label)


def _refs(ask: Ask, text: str, iri: str) -> tuple[Ref, ...]:
    return tuple(Ref(row["other"], row["label"]) for row in rows(ask, text, agency=iri))


def _addressed(bodies: Iterable[str]) -> str:
    """Return the pattern of what is addressed to one of the bodies."""
    return _BODIES.replace("BODIES!", " ".join(f"<{body}>" for body in bodies))


def _themes(ask: Ask, bodies: Iterable[str]) -> tuple[Count, ...]:
    return tuple(
        Count(Ref(row["theme"], row["label"]), int(row["count"]))
        for row in rows(ask, _THEMES.replace("WHERE!", _addressed(bodies)))
    )


def _changes(ask: Ask, iri: str) -> tuple[Change, ...]:
    changes: dict[str, tuple[str, str, dict[str, list[Ref]]]] = {}
    for row in rows(ask, _CHANGES, agency=iri):
        empty: dict[str, list[Ref]] = {"original": [], "result": []}
        change = changes.setdefault(row["change"], (row["date"], row["label"], empty))
        change[2][row["role"]].append(Ref(row["agency"], row["agencyLabel"]))
    return tuple(
        Change(date, label, tuple(roles["original"]), tuple(roles["result"]))
        for date, label, roles in changes.values()
    )


def _scheme(datatype: str) -> str:
    """Return the name of a scheme of codes as people know it."""
    key = datatype.rpartition("--")[2] if "--" in datatype else ""
    return _SCHEMES.get(key, key.replace("-", " "))
