"""The site as files holds together without a server."""

import posixpath
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reviewgraph.pages.files import site_files
from reviewgraph.rdf import RdfFormat
from reviewgraph.results import read_results
from reviewgraph.store import Store
from serving.test_pages import Reader

FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    store = Store.in_memory(FIXTURE.read_bytes(), RdfFormat.TRIG)
    return dict(site_files(lambda text: read_results(store.query(text))))


def test_every_link_leads_to_a_file(files: dict[str, bytes]) -> None:
    for path, body in files.items():
        if not path.endswith(".html"):
            continue
        reader = Reader()
        reader.feed(body.decode())
        for link in (*reader.links, *reader.loads):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            assert not link.startswith("/"), f"{path} links to {link}"
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path))
            assert target in files, f"{path} links to {link}"


def test_what_needs_a_server_is_not_offered(files: dict[str, bytes]) -> None:
    for path, body in files.items():
        if path.endswith(".html"):
            assert b"<form" not in body, path
            assert b"/console" not in body, path


def test_the_main_pages_are_there(files: dict[str, bytes]) -> None:
    assert {"index.html", "reviews.html", "themes.html", "agencies.html", "about.html"} <= set(
        files
    )
    assert "doc/review/57000001-anyshire.ttl" in files
    assert "doc/theme/da-training.jsonld" in files
