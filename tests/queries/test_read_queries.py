"""A stored query that cannot be trusted is refused, with file and line."""

from pathlib import Path

import pytest

from reviewgraph.errors import QueryError
from reviewgraph.queries import find_query, read_queries, read_query

HEADER = """#+ summary: Which reviews?
#+ description: All of them.
#+ tags: [review]
"""
THEME = """#+ parameters:
#+   - name: theme
#+     type: theme
#+     description: The theme.
#+     example: dementia
"""
PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rg: <https://w3id.org/reviewgraph/ontology#>
"""
GOOD = HEADER + "PREFIX rg: <https://w3id.org/reviewgraph/ontology#>\n"
SELECT = "SELECT ?review { ?review a rg:Review } ORDER BY ?review\n"
ASKED = HEADER + THEME + PREFIXES


def refused(text: str, name: str = "case.rq") -> str:
    with pytest.raises(QueryError) as caught:
        read_query(text, Path(name))
    message = str(caught.value)
    assert message.startswith(name)
    assert "\n" not in message
    return message


def test_a_query_is_read_whole() -> None:
    query = read_query(GOOD + SELECT, Path("all-reviews.rq"))
    assert (query.name, query.summary, query.form) == ("all-reviews", "Which reviews?", "select")
    assert query.text.startswith("PREFIX rg:")
    assert query.tags == ("review",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (SELECT, ":1: begin with a header"),
        (GOOD.replace("reviews?", "reviews") + SELECT, "a summary that ends with '?'"),
        (GOOD.replace("#+ description: All of them.\n", "") + SELECT, "needs a description"),
        (GOOD.replace("[review]", "review") + SELECT, "needs tags"),
        (GOOD.replace("tags", "tag") + SELECT, "not: tag"),
        (GOOD.replace("All of", "All: of") + SELECT, ":2: the header is not YAML"),
        (GOOD + SELECT + "#+ late: header\n", "together at the top"),
        (GOOD + SELECT.replace("{ ?review", "{ { ?review"), ":5: not SPARQL 1.1"),
        (GOOD + SELECT.replace("rg:Review", "rg:Reviw"), ":5: the ontology has no term rg:Reviw"),
        (
            HEADER + "SELECT ?r { ?r a <https://w3id.org/reviewgraph/ontology#Revue> } ORDER BY ?r",
            "no term rg:Revue",
        ),
        (GOOD + SELECT.replace("?review {", "* {"), ":5: no SELECT *"),
        (GOOD + SELECT.replace(" ORDER BY ?review", ""), "ORDER BY is missing"),
        (
            GOOD + SELECT.replace("a rg:Review", "a rg:Review ; rg:row ?_row"),
            "?_row is no declared",
        ),
        (HEADER + SELECT.replace("rg:Review", "<urn:x>") + PREFIXES, "not SPARQL"),
        (HEADER + PREFIXES + SELECT, ":4: prefix dcterms: is not used"),
        (GOOD.replace("ontology#", "other#") + SELECT, "prefix rg: is not the project's"),
        (
            GOOD + "SELECT ?r { SERVICE <http://a.test/> { ?r a rg:Review } } ORDER BY ?r",
            "no SERVICE",
        ),
        (GOOD + "SELECT ?r { GRAPH ?g { ?r a rg:Review } } ORDER BY ?r", "no GRAPH"),
        (GOOD + "SELECT ?r { ?r rg:number '\\u0041' ; a rg:Review } ORDER BY ?r", "no \\u escape"),
    ],
)
def test_a_doubtful_query_is_refused(text: str, complaint: str) -> None:
    assert complaint in refused(text)


def test_the_prefixes_are_sorted() -> None:
    first, second = PREFIXES.splitlines()
    text = HEADER + f"{second}\n{first}\n"
    body = "SELECT ?r { ?r a rg:Review ; dcterms:type ?t } ORDER BY ?r ?t"
    assert "sort the prefixes" in refused(text + body)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("SELECT ?_theme_iri { ?r dcterms:subject ?_theme_iri ; a rg:Review } ORDER BY ?r", "proj"),
        (
            "SELECT ?r { ?r rg:row dcterms:a FILTER(BOUND(?_theme_iri)) } ORDER BY ?r",
            "BOUND",
        ),
        (
            "SELECT ?r { ?r rg:row dcterms:a BIND(1 AS ?_theme_iri) } ORDER BY ?r",
            "after AS",
        ),
        (
            "SELECT ?r { ?r rg:row dcterms:a VALUES ?_theme_iri { 1 } } ORDER BY ?r",
            "after VALUES",
        ),
        (
            "SELECT ?r { ?r rg:row dcterms:a VALUES (?r ?_theme_iri) { } } ORDER BY ?r",
            "head of VALUES",
        ),
        (
            "SELECT ?r { ?r dcterms:subject ?_theme_iri ; a rg:Review } ORDER BY ?_theme_iri",
            "ORDER",
        ),
        (
            "SELECT ?r { ?r dcterms:subject ?_theme_iri ; a rg:Review } "
            "GROUP BY ?r ?_theme_iri ORDER BY ?r",
            "GROUP",
        ),
        ("SELECT ?r { ?r a rg:Review ; dcterms:subject ?s } ORDER BY ?r ?s", "is not used"),
    ],
)
def test_a_parameter_stands_only_where_a_term_may(body: str, complaint: str) -> None:
    assert complaint in refused(ASKED + body)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("type: theme", "type: topic"), "its type must be one of"),
        (("name: theme", "name: the_theme"), "lower-case letters and digits"),
        (("example: dementia", "example: De mentia!"), "its own example"),
        (("example: dementia", "example: 7"), "must be text"),
        (("example: dementia", "examples: dementia"), "unknown keys: examples"),
        (("example: dementia", "example: dementia\n#+     values: [a]"), "an enumeration"),
        (("example: dementia", "example: dementia\n#+     scheme: x"), "only a concept"),
        (("example: dementia", "example: dementia\n#+     required: 1"), "true or false"),
        (
            ("example: dementia", "example: dementia\n#+     default: a\n#+     required: true"),
            "what has a default is not required",
        ),
    ],
)
def test_a_half_declared_parameter_is_refused(change: tuple[str, str], complaint: str) -> None:
    body = "SELECT ?r { ?r dcterms:subject ?_theme_iri ; a rg:Review } ORDER BY ?r"
    read_query(ASKED + body, Path("case.rq"))
    assert complaint in refused(ASKED.replace(*change) + body)


def test_a_name_is_kebab_case() -> None:
    assert "joined by hyphens" in refused(GOOD + SELECT, "All_Reviews.rq")


def test_a_folder_with_one_bad_query_is_refused(tmp_path: Path) -> None:
    (tmp_path / "good.rq").write_text(GOOD + SELECT)
    assert list(read_queries(tmp_path)) == ["good"]
    (tmp_path / "bad.rq").write_bytes(b"\xff")
    with pytest.raises(QueryError, match="cannot be read as UTF-8"):
        read_queries(tmp_path)


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "review-list.rq").write_text(GOOD + SELECT)
    queries = read_queries(tmp_path)
    with pytest.raises(QueryError, match="did you mean review-list"):
        find_query(queries, "reviews-list")
    with pytest.raises(QueryError, match="list them with"):
        find_query(queries, "zzz")
