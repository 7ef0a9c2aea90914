"""The code and the ontology define the same terms, and borrowed terms exist where they are from."""

import ast
import re
from pathlib import Path

import pytest
import rdflib
from rdflib import namespace as known

from reviewgraph import namespaces
from reviewgraph.namespaces import PREFIXES, RG, Vocabulary

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TURTLE = sorted((ROOT / "ontology").glob("*.ttl")) + sorted((ROOT / "shapes").glob("*.ttl"))

CLOSED = {
    str(vocabulary._NS): {*vocabulary.__annotations__, *getattr(vocabulary, "_extras", ())}
    for vocabulary in (
        known.DCAT,
        known.DCTERMS,
        known.FOAF,
        known.ORG,
        known.OWL,
        known.PROV,
        known.RDF,
        known.RDFS,
        known.SDO,
        known.SH,
        known.SKOS,
        known.VANN,
        known.VOID,
        known.XSD,
    )
}
CLOSED |= {
    base: set(terms.split()) | CLOSED.get(base, set())
    for base, terms in re.findall(
        r"^(https?://\S+)\n((?:  .+\n)+)",
        (ROOT / "tests" / "ontology" / "borrowed-terms.txt").read_text(encoding="utf-8"),
        re.M,
    )
}


def unknown_term(iri: str) -> bool:
    """Say whether the IRI lies in a vocabulary that has no such term."""
    for base, terms in CLOSED.items():
        if iri.startswith(base):
            return iri != base and iri.removeprefix(base) not in terms
    return False


def test_the_code_and_the_ontology_define_the_same_terms() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "reviewgraph.ttl")
    defined = {
        str(term).removeprefix(RG.base)
        for term in graph.subjects(rdflib.RDF.type, None)
        if str(term).startswith(RG.base)
    }
    assert defined == set(RG.terms or ())


def borrowed_in_turtle(path: Path) -> set[str]:
    """Return every IRI in the file, those inside SPARQL strings included."""
    graph = rdflib.Graph().parse(path)
    iris = {str(term) for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    bases = dict(graph.namespaces())
    for _, text in graph.subject_objects(rdflib.SH.select):
        for prefix, local in re.findall(r"\b([a-z]+):([A-Za-z]\w*)", str(text)):
            iris.add(f"{bases.get(prefix, PREFIXES.get(prefix, 'unknown:'))}{local}")
    return iris


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_a_term_in_turtle_exists_in_its_vocabulary(path: Path) -> None:
    iris = borrowed_in_turtle(path)
    assert sorted(filter(unknown_term, iris)) == []
    assert {iri for iri in iris if iri.startswith(RG.base)} <= {
        RG[term].value for term in RG.terms or ()
    }


def terms_in_code(path: Path) -> set[str]:
    """Return the IRIs that the code takes out of the vocabularies, by attribute or by key."""
    vocabularies = {
        key: value for key, value in vars(namespaces).items() if isinstance(value, Vocabulary)
    }
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        key: object = None
        if isinstance(node, ast.Attribute):
            key = node.attr
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            key = node.slice.value
        if (
            isinstance(node, ast.Attribute | ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id in vocabularies
            and isinstance(key, str)
            and key not in {"base", "terms"}
        ):
            found.add(vocabularies[node.value.id].base + key)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_term_in_code_exists_in_its_vocabulary(path: Path) -> None:
    iris = terms_in_code(path)
    assert sorted(filter(unknown_term, iris)) == []
    for iri in iris:
        if iri.startswith(RG.base):
            assert iri.removeprefix(RG.base) in (RG.terms or ())


@pytest.mark.parametrize(
    "iri",
    [
        "http://purl.org/dc/terms/titel",
        "http://www.w3.org/ns/prov#startAtTime",
        "http://www.w3.org/ns/shacl#minCuont",
        "http://www.w3.org/ns/oa#hasBoddy",
        "https://schema.org/txet",
    ],
)
def test_a_misspelt_term_is_noticed(iri: str) -> None:
    assert unknown_term(iri)


def test_every_vocabulary_of_the_code_has_known_terms() -> None:
    bases = {value.base for value in vars(namespaces).values() if isinstance(value, Vocabulary)}
    assert bases - {RG.base} <= set(CLOSED)


def test_a_term_of_ours_that_is_misspelt_fails_at_once() -> None:
    with pytest.raises(AttributeError, match="has no term adressedTo"):
        RG.adressedTo  # noqa: B018


def test_every_vocabulary_has_a_prefix() -> None:
    bases = {value.base for value in vars(namespaces).values() if isinstance(value, Vocabulary)}
    assert bases <= set(PREFIXES.values())
    assert len(set(PREFIXES.values())) == len(PREFIXES)
