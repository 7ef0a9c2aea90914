"""The links as SSSOM: the table that mapping tools read (SSSOM 1.1, TSV with embedded metadata).

Only what is claimed or denied stands here. A candidate claims nothing yet; it is in the tables
and in the graph.
"""

import csv
import io
from contextlib import ExitStack

from reviewgraph.identifiers import mint
from reviewgraph.jsonld import compact
from reviewgraph.namespaces import OWL, PREFIXES, RDFS, RG, SSSOM
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.files import Files
from reviewgraph.publishing.pieces import Piece
from reviewgraph.publishing.tables import Held
from reviewgraph.rdf import NamedNode

MAPPINGS = "links.sssom.tsv"
_CANDIDATE = mint("concept", "link-status", "candidate")
_COLUMNS = {
    "subject_id": OWL.annotatedSource,
    "subject_label": SSSOM.subject_label,
    "predicate_id": OWL.annotatedProperty,
    "predicate_modifier": SSSOM.predicate_modifier,
    "object_id": OWL.annotatedTarget,
    "object_label": SSSOM.object_label,
    "mapping_justification": SSSOM.mapping_justification,
    "confidence": SSSOM.confidence,
    "comment": RDFS.comment,
}
_PREFIXES = ("agency", "mention", "semapv", "skos")


class Mappings:
    """The mapping set of a release."""

    def __init__(self, files: Files, edition: Edition) -> None:
        self._open = ExitStack()
        self._file = self._open.enter_context(files.open(MAPPINGS, zipped=True))
        self._file.write(_metadata(edition) + "\t".join(_COLUMNS).encode() + b"\n")
        self.count = 0

    def add(self, piece: Piece) -> None:
        """Write a row for each link that claims or denies something."""
        held = Held(piece.triples)
        text = io.StringIO()
        writer = csv.writer(text, delimiter="\t", lineterminator="\n")
        for link in held.subjects.get(RG.Link, ()):
            if _CANDIDATE not in held.follow(link, (RG.status,)):
                writer.writerow(_value(held, link, each) for each in _COLUMNS.values())
                self.count += 1
        self._file.write(text.getvalue().encode())

    def close(self) -> None:
        """Close the file."""
        self._open.close()


def _value(held: Held, link: NamedNode, predicate: NamedNode) -> str:
    for value in held.follow(link, (predicate,)):
        if predicate == SSSOM.predicate_modifier:
            return "Not"
        return compact(value.value) if isinstance(value, NamedNode) else str(value.value)
    return ""


def _metadata(edition: Edition) -> bytes:
    lines = [
        "curie_map:",
        *(f"  {name}: {PREFIXES[name]}" for name in _PREFIXES),
        f"mapping_set_id: {edition.iri}/{MAPPINGS}",
        f'mapping_set_version: "{edition.version}"',
        "mapping_set_title: Organisations that reviews name, and the agencies they stand for",
        "license: https://creativecommons.org/licenses/by/4.0/",
        "subject_type: owl named individual",
        "object_type: owl named individual",
        f"publication_date: {edition.issued}",
    ]
    return "".join(f"#{line}\n" for line in lines).encode()
