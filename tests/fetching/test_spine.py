"""The spine: what is taken from the library's tables, what never is, and what is read of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewgraph.cli import main
from reviewgraph.errors import SourceError
from reviewgraph.graph.reviews import review_triples
from reviewgraph.namespaces import PREFIXES
from reviewgraph.resources import shipped
from reviewgraph.sources import discover, read
from reviewgraph.sources.library import DATASET, TAGS, Spine, read_spine
from reviewgraph.themes.scheme import load_scheme

DOCUMENTS = """document_id,incident_id,title,download_id,upload_date,report_url
DOC-1,INC-1,"A title, not taken",0a1b2c3d4e5f,2021-03-09,https://example.org/download/0a1b2c3d4e5f
DOC-2,INC-2,Another,ffffaaaa0000,2022-12-01 10:00:00,https://example.org/download/ffffaaaa0000
"""
INCIDENTS = """incident_id,region,csp,incident_date,coercive_control,Stalking,physical_abuse,weapon
INC-1,East,Anyshire,2018-02-03,TRUE,FALSE,True,knife
INC-2,East,St. Elsewhere & District,2019-01-01,FALSE,,0,none
"""


def spine(documents: str = DOCUMENTS, incidents: str = INCIDENTS) -> Spine:
    return read_spine(("d.csv", documents.encode()), ("i.csv", incidents.encode()))


def write(folder: Path, documents: str = DOCUMENTS) -> tuple[int, str, str]:
    (folder / "d.csv").write_text(documents)
    (folder / "i.csv").write_text(INCIDENTS)
    words = [str(folder / "d.csv"), str(folder / "i.csv"), "-o", str(folder / "pages")]
    result = CliRunner().invoke(main, ["spine", *words])
    return result.exit_code, result.stdout, result.stderr


def test_sidecars_say_area_month_report_and_true_tags_and_nothing_else(tmp_path: Path) -> None:
    assert write(tmp_path)[0] == 0
    found = {path.name: path.read_text() for path in (tmp_path / "pages").iterdir()}
    assert found == {
        "0a1b2c3d-anyshire.toml": (
            'area = "Anyshire"\nupload_month = "2021-03"\n'
            'report = "https://example.org/download/0a1b2c3d4e5f"\n'
            'listed_in = "https://doi.org/10.5281/zenodo.21648010"\n'
            'tags = ["coercive-control", "physical-abuse"]\n'
        ),
        "ffffaaaa-st-elsewhere-district.toml": (
            'area = "St. Elsewhere & District"\nupload_month = "2022-12"\n'
            'report = "https://example.org/download/ffffaaaa0000"\n'
            'listed_in = "https://doi.org/10.5281/zenodo.21648010"\n'
        ),
    }


def test_a_listed_review_is_read_without_recommendations_and_with_its_tags(tmp_path: Path) -> None:
    write(tmp_path)
    sources = discover([tmp_path / "pages"]).sources
    assert [source.identifier for source in sources] == [
        "0a1b2c3d-anyshire",
        "ffffaaaa-st-elsewhere-district",
    ]
    reading = read(sources[0])
    assert reading.review.recommendations == ()
    assert reading.review.series == ()
    assert (reading.review.area, reading.review.upload_month) == ("Anyshire", "2021-03")
    node = f"{PREFIXES['review']}0a1b2c3d-anyshire"
    said = {(t.predicate.value, t.object.value) for t in review_triples(reading)
            if getattr(t.subject, "value", "") == node and hasattr(t.object, "value")}  # fmt: skip
    keywords = {value for predicate, value in said if predicate.endswith("/keywords")}
    assert keywords == {PREFIXES["theme"] + tag for tag in ("coercive-control", "physical-abuse")}
    assert (
        PREFIXES["dcterms"] + "isReferencedBy",
        DATASET,
    ) in said


def test_a_second_time_writes_nothing_and_a_page_is_joined_by_its_digits(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "0a1b2c3d-any-shire.txt").write_text("CSP: Any Shire")
    (pages / "0a1b2c3d-any-shire.toml").write_text('area = "Any Shire"\n')
    _, _, said = write(tmp_path)
    assert "area is 'Any Shire' and was kept" in said
    assert not (pages / "0a1b2c3d-anyshire.toml").exists()
    before = {path: path.stat().st_mtime_ns for path in pages.iterdir()}
    write(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in pages.iterdir()} == before


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("ffffaaaa0000,2022", "nonsense,2022", "d.csv:3: download_id does not start"),
        ("2022-12-01 10:00:00", "soon", "d.csv:3: upload_date 'soon' is no date"),
        ("DOC-2,INC-2", "DOC-2,INC-9", "d.csv:3: INC-9 stands in no row"),
        ("https://example.org/download/ffffaaaa0000", "javascript:1", "report_url is"),
    ],
)
def test_a_bad_row_costs_only_itself(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in DOCUMENTS
    code, out, said = write(tmp_path, DOCUMENTS.replace(old, new))
    assert code == 1
    assert complaint in said
    assert out.startswith("1 review listed")


@pytest.mark.parametrize(
    ("documents", "incidents", "complaint"),
    [
        (INCIDENTS, DOCUMENTS, "has no column 'download_id'"),
        (DOCUMENTS, "victim_id," + INCIDENTS, "has a row for each person"),
        (DOCUMENTS, "", "is empty"),
        (DOCUMENTS, INCIDENTS + "INC-3,East\n", "the row has 2 of 8 cells"),
        (DOCUMENTS, INCIDENTS.replace("region", "csp"), "has a column twice"),
    ],
)
def test_another_table_is_refused(documents: str, incidents: str, complaint: str) -> None:
    with pytest.raises(SourceError, match=complaint):
        spine(documents, incidents)


def test_every_tag_stands_for_a_theme_of_the_scheme() -> None:
    scheme = load_scheme(sorted(shipped("ontology").glob("*.ttl")))
    assert [theme for theme in TAGS.values() if scheme.concept("theme", theme) is None] == []
