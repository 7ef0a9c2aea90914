"""Put values into a stored query, token by token, so that no value can change the question.

The engines' own ways of binding differ from one another and do not exist over HTTP, so the query
is bound as text: in one pass, variable tokens only, each replaced by one serialised RDF term. The
result is then tokenised and parsed again; it must have the same tokens but for the parameters, and
the same form.
"""

import re
from collections.abc import Mapping

from reviewgraph.errors import QueryError
from reviewgraph.queries.parameters import Parameter
from reviewgraph.queries.reading import Query
from reviewgraph.queries.tokens import Kind, Token, significant, tokenise
from reviewgraph.rdf import Literal, NamedNode, parse_query

# SPARQL 1.1 section 19.2 expands \\u escapes before it reads strings, and not every engine sees
# that the backslash before the u is itself escaped. Eight digits, because one engine takes eight
# wherever they stand. So the u that follows a backslash is never written as a u.
_BACKSLASH_U = re.compile(r"\\([uU])")


def bind(query: Query, values: Mapping[str, str]) -> str:
    """Return the query's text with the values in place of its parameters.

    A parameter that is not given takes its default; an optional one without default stays a
    variable. Raises QueryError naming the parameter: unknown, missing, or with a wrong value.
    """
    terms = _terms(query, values)
    text = "".join(_bound(token, terms) for token in tokenise(query.text))
    _check_unchanged(query, text, terms)
    return text


def example_values(query: Query) -> dict[str, str]:
    """Return the values of the query's own example: every parameter that has no default."""
    return {each.name: each.example for each in query.parameters if each.default is None}


def written(term: NamedNode | Literal) -> str:
    """Return a term as SPARQL writes it, safe on engines that expand escapes early."""
    if isinstance(term, Literal) and term.datatype.value.endswith("#integer"):
        return term.value
    if isinstance(term, NamedNode):
        return str(term)
    head, *rest = _BACKSLASH_U.split(term.value)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    text = _escaped(head)
    return f'"{text}{"".join(_escape_u(letter) + _escaped(tail) for letter, tail in pairs)}"'


def _escape_u(letter: str) -> str:
    return f"\\\\\\U{ord(letter):08X}"


def _escaped(text: str) -> str:
    return str(Literal(text))[1:-1]


def _terms(query: Query, values: Mapping[str, str]) -> dict[str, NamedNode | Literal]:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name!r}; {_offer(query)}")
    terms = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.variable] = parameter.term(value)
        elif parameter.required:
            raise QueryError(f"{query.name} needs {parameter.name}: {_need(parameter)}")
    return terms


def _offer(query: Query) -> str:
    names = ", ".join(parameter.name for parameter in query.parameters)
    return f"it has {names}" if names else "it has none"


def _need(parameter: Parameter) -> str:
    return f"{parameter.description.rstrip('.')}; {parameter.usage}"


def _bound(token: Token, terms: Mapping[str, NamedNode | Literal]) -> str:
    term = terms.get(token.variable)
    return token.text if term is None else written(term)


def _check_unchanged(query: Query, text: str, terms: Mapping[str, NamedNode | Literal]) -> None:
    """Raise QueryError unless the bound text asks the same question with terms in its blanks."""
    before, after = significant(query.text), significant(text)
    same = len(before) == len(after) and all(
        new.kind in (Kind.IRI, Kind.STRING, Kind.NUMBER)
        if old.variable in terms
        else old.text == new.text
        for old, new in zip(before, after, strict=True)
    )
    try:
        same = same and parse_query(text) == query.form
    except SyntaxError as error:
        raise QueryError(f"{query.name}: not a query once bound: {error}") from error
    if not same:
        raise QueryError(f"{query.name}: a value would change the question; it is refused")
