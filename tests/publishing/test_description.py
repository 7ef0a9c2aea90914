"""The description: true to the files and the counts, and good enough for DCAT-AP 3."""

import hashlib
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH, Namespace, URIRef

from reviewgraph.errors import GraphError
from reviewgraph.namespaces import BASE, RG
from reviewgraph.publishing import NQUADS, TURTLE, edition, publish
from reviewgraph.store import Store
from reviewgraph.validation import Report

SHAPES = [
    path
    for folder in Path(__file__).parents[3:5]
    for path in (folder / "shared" / "conformance" / "dcat-ap").glob("*.ttl")
]
DCAT = Namespace("http://www.w3.org/ns/dcat#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
RELEASE = URIRef(f"{BASE}release/2026.11")


@pytest.fixture(scope="module")
def described(release: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(release / "dataset.ttl")


def shapes() -> rdflib.Graph:
    if not SHAPES:
        pytest.skip("NOT CHECKED: the shapes of DCAT-AP 3 are not on this machine")
    graph = rdflib.Graph().parse(SHAPES[0])
    for row in list(graph.triples((None, SH.property, None))):
        if (row[2], None, None) not in graph:
            graph.remove(row)
    return graph


def test_it_conforms_to_dcat_ap(described: rdflib.Graph) -> None:
    rules = shapes()
    conforms, _, text = pyshacl.validate(described, shacl_graph=rules)
    assert conforms, text
    broken = rdflib.Graph() + described
    broken.remove((RELEASE, rdflib.DCTERMS.title, None))
    assert not pyshacl.validate(broken, shacl_graph=rules)[0]


@pytest.fixture(scope="module")
def served(release: Path, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    folder = tmp_path_factory.mktemp("served") / "release"
    store = Store.in_memory((release / NQUADS).read_bytes())
    asked = edition("2026.11", served_at="https://example.org/graph/")
    publish(store, folder, asked, judge=lambda: Report((), 1))
    return rdflib.Graph().parse(folder / "dataset.ttl")


def test_services_are_described_where_one_is_known(
    described: rdflib.Graph, served: rdflib.Graph
) -> None:
    assert not list(described.subjects(RDF.type, DCAT.DataService))
    addresses = {str(address) for address in served.objects(None, DCAT.endpointURL)}
    assert "https://example.org/graph/sparql" in addresses
    assert set(served.objects(None, DCAT.service)) == set(
        served.subjects(RDF.type, DCAT.DataService)
    )
    rules = shapes()
    conforms, _, text = pyshacl.validate(served, shacl_graph=rules)
    assert conforms, text
    broken = rdflib.Graph() + served
    broken.remove((None, DCAT.endpointURL, None))
    assert not pyshacl.validate(broken, shacl_graph=rules)[0]


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://a b", ""])
def test_an_address_is_of_the_web(address: str) -> None:
    with pytest.raises(GraphError, match="give an address"):
        edition("2026.11", served_at=address)


def test_the_catalogue_lists_the_dataset_and_the_contact_is_no_person(
    described: rdflib.Graph,
) -> None:
    (catalogue,) = described.subjects(RDF.type, DCAT.Catalog)
    (dataset,) = described.objects(catalogue, DCAT.dataset)
    assert (dataset, DCAT.hasCurrentVersion, RELEASE) in described
    contacts = set(described.objects(None, DCAT.contactPoint))
    assert len(contacts) == 1
    types = {kind for each in contacts for kind in described.objects(each, RDF.type)}
    assert types == {VCARD.Kind}
    assert not list(described.triples((None, VCARD.hasEmail, None)))


def test_checksums_and_sizes_are_of_the_files(release: Path, described: rdflib.Graph) -> None:
    count = 0
    for node in described.objects(RELEASE, DCAT.distribution):
        address = str(described.value(node, DCAT.downloadURL))
        data = (release / address.removeprefix(f"{RELEASE}/")).read_bytes()
        checksum = described.value(node, SPDX.checksum)
        assert (
            str(described.value(checksum, SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
        )
        assert int(str(described.value(node, DCAT.byteSize))) == len(data)
        count += 1
    assert count >= 10


def test_partitions_count_what_the_dump_holds(release: Path, described: rdflib.Graph) -> None:
    dump = rdflib.Graph().parse(release / TURTLE)
    classes = Counter(dump.objects(None, RDF.type))
    told = {
        described.value(part, VOID["class"]): int(str(described.value(part, VOID.entities)))
        for part in described.objects(RELEASE, VOID.classPartition)
    }
    assert told == dict(classes)
    properties = {
        described.value(part, VOID.property): int(str(described.value(part, VOID.triples)))
        for part in described.objects(RELEASE, VOID.propertyPartition)
    }
    assert properties == dict(Counter(dump.predicates()))
    assert int(str(described.value(RELEASE, VOID.triples))) == len(dump)


def test_query_editors_find_what_a_property_leads_to(described: rdflib.Graph) -> None:
    answer = described.query(
        f"""PREFIX void: <{VOID}>
        SELECT ?target ?triples {{
          ?of void:class {RG.Recommendation} ; void:propertyPartition ?part .
          ?part void:property {RG.inSeries} ; void:classPartition ?at .
          ?at void:class ?target ; void:triples ?triples
        }}"""
    )
    rows = [(str(row[0]), int(str(row[1]))) for row in answer]  # type: ignore[index]
    assert rows == [(RG.RecommendationSeries.value, 166)]


def test_there_is_a_linkset_for_each_register(release: Path, described: rdflib.Graph) -> None:
    sets = list(described.subjects(RDF.type, VOID.Linkset))
    total = sum(int(str(described.value(each, VOID.triples))) for each in sets)
    rows = (release / "tables" / "links.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(sets) > 4
    assert total == sum("link-status--asserted" in row or "--accepted" in row for row in rows)


def test_it_holds_no_blank_node(described: rdflib.Graph) -> None:
    assert not [node for node in described.all_nodes() if isinstance(node, rdflib.BNode)]
