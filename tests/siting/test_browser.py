"""The site in a browser, from a host that only gives out files."""

import csv
import json
import shutil
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="NOT CHECKED: there is no chromium here"),
]


ENGINE = Path(__file__).parents[2] / "build" / "oxigraph-0.5.11.tgz"
"""What ``make site`` fetches."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_searching_and_following_a_link(address: str) -> None:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        foreign: list[str] = []
        page.on("request", lambda asked: foreign.append(asked.url))
        page.goto(f"{address}/index.html")
        page.fill("#q", "merlin rep")
        page.keyboard.press("Enter")
        page.wait_for_selector("#hits article")
        assert "recommendation" in page.inner_text("#said")
        page.click("#hits article a")
        page.wait_for_selector("h1")
        assert "/doc/recommendation/6391f4df-havering--" in page.url
        assert not [url for url in foreign if not url.startswith(address)]
        browser.close()


def test_the_console_says_so_when_there_is_no_engine(address: str) -> None:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}/console.html")
        page.click("#console button")
        page.wait_for_function(
            "document.getElementById('engine').textContent.includes('could not')"
        )
        browser.close()


@pytest.fixture
def with_engine(site: Path) -> Iterator[Path]:
    if not ENGINE.exists():
        pytest.skip("NOT CHECKED: the engine for browsers is not here; make site fetches it")
    folder = site / "vendor" / "oxigraph"
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(ENGINE) as archive:
        for name in ("web.js", "web_bg.wasm"):
            member = archive.extractfile(f"package/{name}")
            assert member is not None
            (folder / name).write_bytes(member.read())
    yield folder
    shutil.rmtree(site / "vendor")


REVIEWS = """PREFIX rg: <https://w3id.org/reviewgraph/ontology#>
SELECT ?review ?label WHERE { ?review a rg:Review ; rdfs:label ?label } ORDER BY ?review"""


def test_the_console_answers_in_every_form_without_a_server(
    address: str, with_engine: Path, tmp_path: Path
) -> None:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/console.html")

        def saved(query: str, form: str) -> bytes:
            page.fill("#query", f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n{query}")
            page.select_option("#format", form)
            with page.expect_download() as waiting:
                page.click("#console button")
            waiting.value.save_as(tmp_path / form)
            assert waiting.value.suggested_filename.startswith("answer.")
            return (tmp_path / form).read_bytes()

        def refused(query: str, form: str, words: str) -> None:
            page.fill("#query", query)
            page.select_option("#format", form)
            page.click("#console button")
            page.wait_for_function(
                f"document.getElementById('said').textContent.includes('{words}')"
            )

        rows = list(csv.DictReader(saved(REVIEWS, "csv").decode().splitlines()))
        found = json.loads(saved(REVIEWS, "json"))["results"]["bindings"]
        assert [row["label"] for row in rows] == [row["label"]["value"] for row in found]
        assert len(rows) == 18
        first = f"<{rows[0]['review']}> rdfs:label ?label"
        wanted = f"CONSTRUCT {{ {first} }} WHERE {{ {first} }}"
        assert rows[0]["label"].encode() in saved(wanted, "turtle")
        refused("SELECT * WHERE { ?s ?p ?o } LIMIT 1", "turtle", "CSV or JSON")
        refused("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "csv", "as Turtle")
        refused("SELECT nonsense", "csv", "error")
        assert not [url for url in asked if not url.startswith((address, "blob:"))]
        assert not [url for url in asked if "sparql" in url]
        browser.close()
