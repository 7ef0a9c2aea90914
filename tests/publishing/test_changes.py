"""From one release to the next: the patch leads there, takedowns leave tombstones, rules hold."""

import csv
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.released import small
from reviewgraph.errors import DataError, GraphError
from reviewgraph.namespaces import BASE, PREFIXES
from reviewgraph.publishing import MANIFEST, NQUADS, TURTLE, edition, publish
from reviewgraph.publishing.changes import difference
from reviewgraph.store import Store, open_store
from reviewgraph.validation import Report

HAVERING = "6391f4df-havering"
GONE = "ffff0001-harlow"
"""The review that the next release lacks."""


@pytest.fixture(scope="module")
def following(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("next") / "release"
    store = small(release, f"{GONE}--", f"{GONE}>")
    asked = edition("2026.12", previous=release, allow_fewer=True)
    publish(store, folder, asked)
    return folder


def quads(folder: Path) -> set[str]:
    return set((folder / NQUADS).read_text(encoding="utf-8").splitlines(keepends=True))


def test_the_patch_leads_from_one_release_to_the_next(release: Path, following: Path) -> None:
    have = quads(release)
    for row in (
        (following / "changes" / "changes.rdfp")
        .read_text(encoding="utf-8")
        .splitlines(keepends=True)
    ):
        mark, _, line = row.partition(" ")
        if mark == "H" and line.startswith("withdrawn"):
            have = {quad for quad in have if not _is_of(GONE, quad)}
        elif mark == "D":
            have.remove(line)
        elif mark == "A":
            assert line not in have
            have.add(line)
    assert have == quads(following)


def _is_of(review: str, quad: str) -> bool:
    subject, graph = quad.split(" ", 1)[0], quad.rsplit(" ", 2)[1]
    return any(
        review in node.strip("<>").rpartition("/")[2].split("--") for node in (subject, graph)
    )


def test_the_patch_says_whence_and_whither(following: Path) -> None:
    text = (following / "changes" / "changes.rdfp").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[:3] == [
        f"H id <{BASE}release/2026.12> .",
        f"H prev <{BASE}release/2026.11> .",
        f"H withdrawn <{PREFIXES['review']}{GONE}> .",
    ]
    assert (lines[3], lines[-1]) == ("TX .", "TC .")


def test_nothing_of_a_withdrawn_review_is_in_the_next_release(
    release: Path, following: Path
) -> None:
    with (release / "tables" / "recommendations.csv").open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file) if row["review"] == GONE]
    assert len(texts) > 10
    for path in following.rglob("*"):
        if path.is_file() and path.suffix != ".gz":
            held = path.read_text(encoding="utf-8")
            assert not [text for text in texts if text in held], path


def test_a_withdrawn_review_leaves_a_tombstone(following: Path) -> None:
    text = (following / "reviews" / f"{GONE}.ttl").read_text(encoding="utf-8")
    (block,) = text.split("\n\n")[1:]
    assert "concept:review-status--withdrawn" in block
    assert len(block.strip().splitlines()) == 5


def test_tombstones_stay_in_later_releases(release: Path, following: Path, tmp_path: Path) -> None:
    store = small(release, f"{GONE}--", f"{GONE}>")
    publish(store, tmp_path / "later", edition("2027.01", previous=following))
    assert (tmp_path / "later" / "reviews" / f"{GONE}.ttl").exists()
    assert json.loads((tmp_path / "later" / MANIFEST).read_text())["withdrawn"] == 1


def test_changes_are_told_to_people(following: Path) -> None:
    page = (following / "changes" / "changes.md").read_text(encoding="utf-8")
    assert "1 review withdrawn, 14 recommendations removed" in page
    assert f"[{GONE}]({PREFIXES['review']}{GONE})" in page
    with (following / "changes" / "changes.csv").open(encoding="utf-8") as file:
        rows = {(row["kind"], row["id"]): row["change"] for row in csv.DictReader(file)}
    assert rows["review", GONE] == "withdrawn"
    assert "removed" in {rows[key] for key in rows if key[0] == "tagging"}


def test_the_three_accounts_of_the_changes_agree(following: Path) -> None:
    with (following / "changes" / "changes.csv").open(encoding="utf-8") as file:
        rows = [(row["kind"], row["id"], row["change"]) for row in csv.DictReader(file)]
    markdown = (following / "changes" / "changes.md").read_text(encoding="utf-8")
    html = unescape((following / "changes" / "changes.html").read_text(encoding="utf-8"))
    for (kind, what), count in Counter((kind, what) for kind, _, what in rows).items():
        title = f"{'Agencies' if kind == 'agency' else kind.capitalize() + 's'} {what}"
        assert f"## {title}: {count:,}\n" in markdown
        assert f'{title} <span class="count">({count:,})</span>' in html
        names = [key for each, key, fate in rows if (each, fate) == (kind, what)]
        told = [key for key in names if f'{PREFIXES[kind]}{key}"' in html]
        assert told == names[:50]
        assert told == [key for key in names if f"({PREFIXES[kind]}{key})" in markdown]
    assert markdown.count("more, in `changes/changes.csv`") == html.count("more, in <a") > 0


def test_the_page_of_changes_stands_by_itself(following: Path) -> None:
    html = (following / "changes" / "changes.html").read_text(encoding="utf-8")
    targets = re.findall(r'(?:href|src)="([^"#]+)"', html)
    here = [each for each in targets if not each.startswith("https://w3id.org/reviewgraph/")]
    assert {"../changes/changes.csv", "../changes/changes.rdfp"} == set(here)
    assert all((following / "changes" / each).exists() for each in here)
    assert "<script" not in html
    assert "url(" not in html


def test_what_is_new_is_called_by_its_label(release: Path, following: Path, tmp_path: Path) -> None:
    """A label that needs escapes in N-Quads and in HTML comes through both."""
    data = (release / NQUADS).read_text(encoding="utf-8")
    label = r'"NHS \"A&B\" <Trust>\\"@en'
    graph = f"<{PREFIXES['graph']}agencies>"
    node = f"<{PREFIXES['agency']}ods-zzz>"
    added = f"{node} <{PREFIXES['rdfs']}label> {label} {graph} .\n"
    added += f"{node} <{PREFIXES['rdf']}type> <{PREFIXES['org']}Organization> {graph} .\n"
    store = Store.in_memory((data + added).encode())
    asked = edition("2026.12", previous=release)
    publish(store, tmp_path / "next", asked, judge=lambda: Report((), 1))
    html = (tmp_path / "next" / "changes" / "changes.html").read_text(encoding="utf-8")
    assert '>NHS "A&B" <Trust>\\</span>' in unescape(html)
    assert "<Trust>" not in html
    markdown = (tmp_path / "next" / "changes" / "changes.md").read_text(encoding="utf-8")
    assert 'ods-zzz): NHS "A&B" <Trust>\\\n' in markdown


def test_no_release_when_reviews_fall(release: Path, tmp_path: Path) -> None:
    store = small(release, f"{GONE}--", f"{GONE}>")
    with pytest.raises(GraphError, match=f"1 of the 18 reviews .* such as {GONE}"):
        publish(store, tmp_path / "next", edition("2026.12", previous=release))
    assert list(tmp_path.iterdir()) == []


def test_no_release_while_a_violation_stands(release: Path, tmp_path: Path) -> None:
    store = small(release, "/ontology#mentionKind>")
    with pytest.raises(DataError, match=r"no release: \d+ violations, such as .*rg:mentionKind"):
        publish(store, tmp_path / "next", edition("2026.12"))
    assert list(tmp_path.iterdir()) == []


def test_no_release_when_a_reference_leads_nowhere(release: Path, tmp_path: Path) -> None:
    store = small(release, f"<{PREFIXES['agency']}police-metropolitan> <")
    with pytest.raises(DataError, match=r"no release: .*police-metropolitan"):
        publish(store, tmp_path / "next", edition("2026.12"))


def test_a_folder_that_is_no_release_cannot_be_previous(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with pytest.raises(GraphError, match="name a whole release folder"):
        publish(open_store(corpus), tmp_path / "r", edition("2026.12", previous=tmp_path / "old"))


def test_texts_without_a_licence_can_be_left_out(release: Path, tmp_path: Path) -> None:
    asked = edition("2026.12", previous=release, with_text=False)
    publish(open_again(release), tmp_path / "next", asked)
    havering = (tmp_path / "next" / "reviews" / f"{HAVERING}.ttl").read_text()
    harlow = (tmp_path / "next" / "reviews" / f"{GONE}.ttl").read_text()
    assert "schema:text" not in havering
    assert "oa:prefix" not in havering
    assert "schema:text" in harlow
    with (release / "tables" / "recommendations.csv").open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file) if row["review"] == HAVERING]
    examples = (release / "ontology" / "reviewgraph.ttl").read_text(encoding="utf-8")
    texts = [text for text in texts if text not in examples]
    assert len(texts) > 20
    for path in (tmp_path / "next").rglob("*"):
        if path.is_file() and path.suffix != ".gz":
            held = path.read_text(encoding="utf-8")
            assert not [text for text in texts if text in held], path
    assert "Texts of sources without a licence" in (tmp_path / "next" / "dataset.ttl").read_text()
    assert (tmp_path / "next" / TURTLE).stat().st_size < (release / TURTLE).stat().st_size


def open_again(release: Path) -> Store:
    return small(release)


lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"d\n", b"e\n"]), unique=True).map(sorted)


@given(old=lines, new=lines)
def test_a_difference_is_of_sets(old: list[bytes], new: list[bytes]) -> None:
    found = list(difference(old, new))
    assert {line for mark, line in found if mark == b"A"} == set(new) - set(old)
    assert {line for mark, line in found if mark == b"D"} == set(old) - set(new)
    assert [line for _, line in found] == sorted(line for _, line in found)
