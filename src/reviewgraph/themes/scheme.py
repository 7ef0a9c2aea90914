"""Load the concept schemes: the one home of everything the tagger looks for.

Three SKOS schemes, one a facet (themes, action types, standards), written by hand in Turtle. Of
a concept, ``skos:altLabel`` and ``skos:hiddenLabel`` are looked for as they stand;
``skos:prefLabel`` is only shown. ``skos:notation`` holds patterns (datatype ``rg:pattern``, see
reviewgraph.themes.patterns) and look-alikes that are not the concept (``rg:notThis``). A pattern
without a phrase is a condition on all labels of its concept, or of all concepts of its group.
``skos:Collection`` whose key begins ``words-`` is a word list for patterns; the list
``words-body-name`` holds the names of bodies, whose words never name a theme.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reviewgraph.errors import DataError
from reviewgraph.namespaces import ID, RDF, RG, SKOS
from reviewgraph.rdf import Literal, NamedNode, Triple, read_triples
from reviewgraph.themes.patterns import (
    Pattern,
    Symbols,
    label_readings,
    parse_pattern,
    phrase_readings,
)

FACETS = {"theme": "theme", "action-type": "action", "standard": "standard"}
"""Key of each concept scheme, and the facet it holds."""

BODY_NAMES = "body-name"
_THEME, _CONCEPT = f"{ID}theme/", f"{ID}concept/"
_WORDS = "words-"
_LABELS = (SKOS.altLabel, SKOS.hiddenLabel)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with what is looked for; its group's conditions are already in its patterns."""

    key: str
    facet: str
    label: str
    group: str | None
    labels: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    conditions: tuple[Pattern, ...]
    """Patterns without a phrase: they hold for every label and pattern above."""
    look_alikes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The concepts of all facets in order of key, and the word lists of their patterns."""

    concepts: tuple[Concept, ...]
    lists: dict[str, tuple[Symbols, ...]] = field(default_factory=dict)
    list_look_alikes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Phrases in which the words of a list do not count as the list's."""

    def concept(self, facet: str, key: str) -> Concept | None:
        """Return the concept, or None if the scheme lacks it."""
        return next((c for c in self.concepts if (c.facet, c.key) == (facet, key)), None)


def concept_iri(facet: str, key: str) -> NamedNode:
    """Return the IRI of a concept.

    >>> concept_iri("action", "train").value
    'https://w3id.org/reviewgraph/id/concept/action-type--train'
    """
    if facet == "theme":
        return NamedNode(_THEME + key)
    slug = next(slug for slug, name in FACETS.items() if name == facet)
    return NamedNode(f"{_CONCEPT}{slug}--{key}")


def concept_of(iri: str) -> tuple[str, str] | None:
    """Return facet and key of a concept's IRI, or None if it is no concept of these schemes."""
    if iri.startswith(_THEME):
        return "theme", iri.removeprefix(_THEME)
    slug, _, key = iri.removeprefix(_CONCEPT).partition("--")
    return (FACETS[slug], key) if key and slug in FACETS else None


def load_scheme(paths: Iterable[Path]) -> Scheme:
    """Return the scheme that the Turtle files hold together.

    Raises DataError, naming file and concept, for a pattern that cannot be read, an unknown word
    list, a label that two concepts of one facet share, and a concept without prefLabel.
    """
    about: dict[str, list[Triple]] = defaultdict(list)
    files: dict[str, Path] = {}
    for path in paths:
        for triple in read_triples(path):
            if isinstance(triple.subject, NamedNode):
                about[triple.subject.value].append(triple)
                files[triple.subject.value] = path
    lists = _word_lists(about, files)
    groups = {iri: _patterns(triples, files[iri], iri) for iri, triples in about.items()}
    concepts = [
        _concept(iri, triples, groups, files[iri])
        for iri, triples in sorted(about.items())
        if _has_type(triples, SKOS.Concept) and not _is_group(iri) and concept_of(iri)
    ]
    _check_labels(concepts)
    _check_references(concepts)
    look_alikes = {name: tuple(_notations(about[_list(name)], RG.notThis)) for name in lists}
    return Scheme(tuple(concepts), lists, look_alikes)


def _list(name: str) -> str:
    return f"{_THEME}{_WORDS}{name}"


def _has_type(triples: list[Triple], kind: NamedNode) -> bool:
    return any(t.predicate == RDF.type and t.object == kind for t in triples)


def _is_group(iri: str) -> bool:
    return iri.startswith(_THEME + "group-")


def _texts(triples: list[Triple], *predicates: NamedNode) -> list[str]:
    return sorted(
        {
            t.object.value
            for t in triples
            if t.predicate in predicates and isinstance(t.object, Literal)
        }
    )


def _notations(triples: list[Triple], datatype: NamedNode) -> list[str]:
    return sorted(
        t.object.value
        for t in triples
        if t.predicate == SKOS.notation
        and isinstance(t.object, Literal)
        and t.object.datatype == datatype
    )


def _patterns(triples: list[Triple], path: Path, iri: str) -> tuple[Pattern, ...]:
    try:
        return tuple(parse_pattern(written) for written in _notations(triples, RG.pattern))
    except DataError as error:
        raise DataError(f"{path}: {_name(iri)}: {error}") from error


def _name(iri: str) -> str:
    return iri.removeprefix(ID)


def _word_lists(
    about: dict[str, list[Triple]], files: dict[str, Path]
) -> dict[str, tuple[Symbols, ...]]:
    lists: dict[str, tuple[Symbols, ...]] = {}
    for iri, triples in sorted(about.items()):
        if not iri.startswith(_THEME + _WORDS):
            continue
        readings = [r for label in _texts(triples, *_LABELS) for r in label_readings(label)]
        for pattern in _patterns(triples, files[iri], iri):
            readings.extend(phrase_readings(pattern.written, {}))
        if not readings:
            raise DataError(f"{files[iri]}: {_name(iri)}: a word list needs a skos:hiddenLabel")
        lists[iri.removeprefix(_THEME + _WORDS)] = tuple(dict.fromkeys(readings))
    return lists


def _concept(
    iri: str, triples: list[Triple], groups: dict[str, tuple[Pattern, ...]], path: Path
) -> Concept:
    facet, key = concept_of(iri) or ("", "")
    preferred = _texts(triples, SKOS.prefLabel)
    if len(preferred) != 1:
        raise DataError(f"{path}: {_name(iri)}: needs exactly one skos:prefLabel")
    broader = [
        t.object.value
        for t in triples
        if t.predicate == SKOS.broader and isinstance(t.object, NamedNode)
    ]
    group = next((b for b in broader if _is_group(b)), None)
    own = groups[iri]
    inherited = groups.get(group, ()) if group else ()
    return Concept(
        key,
        facet,
        preferred[0],
        group.removeprefix(_THEME) if group else None,
        tuple(_texts(triples, *_LABELS)),
        tuple(p for p in own if p.phrase),
        tuple(p for p in (*own, *inherited) if not p.phrase),
        tuple(_notations(triples, RG.notThis)),
    )


def _check_labels(concepts: list[Concept]) -> None:
    """Refuse a label under two concepts of one facet: longest match could not decide."""
    owner: dict[tuple[str, Symbols], str] = {}
    for concept in concepts:
        for label in concept.labels:
            for reading in label_readings(label):
                other = owner.setdefault((concept.facet, reading), concept.key)
                if other != concept.key:
                    raise DataError(
                        f'label "{label}" stands under {other} and {concept.key}: keep it under '
                        "one, or write a pattern with a condition"
                    )


def _check_references(concepts: list[Concept]) -> None:
    keys = {(concept.facet, concept.key) for concept in concepts}
    for concept in concepts:
        for pattern in (*concept.patterns, *concept.conditions):
            for condition in pattern.conditions:
                if condition.operator == "UNLESS" and (concept.facet, condition.phrase) not in keys:
                    raise DataError(
                        f'{concept.key}: pattern "{pattern.written}": UNLESS names no concept'
                    )
