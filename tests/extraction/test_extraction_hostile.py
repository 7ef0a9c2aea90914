"""Files that are damaged, protected, too large or built to break a reader: one line each."""

import io
import multiprocessing
import os
import random
import subprocess
import sys
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from report_generator import sentences
from report_generator.banks import DEVELOPMENT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reviewgraph.errors import SourceError
from reviewgraph.extraction import Limits, extract, read, workers

CASES = Path(__file__).parent / "cases"


def drawn(pages: int = 1, **settings: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **settings)
    for _ in range(pages):
        canvas.drawString(100, 700, "One page.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def scanned() -> bytes:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (600, 800), 255).save(picture, "PNG")
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, *A4)
    canvas.save()
    return stream.getvalue()


def built(*objects: bytes) -> bytes:
    """Return a PDF of these objects; the first is its root."""
    data = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + head + table + tail


def content(stream: bytes) -> bytes:
    packed = zlib.compress(stream, 1)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return built(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    )


def paged(count: int) -> bytes:
    """Return a PDF that shows one page many times."""
    kids = b"3 0 R " * count
    return built(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )


def pictured(side: int) -> bytes:
    """Return a PDF that is a picture of so many points each way, which unpacks to gigabytes."""
    packed = zlib.compress(b"\0" * 10_000_000)
    picture = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
    ) % (side, side, len(packed), packed)
    shown = b"q 595 0 0 842 0 0 cm /P Do Q"
    return built(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</P 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        picture,
    )


def nested_html(depth: int) -> bytes:
    return b"<!DOCTYPE html><html><body>" + b"<div>" * depth + b"x"


def zipped(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


WHOLE = (CASES / "lists.pdf").read_bytes()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (b"\0\0\0", "is empty"),
        (b"a letter", "is no PDF, DOCX or HTML file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "an old Word file or a protected one"),
        (b"{\\rtf1 text}", "an RTF file"),
        (WHOLE[: len(WHOLE) // 2], "is a damaged or truncated PDF"),
        (b"%PDF-1.4 and no more", "is a damaged or truncated PDF"),
        (drawn(encrypt=StandardEncryption("secret", ownerPassword="o")), "is encrypted"),
        (drawn(1001), "has 1001 pages, more than the 1000"),
        (scanned(), "no text layer: a scan of 1 page(s)"),
        (content(b"[" * 200_000), "holds next to no text"),
        (content(b"q " * 500_000), "holds next to no text"),
        (paged(10_000), "has 10000 pages, more than the 1000"),
        (pictured(60_000), "no text layer: a scan of 1 page(s)"),
        (nested_html(100_000), "is HTML nested too deeply"),
        (zipped("a.txt", b"x"), "is a damaged DOCX file"),
        (zipped("word/document.xml", b" " * 301_000_000), "unpacks to 301 MB"),
        (b"PK\x03\x04 cut", "is a damaged DOCX file"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_the_fault_is_told_in_one_line(data: bytes, fault: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data, source="report.pdf")
    message = str(caught.value)
    assert message.startswith("report.pdf: ")
    assert fault in message
    assert "\n" not in message


def test_an_owner_password_alone_does_not_hinder_reading() -> None:
    data = drawn(3, encrypt=StandardEncryption("", ownerPassword="o"))
    with pytest.raises(SourceError, match="holds next to no text"):
        read(data, source="report.pdf")


def sleep(data: bytes) -> None:
    time.sleep(60)


def eat(data: bytes) -> int:
    return len(bytearray(8_000_000_000))


def crash(data: bytes) -> None:
    os.abort()


def stumble(data: bytes) -> None:
    raise ValueError("inside")


@pytest.mark.parametrize(
    ("reader", "fault"),
    [
        (sleep, "took more than 1 s"),
        (eat, "needs more than 1024 MB of memory"),
        (crash, "stopped the reader"),
        (stumble, "broke the reader (ValueError)"),
    ],
)
def test_a_reader_that_runs_wild_is_stopped(reader: object, fault: str) -> None:
    limits = Limits(seconds=1 if reader is sleep else 30, megabytes=1024)
    started = time.monotonic()
    with pytest.raises(SourceError) as caught:
        workers.run(reader, b"", "wild.pdf", limits)  # type: ignore[arg-type]
    assert fault in str(caught.value)
    assert time.monotonic() - started < 25


def test_a_file_too_large_is_not_even_read() -> None:
    with pytest.raises(SourceError, match="MB, more than is read"):
        extract(b" " * 2_000_000, source="large.pdf", limits=Limits(most_bytes=1_000_000))


def test_a_report_is_read_in_a_process_of_its_own() -> None:
    found = extract(CASES / "boxes.pdf")
    assert found == read((CASES / "boxes.pdf").read_bytes(), source="boxes.pdf")
    assert multiprocessing.active_children() == []


def test_a_missing_file_is_told() -> None:
    with pytest.raises(SourceError, match=r"none\.pdf: cannot be read"):
        extract(CASES / "none.pdf")


def test_a_stream_that_unpacks_beyond_the_limit_is_stopped_and_the_next_report_is_read() -> None:
    bomb = content(b" " * 400_000_000)
    with pytest.raises(SourceError, match="stopped the reader"):
        extract(bomb, source="bomb.pdf", limits=Limits(seconds=20, megabytes=400))
    assert extract(CASES / "boxes.pdf").recommendations


def words_of_a_report(*, wrong: float, seed: int = 4) -> bytes:
    """Return a report in PDF whose letters a recogniser got wrong, so many of each."""
    rng = random.Random(seed)
    taken = str.maketrans({"e": "c", "l": "1", "o": "0", "n": "u", "h": "b", "a": "o", "s": "5"})
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for page in range(3):
        for line in range(40):
            text = sentences.story(rng, DEVELOPMENT, 1)
            spoilt = (x.translate(taken) if rng.random() < wrong else x for x in text)
            canvas.drawString(50, 790 - 18 * line, "".join(spoilt)[:95] + f" {page}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(("wrong", "told"), [(0.0, False), (0.03, True)])
def test_a_text_layer_that_was_recognised_poorly_is_told(*, wrong: float, told: bool) -> None:
    notes = read(words_of_a_report(wrong=wrong), source="report.pdf").notes
    assert any("looks poorly recognised" in note for note in notes) is told


ENDLESS = """
import re
from functools import partial
from reviewgraph.extraction import Limits, workers
if __name__ == "__main__":
    workers.run(partial(re.fullmatch, rb"(a+)+b"), b"a" * 99, "a.pdf", Limits(seconds=1))
"""


def test_the_reader_of_a_build_that_was_killed_ends_too(tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    source = str(Path(workers.__file__).parents[2])
    mark = str(tmp_path)
    process = subprocess.Popen(
        [sys.executable, script], env=os.environ | {"PYTHONPATH": source, "KILLED": mark}
    )
    end = time.monotonic() + 60
    while len(marked(mark)) < 3:
        assert time.monotonic() < end, "no reader was started"
        assert process.poll() is None
    process.kill()
    process.wait()
    while marked(mark):
        assert time.monotonic() < end, f"{marked(mark)} live on"
        time.sleep(0.1)


def marked(mark: str) -> list[str]:
    """Return the processes with a mark in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"KILLED={mark}".encode() in (folder / "environ").read_bytes():
                found.append(folder.name)
    return found


def test_deep_markup_is_refused_at_once() -> None:
    page = f"<html><body>{'<b>' * 100_000}text</body></html>".encode()
    start = time.process_time()
    with pytest.raises(SourceError, match="nested too deeply"):
        read(page, source="a.html")
    assert time.process_time() - start < 5


def test_a_list_that_starts_at_an_absurd_number_starts_at_one() -> None:
    page = f'<html><h2>Recommendations</h2><ol start="{"9" * 5_000}"><li>Train staff.</li></ol>'
    assert read(page.encode(), source="a.html").media_type == "text/html"


@pytest.mark.parametrize("span", ["rowspan", "colspan"])
def test_a_cell_over_an_absurd_number_of_others_is_read(span: str) -> None:
    row = f'<tr><td {span}="{"9" * 5_000}">Train staff.</td></tr>'
    page = f"<html><h2>Recommendations</h2><table>{row}</table>"
    assert read(page.encode(), source="a.html").media_type == "text/html"
