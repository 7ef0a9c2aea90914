"""The generated corpus: the same on every machine, and read as it was invented."""

import statistics
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.corpus import flat, pages, table, write
from benchmarks.invented import Review, review
from reviewgraph.resembling import Duplicate, find_resemblances, items, shipped_wording
from reviewgraph.sources import Source, discover, read

SAMPLE = [review(7, number) for number in range(40)]


def test_a_seed_makes_the_same_pages_and_another_seed_others() -> None:
    assert list(pages(8, 3, "both")) == list(pages(8, 3, "both"))
    assert list(pages(8, 3, "both")) != list(pages(8, 4, "both"))


def test_a_small_corpus_begins_a_large_one() -> None:
    assert list(pages(12, 3, "mixed"))[:5] == list(pages(5, 3, "mixed"))


def test_no_two_reviews_share_a_name() -> None:
    assert len({each.stem[:8] for each in SAMPLE}) == len(SAMPLE)


def test_the_upload_month_is_that_of_the_first_eight_digits() -> None:
    for each in SAMPLE:
        moment = datetime.fromtimestamp(int(each.stem[:8], 16), tz=UTC)
        assert f"{moment:%B %Y}" == each.published
        assert each.year_of_death is None or int(each.year_of_death) < moment.year


def test_the_distributions_are_those_of_real_pages() -> None:
    reviews = [review(1, number) for number in range(300)]
    counts = [len(each.rows) for each in reviews]
    lengths = [len(row.text) for each in reviews for row in each.rows]
    cells = [row.addressee for each in reviews for row in each.rows]
    repeated = sum(len({row.number for row in each.rows}) < len(each.rows) for each in reviews)
    assert min(counts) >= 4
    assert max(counts) <= 54
    assert 17 < statistics.mean(counts) < 23
    assert 150 < statistics.median(lengths) < 250
    assert min(lengths) > 40
    assert max(lengths) > 1000
    assert 0.08 < sum(" | " in cell for cell in cells) / len(cells) < 0.16
    assert 0.2 < repeated / len(reviews) < 0.5


@pytest.mark.parametrize("each", SAMPLE, ids=lambda each: each.stem)
def test_a_table_is_read_as_it_was_invented(each: Review, tmp_path: Path) -> None:
    path = tmp_path / f"{each.stem}.txt"
    path.write_text(table(each), encoding="utf-8")
    found = read(Source(each.stem, path)).review
    assert (found.area, found.year_of_death) == (each.area, each.year_of_death)
    assert (found.stated_count, found.summary) == (each.stated, each.summary)
    printed = [(row.number, row.text, row.addressee) for row in each.rows]
    assert [(one.number, one.text, one.addressee) for one in found.recommendations] == printed


@pytest.mark.parametrize("each", SAMPLE[:20], ids=lambda each: each.stem)
def test_a_flat_page_loses_no_word(each: Review, tmp_path: Path) -> None:
    path = tmp_path / f"{each.stem}.txt"
    path.write_text(flat(each), encoding="utf-8")
    found = read(Source(each.stem, path)).review
    printed = [f"{row.number} {row.text} {row.addressee}" for row in each.rows]
    kept = [f"{one.number} {one.text} {one.addressee}".strip() for one in found.recommendations]
    assert kept == printed


def test_one_review_in_a_hundred_was_published_twice() -> None:
    first, again = review(1, 56), review(1, 57)
    assert first.rows == again.rows
    assert first.stem != again.stem
    assert first.summary != again.summary


def test_what_was_published_twice_is_found(tmp_path: Path) -> None:
    write(60, tmp_path, form="table")
    readings = [read(source).review for source in discover([tmp_path]).sources]
    found = find_resemblances(
        (item for each in readings for item in items(each)), shipped_wording()
    )
    twice = sorted((review(1, 56).stem, review(1, 57).stem))
    pairs = [(each.left, each.right) for each in found if isinstance(each, Duplicate)]
    assert pairs == [(twice[0], twice[1])]
