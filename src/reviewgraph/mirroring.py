"""Copy the graph out of another engine, so that what reads a whole graph can read that one.

Each graph is counted, then read in pieces small enough for an engine that cuts long answers: a
piece is the subjects whose MD5 starts with the same digits, which every SPARQL 1.1 engine can
tell, without the sorting that LIMIT and OFFSET need. A piece of another size than counted is an
error, never a smaller graph.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from reviewgraph.errors import EndpointError
from reviewgraph.identifiers import mint
from reviewgraph.pushing import NOTES, Ask, rows_of
from reviewgraph.rdf import BlankNode, Literal, NamedNode, Triple, nquads
from reviewgraph.store import Store, loaded

PIECE = 5_000
"""Triples of one answer; Virtuoso's shipped configuration cuts at 10,000."""

_DIGITS = "0123456789abcdef"
_GRAPHS = mint("graph", "").value


def mirror(
    ask: Ask,
    folder: Path,
    *,
    piece: int = PIECE,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Store:
    """Return a store in a new folder that holds what the engine holds of our graphs.

    ``ask`` puts queries to the engine. Terms are as the engine gives them; one that keeps numbers
    by value may spell them in another way. Raises EndpointError if it holds no graph of ours, if an
    answer is cut, or for a blank node, which has no name to ask for.
    """
    names = _graph_names(ask)
    if not names:
        raise EndpointError("the engine holds no graph of ours; load one with: reviewgraph push")
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "mirror.nq"
    with copy.open("wb") as quads:
        for done, name in enumerate(names):
            for triples in _pieces(ask, name, "", piece):
                quads.write(nquads(name, triples))
            progress(done + 1, len(names))
    return loaded(copy, folder / "store")


def _graph_names(ask: Ask) -> list[NamedNode]:
    rows = rows_of(ask, "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }")
    names = {name for (name,) in rows if isinstance(name, NamedNode)}
    ours = [name for name in names if name.value.startswith(_GRAPHS) and not _of_push(name)]
    return sorted(ours, key=lambda name: name.value)


def _of_push(name: NamedNode) -> bool:
    """Say whether a graph holds only the notes of pushes, or what is not in place yet."""
    return name == NOTES or name.value.startswith(f"{NOTES.value}--")


def _pieces(ask: Ask, graph: NamedNode, digits: str, piece: int) -> Iterator[list[Triple]]:
    """Yield the triples of a graph whose subject's MD5 starts with the digits."""
    where = f"{{ GRAPH {graph} {{ ?s ?p ?o }} {_filter(digits)} }}"
    ((count,),) = rows_of(ask, f"SELECT (COUNT(*) AS ?count) {where}")
    size = int(count.value) if isinstance(count, Literal) else 0
    if size > piece and len(digits) < 6:
        for digit in _DIGITS:
            yield from _pieces(ask, graph, digits + digit, piece)
    elif size:
        triples = [_triple(row, graph) for row in rows_of(ask, f"SELECT ?s ?p ?o {where}")]
        if len(triples) != size:
            raise EndpointError(
                f"{graph.value}: {size} triples counted and {len(triples)} given; the engine cuts "
                f"answers, or the graph is being changed: try again, or let it give {piece} rows"
            )
        yield triples


def _filter(digits: str) -> str:
    return f'FILTER(STRSTARTS(MD5(STR(?s)), "{digits}"))' if digits else ""


def _triple(row: tuple[object, ...], graph: NamedNode) -> Triple:
    subject, predicate, object_ = row
    if isinstance(subject, BlankNode) or isinstance(object_, BlankNode):
        raise EndpointError(f"{graph.value}: holds a blank node, so it is not a graph of ours")
    assert isinstance(subject, NamedNode)
    assert isinstance(predicate, NamedNode)
    assert isinstance(object_, NamedNode | Literal)
    return Triple(subject, predicate, object_)
