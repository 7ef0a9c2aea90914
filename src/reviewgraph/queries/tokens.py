"""The tokens of a SPARQL 1.1 query, as far as binding and checking need them.

Not a parser: the engine's own parser reads every query before and after it is bound. Tokens keep
strings, IRIs and comments whole, so that a ``?_theme_iri`` inside one of them is no parameter.
Terminals follow the SPARQL 1.1 grammar, section 19.8.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from reviewgraph.errors import QueryError
from reviewgraph.namespaces import PREFIXES

_NAME = r"[^\W\d_](?:[\w.\-\u00B7]*[\w\-\u00B7])?"
_LOCAL = r"(?:[\w:\-\u00B7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"

_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\n\r]*)
    | (?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\"
        | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        | "(?:[^"\\\n\r]|\\.)*"
        | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$][\w\u00B7]+)
    | (?P<prefixed>(?:{_NAME})?:(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)?)
    | (?P<word>@?[^\W\d_][\w\-]*)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<space>\s+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Kind(StrEnum):
    """What a token is."""

    COMMENT = "comment"
    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    PREFIXED = "prefixed"
    WORD = "word"
    NUMBER = "number"
    SPACE = "space"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query, its kind and the line it starts on, from 1."""

    kind: Kind
    text: str
    line: int

    @property
    def word(self) -> str:
        """The keyword in capitals, or the sign; empty for every other kind."""
        if self.kind is Kind.WORD:
            return self.text.upper()
        return self.text if self.kind is Kind.SIGN else ""

    @property
    def variable(self) -> str:
        """The variable's name without its mark; empty for every other kind."""
        return self.text[1:] if self.kind is Kind.VARIABLE else ""


def tokenise(text: str) -> Iterator[Token]:
    """Yield every token, spaces and comments too: joined, they are the text again."""
    line = 1
    for match in _TOKEN.finditer(text):
        yield Token(Kind(match.lastgroup or "sign"), match.group(), line)
        line += match.group().count("\n")


def significant(text: str) -> tuple[Token, ...]:
    """Return the tokens that mean something to an engine."""
    return tuple(token for token in tokenise(text) if token.kind not in (Kind.SPACE, Kind.COMMENT))


def form_of(text: str) -> str:
    """Return ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; raise QueryError for all else.

    Reads the first keyword only, so that a query in a dialect of some endpoint passes too.
    """
    words = (token.word for token in significant(text) if token.kind is Kind.WORD)
    first = next((word for word in words if word not in ("PREFIX", "BASE")), "nothing")
    if first not in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
        raise QueryError(
            f"not a SPARQL query: it begins with {first[:40]}; "
            "only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"
        )
    return first


def missing_prefixes(text: str) -> list[str]:
    """Return the prefixes of ours that a query uses and does not declare, sorted."""
    tokens = significant(text)
    declared: set[str] = set()
    used: set[str] = set()
    for before, token in pairwise(tokens):
        if token.kind is Kind.PREFIXED:
            into = declared if before.word == "PREFIX" else used
            into.add(token.text.partition(":")[0])
    return sorted((used - declared) & set(PREFIXES))
