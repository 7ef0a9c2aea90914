"""Put triples into the groups in which they are validated: one review, or what reviews share."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reviewgraph.namespaces import ID, PROV, RG
from reviewgraph.rdf import NamedNode, Triple

_GRAPHS = f"{ID}graph/"
_REVIEW_GRAPHS = ("review--", "derived--")
_REVIEW_THINGS = frozenset(
    {"link", "mention", "recommendation", "review", "series", "source", "tagging"}
)
SHARED = ""
_BETWEEN_REVIEWS = frozenset({RG.resembles, PROV.alternateOf})
"""Properties that lead from one review or recommendation to another's, and so to its graph."""


def review_of_graph(name: str) -> str:
    """Return the identifier of the review whose named graph this is; empty if it is shared.

    >>> review_of_graph("https://w3id.org/reviewgraph/id/graph/derived--0a1b2c3d-anytown")
    '0a1b2c3d-anytown'
    """
    local = name.removeprefix(_GRAPHS)
    for prefix in _REVIEW_GRAPHS:
        if local.startswith(prefix):
            return local.removeprefix(prefix)
    return SHARED


def by_review(names: Iterable[NamedNode]) -> list[tuple[str, tuple[NamedNode, ...]]]:
    """Return the graph names in the groups to validate: those of a review together.

    The group of a review is called by its identifier, a shared graph by its own name.
    """
    keyed = sorted((review_of_graph(name.value) or name.value, name.value) for name in names)
    return [
        (key, tuple(NamedNode(value) for _, value in group))
        for key, group in groupby(keyed, key=lambda pair: pair[0])
    ]


def review_of_thing(iri: str) -> str:
    """Return the identifier of the review that a thing's IRI names; empty if it names none.

    >>> review_of_thing("https://w3id.org/reviewgraph/id/series/0a1b2c3d-anytown--overview")
    '0a1b2c3d-anytown'
    """
    if iri.startswith(_GRAPHS):
        return review_of_graph(iri)
    kind, _, local = iri.removeprefix(ID).partition("/")
    return local.partition("--")[0] if kind in _REVIEW_THINGS and iri.startswith(ID) else SHARED


def split_by_review(triples: Iterable[Triple]) -> Iterator[tuple[str, list[Triple]]]:
    """Yield the triples of a dump in the groups to validate, which have lost their graphs.

    Which review a triple belongs to is read from its subject. What joins two reviews, and what
    belongs to none, blank nodes included, comes as one group with an empty name.
    """
    groups: dict[str, list[Triple]] = {}
    for triple in triples:
        subject = triple.subject
        key = SHARED
        if isinstance(subject, NamedNode) and triple.predicate not in _BETWEEN_REVIEWS:
            key = review_of_thing(subject.value)
        groups.setdefault(key, []).append(triple)
    yield from sorted(groups.items())
