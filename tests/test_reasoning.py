"""A reasoner finds the ontology consistent, alone and with the graph of the shipped review.

The ontology promises that nothing depends on reasoning; this holds the other half of the promise,
that nobody's reasoner breaks on it.
"""

import shutil
from pathlib import Path

import pytest

from reviewgraph.rdf import RdfFormat, parse, serialize
from reviewgraph.store import open_store

owlready2 = pytest.importorskip("owlready2", reason="owlready2 is not installed; nothing reasoned")

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology" / "reviewgraph.ttl"
CONTRADICTION = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rg: <https://w3id.org/reviewgraph/ontology#> .
rg:Review owl:disjointWith rg:Mention .
<a:a> a owl:NamedIndividual , rg:Review , rg:Mention .
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java here: HermiT did not run"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def ntriples(turtle: str) -> bytes:
    triples = (quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def ontology() -> bytes:
    return ntriples(ONTOLOGY.read_text(encoding="utf-8"))


def is_consistent(graph: bytes, folder: Path) -> bool:
    path = folder / "graph.nt"
    path.write_bytes(graph)
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    try:
        # xsd:gYear is right for a year and absent from OWL 2's datatype map (section 4.7).
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return not list(world.inconsistent_classes())


def test_the_ontology_is_consistent(tmp_path: Path) -> None:
    assert is_consistent(ontology(), tmp_path)


def test_the_ontology_is_consistent_with_the_shipped_review(havering: Path, tmp_path: Path) -> None:
    store = open_store(havering)
    triples = {
        triple
        for name in store.graph_names()
        if "havering" in name.value or name.value.endswith("/agencies")
        for triple in store.triples(name)
    }
    graph = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    assert len(triples) > 1000
    assert is_consistent(ontology() + graph, tmp_path)


def test_the_reasoner_sees_a_contradiction(tmp_path: Path) -> None:
    assert not is_consistent(ontology() + ntriples(CONTRADICTION), tmp_path)
