"""What stands between a graph and its release: no violation may stand."""

from itertools import chain

from reviewgraph.checking import check_triples
from reviewgraph.errors import DataError
from reviewgraph.resources import shipped
from reviewgraph.store import Store
from reviewgraph.validation import (
    Finding,
    Report,
    by_review,
    check_integrity,
    merge,
    read_shapes,
)


def judged(store: Store) -> Report:
    """Return what the shapes and the integrity queries find, reading a few reviews at a time."""
    groups = (
        (name, tuple(chain.from_iterable(map(store.triples, graphs))))
        for name, graphs in by_review(store.graph_names())
    )
    return merge([integrity(store), check_triples(groups, read_shapes(shipped("shapes")))])


def integrity(store: Store) -> Report:
    """Return what only the whole store can tell."""
    return check_integrity(store.rows_of_all, shipped("shapes") / "integrity")


def refuse(report: Report) -> None:
    """Raise DataError if the report holds a violation."""
    if report.conforms:
        return
    count = len(report.violations)
    raise DataError(
        f"no release: {count:,} violation{'s' * (count != 1)}, such as "
        f"{told(report.violations[0])}; see them all with: reviewgraph validate"
    )


def told(finding: Finding) -> str:
    """Return a finding in one line."""
    path = f" {finding.path}" if finding.path else ""
    return f"{finding.focus}{path}: {finding.message.rstrip('.')}"
