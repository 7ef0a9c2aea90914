"""SERVICE clauses: a query may not make this server ask another, unless that one is on a list.

Decided on the tokens of the query, so that a SERVICE in a comment, a string, an IRI or a name is
none, and one behind a comment or in odd capitals is one.
"""

import re
from collections.abc import Iterator, Sequence

from reviewgraph.queries.tokens import Kind, Token, significant
from reviewgraph.serving.problems import Problem

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00[0-9A-Fa-f]{6})")


def check_services(text: str, allowed: frozenset[str]) -> None:
    """Raise Problem if the query would ask an endpoint that is not allowed.

    SPARQL 1.1 section 19.2 lets an escape stand for any character of a query. Engines differ in
    where they heed that, so both readings must pass.
    """
    for reading in {text, _unescaped(text)}:
        if "service" not in reading.casefold():
            continue
        for target in _targets(significant(reading)):
            if target not in allowed:
                raise Problem(
                    403,
                    "service",
                    "this endpoint does not ask other endpoints (SERVICE)"
                    + (f"; it may ask {', '.join(sorted(allowed))}" if allowed else ""),
                )


def _targets(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the address after each SERVICE; empty if it is not written out in full."""
    for index, token in enumerate(tokens):
        if token.word == "SERVICE":
            rest = tokens[index + 1 : index + 3]
            if rest and rest[0].word == "SILENT":
                rest = rest[1:]
            named = rest and rest[0].kind is Kind.IRI
            yield rest[0].text[1:-1] if named else ""


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number <= 0x10FFFF else match[0]

    return _ESCAPE.sub(character, text)
