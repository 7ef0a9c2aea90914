"""Releases in the tools that others read them with: raptor, pandas, Virtuoso."""

import shutil
import subprocess
from pathlib import Path

import httpx
import pandas
import pytest

from reviewgraph.namespaces import PREFIXES
from reviewgraph.publishing import NQUADS, TURTLE
from reviewgraph.publishing.manifest import read_manifest
from serving.engines import VIRTUOSO, virtuoso

RAPPER = shutil.which("rapper")
HAVERING = "6391f4df-havering"


@pytest.mark.skipif(RAPPER is None, reason="NOT CHECKED: there is no rapper; make tools brings it")
def test_raptor_counts_what_the_release_says(release: Path) -> None:
    told = read_manifest(release)
    for name, form, count in (
        (TURTLE, "turtle", told.triples),
        (NQUADS, "nquads", told.quads),
        ("dataset.ttl", "turtle", None),
        ("queries.ttl", "turtle", None),
        *((f"reviews/{path.name}", "turtle", None) for path in (release / "reviews").iterdir()),
    ):
        done = subprocess.run(
            [str(RAPPER), "-c", "-i", form, str(release / name)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert not [line for line in done.stderr.splitlines() if "rror" in line or "arning" in line]
        if count is not None:
            assert f"Parsing returned {count} triples" in done.stderr


def test_pandas_reads_every_table_and_joins_them(release: Path) -> None:
    told = read_manifest(release)
    tables = {name: pandas.read_csv(release / "tables" / f"{name}.csv") for name in told.rows}
    assert {name: len(table) for name, table in tables.items()} == told.rows
    for name, table in tables.items():
        assert table["id"].is_unique, name
        zipped = pandas.read_csv(release / "tables" / f"{name}.csv.gz")
        pandas.testing.assert_frame_equal(table, zipped)
    joined = tables["recommendations"].merge(
        tables["reviews"], left_on="review", right_on="id", suffixes=("", "_of_review")
    )
    assert len(joined) == len(tables["recommendations"])
    assert (joined["review"] == HAVERING).sum() == 26
    links = pandas.read_csv(release / "links.sssom.tsv", sep="\t", comment="#")
    assert links["object_id"].str.startswith("agency:").all()


@pytest.mark.slow
@pytest.mark.skipif(
    VIRTUOSO is None, reason="NOT CHECKED: there is no Virtuoso here; make tools brings it"
)
def test_virtuoso_holds_what_the_turtle_says(release: Path, tmp_path: Path) -> None:
    asked = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <urn:release> { ?s ?p ?o } }"
    text = f"""SELECT ?text WHERE {{ GRAPH <urn:release> {{
      ?it <{PREFIXES["dcterms"]}isPartOf> <{PREFIXES["review"]}{HAVERING}> ;
          <{PREFIXES["schema"]}text> ?text }} }}"""
    with virtuoso(tmp_path) as engine:
        loaded = httpx.put(
            engine.store,
            params={"graph": "urn:release"},
            content=(release / TURTLE).read_bytes(),
            headers={"Content-Type": "text/turtle"},
            auth=httpx.DigestAuth(engine.user or "", engine.password),
            timeout=120,
        )
        assert loaded.is_success, loaded.text
        answers = [
            httpx.get(
                engine.query,
                params={"query": query, "format": "application/sparql-results+json"},
                timeout=60,
            ).json()["results"]["bindings"]
            for query in (asked, text)
        ]
    assert int(answers[0][0]["n"]["value"]) == read_manifest(release).triples
    table = pandas.read_csv(release / "tables" / "recommendations.csv")
    expected = table.loc[table["review"] == HAVERING, "text"]
    assert sorted(row["text"]["value"] for row in answers[1]) == sorted(expected)
