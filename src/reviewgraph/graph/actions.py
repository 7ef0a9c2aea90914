"""The steps of an action plan, every cell as the report prints it.

How far an action came is not concluded from its cells: that would take status events, each with
its date and its reporter, and a plan in a report is frozen on the day of publication.
"""

from collections.abc import Iterable, Iterator

from reviewgraph.extraction import Action
from reviewgraph.graph.literals import english, integer
from reviewgraph.identifiers import mint, recommendation_key
from reviewgraph.namespaces import DCTERMS, RDF, RDFS, RG, SCHEMA
from reviewgraph.rdf import Literal, Triple


def action_triples(identifier: str, actions: Iterable[Action]) -> Iterator[Triple]:
    """Yield the actions of one review, each leading to the recommendation it carries out."""
    for action in actions:
        key = recommendation_key(action.label, action.text, action.lead_agency)
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
            (SCHEMA.result, action.outcome),
        ):
            if printed:
                yield Triple(node, predicate, Literal(printed))
