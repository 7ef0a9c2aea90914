"""Judge reviews where they are made: their quads are in hand, and reading them again is dear.

``validate`` believes what was found here, because a verdict is kept under a hash of the sources,
the shapes and the code, and a generation holds what was judged. What judges takes longer to load
than a page to build, and is loaded when there is much to judge.
"""

from collections.abc import Sequence
from dataclasses import replace

from reviewgraph.building.pipeline import Outcome, process_many
from reviewgraph.building.toolkit import Places
from reviewgraph.graph.reviews import derived_graph, review_graph
from reviewgraph.rdf import ntriples
from reviewgraph.sources import Source


def process_and_judge(sources: Sequence[Source], places: Places) -> list[Outcome]:
    """Return the outcomes of several sources with what the shapes find in them."""
    return judged(process_many(sources, places))


def judged(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes with what the shapes find in each that was read."""
    from reviewgraph.checking import check_written

    found = check_written({each.identifier: _triples(each) for each in outcomes if each.quads})
    return [replace(each, findings=found.get(each.identifier)) for each in outcomes]


def _triples(outcome: Outcome) -> bytes:
    of = outcome.identifier
    return ntriples(outcome.quads, (review_graph(of), derived_graph(of)))
