"""N-Quads are what the triples are, whatever their texts hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewgraph.rdf import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, nquads, parse

GRAPH = NamedNode("https://example.org/graph")
THING = NamedNode("https://example.org/thing")
HOSTILE = st.text(st.sampled_from(' .\n\r\t"\\<>_:@^\u0085\u2028é\U0001f600'), max_size=12)
TERMS = st.one_of(
    st.builds(Literal, HOSTILE),
    st.builds(lambda text: Literal(text, language="en-gb"), HOSTILE),
    st.builds(lambda text: Literal(text, datatype=THING), HOSTILE),
    st.just(BlankNode("b")),
    st.just(NamedNode("https://example.org/a?b=%20.")),
)


@settings(deadline=None)
@given(st.lists(TERMS, max_size=5))
def test_the_quads_of_triples_are_these_in_their_graph(terms: list[Literal]) -> None:
    predicate = NamedNode("https://example.org/says")
    written = nquads(GRAPH, (Triple(THING, predicate, term) for term in terms))
    assert list(parse(written, format=RdfFormat.N_QUADS)) == [
        Quad(THING, predicate, term, GRAPH) for term in terms
    ]
    assert written.count(b"\n") == len(terms)
