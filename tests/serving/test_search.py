"""What the search finds, and that nothing typed into it is an error."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewgraph.rdf import RdfFormat
from reviewgraph.results import read_results
from reviewgraph.serving.search_index import SearchIndex
from reviewgraph.serving.searching import Asked, Found, read_search, search
from reviewgraph.store import Store

FIXTURE = Path(__file__).parents[1] / "queries" / "fixture.trig"
COUNT = FIXTURE.read_text(encoding="utf-8").count("a rg:Recommendation ;")


@pytest.fixture(scope="module")
def index() -> Iterator[SearchIndex]:
    store = Store.in_memory(FIXTURE.read_bytes(), RdfFormat.TRIG)
    made = SearchIndex(lambda text: read_results(store.query(text)))
    yield made
    made.close()


def keys(found: Found) -> list[str]:
    return [hit.ref.key for hit in found.hits]


def test_all_words_are_wanted(index: SearchIndex) -> None:
    found = search(index, Asked("audit risk"))
    assert len(keys(found)) == 2
    assert not found.loose


def test_words_are_found_in_other_forms_and_unfinished(index: SearchIndex) -> None:
    assert search(index, Asked("trained")).total == search(index, Asked("training")).total > 0
    assert search(index, Asked("mental capac")).total > 0


def test_a_phrase_is_one_thing(index: SearchIndex) -> None:
    assert search(index, Asked('"risk assessments"')).total == 2
    assert search(index, Asked('"assessments risk"')).total == 0


def test_where_no_one_has_all_words_any_will_do_and_it_says_so(index: SearchIndex) -> None:
    found = search(index, Asked("audit xyzzy"))
    assert found.loose
    assert found.total > 0


def test_facets_narrow_and_count(index: SearchIndex) -> None:
    everything = search(index, Asked())
    assert everything.total == COUNT > 10
    themes = next(facet for facet in everything.facets if facet.heading == "Theme")
    for value in themes.values:
        address = str(value["with"])
        pairs = [tuple(pair.split("=")) for pair in address.partition("?")[2].split("&")]
        asked = read_search([(name, text) for name, text in pairs])
        assert search(index, asked).total == value["count"]


def test_facets_are_met_together(index: SearchIndex) -> None:
    asked = Asked(chosen=(("theme", "da-training"), ("year", "2014")))
    found = search(index, asked)
    assert keys(found) == ["57000001-anyshire--1-515d921d"]
    assert [each["label"] for each in found.chosen] == ["Domestic abuse training", "2014"]


def test_a_name_offers_its_thing(index: SearchIndex) -> None:
    assert [ref.key for ref in search(index, Asked("marac")).hints] == ["marac"]
    assert [ref.key for ref in search(index, Asked("99A")).hints] == ["ods-99a"]


def test_the_words_are_marked(index: SearchIndex) -> None:
    [hit, *_] = search(index, Asked("audit")).hits
    assert "".join(piece for piece, _ in hit.pieces).endswith(".")
    assert [piece for piece, mark in hit.pieces if mark] == ["audit"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999", "", "١"])
def test_a_wrong_page_is_the_first_or_the_last(index: SearchIndex, page: str) -> None:
    found = search(index, read_search([("q", ""), ("page", page)]))
    assert found.total == COUNT


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60), facet=st.text(max_size=20))
def test_nothing_that_is_typed_is_an_error(text: str, facet: str) -> None:
    index = _SHARED[0]
    asked = read_search([("q", text), ("theme", facet)])
    assert search(index, asked).total >= 0
    assert search(index, read_search([("q", text)])).pages >= 1


_STORE = Store.in_memory(FIXTURE.read_bytes(), RdfFormat.TRIG)
_SHARED = [SearchIndex(lambda text: read_results(_STORE.query(text)))]
