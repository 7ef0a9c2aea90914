"""The static site: whole, linked, and untouched where nothing changed."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
import rdflib

from reviewgraph.cli.processes import pool
from reviewgraph.errors import GraphError
from reviewgraph.generations import generation
from reviewgraph.namespaces import ID, RG
from reviewgraph.publishing import TURTLE, Helpers
from reviewgraph.siting import write_site
from reviewgraph.siting.postings import Bounds
from reviewgraph.siting.searching import words
from reviewgraph.store import open_store


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value:
                self.found.add(value)
            if name == "id" and value:
                self.anchors.add(value)


def read(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def test_no_link_within_the_site_leads_nowhere(site: Path) -> None:
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    dead: dict[str, str] = {}
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        for link in read(path).found:
            if re.match(r"[a-z]+:", link) or link.startswith("#"):
                continue
            target = urldefrag(urljoin(f"http://site/{name}", link))[0].partition("?")[0]
            local = unquote(target.removeprefix("http://site/"))
            if local not in there:
                dead[link] = name
    assert dead == {}


def test_every_thing_has_its_page_and_its_statements(site: Path) -> None:
    for path in site.glob("doc/*/*.html"):
        for suffix in ("ttl", "jsonld"):
            assert path.with_suffix(f".{suffix}").exists(), path
    key = "doc/review/6391f4df-havering"
    turtle = rdflib.Graph().parse(site / f"{key}.ttl")
    assert (rdflib.URIRef(f"{ID}review/6391f4df-havering"), None, None) in turtle
    text = (site / f"{key}.html").read_text(encoding="utf-8")
    assert (
        'rel="alternate" type="text/turtle" href="../../doc/review/6391f4df-havering.ttl"' in text
    )


def test_what_stays_the_same_is_not_touched(havering: Path, site: Path, release: Path) -> None:
    (site / "doc" / "gone.html").write_text("gone", encoding="utf-8")
    (site / "about.html").write_text("changed", encoding="utf-8")
    (site / "vendor").mkdir()
    (site / "vendor" / "engine.js").write_text("engine", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    written = write_site(open_store(havering), site, dump=release / f"{TURTLE}.gz")
    assert (written.changed, written.removed) == (1, 1)
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert {path.name for path, time in after.items() if before[path] != time} <= {
        "about.html",
        ".reviewgraph-site",
    }
    assert (site / "vendor" / "engine.js").exists()
    assert before.keys() - after.keys() == {site / "doc" / "gone.html"}


def test_a_folder_of_other_things_is_left_alone(havering: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(GraphError, match="no site of ours"):
        write_site(open_store(havering), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_pages_document_every_term_with_an_anchor(site: Path) -> None:
    anchors = read(site / "ontology.html").anchors
    assert set(RG.terms or ()) <= anchors
    scheme = rdflib.Graph().parse(site / "ontology" / "themes.ttl")
    themes = {
        str(theme).removeprefix(f"{ID}theme/")
        for theme in scheme.subjects(rdflib.RDF.type, rdflib.SKOS.Concept)
    }
    assert len(themes) > 50
    assert themes <= read(site / "scheme.html").anchors


def test_the_index_finds_what_the_texts_hold(site: Path) -> None:
    about = json.loads((site / "search" / "about.json").read_text())
    texts = [
        each
        for number in range(about["count"] // about["size"] + 1)
        for each in json.loads((site / "search" / f"texts-{number}.json").read_text())
    ]
    assert len(texts) == about["count"] == 26
    expected = [n for n, each in enumerate(texts) if "merlin" in words(each["text"])]
    assert places(site, "merlin") == expected != []


def places(site: Path, word: str) -> list[int] | int:
    """Return where the index has a word, as the page's script reads it."""
    starts = json.loads((site / "search" / "about.json").read_text())["starts"]
    start = max((start for start in starts if word.startswith(start)), key=len)
    steps = json.loads((site / "search" / f"words-{start}.json").read_text())[word]
    return list(accumulate(steps)) if isinstance(steps, list) else steps


def test_the_bounds_of_the_index_are_kept(havering: Path, tmp_path: Path) -> None:
    """However small they are: words are still found, but for those that are nearly everywhere."""
    bounds = Bounds(file=200, places=10)
    write_site(open_store(havering), tmp_path / "site", bounds=bounds)
    search = tmp_path / "site" / "search"
    texts = [
        each
        for path in sorted(search.glob("texts-*.json"), key=lambda path: (len(path.name), path))
        for each in json.loads(path.read_text())
    ]
    where: dict[str, list[int]] = {}
    for number, each in enumerate(texts):
        for word in words(f"{each['label']} {each['text']} {each['to']}"):
            where.setdefault(word, []).append(number)
    assert any(len(numbers) > bounds.places for numbers in where.values())
    for word, numbers in where.items():
        told = len(numbers) if len(numbers) > bounds.places else numbers
        assert places(tmp_path / "site", word) == told
    for path in search.glob("words-*.json"):
        assert path.stat().st_size <= bounds.file or len(json.loads(path.read_text())) == 1


@pytest.mark.slow
def test_many_processes_write_what_one_writes(
    havering: Path, site: Path, release: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    with pool(2) as executor:
        assert executor is not None
        name = generation(havering)
        assert name is not None
        write_site(
            open_store(havering),
            tmp_path,
            dump=release / f"{TURTLE}.gz",
            helpers=Helpers(executor, havering, name),
            progress=lambda done, total: told.append((done, total)),
        )
    assert contents(tmp_path) == contents(site)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "vendor"
    }


def test_nothing_is_asked_of_other_hosts(site: Path) -> None:
    for path in [*site.glob("*.html"), *site.glob("static/*"), *site.glob("doc/*/*.html")]:
        text = unescape(path.read_text(encoding="utf-8"))
        assert not re.search(r'(?:src|action)="(?:https?:)?//', text), path
        assert not re.search(r'<link[^>]*stylesheet[^>]*href="(?:https?:)?//', text), path
