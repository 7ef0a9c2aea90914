"""Choose the form of an answer by what the asker accepts, RFC 9110 section 12.5.1."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewgraph.serving.problems import Problem

JSON_RESULTS = "application/sparql-results+json"
XML_RESULTS = "application/sparql-results+xml"
TURTLE = "text/turtle"

OFFERED: dict[str, tuple[str, ...]] = {
    "table": (JSON_RESULTS, XML_RESULTS, "text/csv", "text/tab-separated-values"),
    "verdict": (JSON_RESULTS, XML_RESULTS),
    "statements": (TURTLE, "application/n-triples", "application/ld+json", "application/rdf+xml"),
}
"""Media types of each kind of answer, the default first."""

NAMES = {
    "json": JSON_RESULTS,
    "xml": XML_RESULTS,
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": TURTLE,
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""What ``format=`` in an address may say, for links that a person follows."""

_ALSO = {JSON_RESULTS: "application/json"}
"""Accepted in place of the exact type; the answer still carries the exact one."""

_QUALITY = re.compile(r"q=([01](?:\.[0-9]{0,3})?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Range:
    """One part of an Accept header."""

    kind: str
    subkind: str
    quality: float

    def fits(self, media_type: str) -> int:
        """Return how exactly the range names the type, from 1 to 3; 0 if it does not."""
        kind, _, subkind = media_type.partition("/")
        if (self.kind, self.subkind) == (kind, subkind):
            return 3
        if self.kind == kind and self.subkind == "*":
            return 2
        return 1 if self.kind == "*" and self.subkind == "*" else 0


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered type that suits best; None if none is acceptable.

    No header means anything. Among equals the first offered wins.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = _ranges(accept)
    rated = [(_quality(media_type, ranges), media_type) for media_type in offered]
    quality, media_type = max(rated, key=lambda pair: pair[0])
    return media_type if quality > 0 else None


def formats(accept: str | None, name: str | None = None) -> dict[str, str | None]:
    """Return the media type for each kind of answer; None for a kind the asker takes no form of.

    ``name``, one of NAMES, outranks the header. Raises Problem if it is none of them.
    """
    if name is None:
        return {kind: best(accept, types) for kind, types in OFFERED.items()}
    if name not in NAMES:
        raise Problem(400, "request", f"format must be one of {', '.join(NAMES)}")
    return {kind: NAMES[name] if NAMES[name] in types else None for kind, types in OFFERED.items()}


def _ranges(accept: str) -> list[_Range]:
    ranges = []
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        kind, slash, subkind = name.lower().partition("/")
        if slash:
            matches = (_QUALITY.fullmatch(parameter) for parameter in parameters)
            quality = next((float(match[1]) for match in matches if match), 1.0)
            ranges.append(_Range(kind, subkind, quality))
    return ranges


def _quality(media_type: str, ranges: Sequence[_Range]) -> float:
    """Return how welcome a type is; the most exact range that names it decides."""
    exact = [(each.fits(media_type), each.quality) for each in ranges]
    if media_type in _ALSO:
        exact += [(each.fits(_ALSO[media_type]), each.quality) for each in ranges]
    fit, quality = max(exact, default=(0, 0.0))
    return quality if fit else 0.0
