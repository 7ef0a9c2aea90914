"""A remote endpoint: its answer, or an error with its status, never an empty answer."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from reviewgraph.endpoint import Endpoint
from reviewgraph.errors import EndpointError, QueryError
from reviewgraph.rdf import RdfFormat
from reviewgraph.results import Statements, Table, Verdict, read_results, write_results
from reviewgraph.store import Store

STORE = Store.in_memory(b"<a:a> <a:b> <a:c> .", RdfFormat.N_TRIPLES)
JSON = "application/sparql-results+json"
SELECT = "SELECT ?s { ?s ?p ?o }"


class Handler(BaseHTTPRequestHandler):
    """Answers queries like an endpoint; the path chooses a fault."""

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, form: str) -> None:
        place = urlsplit(self.path).path
        if place == "/late":
            time.sleep(1.5)
        if place.startswith("/status/"):
            self._send(int(place.removeprefix("/status/")), "text/plain", b"too many joins")
        elif place == "/html":
            self._send(200, "text/html", b"<html>Service is being upgraded</html>")
        elif place == "/broken":
            self._send(200, JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[')
        elif place == "/short":
            self._send(200, JSON, b"{}", length=400)
        elif place == "/ask":
            self._send(200, JSON, b'{"head":{},"boolean":true}')
        else:
            self._query(parse_qs(form)["query"][0])

    def _query(self, text: str) -> None:
        results = read_results(STORE.query(text))
        if isinstance(results, Statements):
            self._send(200, "text/turtle; charset=utf-8", write_results(results, "turtle"))
        else:
            self._send(200, JSON, write_results(results, "json"))

    def _send(self, status: int, media_type: str, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Quiet(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that stopped waiting is part of the test."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with Quiet(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_every_form_is_answered(address: str) -> None:
    endpoint = Endpoint(f"{address}/sparql")
    table = endpoint.query(SELECT)
    assert isinstance(table, Table)
    assert len(table.rows) == 1
    assert endpoint.query("ASK { ?s ?p ?o }") == Verdict(True)
    assert isinstance(endpoint.query("CONSTRUCT WHERE { ?s ?p ?o }"), Statements)
    assert isinstance(endpoint.query("DESCRIBE <a:a>"), Statements)


def test_a_long_query_is_sent_too(address: str) -> None:
    table = Endpoint(f"{address}/sparql").query(SELECT + "#" + "x" * 9000)
    assert isinstance(table, Table)
    assert len(table.rows) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 414, 429, 500, 503, 504])
def test_a_failure_tells_its_status(address: str, status: int) -> None:
    with pytest.raises(EndpointError, match=f"/status/{status}: HTTP {status}: ") as caught:
        Endpoint(f"{address}/status/{status}").query(SELECT)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("html", "text/html is no form of SPARQL results"),
        ("broken", "broken application/sparql-results"),
        ("short", "the connection failed"),
        ("ask", "answered a SELECT with application/sparql-results"),
    ],
)
def test_a_body_that_is_no_answer_is_an_error(address: str, place: str, complaint: str) -> None:
    with pytest.raises(EndpointError, match=complaint):
        Endpoint(f"{address}/{place}").query(SELECT)


def test_a_timeout_is_an_error(address: str) -> None:
    with pytest.raises(EndpointError, match="no answer within 1 seconds"):
        Endpoint(f"{address}/late", timeout=1).query(SELECT)


def test_an_endpoint_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EndpointError, match="cannot be reached"):
        Endpoint("http://127.0.0.1:9/sparql", timeout=2).query(SELECT)


@pytest.mark.parametrize("url", ["ftp://a.test/", "file:///etc/passwd", "localhost", "http://"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(EndpointError, match="starts with http"):
        Endpoint(url)


@pytest.mark.parametrize("text", ["DELETE WHERE { ?s ?p ?o }", "# SELECT\nCLEAR ALL", "", "  "])
def test_an_update_is_never_sent(text: str) -> None:
    with pytest.raises(QueryError, match="only SELECT, ASK, CONSTRUCT and DESCRIBE"):
        Endpoint("http://127.0.0.1:9/").query(text)
