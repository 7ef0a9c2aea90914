"""Triples of one piece, put where tables, mappings and counts look for them."""

from collections.abc import Iterable

from reviewgraph.namespaces import RDF
from reviewgraph.rdf import BlankNode, Literal, NamedNode, Triple

_TYPE = RDF.type.value
Value = NamedNode | Literal | BlankNode | Triple


class Held:
    """Triples, to be followed from thing to thing in both directions; IRIs are strings here."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.about: dict[str, dict[str, list[Value]]] = {}
        """What is said of each subject, by property, in the order it came."""
        self.types: dict[str, list[str]] = {}
        """Classes of each subject that has any."""
        self.subjects: dict[str, list[str]] = {}
        """Subjects of each class, in their order."""
        self._pointing: dict[tuple[str, str], list[str]] = {}
        for row in triples:
            node = row.subject
            if isinstance(node, NamedNode):
                self._take(node.value, row.predicate.value, row.object)

    def _take(self, subject: str, predicate: str, value: Value) -> None:
        self.about.setdefault(subject, {}).setdefault(predicate, []).append(value)
        if not isinstance(value, NamedNode):
            return
        if predicate == _TYPE:
            self.types.setdefault(subject, []).append(value.value)
            self.subjects.setdefault(value.value, []).append(subject)
        else:
            self._pointing.setdefault((value.value, predicate), []).append(subject)

    def follow(self, start: str, path: Iterable[str]) -> list[Value]:
        """Return the values at the end of a path, in their order."""
        found: list[Value] = []
        nodes = [start]
        for predicate in path:
            found = [
                value for node in nodes for value in self.about.get(node, {}).get(predicate, ())
            ]
            nodes = [value.value for value in found if isinstance(value, NamedNode)]
        return found

    def first(self, subject: str, predicate: str) -> str:
        """Return the first value of a property as text; empty if there is none."""
        for value in self.about.get(subject, {}).get(predicate, ()):
            if isinstance(value, NamedNode | Literal):
                return value.value
        return ""

    def pointing(self, end: str, predicate: str) -> list[str]:
        """Return what points at a thing by a property."""
        return self._pointing.get((end, predicate), [])
