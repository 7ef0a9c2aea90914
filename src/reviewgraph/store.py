"""The engine in a graph folder: the one module that opens an Oxigraph store.

A build never touches the current generation. It starts from a checkpoint (hard links, so it costs
next to nothing), changes that, and moves the pointer as its last act. Killed at any moment, it
leaves the old generation current. The generation before is kept for readers that still hold it.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Protocol, cast

import pyoxigraph

from reviewgraph.errors import DataError, GraphError, QueryError
from reviewgraph.generations import (
    generation,
    make_current,
    name_after,
    read_state,
    sweep,
    write_state,
)
from reviewgraph.rdf import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

_BATCH_BYTES = 8 * 1024 * 1024
_WORTH_BULK = 4 * 1024 * 1024
"""Bytes of N-Quads from which it pays to write whole files, past the log."""

Term = NamedNode | BlankNode | Literal | Triple
Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


class Sink(Protocol):
    """Takes bytes, as a file does that is open for writing."""

    def write(self, data: bytes, /) -> int:
        """Take all of them and return how many they are."""

    def flush(self) -> None:
        """Pass on what was taken."""


class Store:
    """One generation of the graph, open for reading."""

    def __init__(self, engine: pyoxigraph.Store) -> None:
        self._engine = engine

    @classmethod
    def in_memory(cls, quads: bytes, format: RdfFormat = RdfFormat.N_QUADS) -> "Store":
        """Return a store that lives as long as the process, holding the quads."""
        engine = pyoxigraph.Store()
        engine.load(quads, format=format)
        return cls(engine)

    @classmethod
    def of_graphs(
        cls, graphs: Mapping[NamedNode, bytes], format: RdfFormat = RdfFormat.N_TRIPLES
    ) -> "Store":
        """Return a store in memory of triples as an engine writes them, unchecked, by graph."""
        engine = pyoxigraph.Store()
        for name, triples in graphs.items():
            engine.load(triples, format=format, to_graph=name, lenient=True)
        return cls(engine)

    def __len__(self) -> int:
        return len(self._engine)

    def graph_names(self) -> list[NamedNode]:
        """Return the names of all graphs, sorted."""
        names = [name for name in self._engine.named_graphs() if isinstance(name, NamedNode)]
        return sorted(names, key=lambda name: name.value)

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """Yield the triples of one named graph, in no order."""
        for quad in self._engine.quads_for_pattern(None, None, None, graph):
            yield quad.triple

    def quads(self, graph: NamedNode, subject: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one named graph, or those about one subject in it, in no order."""
        yield from self._engine.quads_for_pattern(subject, None, None, graph)

    def write_triples(self, graph: NamedNode, output: Sink) -> None:
        """Write the N-Triples of one named graph, in no order, holding few of them at a time."""
        file = cast("IO[bytes]", output)  # of which the engine calls no more than is in a Sink
        self._engine.dump(file, format=RdfFormat.N_TRIPLES, from_graph=graph)

    def about(self, subject: NamedNode, graph: NamedNode | None = None) -> Iterator[Triple]:
        """Yield what a graph says of a subject, or any graph: then a triple may come twice."""
        for quad in self._engine.quads_for_pattern(subject, None, None, graph):
            yield quad.triple

    def literal(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        """Return a literal that any graph gives a subject for a predicate; None if none does."""
        for quad in self._engine.quads_for_pattern(subject, predicate, None, None):
            if isinstance(quad.object, Literal):
                return quad.object.value
        return None

    def gathered(self, groups: Mapping[NamedNode, Iterable[NamedNode]]) -> "Store":
        """Return a store in memory that holds, under each name, the graphs named there as one."""
        engine = pyoxigraph.Store()
        for name, graphs in groups.items():
            for graph in graphs:
                triples = self._engine.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
                # The engine wrote them itself, so there is nothing to check.
                engine.load(triples, format=RdfFormat.N_TRIPLES, to_graph=name, lenient=True)
        return Store(engine)

    def query(
        self,
        text: str,
        *,
        default_graphs: tuple[NamedNode, ...] | None = None,
        named_graphs: tuple[NamedNode, ...] | None = None,
        union: bool = True,
        base: str | None = None,
        bound: Mapping[str, Term] | None = None,
    ) -> Results:
        """Answer a SPARQL 1.1 query; the default graph is the union of all graphs.

        With ``union`` false the query's own FROM clauses count, which the engine else ignores.
        ``base`` is what relative IRIs of the query are relative to; without it they are faults.
        ``bound`` gives variables their values beforehand, as SHACL binds ``$this``.
        Raises QueryError with the parser's words.
        """
        try:
            return self._engine.query(
                text,
                base_iri=base,
                use_default_graph_as_union=union
                and default_graphs is None
                and named_graphs is None,
                default_graph=None if default_graphs is None else [*default_graphs],
                named_graphs=None if named_graphs is None else [*named_graphs],
                substitutions={pyoxigraph.Variable(name): term for name, term in bound.items()}
                if bound
                else None,
            )
        except SyntaxError as error:
            fault = " ".join(str(error).split())
            raise QueryError(f"not a SPARQL query: {fault[:300]}") from error

    def rows(
        self,
        text: str,
        *,
        graph: NamedNode | None = None,
        among: tuple[NamedNode, ...] | None = None,
        bound: Mapping[str, Term] | None = None,
    ) -> Iterator[dict[str, Term]]:
        """Yield the rows of a SELECT query on one graph, or on some or all, each by its name.

        Without ``graph`` a pattern outside GRAPH matches nothing: see ``rows_of_all``.
        """
        where = None if graph is None else (graph,)
        answer = self.query(
            text, default_graphs=where, named_graphs=among, bound=bound, union=False
        )
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        return _rows(answer)

    def rows_of_all(self, text: str) -> Iterator[dict[str, Term]]:
        """Yield the rows of a SELECT query on the union of all graphs."""
        return _rows(self.select(text))

    def select(self, text: str) -> pyoxigraph.QuerySolutions:
        """Answer a SELECT query; raise QueryError if it is of another form."""
        answer = self.query(text)
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        return answer


class Writer(Store):
    """The generation being built."""

    def __init__(self, engine: pyoxigraph.Store, place: Path, before: Path | None) -> None:
        super().__init__(engine)
        self._place = place
        self._before = before
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, quads: bytes) -> None:
        """Take N-Quads as ``rdf.nquads`` writes them, unchecked.

        They are loaded in large batches, because that is what loads fast.
        """
        self._waiting.append(quads)
        self._size += len(quads)
        if self._size >= _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Load what waits, so that queries see it."""
        if self._size >= _WORTH_BULK:
            self._engine.bulk_load(b"".join(self._waiting), format=RdfFormat.N_QUADS, lenient=True)
        elif self._waiting:
            self._engine.load(b"".join(self._waiting), format=RdfFormat.N_QUADS, lenient=True)
        self._waiting, self._size = [], 0

    def remove(self, graphs: Iterable[NamedNode]) -> None:
        """Remove whole named graphs; one that is not there is no error."""
        for graph in graphs:
            self._engine.remove_graph(graph)

    def remove_triples(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Remove triples from one named graph; one that is not there is no error."""
        for triple in list(triples):
            self._engine.remove(Quad(triple.subject, triple.predicate, triple.object, graph))

    def path(self, name: str) -> Path:
        """Return where to keep a file with this generation."""
        return self._place / name

    def path_before(self, name: str) -> Path | None:
        """Return the file of that name in the generation before; None if there is none."""
        path = None if self._before is None else self._before / name
        return path if path is not None and path.exists() else None

    def arrange(self) -> None:
        """Put everything in order on disk, so that reading costs the same however much there is.

        Goes through the whole store, so it is for builds that made a good part of it.
        """
        self.flush()
        self._engine.optimize()

    def settle(self) -> None:
        """Write everything to disk."""
        self.flush()
        self._engine.flush()


def _rows(answer: pyoxigraph.QuerySolutions) -> Iterator[dict[str, Term]]:
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        found = {name: solution[name] for name in names}
        yield {name: term for name, term in found.items() if term is not None}


def open_store(folder: Path, name: str | None = None) -> Store:
    """Open a generation of a graph folder for reading: the current one, if none is named.

    Raises GraphError if there is none, or one that a newer version wrote.
    """
    current = name or generation(folder)
    if current is None:
        raise GraphError(f"{folder}: no graph here; make one with: reviewgraph build")
    try:
        return Store(pyoxigraph.Store.read_only(str(folder / current / "store")))
    except OSError as error:
        if name is None and generation(folder) != current:
            return open_store(folder)  # two builds ended since the pointer was read
        raise GraphError(
            f"{folder}: the graph cannot be opened ({error}); build it anew"
        ) from error


@lru_cache(maxsize=1)
def opened(folder: Path, name: str | None) -> Store:
    """Return a generation that this process opens once, however many tasks ask for it."""
    return open_store(folder, name)


def loaded(quads: Path, folder: Path) -> Store:
    """Return a store made of an N-Quads file in a new folder; DataError if it is none."""
    folder.mkdir(parents=True)
    engine = pyoxigraph.Store(str(folder))
    try:
        with quads.open("rb") as lines:
            # All at once would take the engine gigabytes.
            while batch := lines.readlines(_BATCH_BYTES):
                engine.bulk_load(b"".join(batch), format=RdfFormat.N_QUADS)
    except (SyntaxError, OSError) as error:
        raise DataError(f"{quads.name}: not N-Quads: {error}") from error
    return Store(engine)


@contextmanager
def new_generation(
    folder: Path, state: dict[str, Any] | None = None
) -> Iterator[tuple[Writer, dict[str, Any]]]:
    """Give a writer on a copy of the current generation and its state; make it current at the end.

    ``state`` is the current one's, if the caller has read it. What the caller leaves in the state
    is kept with the generation. If the caller raises, the copy is thrown away and the old
    generation stays current. Must be called with the lock held.
    """
    current = generation(folder)
    state = read_state(folder) if state is None else state
    place = folder / name_after(current)
    shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir(parents=True)
        if current is not None:
            pyoxigraph.Store.read_only(str(folder / current / "store")).backup(str(place / "store"))
        before = None if current is None else folder / current
        writer = Writer(pyoxigraph.Store(str(place / "store")), place, before)
        yield writer, state
        writer.settle()
        write_state(place, state)
        make_current(place)
    except BaseException as error:
        shutil.rmtree(place, ignore_errors=True)
        if isinstance(error, OSError):
            raise GraphError(f"{folder}: the graph cannot be written: {error}") from error
        raise
    sweep(folder)
