"""Pages that document the ontology and the themes, with an anchor for each term."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewgraph.jsonld import compact
from reviewgraph.namespaces import DCTERMS, OWL, PREFIXES, RDF, RDFS, RG, SKOS
from reviewgraph.pages.rendering import Site, render
from reviewgraph.rdf import Literal, NamedNode, Triple, read_triples
from reviewgraph.resources import shipped

VOCABULARIES = {
    "ontology": (
        "reviewgraph.ttl",
        "The ontology",
        "The terms of this project's own; everything else is borrowed from vocabularies that "
        "others keep. Each term has an address that leads here.",
    ),
    "scheme": (
        "themes.ttl",
        "The themes",
        "What each theme means and what it does not. A recommendation has a theme if its text "
        "holds words that show it.",
    ),
}
"""Pages by name: the file they show, their title and what they say first."""
_TEXTS = (RDFS.comment, SKOS.definition, SKOS.scopeNote, SKOS.note, SKOS.example)
_FACTS = {
    RDFS.subClassOf: "kind of",
    RDFS.domain: "of",
    RDFS.range: "values",
    SKOS.broader: "within",
    SKOS.altLabel: "also",
    DCTERMS.references: "see",
}
_SECTIONS = {
    OWL.Class: "Classes",
    OWL.ObjectProperty: "Properties that lead to things",
    OWL.DatatypeProperty: "Properties that hold values",
    RDFS.Datatype: "Datatypes",
    SKOS.ConceptScheme: "Schemes",
    SKOS.Concept: "Themes and their groups",
}


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term as its page shows it."""

    anchor: str
    label: str
    iri: str
    texts: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Terms of one class."""

    key: str
    heading: str
    terms: tuple[TermEntry, ...]


def vocabulary_page(name: str, site: Site) -> str:
    """Return the page of one of VOCABULARIES."""
    file, title, lead = VOCABULARIES[name]
    triples = tuple(read_triples(shipped("ontology") / file))
    return render("vocabulary", site, title=title, lead=lead, sections=tuple(_sections(triples)))


def _sections(triples: tuple[Triple, ...]) -> Iterator[Section]:
    about: dict[NamedNode, list[Triple]] = {}
    for row in triples:
        if isinstance(row.subject, NamedNode):
            about.setdefault(row.subject, []).append(row)
    for type, heading in _SECTIONS.items():
        terms = [
            _entry(subject, rows)
            for subject, rows in about.items()
            if any(row.predicate == RDF.type and row.object == type for row in rows)
        ]
        if terms:
            key = compact(type.value).partition(":")[2].lower()
            yield Section(key, heading, tuple(sorted(terms, key=lambda term: term.label.lower())))


def _entry(subject: NamedNode, rows: list[Triple]) -> TermEntry:
    labels = _words(rows, RDFS.label) or _words(rows, SKOS.prefLabel)
    facts = tuple(
        (name, ", ".join(found))
        for predicate, name in _FACTS.items()
        if (found := _words(rows, predicate))
    )
    texts = tuple(text for predicate in _TEXTS for text in _words(rows, predicate))
    return TermEntry(_anchor(subject), (labels or (subject.value,))[0], subject.value, texts, facts)


def _anchor(subject: NamedNode) -> str:
    for base in (RG.base, PREFIXES["theme"]):
        if subject.value.startswith(base):
            return subject.value.removeprefix(base)
    return subject.value.rpartition("/")[2]


def _words(rows: list[Triple], predicate: NamedNode) -> tuple[str, ...]:
    return tuple(
        row.object.value if isinstance(row.object, Literal) else compact(str(row.object)[1:-1])
        for row in rows
        if row.predicate == predicate
    )
