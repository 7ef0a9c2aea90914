"""That every file of RDF can be read by two libraries, and that all dumps say the same.

What a dump says is added up: a sum over the hashes of its statements, which does not depend on
their order and takes no memory. rdflib holds a whole document, so large ones are read with
Oxigraph alone; the small ones show that the forms are right.
"""

import hashlib
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

import rdflib

from reviewgraph.publishing.fragments import JSONLD, NQUADS, TRIG, TURTLE
from reviewgraph.publishing.manifest import Manifest
from reviewgraph.rdf import RdfFormat, Triple, canonical_triples, parse
from reviewgraph.verifying.bench import Bench

_UNIONS = (TURTLE, JSONLD)
_FORMS = {
    ".ttl": (RdfFormat.TURTLE, "turtle"),
    ".trig": (RdfFormat.TRIG, "trig"),
    ".nq": (RdfFormat.N_QUADS, "nquads"),
    ".jsonld": (RdfFormat.JSON_LD, "json-ld"),
}
_STREAMED = {RdfFormat.JSON_LD: RdfFormat.STREAMING_JSON_LD}
"""How a form is read where a document of it may be too large to hold."""
_LARGE = 32 * 1024 * 1024
"""Bytes from which a file is read with Oxigraph alone."""
_BITS = (1 << 128) - 1


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements, and the sum of their hashes."""

    count: int
    total: int


def check_agreement(folder: Path, _manifest: Manifest, bench: Bench) -> Iterator[str]:
    """Yield a line for each file that cannot be read, is read in two ways, or says other things."""
    try:
        with (folder / NQUADS).open("rb") as lines:
            triples, quads = _of_canonical(lines)
    except OSError as error:
        yield f"{NQUADS}: cannot be read: {error.strerror}"
        return
    expected = {NQUADS: quads, TRIG: quads, **dict.fromkeys(_UNIONS, triples)}
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))]
    tasks = [
        (folder, name, expected.get(name))
        for name in names
        if (folder / name).suffix in _FORMS and not name.startswith("context/")
    ]
    if bench.executor is None:
        found: Iterable[tuple[str, ...]] = map(_file, tasks)
    else:
        found = bench.executor.map(_file, tasks)
    yield from chain.from_iterable(found)


def is_large(path: Path) -> bool:
    """Say whether a file is read with one library only."""
    return path.stat().st_size >= _LARGE


def _file(task: tuple[Path, str, Tally | None]) -> tuple[str, ...]:
    folder, name, expected = task
    return tuple(_faults(folder / name, name, expected))


def _faults(path: Path, name: str, expected: Tally | None) -> Iterator[str]:
    form, other = _FORMS[path.suffix]
    try:
        if expected is not None and _tally(path, form, unions=name in _UNIONS) != expected:
            yield f"{name}: says other things than {NQUADS}"
        if is_large(path):
            return
        found = canonical_triples(quad.triple for quad in parse(path=path, format=form))
    except (SyntaxError, OSError) as error:
        yield f"{name}: Oxigraph cannot read it: {' '.join(str(error).split())[:200]}"
        return
    try:
        again = canonical_triples(_by_rdflib(path, other))
    except Exception as error:
        yield f"{name}: rdflib cannot read it: {' '.join(str(error).split())[:200]}"
        return
    if again != found:
        yield f"{name}: rdflib reads other things in it than Oxigraph"


def _by_rdflib(path: Path, form: str) -> list[Triple]:
    """Return the triples that rdflib reads in a file, in whatever graphs."""
    with warnings.catch_warnings(), _as_written():
        warnings.simplefilter("ignore")
        held = _plain(path) if form == "turtle" else _merged(path, form)
        text = held.serialize(format="nt", encoding="utf-8")
    return [quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)]


def _plain(path: Path) -> rdflib.Graph:
    """Return a document without named graphs, in half the time that one with them takes."""
    return rdflib.Graph().parse(path, format="turtle")


def _merged(path: Path, form: str) -> rdflib.Graph:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=form)
    merged = rdflib.Graph()
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    return merged


@contextmanager
def _as_written() -> Iterator[None]:
    """Keep rdflib from writing values anew, such as ``Z`` as ``+00:00``, while it reads."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _tally(path: Path, form: RdfFormat, *, unions: bool) -> Tally:
    count = total = 0
    for quad in parse(path=path, format=_STREAMED.get(form, form)):
        count += 1
        total += _hash(str(quad.triple if unions else quad).encode())
    return Tally(count, total & _BITS)


def _of_canonical(lines: Iterable[bytes]) -> tuple[Tally, Tally]:
    """Return the tallies of the triples and of the quads of sorted N-Quads.

    A triple in two graphs is two lines that lie together.
    """
    triples = quads = of_triples = of_quads = 0
    for triple, group in groupby(lines, key=lambda line: line.rpartition(b" <")[0]):
        triples += 1
        of_triples += _hash(triple)
        for line in group:
            quads += 1
            of_quads += _hash(line.removesuffix(b" .\n"))
    return Tally(triples, of_triples & _BITS), Tally(quads, of_quads & _BITS)


def _hash(line: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(line, digest_size=16).digest())
