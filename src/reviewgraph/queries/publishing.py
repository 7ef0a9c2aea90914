"""Stored queries as RDF, so that an editor finds them by asking the graph.

Each is a ``sh:SPARQLExecutable`` in the form that the SIB's sparql-examples made common, with its
example's values put in: what stands in ``sh:select`` runs as it stands. Parameters are
``sh:Parameter``; SHACL takes a parameter's name from the local name of its ``sh:path``.
No blank nodes.
"""

from collections.abc import Iterable, Iterator

from reviewgraph.identifiers import mint
from reviewgraph.namespaces import DCTERMS, ID, ORG, RDF, RDFS, RG, SCHEMA, SH, SKOS, XSD
from reviewgraph.queries.binding import bind, example_values
from reviewgraph.queries.parameters import PATTERNS, Parameter, ParameterKind
from reviewgraph.queries.reading import Query
from reviewgraph.rdf import Literal, NamedNode, Triple

_FORMS = {
    "select": (SH.SPARQLSelectExecutable, SH.select),
    "ask": (SH.SPARQLAskExecutable, SH.ask),
    "graph": (SH.SPARQLConstructExecutable, SH.construct),
}
_CLASSES = {
    ParameterKind.AGENCY: ORG.Organization,
    ParameterKind.CONCEPT: SKOS.Concept,
    ParameterKind.RECOMMENDATION: RG.Recommendation,
    ParameterKind.REVIEW: RG.Review,
    ParameterKind.SERIES: RG.RecommendationSeries,
    ParameterKind.THEME: SKOS.Concept,
}


def as_triples(queries: Iterable[Query], target: NamedNode | None = None) -> Iterator[Triple]:
    """Yield the triples that publish the queries; ``target`` is the endpoint that answers them."""
    for query in queries:
        yield from _query(query)
        if target is not None:
            yield Triple(mint("query", query.name), SCHEMA.target, target)


def _query(query: Query) -> Iterator[Triple]:
    node = mint("query", query.name)
    kind, predicate = _FORMS[query.form]
    yield Triple(node, RDF.type, SH.SPARQLExecutable)
    yield Triple(node, RDF.type, kind)
    yield Triple(node, RDFS.label, Literal(query.summary, language="en"))
    yield Triple(node, RDFS.comment, Literal(query.description, language="en"))
    yield Triple(node, DCTERMS.identifier, Literal(query.name))
    yield Triple(node, predicate, Literal(bind(query, example_values(query))))
    for tag in query.tags:
        yield Triple(node, SCHEMA.keywords, Literal(tag))
    for order, parameter in enumerate(query.parameters, 1):
        yield Triple(node, SH.parameter, mint("query", query.name, parameter.name))
        yield from _parameter(query, parameter, order)


def _parameter(query: Query, parameter: Parameter, order: int) -> Iterator[Triple]:
    node = mint("query", query.name, parameter.name)
    path = NamedNode(f"{ID}parameter/{parameter.name}")
    yield Triple(path, RDF.type, RDF.Property)
    yield Triple(path, RDFS.label, Literal(parameter.name, language="en"))
    yield Triple(node, RDF.type, SH.Parameter)
    yield Triple(node, SH.path, path)
    yield Triple(node, SH.name, Literal(parameter.name, language="en"))
    yield Triple(node, SH.description, Literal(parameter.description, language="en"))
    yield Triple(node, SH.order, Literal(str(order), datatype=XSD.integer))
    if not parameter.required:
        yield Triple(node, SH.optional, Literal("true", datatype=XSD.boolean))
    if parameter.default is not None:
        yield Triple(node, SH.defaultValue, parameter.term(parameter.default))
    yield from _range(node, parameter)


def _range(node: NamedNode, parameter: Parameter) -> Iterator[Triple]:
    if parameter.is_iri:
        yield Triple(node, SH.nodeKind, SH.IRI)
        if parameter.kind in _CLASSES:
            yield Triple(node, SH["class"], _CLASSES[parameter.kind])
        return
    number = parameter.kind is ParameterKind.INTEGER
    yield Triple(node, SH.datatype, XSD.integer if number else XSD.string)
    pattern = PATTERNS.get(parameter.kind)
    if parameter.values:
        # sh:in would need a list, and a list needs blank nodes.
        pattern = f"^({'|'.join(parameter.values)})$"
    if pattern:
        yield Triple(node, SH.pattern, Literal(pattern))
