"""Write a release folder: the graph in every form that others read, described and checksummed.

The folder is made beside its final place and put there whole, so that a publish that is killed
leaves the previous release as it was. One review is held in memory at a time; what has to be in
one order is sorted on disk.
"""

from collections.abc import Callable
from pathlib import Path

from reviewgraph.graph.reviews import reviews_in
from reviewgraph.publishing.edition import Edition, FileOfRelease, Release, edition, newest_month
from reviewgraph.publishing.files import CHECKSUMS, Files
from reviewgraph.publishing.folder import replaced_whole
from reviewgraph.publishing.mappings import MAPPINGS, Mappings
from reviewgraph.publishing.parts import (
    JSONLD,
    NQUADS,
    TRIG,
    TURTLE,
    JsonLd,
    NQuads,
    Part,
    TriG,
    Turtle,
)
from reviewgraph.publishing.pieces import pieces
from reviewgraph.publishing.reference import write_reference
from reviewgraph.publishing.tables import Tables
from reviewgraph.store import Store

__all__ = [
    "CHECKSUMS",
    "JSONLD",
    "MAPPINGS",
    "NQUADS",
    "TRIG",
    "TURTLE",
    "Edition",
    "FileOfRelease",
    "Release",
    "edition",
    "newest_month",
    "publish",
]

Progress = Callable[[int, int], None]
"""Told how many of how many reviews are written."""


def publish(
    store: Store,
    folder: Path,
    edition: Edition,
    *,
    progress: Progress = lambda done, total: None,
) -> Release:
    """Write the release and return what it holds; the same graph gives the same bytes.

    Raises GraphError if the folder holds something that is no release, or cannot be written.
    """
    total = len(reviews_in(store.graph_names()))
    with replaced_whole(folder) as waiting:
        files = Files(waiting)
        turtle, quads = Turtle(files), NQuads(files, waiting)
        tables, mappings = Tables(files, edition), Mappings(files, edition)
        parts: tuple[Part, ...] = (turtle, TriG(files), quads, JsonLd(files), tables, mappings)
        for piece in pieces(store, waiting):
            for part in parts:
                part.add(piece)
            progress(len(turtle.reviews), total)
        for part in parts:
            part.close()
        write_reference(files, edition)
        files.write_checksums()
    return Release(folder, files.all(), total, turtle.triples, files[NQUADS].sha256)
