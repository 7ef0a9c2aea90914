"""Count a release while it is written: what VoID's partitions tell, and the rights in sources."""

from collections import Counter
from dataclasses import dataclass, field

from reviewgraph.graph.reviews import WITHDRAWN
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import DCTERMS, FOAF, ID, ORG, OWL, RDF, RG, SKOS
from reviewgraph.publishing.held import Held, Value

_ASSERTED = frozenset(
    mint("concept", "link-status", each).value for each in ("asserted", "accepted")
)
_TYPE = RDF.type.value
_LINK, _REVIEW, _AGENCY = RG.Link.value, RG.Review.value, ORG.Organization.value
_STATUS, _LICENCE, _RIGHTS = RG.status.value, DCTERMS.license.value, DCTERMS.rights.value
_TARGET, _PROPERTY = OWL.annotatedTarget.value, OWL.annotatedProperty.value
_SOURCE = DCTERMS.source.value
_CLASSES = {
    "agency": ORG.Organization.value,
    "change": ORG.ChangeEvent.value,
    "concept": SKOS.Concept.value,
    "link": RG.Link.value,
    "mention": RG.Mention.value,
    "recommendation": RG.Recommendation.value,
    "resemblance": RG.Resemblance.value,
    "review": RG.Review.value,
    "series": RG.RecommendationSeries.value,
    "source": FOAF.Document.value,
    "tagging": RG.Tagging.value,
    "theme": SKOS.Concept.value,
}
"""What things are by the kind in their IRI: an object's own types may stand in another piece."""


@dataclass(slots=True)
class Statistics:
    """Counts of a release; they grow with its vocabulary and registers, not with its reviews."""

    entities: Counter[str] = field(default_factory=Counter)
    """Things of each class."""
    properties: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Statements of each property about things of each class."""
    objects: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Statements of each property between things of two classes."""
    overall: Counter[str] = field(default_factory=Counter)
    """Statements of each property."""
    subjects: int = 0
    triples: int = 0
    quads: int = 0
    withdrawn: int = 0
    licences: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Sources by licence and by words on rights; either may be empty."""
    linked: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Claimed links by agency and property."""
    registers: dict[str, str] = field(default_factory=dict)
    """Which registry tells of each agency."""

    def update(self, other: "Statistics") -> None:
        """Add what was counted of another piece, whose subjects are others."""
        self.entities.update(other.entities)
        self.properties.update(other.properties)
        self.objects.update(other.objects)
        self.overall.update(other.overall)
        self.subjects += other.subjects
        self.triples += other.triples
        self.quads += other.quads
        self.withdrawn += other.withdrawn
        self.licences.update(other.licences)
        self.linked.update(other.linked)
        self.registers.update(other.registers)


def counted(held: Held, quads: int) -> Statistics:
    """Return the counts of one piece, whose named graphs hold so many quads."""
    found = Statistics(subjects=len(held.about), quads=quads)
    for subject, properties in held.about.items():
        types = held.types(subject)
        found.entities.update(types)
        for predicate, values in properties.items():
            _count(found, types, predicate, values)
        _look(found, held, subject, types)
    found.triples = sum(found.overall.values())
    return found


def _count(found: Statistics, types: list[str], predicate: str, values: list[Value]) -> None:
    found.overall[predicate] += len(values)
    for type in types:
        found.properties[type, predicate] += len(values)
    if predicate == _TYPE or not types:
        return
    for value in values:
        target = _class_of(value)
        if target is not None:
            for type in types:
                found.objects[type, predicate, target] += 1


def _look(found: Statistics, held: Held, subject: str, types: list[str]) -> None:
    """Note what the description tells of single things."""
    if _LINK in types:
        if not _ASSERTED.isdisjoint(held.follow(subject, (_STATUS,))):
            agency = held.first(subject, _TARGET)
            found.linked[agency, held.first(subject, _PROPERTY)] += 1
    elif _REVIEW in types:
        found.withdrawn += WITHDRAWN.value in held.follow(subject, (_STATUS,))
    elif subject.startswith(f"{ID}source/"):
        found.licences[held.first(subject, _LICENCE), held.first(subject, _RIGHTS)] += 1
    elif _AGENCY in types:
        register = held.first(subject, _SOURCE)
        if register:
            found.registers[subject] = register


def _class_of(value: Value) -> str | None:
    if not isinstance(value, str) or not value.startswith(ID):
        return None
    return _CLASSES.get(value[len(ID) :].partition("/")[0])
