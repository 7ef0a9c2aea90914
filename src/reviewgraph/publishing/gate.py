"""What stands between a graph and its release: no violation may stand."""

from collections.abc import Sequence

from reviewgraph.checking import check_triples
from reviewgraph.errors import DataError
from reviewgraph.graph.resemblances import RESEMBLANCES
from reviewgraph.publishing.pieces import Piece
from reviewgraph.rdf import NamedNode, Triple
from reviewgraph.resources import shipped
from reviewgraph.store import Store
from reviewgraph.validation import Finding, Report, check_integrity, read_shapes


class Gate:
    """Judges each review, and each shared graph once it is whole; keeps the violations.

    Resemblances are judged as they come: they grow with the square of the reviews, and each is
    decidable alone.
    """

    def __init__(self) -> None:
        self._shapes = read_shapes(shipped("shapes"))
        self._shared: dict[NamedNode, list[Triple]] = {}

    def add(self, piece: Piece) -> None:
        """Judge the piece; raise DataError if it breaks a promise."""
        if piece.review is not None:
            self._judge([row for _, rows in piece.graphs for row in rows])
            return
        for graph, rows in piece.graphs:
            if graph == RESEMBLANCES:
                self._judge(rows)
            else:
                self._shared.setdefault(graph, []).extend(rows)

    def close(self) -> None:
        """Judge the shared graphs; raise DataError if one breaks a promise."""
        for rows in self._shared.values():
            self._judge(rows)
        self._shared = {}

    def _judge(self, rows: Sequence[Triple]) -> None:
        refuse(check_triples([("", rows)], self._shapes))


def check_whole(store: Store) -> None:
    """Raise DataError if something refers to what does not exist."""
    refuse(integrity(store))


def integrity(store: Store) -> Report:
    """Return what only the whole store can tell."""
    return check_integrity(store.rows_of_all, shipped("shapes") / "integrity")


def refuse(report: Report) -> None:
    """Raise DataError if the report holds a violation."""
    if report.conforms:
        return
    count = len(report.violations)
    raise DataError(
        f"no release: {count} violation{'s' * (count != 1)}, such as "
        f"{told(report.violations[0])}; see them all with: reviewgraph validate"
    )


def told(finding: Finding) -> str:
    """Return a finding in one line."""
    path = f" {finding.path}" if finding.path else ""
    return f"{finding.focus}{path}: {finding.message.rstrip('.')}"
