"""Stored queries as an API."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from reviewgraph.queries import read_queries
from reviewgraph.rdf import RdfFormat, parse
from reviewgraph.resources import shipped
from reviewgraph.serving.spreadsheet import for_spreadsheet

NAME = "/queries/recommendations-by-theme"


def rows_of(answer: httpx.Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text)))[1:]


def links(answer: httpx.Response) -> dict[str, str]:
    return {str(name): link["url"] for name, link in answer.links.items()}


def test_all_are_listed(client: httpx.Client) -> None:
    listed = client.get("/queries", headers={"Accept": "application/json"}).json()
    assert [each["name"] for each in listed] == sorted(read_queries(shipped("queries")))


def test_an_answer_is_the_command_lines(client: httpx.Client) -> None:
    """The approved answers of the queries themselves, through HTTP."""
    answer = client.get("/queries/review-list", headers={"Accept": "text/csv"})
    approved = Path(__file__).parents[1] / "queries" / "review-list.csv"
    short = re.sub(r"https://w3id\.org/reviewgraph/id/([a-z]+)/", r"\1:", answer.text)
    short = "\n".join(line for line in short.splitlines() if "hostile" not in line)
    assert short.split() == approved.read_text(encoding="utf-8").split()


def test_pages_add_up_to_the_whole(client: httpx.Client) -> None:
    headers = {"Accept": "text/csv"}
    whole = rows_of(client.get("/queries/themes-by-frequency", headers=headers))
    assert len(whole) > 5
    pieces: list[list[str]] = []
    address: str | None = "/queries/themes-by-frequency?limit=3"
    while address is not None:
        answer = client.get(address, headers=headers)
        rows = rows_of(answer)
        assert len(rows) <= 3
        pieces += rows
        address = links(answer).get("next")
    assert pieces == whole


def test_links_keep_the_parameters(client: httpx.Client) -> None:
    answer = client.get(NAME, params={"theme": "da-training", "limit": "1", "page": "2"})
    found = links(answer)
    assert set(found) >= {"first", "prev"}
    query = dict(parse_qsl(urlsplit(found["prev"]).query))
    assert query == {"theme": "da-training", "limit": "1", "page": "1"}
    beyond = client.get(NAME, params={"theme": "da-training", "page": "5"})
    assert beyond.json()["results"]["bindings"] == []
    assert "next" not in links(beyond)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "theme=",
        "theme=da-training&theme=marac",
        "theme=da-training&colour=red",
        "theme=da-training&since=soon",
        "theme=da-training&page=0",
        "theme=da-training&page=x",
        "theme=da-training&limit=10001",
        "theme=da-training&limit=%D9%A1",
        "theme=da-training&format=doc",
        "theme=%3E%20.%20%7D%20%23",
    ],
)
def test_a_wrong_call_is_refused(client: httpx.Client, query: str) -> None:
    answer = client.get(f"{NAME}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "-p " not in answer.json()["detail"]


def test_an_unknown_name_offers_the_nearest(client: httpx.Client) -> None:
    answer = client.get("/queries/recommendation-by-theme")
    assert answer.status_code == 404
    assert "recommendations-by-theme" in answer.json()["detail"]


def test_a_spreadsheet_can_open_it(client: httpx.Client) -> None:
    answer = client.get("/queries/review-list", params={"format": "spreadsheet"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert 'filename="review-list.csv"' in answer.headers["content-disposition"]


def test_no_cell_is_taken_for_a_formula() -> None:
    body = b'a,b,c\r\n"=HYPERLINK(""http://x"")",-5,@x\r\n+1.5,-x,"two\nlines"\r\n'
    text = for_spreadsheet(body).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1] == ['\'=HYPERLINK("http://x")', "-5", "'@x"]
    assert rows[2] == ["+1.5", "'-x", "two\nlines"]


def test_editors_find_examples_that_run(client: httpx.Client) -> None:
    answer = client.get("/.well-known/sparql-examples")
    triples = [quad.triple for quad in parse(answer.content, format=RdfFormat.TURTLE)]
    texts = [row.object for row in triples if row.predicate.value.endswith("#select")]
    assert texts
    for text in texts:
        assert client.get("/sparql", params={"query": text.value}).status_code == 200


def test_the_description_names_every_query_and_parameter(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    for query in read_queries(shipped("queries")).values():
        operation = document["paths"][f"/queries/{query.name}"]["get"]
        names = [each["name"] for each in operation["parameters"]]
        assert names[: len(query.parameters)] == [each.name for each in query.parameters]
