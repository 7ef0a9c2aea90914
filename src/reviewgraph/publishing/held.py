"""Triples of one piece, put where tables, mappings, JSON-LD and counts look for them."""

from collections.abc import Iterable

from reviewgraph.namespaces import RDF
from reviewgraph.rdf import BlankNode, Literal, NamedNode, Triple

_TYPE = RDF.type.value
Value = str | Literal | BlankNode | Triple
"""An object; IRIs are strings here."""
Properties = dict[str, list[Value]]


class Held:
    """Triples, to be followed from thing to thing in both directions; they must come sorted."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.about: dict[str, Properties] = {}
        """What is said of each subject, by property, in the order it came."""
        self.subjects: dict[str, list[str]] = {}
        """Subjects of each class, in their order."""
        self._pointing: dict[str, dict[str, list[str]]] = {}
        subject, properties = "", Properties()
        for node, predicate, value in triples:
            if not isinstance(node, NamedNode):
                continue
            if node.value != subject:
                subject = node.value
                properties = self.about[subject] = {}
            name = predicate.value
            put = value.value if isinstance(value, NamedNode) else value
            if name in properties:
                properties[name].append(put)
            else:
                properties[name] = [put]
        for subject in self.about:
            for each in self.types(subject):
                self.subjects.setdefault(each, []).append(subject)

    def types(self, subject: str) -> list[str]:
        """Return the classes of a subject."""
        return [each for each in self.about[subject].get(_TYPE, ()) if isinstance(each, str)]

    def follow(self, start: str, path: Iterable[str]) -> list[Value]:
        """Return the values at the end of a path, in their order."""
        found: list[Value] = [start]
        for predicate in path:
            found = [
                value
                for node in found
                if isinstance(node, str) and node in self.about
                for value in self.about[node].get(predicate, ())
            ]
        return found

    def first(self, subject: str, predicate: str) -> str:
        """Return the first value of a property as text; empty if there is none."""
        for value in self.about.get(subject, {}).get(predicate, ()):
            if isinstance(value, str):
                return value
            if isinstance(value, Literal):
                return value.value
        return ""

    def pointing(self, end: str, predicate: str) -> list[str]:
        """Return what points at a thing by a property."""
        if predicate not in self._pointing:
            self._pointing[predicate] = self._backwards(predicate)
        return self._pointing[predicate].get(end, [])

    def _backwards(self, predicate: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for subject, properties in self.about.items():
            for value in properties.get(predicate, ()):
                if isinstance(value, str):
                    found.setdefault(value, []).append(subject)
        return found
