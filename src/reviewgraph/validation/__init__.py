"""Whether graphs keep their promises, told as findings that say what a curator must do.

The promises are SHACL shapes in ``shapes/``; pySHACL judges them. Each is decidable on one
review's two graphs, or on one shared graph, so the cost grows with the number of reviews and the
memory does not. What only the whole store can tell, such as whether an agency that a review
names exists, is asked by the queries in ``shapes/integrity/``.

No reasoning and no imports: what a shape sees is what is published. An empty graph keeps every
promise; whether there is enough of it is for a release to judge.
"""

from reviewgraph.validation.findings import Finding, Report, Severity, as_record, from_record, merge
from reviewgraph.validation.grouping import by_review, split_by_review
from reviewgraph.validation.integrity import Row, Select, check_integrity
from reviewgraph.validation.reporting import as_json, as_text, as_turtle
from reviewgraph.validation.screening import Ask, Place, Screen, states_subclasses
from reviewgraph.validation.shacl import Shapes, read_shapes, validate, validate_graphs

__all__ = [
    "Ask",
    "Finding",
    "Place",
    "Report",
    "Row",
    "Screen",
    "Select",
    "Severity",
    "Shapes",
    "as_json",
    "as_record",
    "as_text",
    "as_turtle",
    "by_review",
    "check_integrity",
    "from_record",
    "merge",
    "read_shapes",
    "split_by_review",
    "states_subclasses",
    "validate",
    "validate_graphs",
]
