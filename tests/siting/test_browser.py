"""The site in a browser, from a host that only gives out files."""

import shutil
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
