"""Write Turtle that is the same bytes for the same triples, whatever order they came in.

Published data holds no blank nodes: a label that changes from run to run would break that
promise, so a triple that holds one is refused.
"""

import re
from collections.abc import Iterable

from reviewgraph.errors import DataError
from reviewgraph.namespaces import PREFIXES, RDF
from reviewgraph.rdf import BlankNode, RdfFormat, Triple, serialize

HEADER = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items()).encode()
"""The prefixes with which every Turtle file of ours begins."""
_TYPE = f" {RDF.type} "
BLANK = b"_:"
"""What a blank node's label begins with: only where it stands need triples be looked at."""
_SUBJECT = re.compile(rb"(?m)^(?=[^\t\n])")
"""Where a block begins: the library indents every other line and escapes line breaks."""


def order(line: str) -> str:
    """Return what sorts a triple, written as N-Triples write it but for the stop.

    Subjects, predicates and objects come by their characters, but for types, which come first.
    """
    # No IRI holds a space, so the first one ends the subject; "!" comes before any predicate.
    space = line.find(" ")
    return (
        line[:space] + " !" + line[space + len(_TYPE) :] if line.startswith(_TYPE, space) else line
    )


def sorted_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return the distinct triples by subject, type first, then predicate and object."""
    return sorted(set(triples), key=lambda triple: order(str(triple)))


def turtle_blocks(triples: Iterable[Triple]) -> bytes:
    """Return pretty Turtle, one block a subject, to stand below HEADER.

    The triples must come sorted. Raises DataError on a blank node.
    """
    rows = list(triples)
    text: bytes = serialize(rows, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    if BLANK in text:
        refuse_blank_nodes(rows)
    return _SUBJECT.sub(b"\n", text[len(HEADER) :])


def refuse_blank_nodes(triples: Iterable[Triple]) -> None:
    """Raise DataError if a triple holds a blank node."""
    for row in triples:
        if isinstance(row.subject, BlankNode) or isinstance(row.object, BlankNode):
            raise DataError(f"{row}: a blank node cannot be published; give it an IRI")


def turtle(triples: Iterable[Triple]) -> bytes:
    """Return the triples as deterministic, pretty Turtle."""
    return HEADER + turtle_blocks(sorted_triples(triples))
