"""The steps of an action plan, every cell as printed, and what it says plainly of them.

A plan in a report is frozen on the day of publication. Where its words leave no doubt how far an
action had come by then, a status event says so in the derived graph, with those words; all else
stays as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reviewgraph.graph.literals import decimal, english, integer, month
from reviewgraph.identifiers import mint, recommendation_keys
from reviewgraph.namespaces import DCTERMS, RDF, RDFS, RG, SCHEMA
from reviewgraph.rdf import Literal, Triple

if TYPE_CHECKING:  # to read reports takes far more than to say what was read
    from reviewgraph.extraction import Action

_RULE = "plain-words"
_CONFIDENCE = 0.90


def action_triples(identifier: str, actions: Iterable[Action]) -> Iterator[Triple]:
    """Yield the actions of one review, each leading to the recommendation it carries out."""
    for key, action in _keyed(actions):
        node = mint("action", identifier, key)
        name = f"Action {action.label}" if action.label else "Action"
        yield Triple(node, RDF.type, RG.Action)
        yield Triple(node, RDFS.label, english(f"{name} of {identifier}"))
        yield Triple(node, DCTERMS.isPartOf, mint("review", identifier))
        yield Triple(node, SCHEMA.text, english(action.text))
        if action.recommendation:
            recommendation = mint("recommendation", identifier, action.recommendation)
            yield Triple(node, RG.respondsTo, recommendation)
        if action.page is not None:
            yield Triple(node, SCHEMA.pageStart, integer(action.page))
        for predicate, printed in (
            (RG.number, action.label),
            (SCHEMA.agent, action.lead_agency),
            (SCHEMA.scheduledTime, action.target_date),
            (SCHEMA.endTime, action.completed),
            (SCHEMA.result, action.outcome),
        ):
            if printed:
                yield Triple(node, predicate, Literal(printed))


def status_triples(
    identifier: str, actions: Iterable[Action], published: str | None
) -> Iterator[Triple]:
    """Yield what the plan of a review says plainly of how far its actions have come.

    ``published`` is the month in which the report was uploaded: by then it was so reported.
    """
    for key, action in _keyed(actions):
        said = action.reported
        if said is None:
            continue
        node = mint("status-event", identifier, key, said.progress.value)
        yield Triple(node, RDF.type, RG.StatusEvent)
        yield Triple(node, SCHEMA.about, mint("action", identifier, key))
        yield Triple(node, RG.status, mint("concept", "status", said.progress.value))
        yield Triple(node, SCHEMA.text, english(said.words))
        yield Triple(node, RG.rule, Literal(_RULE))
        yield Triple(node, RG.confidence, decimal(_CONFIDENCE))
        for predicate, value in ((DCTERMS.date, published), (SCHEMA.endTime, said.month)):
            if value:
                yield Triple(node, predicate, month(value))


def _keyed(actions: Iterable[Action]) -> Iterator[tuple[str, Action]]:
    """Return the actions with their keys; a plan may print one action twice."""
    listed = tuple(actions)
    keys = recommendation_keys((each.label, each.text, each.lead_agency) for each in listed)
    return zip(keys, listed, strict=True)
