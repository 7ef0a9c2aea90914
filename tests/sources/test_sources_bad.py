"""Bad input: one line that names the file, the place and the remedy; never anything else."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Approve
from reviewgraph.errors import SourceError
from reviewgraph.model import Reading, Sidecar
from reviewgraph.sources import Source, discover, read, read_bytes, read_sidecar

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").iterdir())
PAGE = (HERE / "cases" / "numbers-flat.txt").read_bytes()
SUFFIXES = [".txt", ".html", ".csv", ".json"]


def fault(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read_bytes(path.read_bytes(), path.name)
    return str(caught.value)


def test_bad_sources_say_what_is_wrong(approved: Approve) -> None:
    lines = [fault(path) for path in BAD]
    assert all("\n" not in line for line in lines)
    assert all(line.startswith(path.name) for path, line in zip(BAD, lines, strict=True))
    approved(HERE / "approved" / "bad.messages", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "colour = 'red'",
        "page = 3",
        "page = 'example.org'",
        "invented = 'yes'",
        "kind = 'inquest'",
        "year_of_death = '17'",
        "title = ''",
        "page = ",
        "x = " + "[" * 5000,
    ],
)
def test_bad_sidecars_say_what_is_wrong(text: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.toml: ") as caught:
        read_sidecar(text.encode(), "a.toml")
    assert "\n" not in str(caught.value)


def test_an_unknown_key_is_named_with_those_allowed() -> None:
    with pytest.raises(SourceError, match="unknown key 'colour'; allowed are area, invented, kind"):
        read_sidecar(b"colour = 'red'", "a.toml")


def test_a_sidecar_is_read() -> None:
    text = 'invented = true\nkind = "public-inquiry"\nyear_of_death = "2017"'
    assert read_sidecar(text.encode(), "a.toml") == Sidecar(
        invented=True, kind="public-inquiry", year_of_death="2017"
    )


def write(folder: Path, name: str, data: bytes = PAGE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_discovery_passes_over_what_is_no_source(tmp_path: Path) -> None:
    write(tmp_path, "b/two.html")
    write(tmp_path, "one.txt")
    write(tmp_path, "one.toml", b"invented = true")
    write(tmp_path, "README.md")
    write(tmp_path, ".hidden.txt")
    write(tmp_path, ".git/three.txt")
    write(tmp_path, "one.pdf", b"%PDF-")
    found = discover([tmp_path, tmp_path / "b", tmp_path / "one.txt"])
    assert [source.identifier for source in found.sources] == ["one", "two"]
    assert found.sources[0].sidecar == tmp_path / "one.toml"
    assert found.sources[1].sidecar is None
    assert [source.report for source in found.sources] == [tmp_path / "one.pdf", None]
    assert found.refused == ()


def test_a_lone_sidecar_is_a_source_only_if_it_says_withdrawn(tmp_path: Path) -> None:
    write(tmp_path, "gone.toml", b"withdrawn = true")
    write(tmp_path, "other.toml", b"rights = 'mine'")
    write(tmp_path, "pyproject.toml", b"[project]\nname = 'x'")
    write(tmp_path, "one.txt")
    write(tmp_path, "one.toml", b"withdrawn = true")
    gone, one = discover([tmp_path]).sources
    reading = read(gone)
    assert (gone.identifier, reading.source) == ("gone", "gone.toml")
    assert reading.review.sidecar.withdrawn
    assert reading.review.recommendations == ()
    assert reading.notes == ()
    assert one.path.name == "one.txt"
    assert read(one).review.sidecar.withdrawn


def test_the_order_of_paths_does_not_matter(tmp_path: Path) -> None:
    paths = [write(tmp_path, name) for name in ("c.txt", "a.txt", "b/d.txt")]
    assert discover(paths) == discover(reversed(paths)) == discover([tmp_path])


def test_one_stem_twice_is_refused_and_both_are_named(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt")
    write(tmp_path, "b/one.html")
    write(tmp_path, "two.txt")
    found = discover([tmp_path])
    assert [source.identifier for source in found.sources] == ["two"]
    (error,) = found.refused
    assert "a/one.txt" in str(error)
    assert "b/one.html" in str(error)


def test_names_and_paths_that_cannot_be_sources_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "My Review.txt")
    notes = write(tmp_path, "notes.md")
    found = discover([tmp_path, notes, tmp_path / "absent.txt"])
    assert found.sources == ()
    assert [str(error).removeprefix(f"{tmp_path.as_posix()}/") for error in found.refused] == [
        "My Review.txt: 'My Review' cannot name a review; "
        "rename it to lower-case words and hyphens",
        "absent.txt: is no file or folder; check the path",
        "notes.md: is no source; give one of .csv, .docx, .htm, .html, .json, .pdf, .txt",
    ]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 50_000_000)
    began = time.perf_counter()
    with pytest.raises(SourceError, match=r"huge\.txt: is 50\.0 MB, more than 5 MB"):
        read(Source("huge", path))
    assert time.perf_counter() - began < 0.5


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read(Source("gone", tmp_path / "gone.txt"))


def test_a_bad_sidecar_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "one.txt")
    sidecar = write(tmp_path, "one.toml", b"colour = 'red'")
    with pytest.raises(SourceError, match=r"one\.toml: unknown key"):
        read(Source("one", path, sidecar))


@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_any_bytes_give_a_reading_or_an_error(data: bytes, suffix: str) -> None:
    attempt(data, suffix)


def attempt(data: bytes, suffix: str) -> Reading | None:
    try:
        return read_bytes(data, f"a{suffix}")
    except SourceError as error:
        message = str(error)
    assert "\n" not in message
    return None


MUTATED = [
    (path.read_bytes(), path.suffix)
    for path in sorted((HERE / "cases").iterdir())
    if path.suffix in SUFFIXES
]


@given(
    st.sampled_from(MUTATED),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.binary(max_size=8)), max_size=4),
)
def test_broken_pages_give_a_reading_or_an_error(
    page: tuple[bytes, str], cuts: list[tuple[float, int, bytes]]
) -> None:
    data, suffix = page
    for place, length, inserted in cuts:
        start = int(place * len(data))
        data = data[:start] + inserted + data[start + length :]
    reading = attempt(data, suffix)
    if reading is not None:
        assert len({one.key for one in reading.review.recommendations}) == len(
            reading.review.recommendations
        )


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"<div>" * 200_000, ".html"),
        (b"[" * 200_000, ".json"),
        (b'{"recommendations":' * 100_000, ".json"),
        (b"number,text\n" + b"1,x\n" * 200_000, ".csv"),
        (b"CSP: A\n# Recommendation Addressed to\n1 " + b"Police " * 150_000, ".txt"),
        (b"CSP: A\n# Recommendation Addressed to\n" + b"1 Police should act. B\n" * 20_000, ".txt"),
        (b"| # | Recommendation | Addressed to |\n| 1 | x |" + b" a |" * 200_000, ".txt"),
        (b"CSP: A " * 200_000, ".txt"),
    ],
    ids=["tags", "brackets", "objects", "rows", "long-row", "flat-rows", "bars", "labels"],
)
@pytest.mark.slow
def test_hostile_pages_end_in_time(data: bytes, suffix: str) -> None:
    began = time.perf_counter()
    attempt(data, suffix)
    assert time.perf_counter() - began < 5
