"""What the protocol suite does not ask: formats, limits, federation, fairness."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from reviewgraph.serving.federation import check_services
from reviewgraph.serving.negotiation import OFFERED, best
from reviewgraph.serving.problems import Problem

KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TABLE = "SELECT ?s { ?s a <https://w3id.org/reviewgraph/ontology#Review> } LIMIT 1"
STATEMENTS = "CONSTRUCT { ?s a ?t } { ?s a ?t } LIMIT 3"


def ask(client: httpx.Client, text: str, accept: str = "*/*") -> httpx.Response:
    return client.get("/sparql", params={"query": text}, headers={"Accept": accept})


@pytest.mark.parametrize("accept", OFFERED["table"])
def test_a_table_comes_in_every_form(client: httpx.Client, accept: str) -> None:
    answer = ask(client, TABLE, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == accept
    assert "Accept" in answer.headers["vary"]
    assert "https://w3id.org/reviewgraph/id/review/" in answer.text


@pytest.mark.parametrize("accept", OFFERED["statements"])
def test_statements_come_in_every_form(client: httpx.Client, accept: str) -> None:
    answer = ask(client, STATEMENTS, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == accept


@pytest.mark.parametrize(
    ("text", "accept"),
    [
        (TABLE, "text/turtle"),
        (TABLE, "image/png"),
        (STATEMENTS, "text/csv"),
        ("ASK {}", "text/csv"),
    ],
)
def test_a_form_that_does_not_exist_is_refused(
    client: httpx.Client, text: str, accept: str
) -> None:
    answer = ask(client, text, accept)
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_address_may_name_the_form(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": TABLE, "format": "csv"})
    assert answer.headers["content-type"].split(";")[0] == "text/csv"
    assert client.get("/sparql", params={"query": TABLE, "format": "doc"}).status_code == 400


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "a/x"),
        ("", "a/x"),
        ("*/*", "a/x"),
        ("a/y", "a/y"),
        ("a/*;q=0.4, a/x;q=0.1", "a/y"),
        ("a/x;q=0", None),
        ("b/*", None),
        ("a/x;q=0, */*", "a/y"),
        ("nonsense", None),
        ("A/Y", "a/y"),
        ("text/html, */*;q=0.8", "a/x"),
    ],
)
def test_accept_is_weighed(accept: str | None, chosen: str | None) -> None:
    assert best(accept, ("a/x", "a/y")) == chosen


def test_a_fault_names_its_place(client: httpx.Client) -> None:
    answer = ask(client, "SELECT ?s {\n ?s ?p }")
    assert answer.status_code == 400
    assert "2:" in answer.json()["detail"]


def test_a_query_chooses_its_graphs_with_from(client: httpx.Client) -> None:
    everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    none = "SELECT (COUNT(*) AS ?n) FROM <https://example.org/none> { ?s ?p ?o }"
    assert ask(client, everything, "text/csv").text.split()[1] != "0"
    assert ask(client, none, "text/csv").text.split() == ["n", "0"]


def test_a_query_without_end_is_ended_and_said_so(client: httpx.Client) -> None:
    answer = ask(client, KILLER)
    assert answer.status_code == 504
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["type"] == "/about.html#problem-timeout"


def test_a_query_without_end_does_not_hold_up_others(client: httpx.Client) -> None:
    slow: list[httpx.Response] = []
    killer = threading.Thread(target=lambda: slow.append(ask(client, KILLER)))
    killer.start()
    time.sleep(0.3)
    start = time.perf_counter()
    answer = ask(client, "ASK {}")
    seconds = time.perf_counter() - start
    assert killer.is_alive(), "the slow query ended before the quick one was put"
    killer.join()
    assert answer.json()["boolean"] is True
    assert seconds < 1
    assert [response.status_code for response in slow] == [504]


def test_one_client_never_holds_all_processes(client: httpx.Client) -> None:
    """Three slow queries of one address and three processes: another address is served at once."""
    killers = [threading.Thread(target=ask, args=(client, KILLER)) for _ in range(3)]
    for killer in killers:
        killer.start()
    time.sleep(0.3)
    start = time.perf_counter()
    other = client.get(
        "/sparql", params={"query": "ASK {}"}, headers={"X-Forwarded-For": "192.0.2.7"}
    )
    seconds = time.perf_counter() - start
    for killer in killers:
        killer.join()
    assert other.status_code == 200
    assert seconds < 1


def test_a_query_that_nobody_waits_for_is_given_up(address: str) -> None:
    with pytest.raises(httpx.ReadTimeout), httpx.Client(base_url=address, timeout=0.3) as hasty:
        ask(hasty, KILLER)
    time.sleep(0.5)
    with httpx.Client(base_url=address, timeout=10) as patient:
        start = time.perf_counter()
        assert ask(patient, "ASK {}").status_code == 200
        assert time.perf_counter() - start < 1


def test_an_answer_too_large_is_an_error(client: httpx.Client) -> None:
    answer = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert answer.status_code == 400
    assert answer.json()["type"] == "/about.html#problem-too-large"
    assert ask(client, "ASK {}").status_code == 200


def test_a_body_too_large_is_refused(client: httpx.Client) -> None:
    body = b"query=ASK{}" + b"#" * 200_000
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/sparql", content=body, headers=headers).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"#" * 10_000

    assert client.post("/sparql", content=pieces(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "ASK { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
        "ASK { SERVICE\n#\n<http://127.0.0.1/> { ?s ?p ?o } }",
        "ASK { ?s ?p ?e . SERVICE ?e { ?s ?p ?o } }",
        "PREFIX a: <http://127.0.0.1/> ASK { SERVICE a: { ?s ?p ?o } }",
        r"ASK { \u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "ASK { ?s ?p ?o #\\u000A SERVICE <http://127.0.0.1/> {}\n}",
    ],
)
def test_a_service_is_refused(client: httpx.Client, text: str) -> None:
    answer = ask(client, text)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/about.html#problem-service"


@pytest.mark.parametrize(
    "text",
    [
        "ASK { } # SERVICE <http://127.0.0.1/> {}",
        'ASK { ?s ?p "SERVICE <http://127.0.0.1/>" }',
        "PREFIX service: <http://example.org/> ASK { ?service service:service ?o }",
        "ASK { ?s <http://example.org/SERVICE> ?o }",
    ],
)
def test_the_word_alone_is_no_service(client: httpx.Client, text: str) -> None:
    assert ask(client, text).status_code == 200


def test_a_service_on_the_list_passes() -> None:
    allowed = frozenset({"http://example.org/sparql"})
    check_services("ASK { SERVICE SILENT <http://example.org/sparql> {} }", allowed)
    with pytest.raises(Problem):
        check_services("ASK { SERVICE <http://example.org/sparql2> {} }", allowed)


def test_any_page_may_ask(client: httpx.Client) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = client.options("/sparql", headers=headers)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_other_methods_are_refused(client: httpx.Client) -> None:
    answer = client.request("DELETE", "/sparql")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
