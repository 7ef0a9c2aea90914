"""Any thing of the graph: its plain page, and its statements as RDF."""

from reviewgraph.namespaces import PREFIXES
from reviewgraph.pages.asking import Ask, Row, grouped, rows, triples
from reviewgraph.pages.values import Ref, Statement, ThingPage
from reviewgraph.rdf import Triple

_LABEL = "SELECT ?label { ?thing! rdfs:label|skos:prefLabel ?label } ORDER BY ?label LIMIT 1"
_OWN = """
SELECT DISTINCT ?property ?value (ISIRI(?value) AS ?iri) ?label {
  ?thing! ?property ?value .
  OPTIONAL { ?value rdfs:label|skos:prefLabel ?label }
} ORDER BY ?property ?label ?value LIMIT 500
"""
_PROPERTIES = """
SELECT ?property (COUNT(DISTINCT ?value) AS ?count) { ?value ?property ?thing! }
GROUP BY ?property ORDER BY ?property
"""
# The inner query ends before anything is named or sorted: a concept can have a million of these.
_POINTING = """
SELECT DISTINCT ?value ("true" AS ?iri) ?label {
  { SELECT DISTINCT ?value { ?value ?property! ?thing! } LIMIT MOST! }
  OPTIONAL { ?value rdfs:label|skos:prefLabel ?label }
} ORDER BY ?label ?value
"""
MOST = 200
"""Things that the page of a thing shows under one property, of those that point at it."""

_STATEMENTS = """
CONSTRUCT { ?s ?p ?o } {
  { ?thing! ?p ?o BIND(?thing! AS ?s) }
  UNION { ?s dcterms:isPartOf ?thing! BIND(dcterms:isPartOf AS ?p) BIND(?thing! AS ?o) }
  UNION { ?s oa:hasSource ?thing! ; ?p ?o }
  UNION { ?t oa:hasSource ?thing! . ?s oa:hasTarget ?t ; ?p ?o }
  UNION { ?t oa:hasSource ?thing! ; oa:hasSelector ?s . ?s ?p ?o }
  UNION { ?thing! rg:hasMention ?s . ?s ?p ?o }
  UNION { ?thing! rg:hasMention ?m . ?s owl:annotatedSource ?m ; ?p ?o }
}
"""

_POINTING_AT = "CONSTRUCT { ?s ?p ?thing! } { ?s ?p ?thing! } LIMIT 1000"


def thing_page(ask: Ask, iri: str) -> ThingPage | None:
    """Return all statements about a thing, for the things without a page of their own design."""
    own = rows(ask, _OWN, thing=iri)
    pointing = _pointing(ask, iri)
    if not own and not pointing:
        return None
    labels = rows(ask, _LABEL, thing=iri)
    label = labels[0]["label"] if labels else iri.rpartition("/")[2]
    return ThingPage(Ref(iri, label), _statements(own), pointing)


def statements_about(ask: Ask, iri: str) -> tuple[Triple, ...]:
    """Return what the graph says of a thing, with the evidence of what was derived about it.

    Of a thing of which it says nothing itself, what points at it.
    """
    return triples(ask, _STATEMENTS, thing=iri) or triples(ask, _POINTING_AT, thing=iri)


def short(iri: str) -> str:
    """Return an IRI as a prefixed name where the project has a prefix for it."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _pointing(ask: Ask, iri: str) -> tuple[Statement, ...]:
    """Return what points at a thing by property, the first of each in the engine's order."""
    text = _POINTING.replace("MOST!", str(MOST))
    return tuple(
        Statement(
            Ref(row["property"], short(row["property"])),
            tuple(_value(each) for each in rows(ask, text, thing=iri, property=row["property"])),
            int(row["count"]),
        )
        for row in rows(ask, _PROPERTIES, thing=iri)
    )


def _statements(found: list[Row]) -> tuple[Statement, ...]:
    return tuple(
        Statement(Ref(iri, short(iri)), tuple(_value(row) for row in group))
        for iri, group in grouped(found, "property")
    )


def _value(row: Row) -> tuple[str, str]:
    is_iri = row["iri"] == "true"
    text = row["label"] or (short(row["value"]) if is_iri else row["value"])
    return text, row["value"] if is_iri else ""
