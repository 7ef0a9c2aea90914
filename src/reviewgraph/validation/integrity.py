"""Ask the whole store what no single graph can tell: that what is referred to exists."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from reviewgraph.errors import DataError
from reviewgraph.namespaces import BASE
from reviewgraph.rdf import BlankNode, Literal, NamedNode, Triple
from reviewgraph.validation.findings import Finding, Report, Severity, in_order

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]
Select = Callable[[str], Iterable[Row]]
"""Answers a SELECT query: one mapping of variable to term a row."""


def check_integrity(select: Select, folder: Path) -> Report:
    """Return what the integrity queries find: each row of each query is a finding.

    A query projects ``?focus``, ``?message`` and ``?severity`` (``Violation`` or ``Warning``),
    and may project ``?value``. Raises DataError if the folder holds no query or one projects
    something else.
    """
    queries = sorted(folder.glob("*.rq"))
    if not queries:
        raise DataError(f"{folder}: no integrity queries (*.rq) here")
    findings = [
        _finding(path, row) for path in queries for row in select(path.read_text(encoding="utf-8"))
    ]
    return Report(in_order(findings), 1)


def _finding(path: Path, row: Row) -> Finding:
    try:
        focus, message, severity = (row[name] for name in ("focus", "message", "severity"))
    except KeyError as error:
        raise DataError(f"{path}: an integrity query must project {error}") from error
    value = row.get("value")
    return Finding(
        severity=Severity(_text(severity)),
        shape=f"{BASE}shapes#integrity-{path.stem}",
        constraint="SPARQL",
        focus=focus.value if isinstance(focus, NamedNode) else "_:blank",
        path=None,
        value=value if isinstance(value, NamedNode | Literal) else None,
        message=_text(message),
    )


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal) else str(term)
