from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.themes.words import fold, tokens


@given(st.text())
def test_offsets_refer_to_the_text_itself(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.printed for token in found)
    assert [token.start for token in found] == sorted({token.start for token in found})


@given(st.text(alphabet="abcdefgiosuzéß’'", max_size=12))
def test_folding_twice_is_folding_once_for_case(word: str) -> None:
    assert fold(word) == fold(word.upper().lower())


def test_singular_meets_plural_and_quotes_and_american_spelling() -> None:
    for one, other in (
        ("policies", "Policy"),
        ("carers’", "carer"),
        ("carer's", "carer’s"),
        ("children", "child"),
        ("Organization", "organisation"),
        ("enquiries", "enquiry"),
    ):
        assert fold(one) == fold(other)


def test_families_of_words_stay_apart() -> None:
    for one, other in (
        ("housing", "house"),
        ("governance", "government"),
        ("crisis", "crises"),
        ("police", "policies"),
        ("refuge", "refugee"),
    ):
        assert fold(one) != fold(other)


def test_sentences_end_at_full_stops_but_not_inside_abbreviations() -> None:
    text = "Staff (e.g. Nurses) and s.42 enquiries. Train them; again.\n• Third"
    assert [token.sentence for token in tokens(text)] == [0] * 8 + [1] * 3 + [2]
