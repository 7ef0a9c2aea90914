"""Pages for people, through HTTP: they hold together, withstand hostile text and show evidence."""

import json
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from reviewgraph.pages.documents import FORMATS
from reviewgraph.rdf import NamedNode, RdfFormat, parse

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
THEME = "/doc/theme/da-training"
UNSURE = "/doc/recommendation/63c00003-casterford--3-b4a8c62d.html"
HOSTILE = "/doc/recommendation/66600009-hostile--1-aaaaaaaa.html"


class Reader(HTMLParser):
    """Collects what a page links to, loads and runs."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        if tag in ("a", "link") and "href" in given and given.get("rel") != "canonical":
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "object", "embed") and "src" in given:
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload"):
            self.loads.append(given["href"])
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        data = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "script" and "src" not in given and not data:
            self.inline.append("script")
        if tag == "style":
            self.inline.append("style")
        self._in_script = data

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts.append(data)


def read(client: httpx.Client, address: str) -> tuple[httpx.Response, Reader]:
    answer = client.get(address, headers=BROWSER)
    reader = Reader()
    if answer.headers.get("content-type", "").startswith("text/html"):
        reader.feed(answer.text)
    return answer, reader


@pytest.mark.slow
def test_every_page_that_is_linked_is_there_and_safe(client: httpx.Client, address: str) -> None:
    """Walk all links from the first page; look at each page for what the policy forbids."""
    waiting, seen = ["/"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 600:
            continue
        seen.add(path)
        answer, reader = read(client, path)
        assert answer.status_code in (200, 303), f"{path}: {answer.status_code}"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert reader.inline == [], path
        assert len(reader.ids) == len(set(reader.ids)), path
        for load in reader.loads:
            assert load.startswith("/static/"), f"{path} loads {load}"
        for link in reader.links:
            target = urlsplit(urljoin(f"{address}{path}", link))
            assert target.scheme in ("http", "https", "tel"), f"{path} links to {link}"
            # A search can be narrowed in too many ways to follow them all.
            if target.netloc == urlsplit(address).netloc and "&" not in target.query:
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    assert len(seen) > 100


@pytest.mark.parametrize(
    "path",
    [
        HOSTILE,
        "/doc/review/66600009-hostile.html",
        "/doc/recommendation/66600009-hostile--2-bbbbbbbb.html",
        "/search?q=escape",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?area=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
        "/queries/recommendations-by-addressee?words=%3Cb%3E",
        "/console?stored=%3C/textarea%3E%3Cscript%3E",
    ],
)
def test_text_stays_text(client: httpx.Client, path: str) -> None:
    answer, reader = read(client, path)
    assert answer.status_code in (200, 400)
    assert "img" not in reader.tags
    assert "b" not in reader.tags
    assert reader.inline == []
    assert not [link for link in reader.links if link.startswith("javascript")]
    for script in reader.scripts:
        json.loads(script)


def test_hostile_text_is_shown_as_printed(client: httpx.Client) -> None:
    answer, _ = read(client, HOSTILE)
    assert "&lt;script&gt;alert(&#39;text&#39;)&lt;/script&gt;" in answer.text
    assert "{{ 7*7 }}" in answer.text


def test_a_derived_statement_says_why(client: httpx.Client) -> None:
    answer, _ = read(client, UNSURE)
    assert "<mark>Train all social workers in coercive control</mark>" in answer.text
    assert "The adult social care of the area Casterford." in answer.text
    assert "Not decided. It could be:" in answer.text
    assert "95 %" in answer.text


def test_a_refused_tagging_is_shown_as_refused(client: httpx.Client) -> None:
    answer, _ = read(client, "/doc/recommendation/63900002-borchester--1-46247a94.html")
    _, refused = answer.text.split("Refused by a person")
    assert "Quality assurance and audit" in refused


def test_an_agency_shows_what_it_inherited(client: httpx.Client) -> None:
    answer, _ = read(client, "/doc/agency/ods-q99.html")
    own, inherited = answer.text.split("Inherited from its predecessors")
    assert "NHS Greater Anyshire ICB should ensure" in own
    assert "Anyshire CCG should train GPs" in inherited
    assert "2020-04-01" not in own or "NHS Greater Anyshire CCG" in own


def test_every_page_says_where_help_is(client: httpx.Client) -> None:
    for path in ("/", UNSURE, f"{THEME}.html", "/search?q=x", "/nothing-here"):
        answer, _ = read(client, path)
        assert "0808 2000 247" in answer.text
        assert "116 123" in answer.text


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (BROWSER["Accept"], "html"),
        (None, "html"),
        ("*/*", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("text/turtle;q=0.9, application/ld+json", "jsonld"),
        ("text/html;q=0.5, text/turtle", "ttl"),
    ],
)
def test_a_thing_leads_to_its_document(
    client: httpx.Client, address: str, accept: str | None, suffix: str
) -> None:
    headers = {} if accept is None else {"Accept": accept}
    request = client.build_request("GET", "/id/theme/da-training", headers=headers)
    if accept is None:
        del request.headers["accept"]
    answer = client.send(request)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{address}{THEME}.{suffix}"
    assert "Accept" in answer.headers["vary"]


def test_a_thing_in_no_known_form_is_refused(client: httpx.Client) -> None:
    answer = client.get("/id/theme/da-training", headers={"Accept": "image/png"})
    assert answer.status_code == 406


@pytest.mark.parametrize("suffix", FORMATS)
def test_statements_come_with_their_evidence(client: httpx.Client, suffix: str) -> None:
    address = UNSURE.removesuffix("html") + suffix
    answer = client.get(address)
    format = RdfFormat.from_media_type(FORMATS[suffix])
    assert format is not None
    triples = {quad.triple for quad in parse(answer.content, format=format)}
    predicates = {row.predicate for row in triples}
    assert NamedNode("http://www.w3.org/ns/oa#exact") in predicates
    assert NamedNode("https://w3id.org/sssom/confidence") in predicates
    assert len(triples) > 50


@pytest.mark.parametrize(
    "path",
    [
        "/doc/theme/none.html",
        "/doc/theme/none.ttl",
        "/doc/theme/da-training.exe",
        "/doc/theme/da-training",
        "/doc/theme/..%2f..%2fetc%2fpasswd.html",
        "/doc/spell/da-training.html",
        "/id/theme/%3E%20.%20%7D",
        "/id/theme/" + "a" * 2000,
        "/static/..%2frendering.py",
        "/static/%2e%2e/rendering.py",
        "/static/",
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_program_gets_a_problem_and_a_person_a_page(client: httpx.Client) -> None:
    program = client.get("/nothing-here", headers={"Accept": "*/*"})
    person = client.get("/nothing-here", headers=BROWSER)
    assert program.headers["content-type"] == "application/problem+json"
    assert person.headers["content-type"].startswith("text/html")
    assert program.status_code == person.status_code == 404


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/", "Dataset"),
        ("/doc/review/57000001-anyshire.html", "Report"),
        (HOSTILE, "CreativeWork"),
        ("/doc/agency/ods-99a.html", "Organization"),
        (f"{THEME}.html", "DefinedTerm"),
    ],
)
def test_search_engines_can_read_it(client: httpx.Client, path: str, type_: str) -> None:
    _, reader = read(client, path)
    [script] = reader.scripts
    description = json.loads(script)
    assert description["@context"] == "https://schema.org/"
    assert description["@type"] == type_


def test_a_page_is_the_same_bytes_again(client: httpx.Client) -> None:
    assert client.get(f"{THEME}.html").content == client.get(f"{THEME}.html").content


def test_a_stored_query_is_a_form_and_a_table(client: httpx.Client) -> None:
    empty, _ = read(client, "/queries/recommendations-by-theme")
    filled, _ = read(client, "/queries/recommendations-by-theme?theme=da-training")
    wrong, _ = read(client, "/queries/recommendations-by-theme?theme=da-training&since=soon")
    assert "<h2>Answer</h2>" not in empty.text
    assert "Rows 1 to 4" in filled.text
    assert wrong.status_code == 400
    assert "since" in wrong.text
