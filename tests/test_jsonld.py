"""JSON-LD: our context knows our terms, and no value is bent to fit it."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewgraph.errors import DataError
from reviewgraph.jsonld import context, document, terms
from reviewgraph.namespaces import PREFIXES, RDF, RDFS, RG, SCHEMA, XSD
from reviewgraph.rdf import Literal, NamedNode, RdfFormat, Triple, parse

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
iris = st.sampled_from(
    [
        *(base + "a" for base in PREFIXES.values()),
        *PREFIXES.values(),
        PREFIXES["review"] + "/x",
        "urn:x",
        "mailto:a@example.org",
        "rg://x",
        "text:x",
    ]
).map(NamedNode)
datatypes = st.sampled_from([XSD.integer, XSD.boolean, XSD.decimal, XSD.gYear, RG.pattern])
lexical = text | st.sampled_from(
    ["1", "01", "-0", "0", "-7", "true", "1.0", "9" * 15, "9" * 17, "2017", "1e3"]
)
literals = st.one_of(
    text.map(Literal),
    st.builds(lambda value, tag: Literal(value, language=tag), text, st.sampled_from(["en", "cy"])),
    st.builds(lambda value, datatype: Literal(value, datatype=datatype), lexical, datatypes),
)
predicates = st.sampled_from(
    [SCHEMA.text, SCHEMA.position, RG.row, RG.isInvented, RG.addressedTo, RDFS.label, SCHEMA.other]
)
triples = st.sets(st.builds(Triple, iris, predicates, iris | literals), max_size=6)


@given(triples)
def test_what_is_written_is_read_back(expected: set[Triple]) -> None:
    found = {quad.triple for quad in parse(document(expected), format=RdfFormat.JSON_LD)}
    assert found == expected


@given(triples, st.sets(st.builds(Triple, iris, st.just(RDF.type), iris), max_size=3))
def test_what_is_written_can_be_read_as_a_stream(others: set[Triple], types: set[Triple]) -> None:
    expected = others | types
    found = parse(document(expected), format=RdfFormat.STREAMING_JSON_LD)
    assert {quad.triple for quad in found} == expected


def test_the_context_knows_every_property_of_ours_by_its_own_name() -> None:
    assert RG.terms is not None
    properties = {name for name in RG.terms if name[0].islower()} - {"pattern", "notThis"}
    for name in properties:
        assert terms()[RG[name].value].name == name


def test_the_context_has_the_prefixes_of_the_project() -> None:
    assert PREFIXES.items() <= context().items()


def test_no_two_terms_mean_the_same() -> None:
    count = sum(not name.startswith("@") for name in context()) - len(PREFIXES)
    assert len(terms()) == count - len({"id", "type"})


def test_an_iri_that_looks_prefixed_is_refused() -> None:
    with pytest.raises(DataError, match="by our prefix"):
        document([Triple(NamedNode("rg:x"), RDFS.label, Literal("x"))])


def test_documents_need_no_other_document() -> None:
    data = document([Triple(NamedNode(PREFIXES["review"] + "a"), RDFS.label, Literal("x"))])
    assert len(list(pyoxigraph.parse(data, format=RdfFormat.JSON_LD))) == 1
    assert b'"@context":{' in data
