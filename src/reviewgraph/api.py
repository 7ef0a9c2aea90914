"""The graph from Python: open it, ask a stored query or SPARQL, get rows or a data frame.

    >>> import reviewgraph
    >>> g = reviewgraph.open("graph")                                        # doctest: +SKIP
    >>> g.query("recommendations-by-theme", theme="coercive-control").to_pandas()  # doctest: +SKIP

pandas and polars are used if they are installed and never needed otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from reviewgraph.errors import QueryError
from reviewgraph.namespaces import XSD
from reviewgraph.queries import Query, bind, find_query, read_queries
from reviewgraph.rdf import Literal
from reviewgraph.resources import shipped
from reviewgraph.results import Results, Table, Term, Verdict, read_results
from reviewgraph.store import Store, open_store

Value = str | int | Decimal | bool | date | datetime | None
"""A cell: text for IRIs, words, years and months; None where the row leaves it open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query."""

    table: Table

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return self.table.columns

    def __len__(self) -> int:
        return len(self.table.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows())

    def rows(self) -> list[dict[str, Value]]:
        """Return one dictionary a row, with numbers, dates and truth values as Python's own."""
        return [dict(zip(self.columns, map(_value, row), strict=True)) for row in self.table.rows]

    def to_pandas(self) -> Any:
        """Return a pandas data frame; raise QueryError if pandas is not installed.

        Decimals become floats, as pandas users expect.
        """
        return _library("pandas").DataFrame(self._plain(), columns=list(self.columns))

    def to_polars(self) -> Any:
        """Return a polars data frame; raise QueryError if polars is not installed."""
        polars = _library("polars")
        # Left to guess, polars looks at the first hundred rows and fails on what comes later.
        return polars.DataFrame(self._plain(), schema=list(self.columns), infer_schema_length=None)

    def _plain(self) -> list[dict[str, Any]]:
        return [
            {
                name: float(value) if isinstance(value, Decimal) else value
                for name, value in row.items()
            }
            for row in self.rows()
        ]


class Graph:
    """A graph folder, open for reading."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __len__(self) -> int:
        return len(self._store)

    @cached_property
    def queries(self) -> Mapping[str, Query]:
        """The stored queries by name."""
        return read_queries(shipped("queries"))

    def query(self, name: str, /, **parameters: str | int) -> Answer:
        """Return the answer of a stored query.

        Parameters are given as on the command line: a key, a prefixed name or an IRI; a hyphen in
        a parameter's name is an underscore here. Raises QueryError for an unknown name or value.
        """
        query = find_query(self.queries, name)
        names = {parameter.name for parameter in query.parameters}
        given = {
            key if key in names else key.replace("_", "-"): str(value)
            for key, value in parameters.items()
        }
        return _answer(self._results(bind(query, given)))

    def sparql(self, text: str) -> Answer:
        """Return what a SPARQL query finds over all graphs together.

        An ASK gives one row, a CONSTRUCT one for each triple.
        """
        return _answer(self._results(text))

    def _results(self, text: str) -> Results:
        return read_results(self._store.query(text))


def open(folder: str | Path = "graph") -> Graph:
    """Open a graph folder that ``reviewgraph build`` made; raise GraphError if it is none."""
    return Graph(open_store(Path(folder)))


def _answer(results: Results) -> Answer:
    if isinstance(results, Table):
        return Answer(results)
    if isinstance(results, Verdict):
        truth = Literal("true" if results.holds else "false", datatype=XSD.boolean)
        return Answer(Table(("holds",), ((truth,),)))
    # Stores of this project hold RDF 1.1, where no term is a triple.
    rows = tuple(
        cast(tuple[Term | None, ...], (row.subject, row.predicate, row.object))
        for row in results.triples
    )
    return Answer(Table(("subject", "predicate", "object"), rows))


def _value(term: Term | None) -> Value:
    if not isinstance(term, Literal):
        return None if term is None else term.value
    convert = _CONVERSIONS.get(term.datatype.value.removeprefix(XSD.base))
    try:
        return convert(term.value) if convert else term.value
    except (ValueError, ArithmeticError):
        return term.value


_CONVERSIONS: dict[str, Any] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "boolean": lambda value: value in ("true", "1"),
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise QueryError(f"{name} is not installed; install it with: pip install {name}") from error
