"""Write JSON-LD that a person can read, by our own context and always the same bytes.

The library's writer knows no terms, only prefixes. A value that does not fit what the context
says of its property is written in full, so that every reader gets back the very same triples.
No context is ever fetched: documents hold it, and the release keeps a copy under its version.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from reviewgraph.errors import DataError
from reviewgraph.namespaces import PREFIXES, RDF, XSD
from reviewgraph.rdf import Literal, NamedNode, Triple
from reviewgraph.resources import shipped
from reviewgraph.turtle import refuse_blank_nodes, sorted_triples

_NATIVE = {XSD.integer.value, XSD.boolean.value}
_STRING = XSD.string.value
_TYPE = RDF.type.value


@dataclass(frozen=True, slots=True)
class Term:
    """What the context says of a property."""

    name: str
    type: str | None = None
    """``@id``, or the IRI of a datatype."""
    language: str | None = None


@cache
def context() -> dict[str, Any]:
    """Return the context: prefixes, and a short name for every property people meet."""
    found: dict[str, Any] = json.loads(context_file())["@context"]
    return found


def context_file() -> bytes:
    """Return the file of the context, as a person wrote it."""
    return (shipped("ontology") / "context.jsonld").read_bytes()


@cache
def terms() -> Mapping[str, Term]:
    """Return the terms of the context by the IRI of their property."""
    found = {}
    for name, definition in context().items():
        if name.startswith("@") or name in PREFIXES or definition in ("@id", "@type"):
            continue
        told = {"@id": definition} if isinstance(definition, str) else definition
        kind = told.get("@type")
        full = kind if kind in (None, "@id") else _expanded(kind)
        found[_expanded(told["@id"])] = Term(name, full, told.get("@language"))
    return found


def document(triples: Iterable[Triple]) -> bytes:
    """Return a whole document; raise DataError on a blank node."""
    return head() + b",\n".join(nodes(sorted_triples(triples))) + FOOT


def head() -> bytes:
    """Return the beginning of a document, up to where its nodes go."""
    return b'{"@context":' + _json(context()) + b',\n"@graph":[\n'


FOOT = b"\n]}\n"


def nodes(triples: Iterable[Triple]) -> Iterator[bytes]:
    """Yield one node object a subject; the triples must come sorted.

    Raises DataError on a blank node.
    """
    rows = list(triples)
    refuse_blank_nodes(rows)
    for subject, about in groupby(rows, key=lambda row: row.subject):
        properties: dict[str, list[Any]] = {}
        for row in about:
            value = row.object.value if isinstance(row.object, NamedNode) else row.object
            properties.setdefault(row.predicate.value, []).append(value)
        yield node(_iri(subject), properties)


def node(subject: str, properties: Mapping[str, Sequence[object]]) -> bytes:
    """Return the node object of a subject; a value is an IRI, as a string, or a literal.

    The type comes first and the identifier next, so that a reader need not hold the document
    (W3C note "Streaming JSON-LD").
    """
    told: dict[str, object] = {}
    if _TYPE in properties:
        types = [compact(_text(each)) for each in properties[_TYPE]]
        told["type"] = types[0] if len(types) == 1 else types
    told["id"] = compact(subject)
    for predicate, values in properties.items():
        if predicate != _TYPE:
            term = _term(predicate)
            written = [_value(each, term) for each in values]
            told[term.name] = written[0] if len(written) == 1 else written
    return _json(told)


@lru_cache(maxsize=1000)
def _term(predicate: str) -> Term:
    return terms().get(predicate) or Term(compact(predicate))


def _value(value: object, term: Term) -> object:
    if isinstance(value, str):
        iri = compact(value)
        return iri if term.type == "@id" else {"id": iri}
    if not isinstance(value, Literal):
        raise TypeError(f"{value}: only RDF 1.1 can be written")
    language = value.language
    if language is not None:
        fits = language == term.language
        return value.value if fits else {"@value": value.value, "@language": language}
    datatype = value.datatype.value
    if datatype == term.type:
        return _plain(value.value) if datatype in _NATIVE else value.value
    if datatype == _STRING:
        bare = term.type is None and term.language is None
        return value.value if bare else {"@value": value.value}
    return {"@type": compact(datatype), "@value": value.value}


def _plain(value: str) -> object:
    """Return a number or truth value as JSON has it, if it is written as JSON would write it."""
    if value in ("true", "false"):
        return value == "true"
    digits = value.removeprefix("-")
    # Readers may hold numbers as doubles, which are exact up to 2**53.
    short = digits.isdecimal() and len(digits) <= 15 and (digits == "0" or digits[0] != "0")
    return int(value) if short and value != "-0" else value


@cache
def _bases() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(PREFIXES.items(), key=lambda item: -len(item[1])))


@lru_cache(maxsize=20_000)
def compact(iri: str) -> str:
    """Return the IRI with the prefix of its longest known base; whole if there is none.

    Raises DataError if a reader would take a whole IRI for one with a prefix.

    >>> compact("https://w3id.org/reviewgraph/id/theme/dementia")
    'theme:dementia'
    """
    for name, base in _bases():
        if iri.startswith(base) and not iri.startswith("//", len(base)) and iri != base:
            return f"{name}:{iri[len(base) :]}"
    scheme, _, rest = iri.partition(":")
    if scheme in PREFIXES and not rest.startswith("//"):
        raise DataError(f"{iri}: JSON-LD would read this IRI by our prefix; give it another")
    return iri


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _iri(node: object) -> str:
    if not isinstance(node, NamedNode):
        raise TypeError(f"{node}: not an IRI")
    return node.value


def _text(iri: object) -> str:
    if not isinstance(iri, str):
        raise TypeError(f"{iri}: not an IRI")
    return iri


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _json(value: object) -> bytes:
    return _ENCODER.encode(value).encode()
