"""Spoilt input: one line about it, soon, and the good beside it is built."""

import io
import random
import re
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewgraph.building import Places
from reviewgraph.building.pipeline import process
from reviewgraph.checking import check_triples
from reviewgraph.errors import DataError, ReviewGraphError, SourceError
from reviewgraph.extraction import extract
from reviewgraph.extraction import read as read_report
from reviewgraph.graph.reviews import derived_graph, review_graph
from reviewgraph.rdf import RdfFormat, nquads, parse
from reviewgraph.registries.official import TABLES
from reviewgraph.registries.refresh import refresh
from reviewgraph.resources import shipped
from reviewgraph.sources import Source, read_bytes, read_sidecar
from reviewgraph.sources.library import read_spine
from reviewgraph.store import open_store
from reviewgraph.validation import read_shapes
from survival.commands import run
from survival.extent import INPUTS
from survival.mutations import mutated
from survival.seeds import FORMS, ROOT, pages, sidecars
from survival.table import Told

pytestmark = pytest.mark.slow

HANG = 5.0
"""Seconds of processor time after which reading one input is a hang."""
_REPORTS = ROOT / "tests" / "extraction"
_SHOWN = 5

Attempt = Callable[[random.Random], bool]
"""Spoils something and reads it; says whether something could be read."""


class HangError(BaseException):
    """Raised from outside; no base that a reader could take for a fault of its input."""


@contextmanager
def _bounded() -> Iterator[None]:
    def raise_hang(*_: object) -> None:
        raise HangError(f"still at work after {HANG:g} s")

    before = signal.signal(signal.SIGVTALRM, raise_hang)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _fault(attempt: Attempt, chance: random.Random) -> tuple[bool, str | None]:
    """Return whether something was read, and what went wrong if it went wrong."""
    try:
        with _bounded():
            return attempt(chance), None
    except ReviewGraphError as error:
        message = str(error)
        odd = "\n" in message or len(message) > 1_000 or "broke the reader" in message
        return False, f"told badly: {message[:300]!r}" if odd else None
    except (HangError, Exception) as error:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = place and f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        return False, f"{type(error).__name__}: {str(error)[:200]} at {where}"


def _tried(name: str, number: int, attempt: Attempt, told: Told) -> None:
    """Make so many attempts, each with its own chance, and put them into the table."""
    faults: dict[int, str] = {}
    readable = 0
    for index in range(number):
        read, fault = _fault(attempt, random.Random(f"{name} {index}"))
        readable += read
        if fault is not None:
            faults[index] = fault
    seen = f"{readable:,} could be read"
    told("read", name, tried=number, survived=number - len(faults), seen=seen)
    assert dict(list(faults.items())[:_SHOWN]) == {}, f"{len(faults)} faults"


def test_pages(told: Told) -> None:
    def attempt(chance: random.Random) -> bool:
        suffix, data = chance.choice(pages())
        read_bytes(mutated(data, chance), f"ffff1111-x{suffix}")
        return True

    _tried("spoilt pages and lists", INPUTS * 7 // 10, attempt, told)


def test_sidecars(told: Told) -> None:
    def attempt(chance: random.Random) -> bool:
        read_sidecar(mutated(chance.choice(sidecars()), chance), "ffff1111-x.toml")
        return True

    _tried("spoilt sidecars", INPUTS // 10, attempt, told)


def test_pages_to_the_graph(tmp_path: Path, told: Told) -> None:
    """What a reader takes goes through all that is made of it, and breaks no shape."""
    places = Places(shipped("data/links"))
    shapes = read_shapes(shipped("shapes"))

    def attempt(chance: random.Random) -> bool:
        suffix, data = chance.choice(pages())
        page, sidecar = tmp_path / f"ffff1111-x{suffix}", tmp_path / "ffff1111-x.toml"
        page.write_bytes(mutated(data, chance))
        added = chance.choice(sidecars())
        sidecar.write_bytes(mutated(added, chance) if chance.random() < 0.2 else added)
        outcome = process(Source("ffff1111-x", page, sidecar), places)
        if outcome.fault is not None:
            raise SourceError("a page", outcome.fault)
        triples = [quad.triple for quad in parse(outcome.quads, format=RdfFormat.N_QUADS)]
        found = check_triples([("", triples)], shapes).violations
        assert not found, f"{found[0].shape} at {found[0].focus}: {found[0].value}"
        return True

    _tried("spoilt pages, to the graph", INPUTS // 10, attempt, told)


def test_reports(told: Told) -> None:
    reports = [path for path in sorted(_REPORTS.rglob("*")) if path.suffix in (".docx", ".html")]
    assert {path.suffix for path in reports} == {".docx", ".html"}

    def attempt(chance: random.Random) -> bool:
        path = chance.choice(reports)
        data = path.read_bytes()
        spoilt = _inside(data, chance) if path.suffix == ".docx" else mutated(data, chance)
        read_report(spoilt, source=path.name)
        return True

    _tried("spoilt reports, DOCX and HTML", INPUTS // 20, attempt, told)


def test_reports_in_pdf(told: Told) -> None:
    reports = sorted(_REPORTS.rglob("*.pdf"))

    def attempt(chance: random.Random) -> bool:
        path = chance.choice(reports)
        extract(mutated(path.read_bytes(), chance), source=path.name)
        return True

    _tried("spoilt reports, PDF", INPUTS // 200, attempt, told)


def _inside(document: bytes, chance: random.Random) -> bytes:
    """Return a DOCX file one of whose parts is spoilt; half the time the file itself is."""
    if chance.random() < 0.3:
        return mutated(document, chance)
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(spoilt, "w") as new:
        names = old.namelist()
        chosen = chance.choice([*names, "word/document.xml", "word/numbering.xml"])
        for name in names:
            part = old.read(name)
            new.writestr(name, mutated(part, chance) if name == chosen else part)
    return spoilt.getvalue()


def test_registers(tmp_path: Path, told: Told) -> None:
    """A register's file that is spoilt changes nothing, or what it says is a register."""
    folder = tmp_path / "registries"
    shutil.copytree(shipped("data/registries"), folder)

    def attempt(chance: random.Random) -> bool:
        name = chance.choice(sorted(TABLES))
        place = folder / f"{name}.csv"
        before = place.read_bytes(), (folder / "registries.toml").read_bytes()
        try:
            data = mutated(before[0], chance)
            refresh(folder, name, data, carrier="spoilt.csv", as_of="2026-11-01")
        except DataError:
            assert before == (place.read_bytes(), (folder / "registries.toml").read_bytes())
            raise
        place.write_bytes(before[0])
        (folder / "registries.toml").write_bytes(before[1])
        return True

    _tried("spoilt registers", INPUTS // 100, attempt, told)


def test_the_library(told: Told) -> None:
    documents = (
        b"incident_id,download_id,upload_date,report_url\n"
        b"INC1,6391F4DF0000,2022-12-15,https://example.org/one.pdf\n"
        b"INC2,ffff11110000,15/12/2022,https://example.org/two.pdf\n"
    )
    incidents = b"incident_id,csp,coercive_control\nINC1,Havering,TRUE\nINC2,Harlow,FALSE\n"
    assert len(read_spine(("documents.csv", documents), ("incidents.csv", incidents)).entries) == 2

    def attempt(chance: random.Random) -> bool:
        spoilt = [mutated(documents, chance), mutated(incidents, chance)]
        chosen = chance.randrange(3)
        first = spoilt[0] if chosen != 1 else documents
        second = spoilt[1] if chosen != 0 else incidents
        read_spine(("documents.csv", first), ("incidents.csv", second))
        return True

    _tried("spoilt lists of the library", INPUTS // 40, attempt, told)


_words = st.text(max_size=60) | st.sampled_from(
    ["CSP: Havering", "Summary", "# | Recommendation | Addressed to", "|", "1", "LA", "</td>"]
)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a page put together of its usual parts and of anything else."""
    head = draw(st.lists(_words, max_size=6))
    rows = draw(st.lists(st.tuples(_words, _words, _words), max_size=8))
    joint = draw(st.sampled_from([" | ", "\t", ",", "</td><td>"]))
    lines = [*head, "Summary", draw(_words), joint.join(("#", "Recommendation", "Addressed to"))]
    lines += [joint.join(row) for row in rows]
    end = draw(st.sampled_from(["\n", "\r\n", "</tr><tr><td>"]))
    text = end.join(lines)
    page = f"<table><tr><td>{text}</table>" if "<" in joint + end else text
    return draw(st.sampled_from(FORMS)), page.encode("utf-8", "surrogatepass")


@settings(
    max_examples=INPUTS // 40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(written())
def _any_page(page: tuple[str, bytes]) -> None:
    suffix, data = page
    with _bounded():
        try:
            reading = read_bytes(data, f"ffff1111-x{suffix}")
        except SourceError as error:
            message = str(error)
        else:
            message = ""
            assert all(one.text for one in reading.review.recommendations)
    assert "\n" not in message


def test_pages_made_up(told: Told) -> None:
    _any_page()
    told("read", "pages made up by hypothesis", tried=INPUTS // 40, survived=INPUTS // 40)


def test_good_pages_beside_spoilt_ones(tmp_path: Path, told: Told) -> None:
    good, spoilt = tmp_path / "good", tmp_path / "spoilt"
    shutil.copytree(ROOT / "data" / "examples", good)
    names = sorted({path.stem for path in good.iterdir() if path.suffix in FORMS})
    spoilt.mkdir()
    number = INPUTS // 100
    for index in range(number):
        chance = random.Random(f"beside {index}")
        suffix, data = chance.choice(pages())
        (spoilt / f"spoilt-{index}{suffix}").write_bytes(mutated(data, chance))
        if chance.random() < 0.5:
            added = mutated(chance.choice(sidecars()), chance)
            (spoilt / f"spoilt-{index}.toml").write_bytes(added)
    alone = run("build", good, "--graph", tmp_path / "alone")
    beside = run("build", good, spoilt, "--graph", tmp_path / "beside")
    assert alone.code == 0, alone.err
    assert beside.code == 1, beside.err
    lines = beside.err.splitlines()
    assert all(re.match("Note: |Not built: ", line) for line in lines), beside.err
    lost = [name for name in names if _of(name, tmp_path, "alone") != _of(name, tmp_path, "beside")]
    refused = sum(line.startswith("Not built: ") for line in lines)
    told(
        "build",
        "good pages beside spoilt ones",
        tried=len(names),
        survived=len(names) - len(lost),
        seen=f"{number} spoilt, {refused} of them refused",
    )
    assert lost == []
    for words in (["validate"], ["publish", "-o", tmp_path / "release", "--version", "2026.11"]):
        done = run(*words, "--graph", tmp_path / "beside")
        assert done.code == 0, done.err + done.out


def _of(name: str, folder: Path, graph: str) -> bytes:
    store = open_store(folder / graph)
    graphs = (review_graph(name), derived_graph(name))
    return b"".join(sorted(b"".join(nquads(g, store.triples(g)) for g in graphs).splitlines()))
