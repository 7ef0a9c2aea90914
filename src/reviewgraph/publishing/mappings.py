"""The links as SSSOM: the table that mapping tools read (SSSOM 1.1, TSV with embedded metadata).

Only what is claimed or denied stands here. A candidate claims nothing yet; it is in the tables
and in the graph.
"""

import csv
import io

from reviewgraph.identifiers import mint
from reviewgraph.jsonld import compact
from reviewgraph.namespaces import OWL, PREFIXES, RDFS, RG, SSSOM
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.held import Held

MAPPINGS = "links.sssom.tsv"
_CANDIDATE = mint("concept", "link-status", "candidate").value
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
_PATHS = tuple(predicate.value for predicate in _COLUMNS.values())
_MODIFIER = SSSOM.predicate_modifier.value
_NODES = frozenset(
    _COLUMNS[name].value
    for name in ("subject_id", "predicate_id", "object_id", "mapping_justification")
)
"""Properties whose values are IRIs."""
_PREFIXES = ("agency", "mention", "semapv", "skos")


def mapping_rows(held: Held) -> bytes:
    """Return a row for each link that claims or denies something."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for link in held.subjects.get(RG.Link.value, ()):
        if _CANDIDATE not in held.follow(link, (RG.status.value,)):
            writer.writerow([_value(held, link, each) for each in _PATHS])
    return text.getvalue().encode()


def _value(held: Held, link: str, predicate: str) -> str:
    value = held.first(link, predicate)
    if predicate == _MODIFIER:
        return "Not" if value else ""
    return compact(value) if predicate in _NODES else value


def mapping_header(edition: Edition) -> bytes:
    """Return what stands above the rows."""
    return _metadata(edition) + "\t".join(_COLUMNS).encode() + b"\n"


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
