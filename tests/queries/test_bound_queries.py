"""No value can change the question that a stored query asks."""

from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.errors import QueryError
from reviewgraph.queries import (
    Query,
    bind,
    binding,
    example_values,
    json_schema,
    read_queries,
    read_query,
)
from reviewgraph.queries.parameters import Parameter, ParameterKind
from reviewgraph.queries.tokens import Kind, tokenise
from reviewgraph.rdf import parse_query
from reviewgraph.results import Table, read_results
from reviewgraph.store import Store

QUERIES = read_queries(Path(__file__).parents[2] / "queries")
PAIRS = [
    pytest.param(query, each, id=f"{query.name}-{each.name}")
    for query in QUERIES.values()
    for each in query.parameters
]
ECHO = read_query(
    """#+ summary: What was said?
#+ description: Gives back the word it is given.
#+ tags: [test]
#+ parameters:
#+   - {name: word, type: string, description: A word., example: a}
# ?_word in a comment
SELECT ?said { BIND(?_word AS ?said) FILTER("?_word" != '''?_word "''' && <urn:?_word> != 1) }
ORDER BY ?said
""",
    Path("echo.rq"),
)
HOSTILE = [
    '"',
    "'",
    '"""',
    "\\",
    '\\"',
    '" . } #',
    "> . } INSERT DATA { <a:a> <a:b> <a:c> } #",
    "} UNION { ?s ?p ?o",
    "\\u0022 . } #",
    "\\\\u0022",
    "\\U00000022",
    "\\u000a}",
    '\\u005c"',
    "?_word",
    "$_word",
    "line\nbreak",
    "carriage\rreturn",
    "nul\x00",
    "\ud800",
    "",
    "   ",
    "#",
    "<http://a.test/>",
    "http://a.test/>{}",
    "theme:a> ?p ?o . <b",
    "../../etc/passwd",
    "a" * 5000,
    "1 } LIMIT 0",
    "2017-13",
    "0 OR 1=1",
    "\N{LATIN SMALL LETTER E WITH ACUTE}\N{PILE OF POO}",
]


@pytest.mark.parametrize("value", HOSTILE, ids=ascii)
@pytest.mark.parametrize(("query", "parameter"), PAIRS)
def test_a_hostile_value_is_refused_or_stays_one_term(
    query: Query, parameter: Parameter, value: str
) -> None:
    text, refusal = outcome(query, example_values(query) | {parameter.name: value})
    if refusal:
        assert refusal.startswith(f"parameter {parameter.name}")
        assert "\n" not in refusal
    else:
        assert parse_query(text) == query.form
        assert shape(text) == shape(bind(query, example_values(query)))


def outcome(query: Query, values: dict[str, str]) -> tuple[str, str]:
    """Return the bound text, or why there is none."""
    try:
        return bind(query, values), ""
    except QueryError as error:
        return "", str(error)


def shape(text: str) -> list[Kind]:
    return [token.kind for token in tokenise(text) if token.kind is not Kind.COMMENT]


def said(word: str) -> str:
    """Return the word as two engines hear it; they must hear the same."""
    text = bind(ECHO, {"word": word})
    results = read_results(Store.in_memory(b"").query(text))
    assert isinstance(results, Table)
    [[term]] = results.rows
    assert term is not None
    [other] = rdflib.Graph().query(text)
    assert str(other[0]) == term.value  # type: ignore[index]
    return term.value


@pytest.mark.parametrize("word", [word for word in HOSTILE if word.strip() and word.isprintable()])
def test_engines_hear_a_word_as_it_was_given(word: str) -> None:
    if len(word) <= 1000:
        assert said(word) == word


@given(st.text(st.sampled_from("\\uU0025\"'ab}>{<?_ "), min_size=1, max_size=12))
def test_engines_hear_any_mixture_of_escapes(word: str) -> None:
    if word.strip():
        assert said(word) == word


@given(st.text(max_size=60))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokenise(text)) == text


def test_only_variables_are_replaced() -> None:
    text = bind(ECHO, {"word": "x"})
    assert text.count("?_word") == 4
    assert 'BIND("x" AS ?said)' in text


def test_a_parameter_that_is_missing_or_unknown_is_named() -> None:
    query = QUERIES["recommendations-by-theme"]
    with pytest.raises(QueryError, match=r"needs theme: .* -p theme=mental-capacity"):
        bind(query, {})
    with pytest.raises(QueryError, match="no parameter 'thema'; it has theme, since"):
        bind(query, {"thema": "x"})


def test_an_optional_parameter_that_is_not_given_stays_open() -> None:
    query = QUERIES["recommendations-by-theme"]
    assert "?__since" in bind(query, {"theme": "dols"})
    assert '"2019"' in bind(query, {"theme": "dols", "since": "2019"})


ID = "https://w3id.org/reviewgraph/id/"


@pytest.mark.parametrize(
    ("kind", "scheme", "value", "iri"),
    [
        ("theme", None, "dementia", "theme/dementia"),
        ("theme", None, "Dementia", "theme/dementia"),
        ("theme", None, "theme:dementia", "theme/dementia"),
        ("theme", None, f"{ID}theme/dementia", "theme/dementia"),
        ("agency", None, "E09000016", "agency/gss-e09000016"),
        ("agency", None, "e09000016", "agency/gss-e09000016"),
        ("agency", None, "gss-e09000016", "agency/gss-e09000016"),
        ("agency", None, "ods-08f", "agency/ods-08f"),
        ("concept", "agency-type", "police-force", "concept/agency-type--police-force"),
        (
            "recommendation",
            None,
            "6391f4df-havering--1-aa",
            "recommendation/6391f4df-havering--1-aa",
        ),
        ("iri", None, "link:a--b", "link/a--b"),
    ],
)
def test_a_thing_is_named_by_key_prefixed_name_or_iri(
    kind: str, scheme: str | None, value: str, iri: str
) -> None:
    parameter = Parameter("it", ParameterKind(kind), "It.", "a", scheme=scheme)
    assert str(parameter.term(value)) == f"<{ID}{iri}>"


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        ("theme", "agency:ods-08f", "an IRI that starts with"),
        ("theme", "https://elsewhere.test/x", "an IRI that starts with"),
        ("theme", "mental capacity", "a key such as"),
        ("iri", "dementia", "a full IRI"),
        ("year", "17", "a year such as 2017"),
        ("month", "2022-13", "a month such as 2022-12"),
        ("integer", "-1", "a whole number"),
        ("enumeration", "upload ", "one of death, upload"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: str, complaint: str) -> None:
    values = ("death", "upload") if kind == "enumeration" else ()
    parameter = Parameter("it", ParameterKind(kind), "It.", "a", values=values)
    with pytest.raises(QueryError, match=complaint):
        parameter.term(value)


def test_a_json_schema_says_what_the_parameter_takes() -> None:
    since = QUERIES["recommendations-by-theme"].parameters[1]
    schema = json_schema(since)
    assert schema["pattern"] == "^[0-9]{4}$"
    assert schema["examples"] == ["2020"]


def test_a_value_is_not_endless() -> None:
    bind(ECHO, {"word": "a" * 1000})
    with pytest.raises(QueryError, match="1001 characters are too many"):
        bind(ECHO, {"word": "a" * 1001})


@pytest.mark.parametrize("text", ['"a" AS ?said) } #', '"a", "b"', "?other", '"a")} LIMIT 0 #'])
def test_were_a_term_written_wrongly_the_query_would_not_be_sent(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding, "written", lambda term: text)
    with pytest.raises(QueryError, match=r"would change the question|not a query once bound"):
        bind(ECHO, {"word": "a"})
