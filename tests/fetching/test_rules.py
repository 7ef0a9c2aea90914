"""The rules of a fetch, one by one: addresses, waits, ranges, links, sidecars, the record."""

import gzip
import tomllib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.errors import SourceError
from reviewgraph.fetching.addresses import AddressError, checked, is_public, read_list, stem_of
from reviewgraph.fetching.answers import resuming, total_after, wait_before
from reviewgraph.fetching.links import report_link
from reviewgraph.fetching.records import FINISHED, Record, compacted, line_of, read_history
from reviewgraph.fetching.robots import read_robots
from reviewgraph.fetching.sidecars import with_values
from reviewgraph.fetching.sitemaps import LARGEST, read_sitemap
from reviewgraph.sources.decoding import is_text

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "stem"),
    [
        ("https://example.org/sources/dhr/6391f4df-havering/", "6391f4df-havering"),
        ("https://example.org/dhr/6391f4df-havering.html?x=1", "6391f4df-havering"),
        ("https://example.org/files/Anytown%20DHR%20(final).PDF", "anytown-dhr-final"),
        ("https://example.org/download/6391f4df9b1c2", "6391f4df-havering"),
        ("https://example.org/download/0a1b2c3d9b1c2", "0a1b2c3d9b1c2"),
    ],
)
def test_an_address_names_its_review(address: str, stem: str) -> None:
    assert stem_of(address, ["6391f4df-havering", "ffff0001-harlow"]) == stem


def test_a_download_that_fits_two_reviews_joins_neither() -> None:
    known = ["6391f4df-havering", "6391f4df-barking"]
    assert stem_of("https://example.org/download/6391f4df9b", known) == "6391f4df9b"


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/%E2%80%93/"])
def test_an_address_that_names_nothing_is_refused(address: str) -> None:
    with pytest.raises(AddressError, match="no part of the path names a review"):
        stem_of(address)


@pytest.mark.parametrize(
    "address",
    ["ftp://a.test/", "a.test", "https://", "https://a.test:x/", "https://u:p@a.test/",
     "https://a/ b", "https://[1/", "https://a.test/é"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(AddressError) as caught:
        checked(address)
    assert "\n" not in str(caught.value)


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = checked(text)
    except AddressError:
        return
    assert address.startswith(("http://", "https://", "HTTP", "Http", "hTtp"))
    assert "#" not in address


def test_a_list_holds_addresses_and_identifiers() -> None:
    found = read_list("# ours\n\nhttps://a.test/x#top\nhttps://a.test/y 6391f4df-havering\n", "l")
    assert [(one.address, one.stem) for one in found] == [
        ("https://a.test/x", None),
        ("https://a.test/y", "6391f4df-havering"),
    ]


@pytest.mark.parametrize("line", ["nonsense", "https://a.test/ Two Words", "https://a.test/ A/B"])
def test_a_bad_line_of_a_list_is_named(line: str) -> None:
    with pytest.raises(AddressError, match="list:2: "):
        read_list(f"https://a.test/\n{line}\n", "list")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://example.org/", True),
        ("https://8.8.8.8/", True),
        ("http://127.0.0.1/", False),
        ("http://10.1.2.3/", False),
        ("http://[::1]/", False),
        ("http://localhost/", False),
        ("http://printer.local/", False),
        ("http://169.254.169.254/", False),
    ],
)
def test_public_hosts_are_told_from_private_ones(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("attempt", "retry_after", "wait"),
    [
        (1, None, 1),
        (4, None, 8),
        (1, "60", 60),
        (4, "2", 8),
        (1, "Fri, 20 Nov 2026 00:00:30 GMT", 30),
        (1, "Fri, 20 Nov 2020 00:00:30 GMT", 1),
        (1, "soon", 1),
        (1, "121", None),
        (1, "Fri, 20 Nov 2027 00:00:30 GMT", None),
    ],
)
def test_waits_are_the_longer_of_ours_and_theirs(
    attempt: int, retry_after: str | None, wait: float | None
) -> None:
    assert wait_before(attempt, retry_after, NOW) == wait


def test_a_rest_is_asked_for_only_with_proof() -> None:
    assert resuming(5, '"a"', None) == {"Range": "bytes=5-", "If-Range": '"a"'}
    assert resuming(5, None, "Fri")["If-Range"] == "Fri"
    assert resuming(5, 'W/"a"', "Fri") == resuming(0, '"a"', None) == resuming(5, None, None) == {}


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_only_the_rest_of_a_file_is_a_rest(size: int, more: int) -> None:
    total = size + more
    assert total_after(f"bytes {size}-{total - 1}/{total}", size) == total
    assert total_after(f"bytes {size}-{total - 1}/{total + 1}", size) is None
    assert total_after(f"bytes {size + 1}-{total}/{total + 1}", size) is None


def test_a_report_is_found_by_words_or_as_the_only_document() -> None:
    page, other = "https://a.test/p/", '<a href="/leaflet.pdf">Leaflet</a>'
    full = '<a href="https://homicide-review.homeoffice.gov.uk/download/6391">View full report</a>'
    assert report_link(other + full, page) == (
        "https://homicide-review.homeoffice.gov.uk/download/6391"
    )
    assert report_link(other, page) == "https://a.test/leaflet.pdf"
    assert report_link(other + '<a href="b.pdf">B</a>', page) is None
    assert report_link('<a href="javascript:x()">Full report</a><a href="#">x</a>', page) is None


def test_robots_speak_to_us_by_name() -> None:
    robots = read_robots(
        b"\xef\xbb\xbfUser-agent: reviewgraph\nDisallow: /x\nRequest-rate: 1/5\n"
        b"\nUser-agent: *\nDisallow: /\n"
    )
    assert robots.allow("https://a.test/y")
    assert not robots.allow("https://a.test/x/1")
    assert robots.delay == 5


@given(st.binary(max_size=300))
def test_any_bytes_are_rules_or_none(data: bytes) -> None:
    read_robots(data).allow("https://a.test/")


def test_a_sitemap_that_swells_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><urlset><url><loc>&x;</loc></url></urlset>'
    found = read_sitemap(bomb, "https://a.test/s.xml")
    assert found.pages == ()
    with pytest.raises(AddressError, match="is no sitemap"):
        read_sitemap(b"", "https://a.test/s.xml")


def test_a_sidecar_keeps_what_a_person_wrote() -> None:
    text = "rights = 'Ours'  # asked 2024\nretrieved = 2024-01-02  # by hand"
    told, notes = with_values(
        text, {"page": 'https://a.test/"x"', "retrieved": date(2026, 11, 20)}, "it"
    )
    assert told == (
        "rights = 'Ours'  # asked 2024\nretrieved = 2026-11-20  # by hand\n"
        'page = "https://a.test/\\"x\\""\n'
    )
    assert notes == ()


@pytest.mark.parametrize(
    "text",
    ['"retrieved" = 2024-01-02', "rights = '''\nretrieved = 2024-01-02'''\n'retrieved'=2024-01-02"],
)
def test_a_sidecar_laid_out_otherwise_is_left_to_a_person(text: str) -> None:
    with pytest.raises(SourceError, match="add retrieved = 2026-11-20"):
        with_values(text, {"retrieved": date(2026, 11, 20)}, "it")


WORDS = st.text(min_size=1).filter(str.strip).filter(is_text)
"""What a sidecar may hold; it refuses what is no text."""


@given(WORDS, WORDS)
def test_any_words_survive_in_a_sidecar(rights: str, title: str) -> None:
    told, _ = with_values("", {"rights": rights, "title": title}, "it")
    assert tomllib.loads(told) == {"rights": rights, "title": title}
    assert with_values(told, {"rights": rights}, "it") == (told, ())


RECORDS = st.builds(
    Record,
    address=st.sampled_from(["https://a.test/1", "https://a.test/2"]),
    file=st.sampled_from(["a.html", "b.pdf"]),
    sha256=st.sampled_from(["", "f" * 64]),
    size=st.integers(0, 10**9),
    etag=st.none() | st.text(min_size=1),
)


@given(st.lists(RECORDS), st.text())
def test_a_record_comes_back_whatever_stands_between(records: list[Record], noise: str) -> None:
    lines = [line_of(record) for record in records]
    history = read_history("\n".join([noise.replace("\n", " "), *lines, '{"address": "https']))
    assert history.records == {record.address: record for record in records}
    assert history.done == {record.address for record in records if record.is_whole}
    again = read_history(compacted(history.records.values()))
    assert (again.records, again.done) == (history.records, frozenset())


@pytest.mark.parametrize(
    "line",
    ['{"address": "https://a.test/", "file": "../x"}', '{"address": "x"}', "[1]", '{"file": "x"}',
     '{"address": "x", "file": "y", "size": "big"}', '{"address": "x", "file": "y", "also": "z"}'],
)  # fmt: skip
def test_a_line_that_is_no_record_says_nothing(line: str) -> None:
    assert read_history(f"{line}\n{FINISHED}\n").records == {}


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("Disallow: /*.pdf$", "/reports/a.pdf", False),
        ("Disallow: /*.pdf$", "/reports/a.pdf?page=2", True),
        ("Disallow: /dhr/*/draft", "/dhr/6391/draft", False),
        ("Disallow: /dhr/*/draft", "/dhr/6391/final", True),
        ("Disallow: /dhr/\nAllow: /dhr/open/", "/dhr/open/1", True),
        ("Allow: /dhr/open/\nDisallow: /dhr/", "/dhr/closed/1", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow:", "/a", True),
    ],
)
def test_paths_of_robots_txt_match_as_the_rfc_says(rule: str, path: str, *, allowed: bool) -> None:
    """RFC 9309, 2.2.2 and 2.2.3: * and $, the longest rule, and of two as long the kinder."""
    robots = read_robots(f"User-agent: *\n{rule}\n".encode())
    assert robots.allow(f"https://a.test{path}") is allowed


SITEMAP = b"<urlset><url><loc>https://a.test/1</loc></url></urlset>"


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_sitemap_may_be_packed(times: int) -> None:
    data = SITEMAP
    for _ in range(times):
        data = gzip.compress(data)
    assert read_sitemap(data, "https://a.test/s.xml.gz").pages == ("https://a.test/1",)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (gzip.compress(SITEMAP)[:-12], "its gzip breaks off"),
        (b"\x1f\x8b no gzip at all", "its gzip is damaged"),
        (gzip.compress(b" " * (LARGEST + 2)), "unpacks to more than 52,428,800 bytes"),
    ],
    ids=["half", "damaged", "bomb"],
)
def test_a_packed_sitemap_that_is_none_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(AddressError, match=fault):
        read_sitemap(data, "https://a.test/s.xml.gz")
