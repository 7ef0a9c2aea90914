"""Values no page prints: each is told or left out, none breaks a build."""

import time

import pytest

from reviewgraph.errors import SourceError
from reviewgraph.identifiers import is_web_address
from reviewgraph.sources import read_bytes, read_sidecar
from reviewgraph.sources.numbering import natural_key
from reviewgraph.sources.rows import LONGEST
from reviewgraph.themes.matching import PhraseFinder
from reviewgraph.themes.words import tokens

TABLE = "| # | Recommendation | Addressed to |\n|---|---|---|\n| 1 | Train staff. | LA |\n"
ROWS = '"number","text","addressed_to"\n'


def csv(number: str = "1", text: str = "Train staff.", addressee: str = "LA") -> bytes:
    return f'{ROWS}"{number}","{text}","{addressee}"\n'.encode()


def test_a_number_of_thousands_of_digits_is_no_count() -> None:
    endless = "9" * 5_000
    assert sorted([endless, "10", "2"], key=natural_key) == ["2", "10", endless]
    assert len(read_bytes(csv(number="9" * 150), "a.csv").review.recommendations) == 1
    with pytest.raises(SourceError, match="not TOML"):
        read_sidecar(f"page = {endless}".encode(), "a.toml")
    page = f"CSP: Havering\n{endless} recommendations pulled from the report\n"
    page += TABLE
    assert read_bytes(page.encode(), "a.txt").review.stated_count is None


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("number", csv(number="1" * (LONGEST["number"] + 1))),
        ("recommendation", csv(text="a " * LONGEST["recommendation"])),
        ("addressee", csv(addressee="a " * LONGEST["addressee"])),
    ],
)
def test_cells_that_ran_together_are_told(name: str, page: bytes) -> None:
    with pytest.raises(SourceError, match=f"has a {name} of .* look where its cells end"):
        read_bytes(page, "a.csv")


def test_digits_of_other_scripts_are_no_year_and_no_month() -> None:
    page = "CSP: Havering\nPublished: December ٢٠٢٢\nYear of death: ２０１７\nSummary\n"
    page += TABLE
    reading = read_bytes(page.encode(), "a.txt")
    assert (reading.review.upload_month, reading.review.year_of_death) == (None, None)
    assert sum("was left out" in note for note in reading.notes) == 2


@pytest.mark.parametrize(
    "address", ["https://example.org/a b", "https://", "https://[", "https://a/<b>", "http:a"]
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    assert not is_web_address(address)
    with pytest.raises(SourceError, match="must be a web address"):
        read_sidecar(f"page = {address!r}".encode(), "a.toml")


def test_characters_that_are_no_text_are_told() -> None:
    with pytest.raises(SourceError, match="no text"):
        read_sidecar(b'title = "a\\u0000b"', "a.toml")


def test_an_error_quotes_no_more_than_a_person_reads() -> None:
    with pytest.raises(SourceError) as caught:
        read_sidecar(f"page = '{'x' * 100_000}'".encode(), "a.toml")
    assert len(str(caught.value)) < 1_000
    assert str(caught.value).startswith("a.toml: page must be")


def test_a_phrase_that_stands_everywhere_costs_no_more_than_its_places() -> None:
    finder = PhraseFinder()
    number = finder.add([("train",)])
    words = tokens("train " * 40_000)
    start = time.process_time()
    assert len(finder.find(words)[number]) == 40_000
    assert time.process_time() - start < 5
