"""What a stored query's text must keep to, beyond being SPARQL.

Most rules exist because a bound parameter is no longer a variable: ``BOUND("2011")`` and
``SELECT "2011"`` are no SPARQL. The others make answers comparable (a total order), portable
(SPARQL 1.1, the default graph, no other endpoint) and loud: a misspelt term of ours would give no
rows and no error.
"""

import itertools
from collections.abc import Iterator, Sequence

from reviewgraph.errors import QueryError
from reviewgraph.namespaces import PREFIXES, RG
from reviewgraph.queries.parameters import Parameter
from reviewgraph.queries.tokens import Kind, Token, significant

_REFUSED = {
    "SERVICE": "a stored query asks this graph only",
    "FROM": "a stored query reads the union of all graphs",
    "GRAPH": "a stored query reads the union of all graphs",
    "BASE": "write IRIs in full or with a prefix",
    "REDUCED": "the number of rows must not depend on the engine",
}


def check_text(text: str, form: str, parameters: Sequence[Parameter], place: str) -> None:
    """Raise QueryError with file and line unless the query keeps to the rules."""
    tokens = significant(text)
    checks = (
        *_prefixes(tokens),
        *_refused(tokens),
        *_unknown_terms(tokens),
        *_parameters(tokens, parameters),
        *_misplaced(tokens, {parameter.variable for parameter in parameters}),
        *(_order(tokens) if form == "select" else ()),
    )
    for line, fault in checks:
        raise QueryError(f"{place}:{line}: {fault}")


Fault = tuple[int, str]


def _prefixes(tokens: Sequence[Token]) -> Iterator[Fault]:
    declared = [
        (tokens[index + 1], tokens[index + 2])
        for index, token in enumerate(tokens)
        if token.word == "PREFIX"
    ]
    heads = {id(name) for name, _ in declared}
    used = {
        token.text.partition(":")[0]
        for token in tokens
        if token.kind is Kind.PREFIXED and id(token) not in heads
    }
    names = [name.text.rstrip(":") for name, _ in declared]
    for (name, iri), prefix in zip(declared, names, strict=True):
        if PREFIXES.get(prefix) != iri.text[1:-1]:
            yield name.line, f"prefix {prefix}: is not the project's; see namespaces.PREFIXES"
        if prefix not in used:
            yield name.line, f"prefix {prefix}: is not used; remove it"
    if names != sorted(names):
        yield declared[0][0].line, "sort the prefixes"


def _refused(tokens: Sequence[Token]) -> Iterator[Fault]:
    for before, token in itertools.pairwise(tokens):
        if token.word in _REFUSED:
            yield token.line, f"no {token.word}: {_REFUSED[token.word]}"
        if token.text == "*" and before.word in ("SELECT", "DISTINCT"):
            yield token.line, "no SELECT *: name the columns"
    for token in tokens:
        if token.kind in (Kind.STRING, Kind.IRI) and "\\u" in token.text.lower():
            yield token.line, "no \\u escape: engines differ on it; write the character"


def _unknown_terms(tokens: Sequence[Token]) -> Iterator[Fault]:
    for token in tokens:
        prefix, colon, local = token.text.partition(":")
        if token.kind is Kind.IRI and token.text.startswith("<" + RG.base) and len(local) > 0:
            local = token.text[1 + len(RG.base) : -1]
        elif token.kind is not Kind.PREFIXED or not colon or prefix != "rg":
            continue
        if local and RG.terms is not None and local not in RG.terms:
            yield token.line, f"the ontology has no term rg:{local}"


def _parameters(tokens: Sequence[Token], parameters: Sequence[Parameter]) -> Iterator[Fault]:
    variables = {parameter.variable: parameter for parameter in parameters}
    used = set()
    for token in tokens:
        if token.variable.startswith("_") and token.variable not in variables:
            yield token.line, f"?{token.variable} is no declared parameter; declare it"
        used.add(token.variable)
    for variable, parameter in variables.items():
        if variable not in used:
            yield 1, f"parameter {parameter.name} is declared, but ?{variable} is not used"


def _misplaced(tokens: Sequence[Token], variables: set[str]) -> Iterator[Fault]:
    for index, token in enumerate(tokens):
        if token.variable not in variables or not token.variable:
            continue
        before = tokens[index - 1].word
        if before == "(" and tokens[index - 2].word == "BOUND":
            yield token.line, "no parameter in BOUND(): use COALESCE"
        elif before in ("AS", "VALUES"):
            yield token.line, f"no parameter after {before}"
        elif clause := _clause(tokens, index):
            yield token.line, f"no parameter in {clause}"


def _clause(tokens: Sequence[Token], index: int) -> str:
    """Return the clause of result columns, groups or order that token ``index`` stands in."""
    for position in range(index - 1, -1, -1):
        word = tokens[position].word
        if word in ("{", "}"):
            return ""
        if word == "SELECT":
            return "the projection"
        if word in ("GROUP", "ORDER"):
            return f"{word} BY"
        if word in ("WHERE", "HAVING", "LIMIT", "OFFSET", "FILTER", "BIND"):
            return ""
        if word == "VALUES":
            return "the head of VALUES"
    return ""


def _order(tokens: Sequence[Token]) -> Iterator[Fault]:
    depth, order = 0, -1
    for index, token in enumerate(tokens):
        depth += (token.word == "{") - (token.word == "}")
        if depth == 0 and token.word == "ORDER":
            order = index
    if order < 0:
        yield tokens[-1].line, "ORDER BY is missing: the order of the rows must be total"
