"""A fetch from a server that misbehaves: what lies in the folder, what was asked, what is said."""

import gzip
import hashlib
import itertools
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fetching.misbehaving import PAGE, PDF, FakeClock, Reply, Request, Server, serving, silent_port
from reviewgraph.fetching.addresses import Wanted
from reviewgraph.retrieving import Retrieved, Visitor, expand, retrieve
from reviewgraph.sources import read_sidecar

STEM = "0a1b2c3d-anyshire"
AT = f"/dhr/{STEM}/"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def site(clock: FakeClock) -> Iterator[Server]:
    with serving(clock) as server:
        yield server


def run(site: Server, folder: Path, *paths: str, timeout: float = 5, tries: int = 4) -> Retrieved:
    visitor = Visitor(timeout=timeout, tries=tries, clock=site.clock.clock)
    wanted = [Wanted(path if "://" in path else site.url + path) for path in paths]
    return retrieve(wanted, folder, visitor=visitor)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def told(folder: Path, stem: str = STEM) -> dict[str, object]:
    sidecar = read_sidecar((folder / f"{stem}.toml").read_bytes(), "it")
    keys = ("page", "report", "retrieved", "report_retrieved", "rights")
    return {key: value for key in keys if (value := getattr(sidecar, key))}


def linking(address: str) -> bytes:
    return f'<html><body><a href="{address}">View full report (PDF)</a></body></html>'.encode()


def the_fault(done: Retrieved) -> str:
    (fault,) = done.faults
    assert "\n" not in fault
    return fault


# What goes well.


def test_a_page_and_its_report_come_with_sidecar_and_record(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply(linking("/reports/r.pdf"), headers={"ETag": '"1"'}))
    site.says("/reports/r.pdf", Reply(PDF, kind="application/pdf"))
    done = run(site, tmp_path, AT)
    assert (done.fetched, done.unchanged, done.faults, done.notes) == (2, 0, [], [])
    assert files(tmp_path) == [f"{STEM}.html", f"{STEM}.pdf", f"{STEM}.toml"]
    assert (tmp_path / f"{STEM}.pdf").read_bytes() == PDF
    assert told(tmp_path) == {
        "page": site.url + AT,
        "report": site.url + "/reports/r.pdf",
        "retrieved": "2026-11-20",
        "report_retrieved": "2026-11-20",
    }
    lines = [json.loads(line) for line in (tmp_path / ".fetched.jsonl").read_text().splitlines()]
    report = next(line for line in lines if line.get("file") == f"{STEM}.pdf")
    assert report["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (report["size"], report["retrieved"]) == (len(PDF), "2026-11-20")
    assert lines[-1] == {"finished": True}


def test_requests_to_a_host_are_a_second_apart_and_name_the_program(
    site: Server, tmp_path: Path
) -> None:
    for name in ("a1", "a2", "a3"):
        site.says(f"/{name}", Reply())
    run(site, tmp_path, "/a1", "/a2", "/a3")
    times = [request.time for request in site.requests]
    assert len(times) == 4
    assert all(later - earlier >= 1 for earlier, later in itertools.pairwise(times))
    assert all(
        request.headers["user-agent"].startswith("reviewgraph/") for request in site.requests
    )


def test_a_page_that_did_not_change_is_not_sent_or_written_again(
    site: Server, tmp_path: Path
) -> None:
    def rule(request: Request, number: int) -> Reply:
        same = request.headers.get("if-none-match") == '"1"'
        return Reply(b"", 304) if same else Reply(headers={"ETag": '"1"'})

    site.says(AT, rule)
    run(site, tmp_path, AT)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("[!.]*")}
    site.clock.seconds += 5 * 86400
    done = run(site, tmp_path, AT)
    assert (done.fetched, done.unchanged) == (0, 1)
    assert len(site.asked(AT)) == 2
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("[!.]*")} == before
    assert told(tmp_path)["retrieved"] == "2026-11-20"


def test_the_same_bytes_sent_again_are_unchanged(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply())
    run(site, tmp_path, AT)
    site.clock.seconds += 86400
    before = (tmp_path / f"{STEM}.html").stat().st_mtime_ns
    assert run(site, tmp_path, AT).unchanged == 1
    assert (tmp_path / f"{STEM}.html").stat().st_mtime_ns == before
    assert told(tmp_path)["retrieved"] == "2026-11-20"


def test_a_page_that_changed_is_replaced_and_dated(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply(), Reply(PAGE + b"\n"))
    run(site, tmp_path, AT)
    (tmp_path / f"{STEM}.toml").write_text(
        '# by hand\nrights = "Ours."\npage = "https://example.org/a"\nretrieved = 2026-11-20\n'
    )
    site.clock.seconds += 86400
    done = run(site, tmp_path, AT)
    assert done.fetched == 1
    assert (tmp_path / f"{STEM}.html").read_bytes() == PAGE + b"\n"
    assert (tmp_path / f"{STEM}.toml").read_text() == (
        '# by hand\nrights = "Ours."\npage = "https://example.org/a"\nretrieved = 2026-11-21\n'
    )
    assert "page is 'https://example.org/a' and was kept" in done.notes[0]


def test_a_stopped_run_goes_on_where_it_was(site: Server, tmp_path: Path) -> None:
    def stop(request: Request, number: int) -> Reply:
        return Reply()

    site.says("/a1", Reply())
    site.says("/a2", stop)

    def halt(done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    wanted = [Wanted(f"{site.url}/a1"), Wanted(f"{site.url}/a2")]
    with pytest.raises(KeyboardInterrupt):
        retrieve(wanted, tmp_path, visitor=Visitor(clock=site.clock.clock), progress=halt)
    done = run(site, tmp_path, "/a1", "/a2")
    assert (done.fetched, done.had) == (1, 1)
    assert len(site.asked("/a1")) == 1
    assert run(site, tmp_path, "/a1", "/a2").unchanged == 2


# What may pass.


def test_429_is_waited_for_as_long_as_the_server_asks(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply(b"", 429, {"Retry-After": "30"}), Reply())
    assert run(site, tmp_path, AT).fetched == 1
    first, second = site.asked(AT)
    assert second.time - first.time >= 30


def test_retry_after_may_be_a_date(site: Server, tmp_path: Path) -> None:
    when = {"Retry-After": "Fri, 20 Nov 2026 09:01:00 GMT"}
    site.says(AT, Reply(b"", 503, when), Reply())
    assert run(site, tmp_path, AT).fetched == 1
    assert site.asked(AT)[1].time >= 1060


def test_a_long_rest_is_granted_by_not_asking_again(site: Server, tmp_path: Path) -> None:
    site.says("/a1", Reply(b"", 429, {"Retry-After": "86400"}))
    site.says("/a2", Reply())
    done = run(site, tmp_path, "/a1", "/a2")
    assert len(done.faults) == 2
    assert "asks for a long rest" in done.faults[1]
    assert len(site.asked("/a1")) == 1
    assert site.asked("/a2") == []


def test_500_is_tried_again_with_growing_pauses_and_then_told(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply(b"", 500))
    assert the_fault(run(site, tmp_path, AT)).endswith(f"{AT}: the server answered 500")
    times = [request.time for request in site.asked(AT)]
    pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert pauses == [1, 2, 4]


def test_a_host_that_fails_again_and_again_is_left_alone(site: Server, tmp_path: Path) -> None:
    for name in ("a1", "a2", "a3", "a4"):
        site.says(f"/{name}", Reply(b"", 500))
    done = run(site, tmp_path, "/a1", "/a2", "/a3", "/a4", tries=1)
    assert "failed 3 times in a row" in done.faults[3]
    assert site.asked("/a4") == []


@pytest.mark.parametrize("chunked", [False, True])
def test_a_truncated_page_is_never_kept(site: Server, tmp_path: Path, chunked: bool) -> None:
    site.says(AT, Reply(PAGE, length=len(PAGE) + 40, chunked=chunked))
    assert "broke off" in the_fault(run(site, tmp_path, AT))
    assert files(tmp_path) == []
    assert len(site.asked(AT)) == 4


@pytest.mark.parametrize("starts", [True, False])
def test_a_server_that_stalls_is_given_up(site: Server, tmp_path: Path, starts: bool) -> None:
    release = threading.Event()

    def late(request: Request, number: int) -> Reply:
        if not starts:
            release.wait(10)
        return Reply(length=len(PAGE) + 1, stall=release)

    site.says(AT, late)
    try:
        fault = the_fault(run(site, tmp_path, AT, timeout=0.1, tries=1))
    finally:
        release.set()
    assert "timed out" in fault
    assert files(tmp_path) == []


def test_a_server_that_is_not_there_is_told(site: Server, tmp_path: Path) -> None:
    done = run(site, tmp_path, f"http://127.0.0.1:{silent_port()}{AT}")
    assert "could not be reached" in the_fault(done)


# Half files.


def broken_then_ranges(body: bytes, etag: str = '"1"', at: int = 20_000) -> Reply:
    return Reply(body[:at], kind="application/pdf", length=len(body), headers={"ETag": etag})


def rest(request: Request, number: int) -> Reply:
    start = int(request.headers["range"].removeprefix("bytes=").rstrip("-"))
    assert request.headers["if-range"] == '"1"'
    span = {"Content-Range": f"bytes {start}-{len(PDF) - 1}/{len(PDF)}"}
    return Reply(PDF[start:], 206, span, kind="application/pdf")


def test_a_report_that_broke_off_is_resumed(site: Server, tmp_path: Path) -> None:
    site.says(f"/{STEM}.pdf", broken_then_ranges(PDF), rest)
    assert run(site, tmp_path, f"/{STEM}.pdf").fetched == 1
    assert (tmp_path / f"{STEM}.pdf").read_bytes() == PDF
    assert site.asked(f"/{STEM}.pdf")[1].headers["range"] == "bytes=20000-"


def test_another_run_resumes_too(site: Server, tmp_path: Path) -> None:
    site.says(f"/{STEM}.pdf", broken_then_ranges(PDF), rest)
    assert run(site, tmp_path, f"/{STEM}.pdf", tries=1).fetched == 0
    assert files(tmp_path) == []
    assert run(site, tmp_path, f"/{STEM}.pdf").fetched == 1
    assert (tmp_path / f"{STEM}.pdf").read_bytes() == PDF


def test_a_report_that_changed_meanwhile_is_taken_whole(site: Server, tmp_path: Path) -> None:
    other = PDF.replace(b"5", b"6")
    site.says(f"/{STEM}.pdf", broken_then_ranges(PDF), Reply(other, kind="application/pdf"))
    run(site, tmp_path, f"/{STEM}.pdf")
    assert (tmp_path / f"{STEM}.pdf").read_bytes() == other


@pytest.mark.parametrize("wrong", ["bytes 0-9/50009", "bytes 20000-20009/90000", "", "items 1-2/3"])
def test_a_rest_that_does_not_fit_is_not_glued_on(site: Server, tmp_path: Path, wrong: str) -> None:
    bad = Reply(PDF[:10], 206, {"Content-Range": wrong}, kind="application/pdf")
    site.says(f"/{STEM}.pdf", broken_then_ranges(PDF), bad, Reply(PDF, kind="application/pdf"))
    run(site, tmp_path, f"/{STEM}.pdf")
    assert (tmp_path / f"{STEM}.pdf").read_bytes() == PDF
    assert "range" not in site.asked(f"/{STEM}.pdf")[2].headers


def test_a_range_that_is_refused_leads_to_the_whole_file(site: Server, tmp_path: Path) -> None:
    site.says(
        f"/{STEM}.pdf",
        broken_then_ranges(PDF),
        Reply(b"", 416),
        Reply(PDF, kind="application/pdf"),
    )
    assert run(site, tmp_path, f"/{STEM}.pdf").fetched == 1


def test_without_a_strong_validator_nothing_is_resumed(site: Server, tmp_path: Path) -> None:
    site.says(f"/{STEM}.pdf", broken_then_ranges(PDF, 'W/"1"'), Reply(PDF, kind="application/pdf"))
    run(site, tmp_path, f"/{STEM}.pdf")
    assert "range" not in site.asked(f"/{STEM}.pdf")[1].headers


# What is refused.


def test_robots_txt_is_obeyed_and_asked_once(site: Server, tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /dhr/\nCrawl-delay: 7\n"
    site.says("/robots.txt", Reply(rules, kind="text/plain"))
    site.says(AT, Reply())
    for name in ("a1", "a2"):
        site.says(f"/{name}", Reply())
    done = run(site, tmp_path, AT, "/a1", "/a2")
    assert "robots.txt does not allow it" in the_fault(done)
    assert site.asked(AT) == []
    assert len(site.asked("/robots.txt")) == 1
    assert site.asked("/a2")[0].time - site.asked("/a1")[0].time >= 7


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_robots_txt_allows_all(site: Server, tmp_path: Path, status: int) -> None:
    """RFC 9309, 2.3.1.3: an answer that there is none, or none for us, forbids nothing."""
    site.says("/robots.txt", Reply(b"User-agent: *\nDisallow: /\n", status))
    site.says(AT, Reply())
    assert run(site, tmp_path, AT).fetched == 1


@pytest.mark.parametrize("status", [500, 501, 503])
def test_a_host_whose_robots_txt_fails_is_not_asked(
    site: Server, tmp_path: Path, status: int
) -> None:
    """RFC 9309, 2.3.1.4: while its rules cannot be had, nothing may be asked."""
    site.says("/robots.txt", Reply(b"", status))
    site.says(AT, Reply())
    assert "left alone" in the_fault(run(site, tmp_path, AT))
    assert site.asked(AT) == []


def test_redirects_are_followed_within_the_rules(site: Server, tmp_path: Path) -> None:
    site.says("/robots.txt", Reply(b"User-agent: *\nDisallow: /secret\n", kind="text/plain"))
    site.says(AT, Reply(b"", 301, {"Location": "/new/"}))
    site.says("/new/", Reply())
    site.says("/a1", Reply(b"", 302, {"Location": "/secret"}))
    site.says("/secret", Reply())
    done = run(site, tmp_path, AT, "/a1")
    assert files(tmp_path) == [f"{STEM}.html", f"{STEM}.toml"]
    assert "/secret: " in the_fault(done)
    assert site.asked("/secret") == []


@pytest.mark.parametrize(
    ("location", "complaint"),
    [
        ("/loop", "redirects in a loop"),
        ("https://127.0.0.1/x", "redirects to another scheme; give https://127.0.0.1/x instead"),
        ("file:///etc/passwd", "is no web address"),
        ("http://169.254.169.254/x", "is no public host"),
        ("", "redirects to nowhere"),
    ],
)
def test_a_redirect_that_leads_astray_is_refused(
    site: Server, tmp_path: Path, location: str, complaint: str
) -> None:
    site.says(AT, Reply(b"", 302, {"Location": location}))
    site.says("/loop", Reply(b"", 302, {"Location": AT}))
    assert complaint in the_fault(run(site, tmp_path, AT))
    assert len(site.asked(AT)) == 1


def test_an_endless_chain_of_redirects_ends(site: Server, tmp_path: Path) -> None:
    for number in range(20):
        site.says(f"/r{number}", Reply(b"", 302, {"Location": f"/r{number + 1}"}))
    assert "redirects more than 5 times" in the_fault(run(site, tmp_path, "/r0"))


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (Reply(b"", 404), "the server answered 404"),
        (Reply(b"PK", kind="application/zip"), "is application/zip, wanted is HTML"),
        (Reply(kind=""), "is of no type"),
        (Reply(b"<html>", kind="application/pdf"), "is no PDF inside"),
        (Reply(b""), "is empty"),
        (Reply(b"x", length=6_000_000), "is 6,000,000 bytes, more than 5,000,000"),
        (Reply(b"x" * 5_000_001, headers={"X": "y"}), "is 5,000,001 bytes"),
        (Reply(b"%PDF-", kind="application/pdf", length=200_000_001), "more than 200,000,000"),
        (Reply(headers={"Content-Encoding": "br"}), "is sent as br"),
    ],
)
def test_what_is_no_page_or_report_is_refused_at_once(
    site: Server, tmp_path: Path, reply: Reply, complaint: str
) -> None:
    site.says(AT, reply)
    assert complaint in the_fault(run(site, tmp_path, AT))
    assert files(tmp_path) == []
    assert len(site.asked(AT)) == 1


def test_a_body_without_length_is_stopped_at_the_limit(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply(b"x" * 5_000_100, chunked=True))
    assert "is larger than 5,000,000 bytes" in the_fault(run(site, tmp_path, AT))


def test_a_report_that_is_a_page_is_refused_and_the_page_kept(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply(linking("/login.pdf")))
    site.says("/login.pdf", Reply())
    assert "wanted is PDF or DOCX" in the_fault(run(site, tmp_path, AT))
    assert files(tmp_path) == [f"{STEM}.html", f"{STEM}.toml"]


def test_a_page_cannot_send_us_to_a_private_host(site: Server, tmp_path: Path) -> None:
    site.says(AT, Reply(linking("http://192.168.0.1/x.pdf")))
    assert "no public host" in the_fault(run(site, tmp_path, AT))


def test_files_that_others_made_are_not_replaced(site: Server, tmp_path: Path) -> None:
    (tmp_path / f"{STEM}.txt").write_text("CSP: Anyshire")
    site.says(AT, Reply())
    assert "stands there and was not fetched" in the_fault(run(site, tmp_path, AT))
    assert files(tmp_path) == [f"{STEM}.txt"]


def test_two_addresses_do_not_share_a_file(site: Server, tmp_path: Path) -> None:
    site.says("/one/a1", Reply())
    site.says("/two/a1", Reply(PAGE + b" "))
    fault = the_fault(run(site, tmp_path, "/one/a1", "/two/a1"))
    assert "a1.html stands there and came from" in fault
    assert (tmp_path / "a1.html").read_bytes() == PAGE


def test_a_broken_sidecar_is_left_as_it_is(site: Server, tmp_path: Path) -> None:
    (tmp_path / f"{STEM}.toml").write_text("colour = 'red'\n")
    site.says(AT, Reply())
    assert "unknown key 'colour'" in the_fault(run(site, tmp_path, AT))
    assert (tmp_path / f"{STEM}.toml").read_text() == "colour = 'red'\n"


# Sitemaps.


def test_packed_sitemaps_are_read(site: Server) -> None:
    page = f"{site.url}{AT}"
    listed = f"<urlset><url><loc>{page}</loc></url></urlset>".encode()
    site.says("/a.xml.gz", Reply(gzip.compress(listed), kind="application/gzip"))
    packed = {"Content-Encoding": "gzip"}
    site.says("/b.xml", Reply(gzip.compress(listed), headers=packed, kind="application/xml"))
    for path in ("/a.xml.gz", "/b.xml"):
        found, faults = expand([Wanted(site.url + path)], Visitor(clock=site.clock.clock))
        assert (found, faults) == ((Wanted(page),), ())


def test_a_sitemap_is_replaced_by_what_it_lists(site: Server) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = (
        f"<sitemapindex {space}><sitemap><loc>{site.url}/pages.xml</loc></sitemap></sitemapindex>"
    )
    pages = "".join(
        f"<url><loc>{address}</loc></url>"
        for address in (site.url + AT, f"{site.url}/about", "https://example.org/x", "nonsense")
    )
    site.says("/sitemap.xml", Reply(index.encode(), kind="application/xml"))
    site.says("/pages.xml", Reply(f"<urlset {space}>{pages}</urlset>".encode()))
    site.says("/bad.xml", Reply(b"<html/>"))
    wanted = [Wanted(site.url + path) for path in ("/sitemap.xml", "/bad.xml", "/gone.xml")]
    found, faults = expand(wanted, Visitor(clock=site.clock.clock), only="*/dhr/*")
    assert [one.address for one in found] == [site.url + AT]
    assert [fault.partition(": ")[2] for fault in faults] == [
        "lists https://example.org/x, which is another host's; list it yourself",
        "'nonsense' is no web address; it must start with https:// or http://",
        "is no sitemap, because its root is html",
        "the server answered 404",
    ]
