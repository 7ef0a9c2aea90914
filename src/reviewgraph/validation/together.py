"""Ask a SPARQL constraint of everything at once, where that says the same as one thing at a time.

SHACL gives ``$this`` its value before a query is evaluated (SHACL, appendix A). To evaluate first
and then take the rows of that value gives the same rows, as long as ``$this`` stands in triple
patterns only: not in an expression, nor on the right of OPTIONAL or MINUS, nor with a subquery
about. Any other constraint is left to be asked of each thing by itself.
"""

import re

from pyparsing import ParseBaseException
from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

_THIS = Variable("this")
_PARTS = re.compile(
    r"(?P<prefixes>.*?)SELECT\s+(?:DISTINCT\s+)?(?:[?$]\w+\s+)+(?:WHERE\s*)?\{(?P<body>.*)\}\s*",
    re.DOTALL | re.IGNORECASE,
)


def of_all(query: str, target: str) -> str | None:
    """Return the SELECT query for ``?group`` and ``?this`` of all breaches; None if there is none.

    ``target`` is the pattern of what the shape looks at.

    >>> of_all("SELECT $this WHERE { $this <urn:p> ?v FILTER (?v > 1) }", "?this a <urn:c>")
    'SELECT DISTINCT ?group ?this WHERE { GRAPH ?group { { ?this a <urn:c> } $this <urn:p> ?v FILTER (?v > 1) } }'
    >>> of_all("SELECT $this WHERE { ?s <urn:p> ?v FILTER (?v != $this) }", "?this a <urn:c>")
    """  # noqa: E501
    parts = _PARTS.fullmatch(query)
    if parts is None or not _may_wait(query):
        return None
    body = f"{{ GRAPH ?group {{ {{ {target} }} {parts['body'].strip()} }} }}"
    return f"{parts['prefixes']}SELECT DISTINCT ?group ?this WHERE {body}"


def _may_wait(query: str) -> bool:
    """Return whether ``?this`` may get its value after the query was evaluated."""
    try:
        project = prepareQuery(query).algebra.p
    except (ParseBaseException, NameError):
        return False
    while project.name in ("Distinct", "Project"):
        project = project.p
    return _waits(project)


def _waits(node: CompValue) -> bool:
    if node.name == "BGP":
        return True
    if node.name in ("Join", "Union"):
        return _waits(node.p1) and _waits(node.p2)
    if node.name in ("Filter", "Extend"):
        return not _mentions(node.expr) and node.get("var") != _THIS and _waits(node.p)
    if node.name in ("LeftJoin", "Minus"):
        return not _mentions([node.p2, node.get("expr")]) and _waits(node.p1)
    return False


def _mentions(value: object) -> bool:
    if isinstance(value, CompValue):
        return any(_mentions(each) for key, each in value.items() if key != "_vars")
    if isinstance(value, list | tuple | set):
        return any(map(_mentions, value))
    return value == _THIS
