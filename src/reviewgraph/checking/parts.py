"""Take apart the graph of resemblances, which may be a quarter of a store.

A resemblance keeps its promises by what is said of it, and by whether its two ends lead to one
another, whatever else the graph holds. So the shapes that look at resemblances alone are asked of
some resemblances at a time, and all others of the graph as it lies, where they find little.
"""

from collections.abc import Iterable, Sequence

from reviewgraph.graph.resemblances import RESEMBLANCES
from reviewgraph.namespaces import RDF, RG
from reviewgraph.rdf import Literal, QueryResultsFormat, QuerySolutions
from reviewgraph.store import Store

_SLICE = 16_000
"""Resemblances that are read at once: some 40 MB of text."""
_GROUP = 64
"""Resemblances that the reference engine looks at if one of them is suspected."""
_ALL = f"?this {RDF.type} {RG.Resemblance}"
_STATEMENTS = f"""
SELECT ?this ?s ?p ?o WHERE {{{{
  {{which}}
  {{{{ ?this ?p ?o BIND (?this AS ?s) }}}} UNION {{{{
    ?this {RG.resembles} ?s , ?o . FILTER (!sameTerm(?s, ?o))
    ?s {RG.resembles} ?o BIND ({RG.resembles} AS ?p)
  }}}}
}}}}"""


def slices(store: Store) -> list[str]:
    """Return patterns that each bind ``?this`` to some of the resemblances, and together to all."""
    answer = store.query(f"SELECT (COUNT(*) AS ?n) {{ {_ALL} }}", default_graphs=(RESEMBLANCES,))
    assert isinstance(answer, QuerySolutions)
    (number,) = (row["n"] for row in answer)
    assert isinstance(number, Literal)
    return [
        f"{{ SELECT ?this {{ {_ALL} }} OFFSET {start} LIMIT {_SLICE} }}"
        for start in range(0, int(number.value), _SLICE)
    ]


def named(iris: Sequence[str]) -> list[str]:
    """Return the same for the resemblances of these names, as far as they are there."""
    return [
        f"VALUES ?this {{ {' '.join(f'<{iri}>' for iri in some)} }} {_ALL}"
        for some in (iris[start : start + _SLICE] for start in range(0, len(iris), _SLICE))
    ]


def statements(store: Store, which: str) -> dict[str, bytes]:
    """Return the statements by which the resemblances of a pattern are judged, a few in each group.

    They are Turtle, one statement a line.
    """
    answer = store.query(_STATEMENTS.format(which=which), default_graphs=(RESEMBLANCES,))
    assert isinstance(answer, QuerySolutions)
    rows = answer.serialize(format=QueryResultsFormat.TSV) or b""
    about: dict[bytes, list[bytes]] = {}
    for line in rows.split(b"\n")[1:-1]:
        this, _, statement = line.partition(b"\t")
        about.setdefault(this, []).append(statement)
    each = list(about.values())
    starts = range(0, len(each), _GROUP)
    return {str(start): _turtle(each[start : start + _GROUP]) for start in starts}


def _turtle(some: Iterable[list[bytes]]) -> bytes:
    return b"".join(statement + b" .\n" for statements in some for statement in statements)
