"""Properties of agencies and themes that a spreadsheet can pull in."""

from collections.abc import Iterator

from reviewgraph.registries import Agency
from reviewgraph.serving.reconciliation.entities import ORGANISATION, THEME, Catalogue, Entity
from reviewgraph.serving.reconciliation.messages import Extension

Cell = dict[str, object]

_SCHEMES = {
    "gss": "ONS code (GSS)",
    "nhs-ods": "NHS ODS code",
    "police-uk": "data.police.uk name",
    "govuk": "GOV.UK name",
    "charity": "Charity number",
    "org-id": "org-id.guide identifier",
}
_OF_BOTH = {"name": "Name", "type": "Type", "iri": "IRI"}
_OF_AGENCIES = {
    **{f"code-{scheme}": name for scheme, name in _SCHEMES.items()},
    "codes": "All codes",
    "validFrom": "Since",
    "validTo": "Until",
    "predecessor": "Predecessor",
    "successor": "Successor",
    "partOf": "Belongs to",
    "district": "District served (ONS code)",
}
_OF_THEMES = {"definition": "Definition", "altLabel": "Other names"}
_ENTITIES = ("predecessor", "successor", "partOf")

CONSTRAINTS = {
    "area": ("Area", "Area of the review or the body, as printed: Havering"),
    "asOf": ("As of", "Year or date at which the body is meant: 2017"),
    "code": ("Code", "A code in any register: 08F"),
}
"""Properties by which a query can be narrowed."""


def properties_of(type_: str) -> dict[str, str]:
    """Return the names of the properties that entities of a type have, by id."""
    if type_ == THEME:
        return {**_OF_BOTH, **_OF_THEMES}
    if type_ == ORGANISATION or type_.startswith("agency-type--"):
        return {**_OF_BOTH, **_OF_AGENCIES}
    return {**_OF_BOTH, **_OF_AGENCIES, **_OF_THEMES}


def extend(catalogue: Catalogue, asked: Extension) -> dict[str, object]:
    """Return the wanted properties of the wanted entities; what is not known is an empty cell."""
    names = properties_of("")
    meta: list[Cell] = []
    for property_ in asked.properties:
        column: Cell = {"id": property_, "name": names.get(property_, property_)}
        if property_ in _ENTITIES:
            column["type"] = {"id": ORGANISATION, "name": "Organisation"}
        meta.append(column)
    rows = {
        id_: {each: list(_cells(catalogue, id_, each)) for each in asked.properties}
        for id_ in asked.ids
    }
    return {"meta": meta, "rows": rows}


def _cells(catalogue: Catalogue, id_: str, property_: str) -> Iterator[Cell]:
    entity = catalogue.get(id_)
    if entity is None:
        return
    if property_ in _ENTITIES:
        agency = catalogue.agency(entity.id)
        for other in _others(catalogue, agency, property_) if agency else ():
            yield {"id": other.id, "name": other.name}
        return
    for text in _texts(catalogue, entity, property_):
        yield {"str": text}


def _others(catalogue: Catalogue, agency: Agency, property_: str) -> Iterator[Entity]:
    keys: tuple[str, ...]
    if property_ == "partOf":
        keys = (agency.part_of,) if agency.part_of else ()
    elif property_ == "successor":
        keys = catalogue.register.successors(agency.key)
    else:
        keys = catalogue.register.predecessors(agency.key)
    for key in keys:
        found = catalogue.register.agency(key)
        if found is not None:
            yield catalogue.entity(found)


def _texts(catalogue: Catalogue, entity: Entity, property_: str) -> Iterator[str]:
    if property_ == "name":
        yield entity.name
    elif property_ == "iri":
        yield entity.iri
    elif property_ == "type":
        yield entity.types[0].name
    elif agency := catalogue.agency(entity.id):
        yield from _of_agency(agency, property_)
    elif property_ == "definition" and entity.description:
        yield entity.description
    elif property_ == "altLabel":
        yield from entity.names


def _of_agency(agency: Agency, property_: str) -> Iterator[str]:
    if property_.startswith("code-"):
        yield from (code.value for code in agency.codes if f"code-{code.scheme}" == property_)
    elif property_ == "codes":
        yield from (f"{code.scheme}:{code.value}" for code in agency.codes)
    elif property_ == "validFrom" and agency.valid_from:
        yield agency.valid_from
    elif property_ == "validTo" and agency.valid_to:
        yield agency.valid_to
    elif property_ == "district":
        yield from agency.districts
