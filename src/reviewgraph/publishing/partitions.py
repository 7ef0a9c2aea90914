"""The parts of a release as VoID: classes, their properties, and the links to each register."""

from collections import Counter
from collections.abc import Iterator

from reviewgraph.graph.literals import english, integer
from reviewgraph.identifiers import slug
from reviewgraph.jsonld import compact
from reviewgraph.namespaces import DCTERMS, PREFIXES, RDF, VOID
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.statistics import Statistics
from reviewgraph.rdf import NamedNode, Triple


def partition_triples(edition: Edition, statistics: Statistics) -> Iterator[Triple]:
    """Yield class partitions, the properties in each, and what those lead to.

    That is the shape in which query editors and assistants look a dataset up.
    """
    release = NamedNode(edition.iri)
    for type, count in statistics.entities.items():
        part = _part(edition, "class", type)
        yield Triple(release, VOID.classPartition, part)
        yield Triple(part, VOID["class"], NamedNode(type))
        yield Triple(part, VOID.entities, integer(count))
    for (type, predicate), count in statistics.properties.items():
        part = _part(edition, "property", type, predicate)
        yield Triple(_part(edition, "class", type), VOID.propertyPartition, part)
        yield Triple(part, VOID.property, NamedNode(predicate))
        yield Triple(part, VOID.triples, integer(count))
    for (type, predicate, target), count in statistics.objects.items():
        part = _part(edition, "object", type, predicate, target)
        yield Triple(_part(edition, "property", type, predicate), VOID.classPartition, part)
        yield Triple(part, VOID["class"], NamedNode(target))
        yield Triple(part, VOID.triples, integer(count))
    for predicate, count in statistics.overall.items():
        part = _part(edition, "property", predicate)
        yield Triple(release, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, NamedNode(predicate))
        yield Triple(part, VOID.triples, integer(count))


def linkset_triples(edition: Edition, statistics: Statistics) -> Iterator[Triple]:
    """Yield one linkset for each register and property: what mentions stand for, by whose list."""
    release = NamedNode(edition.iri)
    sizes: Counter[tuple[str, str]] = Counter()
    for (agency, predicate), count in statistics.linked.items():
        if agency in statistics.registers:
            sizes[statistics.registers[agency], predicate] += count
    for (register, predicate), count in sizes.items():
        node = _part(edition, "links", register, predicate)
        name = register.removeprefix(PREFIXES["registry"])
        yield Triple(release, VOID.subset, node)
        yield Triple(node, RDF.type, VOID.Linkset)
        yield Triple(node, DCTERMS.title, english(f"Links to {name}, {compact(predicate)}"))
        yield Triple(node, VOID.subjectsTarget, release)
        yield Triple(node, VOID.objectsTarget, NamedNode(register))
        yield Triple(node, VOID.linkPredicate, NamedNode(predicate))
        yield Triple(node, VOID.triples, integer(count))


def _part(edition: Edition, *names: str) -> NamedNode:
    """Return the IRI of a part: a word, then what it is the part of."""
    parts = (slug(compact(name)) for name in names)
    return NamedNode(f"{edition.iri}#{'--'.join(parts)}")
