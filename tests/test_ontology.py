"""The ontology and its concept schemes keep their own rules; each rule is seen to fail."""

import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from reviewgraph import __version__

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "ontology").glob("*.ttl"))
ONTOLOGY = ROOT / "ontology" / "reviewgraph.ttl"
CASES = ROOT / "tests" / "ontology"
QUERIES = sorted(CASES.glob("*-violation.rq"))
OWN_ORDER = [ONTOLOGY, ROOT / "ontology" / "concepts.ttl"]


def name(path: Path) -> str:
    return path.name.removesuffix("-violation.rq")


def rows(query: Path, data: Path) -> list[tuple[str, ...]]:
    """Return the rows of a query, which must be the same in two engines."""
    text = query.read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(data)
    one = sorted(tuple(str(cell) for cell in row) for row in graph.query(text))  # type: ignore[union-attr]
    store = pyoxigraph.Store()
    store.load(path=data, format=pyoxigraph.RdfFormat.TURTLE)
    answer = store.query(text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    two = sorted(tuple(_plain(cell) for cell in row) for row in answer)
    assert one == two
    return one


def _plain(term: object) -> str:
    assert isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal)
    return term.value


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_the_ontology_keeps_the_rule(query: Path) -> None:
    assert rows(query, ONTOLOGY) == []


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_the_rule_is_seen_to_fail(query: Path) -> None:
    broken = query.with_name(f"{name(query)}.broken.ttl")
    stated = re.match(r"# rows: (\d+)\n", broken.read_text(encoding="utf-8"))
    assert stated is not None
    assert len(rows(query, broken)) == int(stated[1])


@pytest.mark.parametrize("query", QUERIES, ids=name)
def test_a_rule_asks_a_question(query: Path) -> None:
    assert re.match(r"#\+ summary: [^\n]+[?.]\n", query.read_text(encoding="utf-8"))


def test_every_broken_case_has_its_rule() -> None:
    broken = {path.name.removesuffix(".broken.ttl") for path in CASES.glob("*.broken.ttl")}
    assert broken == {name(query) for query in QUERIES}


def test_the_ontology_is_of_this_release() -> None:
    graph = rdflib.Graph().parse(ONTOLOGY)
    assert [str(value) for value in graph.objects(None, rdflib.OWL.versionInfo)] == [__version__]


def test_the_ontology_stays_small() -> None:
    graph = rdflib.Graph().parse(ONTOLOGY)
    classes = set(graph.subjects(rdflib.RDF.type, rdflib.OWL.Class))
    properties = set(graph.subjects(rdflib.RDF.type, rdflib.OWL.ObjectProperty)) | set(
        graph.subjects(rdflib.RDF.type, rdflib.OWL.DatatypeProperty)
    )
    assert 0 < len(classes) < 15
    assert 0 < len(properties) < 30


def disorder(text: str) -> list[str]:
    """Return what stands out of order in Turtle: prefixes and, in each section, subjects."""
    prefixes = re.findall(r"^@prefix +(\w+):", text, re.M)
    own = [prefix for prefix in prefixes if prefix in {"rg", "rgsh", "concept", "theme"}]
    faults = []
    if prefixes != own + sorted(set(prefixes) - set(own)) or own != sorted(own, key=_own_rank):
        faults.append("prefixes")
    if len({line.index("<") for line in text.splitlines() if line.startswith("@prefix")}) != 1:
        faults.append("alignment")
    for section in re.split(r"^### ", text, flags=re.M)[1:]:
        title, _, body = section.partition("\n")
        subjects = re.findall(r"^(?:<[^>]+>|[\w-]+:[\w-]+)", body, re.M)
        if subjects != sorted(subjects):
            faults.append(title)
    return faults


def _own_rank(prefix: str) -> int:
    return ["rg", "rgsh", "concept", "theme"].index(prefix)


@pytest.mark.parametrize("path", OWN_ORDER, ids=lambda path: path.name)
def test_prefixes_and_subjects_stand_in_order(path: Path) -> None:
    assert disorder(path.read_text(encoding="utf-8")) == []


def test_disorder_is_noticed() -> None:
    text = "@prefix b: <b:> .\n@prefix rg:  <a:> .\n### One\n\nrg:b a rg:c .\nrg:a a rg:c .\n"
    assert disorder(text) == ["prefixes", "alignment", "One"]


def test_the_ontology_has_its_sections() -> None:
    sections = re.findall(r"^### (.+)$", ONTOLOGY.read_text(encoding="utf-8"), re.M)
    assert sections == ["Ontology", "Classes", "Properties", "Individuals"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_blank_node_stands_in_the_vocabulary(path: Path) -> None:
    graph = rdflib.Graph().parse(path)
    assert not [triple for triple in graph if any(isinstance(x, rdflib.BNode) for x in triple)]


def test_each_mention_kind_of_the_code_is_a_concept_and_no_other() -> None:
    from reviewgraph.model import MentionKind

    graph = rdflib.Graph().parse(ROOT / "ontology" / "concepts.ttl")
    scheme = rdflib.URIRef("https://w3id.org/reviewgraph/id/concept/mention-kind")
    keys = {
        str(concept).removeprefix(f"{scheme}--")
        for concept in graph.subjects(rdflib.SKOS.inScheme, scheme)
    }
    assert keys == set(MentionKind)


@pytest.mark.slow
def test_the_documentation_tells_every_term(tmp_path: Path) -> None:
    """What pyLODE leaves out, the ontology does not say in a way that others read."""
    pytest.importorskip("pylode", reason="pylode is not installed; no page of terms was made")
    page = tmp_path / "ontology.html"
    subprocess.run(
        [sys.executable, "-m", "pylode", str(ONTOLOGY), "-o", str(page)],
        check=True,
        capture_output=True,
    )
    html = page.read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(ONTOLOGY)
    # pyLODE has no section for datatypes.
    kinds = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in graph.subjects(rdflib.RDF.type, kind)}
    said = (rdflib.SKOS.definition, rdflib.RDFS.label)
    told = [text for term in terms for each in said for text in graph.objects(term, each)]
    assert len(told) > 70
    # The page is Markdown and HTML, which change quotes and ampersands.
    words = [re.sub(r"[^\w ].*", "", str(text)) for text in told]
    assert [text for text in words if text and text not in html] == []
