"""That the N-Quads are what RDFC-1.0 makes of the dataset, and have the hash that is published.

A dataset without blank nodes is canonical if its quads are distinct, each is written in the one
canonical way, and their lines are in the order of code points (RDF Dataset Canonicalization, 4.4).
"""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from reviewgraph.publishing.fragments import NQUADS
from reviewgraph.publishing.manifest import Manifest
from reviewgraph.rdf import RdfFormat, parse, serialize
from reviewgraph.verifying.bench import Bench

_LINES = 50_000


def check_canonical(folder: Path, manifest: Manifest, _bench: Bench) -> Iterator[str]:
    """Yield what keeps the N-Quads from being canonical, at most one line of each kind."""
    total, count, last = hashlib.sha256(), 0, b""
    try:
        with (folder / NQUADS).open("rb") as file:
            while lines := list(islice(file, _LINES)):
                yield from _faults(lines, last, count)
                total.update(b"".join(lines))
                last = lines[-1]
                count += len(lines)
    except OSError as error:
        yield f"{NQUADS}: cannot be read: {error.strerror}"
        return
    if total.hexdigest() != manifest.canonical_sha256:
        yield f"{NQUADS}: its SHA-256 is not the canonical hash of release.json"
    if count != manifest.quads:
        yield f"{NQUADS}: holds {count:,} quads; release.json says {manifest.quads:,}"


def _faults(lines: list[bytes], last: bytes, start: int) -> Iterator[str]:
    previous = last
    for number, line in enumerate(lines, start=start + 1):
        if line <= previous:
            yield f"{NQUADS}:{number}: is out of order or said twice"
            break
        previous = line
    if any(b"_:" in line and _blank(line) for line in lines):
        yield f"{NQUADS}: holds a blank node"
        return
    data = b"".join(lines)
    try:
        quads = list(parse(data, format=RdfFormat.N_QUADS))
    except SyntaxError as error:
        yield f"{NQUADS}: lines from {start + 1}: not N-Quads: {error}"
        return
    if serialize(quads, format=RdfFormat.N_QUADS) != data:
        yield f"{NQUADS}: lines from {start + 1}: a quad is not written in canonical form"


def _blank(line: bytes) -> bool:
    return line.startswith(b"_:") or any(part == b"_:" for part in _heads(line))


def _heads(line: bytes) -> Iterator[bytes]:
    outside = line.split(b'"')
    for text in (outside[0], outside[-1]):
        yield from (word[:2] for word in text.split(b" "))
