"""What can be reconciled to: the agencies of the registers and the themes of the graph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewgraph.namespaces import ID
from reviewgraph.pages.asking import Ask, rows
from reviewgraph.registries import Agency, Register

ORGANISATION = "organisation"
THEME = "theme"
_TYPE = "agency-type--"

_THEMES = """
SELECT DISTINCT ?it ?label ?definition ?name {
  ?it a skos:Concept ; skos:prefLabel ?label ; skos:prefLabel|skos:altLabel ?name .
  FILTER(STRSTARTS(STR(?it), "https://w3id.org/reviewgraph/id/theme/"))
  OPTIONAL { ?it skos:definition ?definition }
} ORDER BY ?it ?name
"""
_TYPES = """
SELECT DISTINCT ?it ?label { ?it skos:prefLabel ?label
  FILTER(STRSTARTS(STR(?it), "https://w3id.org/reviewgraph/id/concept/agency-type--")) }
ORDER BY ?label ?it
"""


@dataclass(frozen=True, slots=True)
class Type:
    """A type of entity; a type of agency is one of organisation."""

    id: str
    name: str

    def as_json(self) -> dict[str, object]:
        """Return the type as the API writes it."""
        found: dict[str, object] = {"id": self.id, "name": self.name}
        if self.id.startswith(_TYPE):
            found["broader"] = [{"id": ORGANISATION, "name": "Organisation"}]
        return found


@dataclass(frozen=True, slots=True)
class Entity:
    """An agency or a theme."""

    id: str
    """Its prefixed name, such as ``agency:gss-e09000016``: short, and without a slash."""
    name: str
    description: str
    types: tuple[Type, ...]
    names: tuple[str, ...]
    """All names it goes by, its own first."""

    @property
    def iri(self) -> str:
        """Its address for good."""
        return f"{ID}{self.id.replace(':', '/', 1)}"


class Catalogue:
    """All entities, by id."""

    def __init__(self, register: Register, ask: Ask) -> None:
        self.register = register
        self.types = (
            Type(ORGANISATION, "Organisation"),
            Type(THEME, "Theme"),
            *(Type(row["it"].rpartition("/")[2], row["label"]) for row in rows(ask, _TYPES)),
        )
        self._type_names = {type_.id: type_ for type_ in self.types}
        self.themes: Mapping[str, Entity] = dict(_themes(ask))

    def get(self, id_: str) -> Entity | None:
        """Return the entity of an id or an IRI; boards without a register are made when asked."""
        id_ = id_.strip().removeprefix(ID).replace("/", ":", 1)
        if id_ in self.themes:
            return self.themes[id_]
        agency = self.agency(id_)
        return None if agency is None else self.entity(agency)

    def agency(self, id_: str) -> Agency | None:
        """Return the agency of an id."""
        kind, _, key = id_.partition(":")
        return self.register.agency(key) if kind == "agency" else None

    def entity(self, agency: Agency) -> Entity:
        """Return an agency as an entity."""
        type_ = self._type_names.get(_TYPE + agency.kind, Type(_TYPE + agency.kind, agency.kind))
        return Entity(
            id=f"agency:{agency.key}",
            name=agency.name,
            description=described(agency),
            types=(type_, self.types[0]),
            names=(agency.name, *(name.text for name in agency.names)),
        )

    def entities(self) -> Iterator[Entity]:
        """Yield every theme and every agency that a register lists."""
        yield from self.themes.values()
        for agency in self.register.agencies.values():
            yield self.entity(agency)


def described(agency: Agency) -> str:
    """Return codes and dates of an agency, which tell it from its namesakes."""
    codes = ", ".join(f"{code.scheme} {code.value}" for code in agency.codes)
    dates = ""
    if agency.valid_from and agency.valid_to:
        dates = f"from {agency.valid_from} to {agency.valid_to}"
    elif agency.valid_from or agency.valid_to:
        dates = f"since {agency.valid_from}" if agency.valid_from else f"until {agency.valid_to}"
    return "; ".join(part for part in (codes, dates) if part)


def _themes(ask: Ask) -> Iterator[tuple[str, Entity]]:
    found: dict[str, tuple[str, str, list[str]]] = {}
    for row in rows(ask, _THEMES):
        id_ = f"theme:{row['it'].rpartition('/')[2]}"
        entry = found.setdefault(id_, (row["label"], row["definition"], []))
        entry[2].append(row["name"])
    for id_, (label, definition, names) in found.items():
        yield id_, Entity(id_, label, definition, (Type(THEME, "Theme"),), tuple(names))
