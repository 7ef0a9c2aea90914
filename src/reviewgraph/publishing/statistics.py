"""Count a release while it is written: what VoID's partitions tell, and the rights in sources."""

from collections import Counter
from itertools import groupby

from reviewgraph.graph.reviews import WITHDRAWN
from reviewgraph.identifiers import mint
from reviewgraph.namespaces import DCTERMS, FOAF, ID, ORG, OWL, RDF, RG, SKOS
from reviewgraph.publishing.pieces import Piece
from reviewgraph.rdf import Literal, NamedNode, Triple

_ASSERTED = frozenset(mint("concept", "link-status", each) for each in ("asserted", "accepted"))
_CLASSES = {
    "agency": ORG.Organization,
    "change": ORG.ChangeEvent,
    "concept": SKOS.Concept,
    "link": RG.Link,
    "mention": RG.Mention,
    "recommendation": RG.Recommendation,
    "resemblance": RG.Resemblance,
    "review": RG.Review,
    "series": RG.RecommendationSeries,
    "source": FOAF.Document,
    "tagging": RG.Tagging,
    "theme": SKOS.Concept,
}
"""What things are by the kind in their IRI: an object's own types may stand in another piece."""


class Statistics:
    """Counts of a release; they grow with its vocabulary and registers, not with its reviews."""

    def __init__(self) -> None:
        self.entities: Counter[NamedNode] = Counter()
        """Things of each class."""
        self.properties: Counter[tuple[NamedNode, NamedNode]] = Counter()
        """Statements of each property about things of each class."""
        self.objects: Counter[tuple[NamedNode, NamedNode, NamedNode]] = Counter()
        """Statements of each property between things of two classes."""
        self.overall: Counter[NamedNode] = Counter()
        """Statements of each property."""
        self.subjects = 0
        self.quads = 0
        self.withdrawn = 0
        self.licences: Counter[tuple[str, str]] = Counter()
        """Sources by licence and by words on rights; either may be empty."""
        self.linked: Counter[tuple[str, NamedNode]] = Counter()
        """Claimed links by agency and property."""
        self.registers: dict[str, NamedNode] = {}
        """Which registry tells of each agency."""

    def add(self, piece: Piece) -> None:
        """Count the piece."""
        self.quads += sum(len(rows) for _, rows in piece.graphs)
        for subject, group in groupby(piece.triples, key=lambda row: row.subject):
            if isinstance(subject, NamedNode):
                self._count(subject, list(group))

    def close(self) -> None:
        """Do nothing: the counts are complete."""

    def _count(self, subject: NamedNode, rows: list[Triple]) -> None:
        types = [
            row.object
            for row in rows
            if row.predicate == RDF.type and isinstance(row.object, NamedNode)
        ]
        self.subjects += 1
        self.entities.update(types)
        for row in rows:
            self.overall[row.predicate] += 1
            target = _class_of(row.object)
            for type in types:
                self.properties[type, row.predicate] += 1
                if target is not None and row.predicate != RDF.type:
                    self.objects[type, row.predicate, target] += 1
        self._look(subject, types, rows)

    def _look(self, subject: NamedNode, types: list[NamedNode], rows: list[Triple]) -> None:
        """Note what the description tells of single things."""
        if RG.Link in types:
            self._link(rows)
        elif RG.Review in types:
            self.withdrawn += any(row.object == WITHDRAWN for row in rows)
        elif subject.value.startswith(f"{ID}source/"):
            self.licences[_first(rows, DCTERMS.license), _first(rows, DCTERMS.rights)] += 1
        elif ORG.Organization in types:
            register = _first(rows, DCTERMS.source)
            if register:
                self.registers[subject.value] = NamedNode(register)

    def _link(self, rows: list[Triple]) -> None:
        if any(row.object in _ASSERTED for row in rows):
            agency = _first(rows, OWL.annotatedTarget)
            self.linked[agency, NamedNode(_first(rows, OWL.annotatedProperty))] += 1


def _class_of(node: object) -> NamedNode | None:
    if not isinstance(node, NamedNode) or not node.value.startswith(ID):
        return None
    return _CLASSES.get(node.value.removeprefix(ID).partition("/")[0])


def _first(rows: list[Triple], predicate: NamedNode) -> str:
    """Return the first value of a property as text; empty if there is none."""
    for row in rows:
        if row.predicate == predicate and isinstance(row.object, NamedNode | Literal):
            return row.object.value
    return ""
