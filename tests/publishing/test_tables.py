"""Tables: what CSVW's own validator, SSSOM's and pandas make of them."""

import csv
from pathlib import Path
from shutil import copytree

import pandas
import pytest
from csvw import TableGroup

from reviewgraph.namespaces import RG
from reviewgraph.publishing import MAPPINGS
from reviewgraph.store import open_store


def check(folder: Path) -> None:
    """Raise ValueError if the tables are not as their description says."""
    group = TableGroup.from_file(folder / "tables" / "csv-metadata.json")
    for table in group.tables:
        assert list(table.iterdicts(strict=True))
    if not group.check_referential_integrity():
        raise ValueError("a key leads nowhere")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_are_as_their_description_says(release: Path) -> None:
    check(release)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("reviews", ",26,", ",many,"),
        ("recommendations", ",6391f4df-havering,", ",6391f4df-nowhere,"),
        ("links", ",0.95,", ",high,"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_the_description_finds_what_is_wrong(
    release: Path, tmp_path: Path, name: str, old: str, new: str
) -> None:
    folder = copytree(release, tmp_path / "release")
    path = folder / "tables" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError):  # noqa: PT011 - csvw's messages are its own affair
        check(folder)


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("reviews", RG.Review),
        ("recommendations", RG.Recommendation),
        ("mentions", RG.Mention),
        ("links", RG.Link),
        ("taggings", RG.Tagging),
    ],
)
def test_every_thing_has_a_row(corpus: Path, release: Path, name: str, type: object) -> None:
    answer = open_store(corpus).select(f"SELECT DISTINCT ?it {{ ?it a {type} }}")
    things = {row[0].value.rpartition("/")[2] for row in answer}
    rows = table(release, name)
    assert {row["id"] for row in rows} == things
    assert len(rows) == len(things) > 10


def test_a_row_of_havering_is_as_the_page_prints_it(release: Path) -> None:
    row = next(
        row
        for row in table(release, "recommendations")
        if row["review"] == "6391f4df-havering" and row["addressee_as_printed"] == "BOCU SLT"
    )
    assert row["text"].startswith("It is recommended that BOCU SLT dip sample ACN Merlin reports")
    assert row["addressed_to"] == "police-metropolitan"
    assert "quality-assurance-audit" in row["themes"].split("|")


def test_pandas_reads_the_tables_and_joins_them(release: Path) -> None:
    folder = release / "tables"
    mentions = pandas.read_csv(folder / "mentions.csv")
    links = pandas.read_csv(folder / "links.csv")
    joined = links.merge(mentions, left_on="mention", right_on="id", suffixes=("", "_m"))
    assert len(joined) == len(links)
    assert joined["confidence"].between(0, 1).all()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_sssom_tools_accept_the_mappings(release: Path, tmp_path: Path) -> None:
    io = pytest.importorskip("sssom.io", reason="sssom-py is not installed")
    io.validate_file(str(release / MAPPINGS))
    broken = tmp_path / "broken.sssom.tsv"
    text = (release / MAPPINGS).read_text(encoding="utf-8")
    broken.write_text(text.replace("\t0.95\t", "\t9.5\t", 1), encoding="utf-8")
    with pytest.raises(Exception, match="validation error"):
        io.validate_file(str(broken))


def test_mappings_hold_what_is_claimed_and_no_candidate(corpus: Path, release: Path) -> None:
    text = (release / MAPPINGS).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    claimed = [row for row in table(release, "links") if row["status"] != "link-status--candidate"]
    assert len(rows) == len(claimed) > 10
    assert all(row["object_id"].startswith("agency:") for row in rows)
