"""Agencies as organisations: names, codes, dates, area served, and who took over from whom.

Only agencies that something links to are published, with their predecessors and successors and
the bodies they belong to; the rest of the registers stays out of the graph.

A change is an ``org:ChangeEvent`` with its day; ``rg:succeededBy`` is derived from it for
queries that only follow the chain. Areas are the ONS's own IRIs of statistical geographies.
Wikidata and registers' pages are pointed at with ``rdfs:seeAlso``, which claims nothing: the
item found for a London borough is the borough and not its council.
"""

from collections.abc import Iterable, Iterator

from reviewgraph.graph.literals import day, english
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import DCTERMS, ID, ORG, PROV, RDF, RDFS, RG, SCHEMA, SKOS, XSD
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.registries import Agency, Change, Code, Register

_GEOGRAPHY = "http://statistics.data.gov.uk/id/statistical-geography/"
_PAGES = {
    "nhs-ods": "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/{}",
    "govuk": "https://www.gov.uk/government/organisations/{}",
    "charity": "https://register-of-charities.charitycommission.gov.uk/en/charity-search/-/charity-details/{}",
    "police-uk": "https://www.police.uk/pu/your-area/{}/",
    "wikidata": "http://www.wikidata.org/entity/{}",
}


def scheme_node(scheme: str) -> NamedNode:
    """Return the datatype of the codes of a scheme: ``"08F"^^registry:code--nhs-ods``."""
    return mint("registry", "code", scheme)


def related(register: Register, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys with those of all predecessors, successors and parents, sorted.

    Successors are followed to the end, predecessors one step: who owns it now, and from whom
    it came.
    """
    asked = set(keys)
    found: set[str] = set()
    waiting = sorted(asked)
    while waiting:
        key = waiting.pop()
        agency = register.agency(key)
        if agency is None or key in found:
            continue
        found.add(key)
        waiting.extend(register.successors(key))
        waiting.extend(register.predecessors(key) if key in asked else ())
        waiting.extend([agency.part_of] if agency.part_of else [])
    return tuple(sorted(found))


def agency_triples(register: Register, keys: Iterable[str]) -> Iterator[Triple]:
    """Yield the agencies of ``keys`` and all they came from, went into or belong to."""
    published = related(register, keys)
    inside = set(published)
    changes: dict[str, Change] = {}
    for key in published:
        agency = register.agency(key)
        if agency is None:
            continue
        yield from _agency(agency)
        for change in register.changes_of(key):
            changes.setdefault(change_name(change), change)
    for name in sorted(changes):
        yield from _change(name, changes[name], inside)


def change_name(change: Change) -> str:
    """Return the local name of a change: its day, who ended and who took over."""
    bearer = change.originals[0] if len(change.originals) == 1 else change.results[0]
    return f"{change.date}--{bearer}"


def _agency(agency: Agency) -> Iterator[Triple]:
    node = mint("agency", agency.key)
    yield Triple(node, RDF.type, ORG.Organization)
    yield Triple(node, RDFS.label, english(agency.name))
    yield Triple(node, DCTERMS.identifier, Literal(agency.key))
    yield Triple(node, ORG.classification, mint("concept", "agency-type", agency.kind))
    yield Triple(node, DCTERMS.source, mint("registry", agency.source))
    for name in agency.names:
        if name.kind != "site":
            yield Triple(node, SKOS.altLabel, english(name.text))
    for code in agency.codes:
        yield from _code(node, code)
    if agency.valid_from:
        yield Triple(node, SCHEMA.foundingDate, day(agency.valid_from))
    if agency.valid_to:
        yield Triple(node, SCHEMA.dissolutionDate, day(agency.valid_to))
    for district in agency.districts:
        yield Triple(node, SCHEMA.areaServed, NamedNode(_GEOGRAPHY + district))
    if agency.part_of:
        yield Triple(node, ORG.subOrganizationOf, mint("agency", agency.part_of))


def _code(node: NamedNode, code: Code) -> Iterator[Triple]:
    value = Literal(code.value, datatype=scheme_node(code.scheme))
    yield Triple(node, ORG.identifier, value)
    yield Triple(node, SKOS.notation, value)
    page = _PAGES.get(code.scheme)
    if page:
        yield Triple(node, RDFS.seeAlso, NamedNode(page.format(code.value)))


def _change(name: str, change: Change, inside: set[str]) -> Iterator[Triple]:
    """Yield a change as far as its agencies are published; nothing if a whole side is not."""
    node = NamedNode(f"{ID}change/{name}")
    originals = [key for key in change.originals if key in inside]
    results = [key for key in change.results if key in inside]
    if not originals or not results:
        return
    yield Triple(node, RDF.type, ORG.ChangeEvent)
    yield Triple(node, RDFS.label, english(change.label))
    yield Triple(node, DCTERMS.date, day(change.date))
    start = Literal(f"{change.date}T00:00:00Z", datatype=XSD.dateTime)
    yield Triple(node, PROV.startedAtTime, start)
    yield Triple(node, DCTERMS.source, mint("registry", change.source))
    for key in originals:
        yield Triple(node, ORG.originalOrganization, mint("agency", key))
        yield Triple(mint("agency", key), ORG.changedBy, node)
        for heir in results:
            yield Triple(mint("agency", key), RG.succeededBy, mint("agency", heir))
    for key in results:
        yield Triple(node, ORG.resultingOrganization, mint("agency", key))
        yield Triple(mint("agency", key), ORG.resultedFrom, node)
