"""Write a release folder: the graph as Turtle and the checksums of every file.

The folder is made beside its final place and moved there whole, so that a publish that is killed
leaves the previous release as it was. One graph is held in memory at a time.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewgraph.errors import GraphError
from reviewgraph.graph.reviews import derived_graph, review_graph, reviews_in
from reviewgraph.identifiers import mint
from reviewgraph.rdf import NamedNode, Triple
from reviewgraph.store import Store
from reviewgraph.turtle import HEADER, sorted_triples, turtle_blocks

CHECKSUMS = "SHA256SUMS"
WHOLE = "reviewgraph.ttl"
_OF_A_REVIEW = tuple(mint(kind, "").value for kind in ("review", "recommendation"))


@dataclass(frozen=True, slots=True)
class Release:
    """What was written."""

    folder: Path
    files: tuple[str, ...]
    triples: int


def publish(store: Store, folder: Path) -> Release:
    """Write the release and return what it holds; the same graph gives the same bytes.

    Raises GraphError if the folder holds something that is no release, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / CHECKSUMS).exists():
        raise GraphError(f"{folder}: holds files that are no release; name another folder")
    waiting = folder.with_name(folder.name + ".new")
    try:
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(parents=True)
        triples = _write_graphs(store, waiting)
        files = tuple(_write_checksums(waiting))
        _swap(waiting, folder)
    except OSError as error:
        raise GraphError(f"{folder}: the release cannot be written: {error}") from error
    return Release(folder, files, triples)


def _write_graphs(store: Store, folder: Path) -> int:
    """Write one file a review and the whole; return the number of triples in the whole."""
    (folder / "reviews").mkdir()
    graphs = store.graph_names()
    reviews = reviews_in(graphs)
    own = {graph(review) for review in reviews for graph in (review_graph, derived_graph)}
    count = 0
    with (folder / WHOLE).open("wb") as whole:
        whole.write(HEADER)
        for identifier in reviews:
            triples = _of_review(store, identifier)
            blocks = list(turtle_blocks(triples))
            (folder / "reviews" / f"{identifier}.ttl").write_bytes(b"".join((HEADER, *blocks)))
            whole.writelines(blocks)
            count += len(triples)
        for graph in graphs:
            triples = [] if graph in own else _shared(store, graph)
            whole.writelines(turtle_blocks(triples))
            count += len(triples)
    return count


def _of_review(store: Store, identifier: str) -> list[Triple]:
    """Return all that any graph says of the subjects of one review, sorted.

    One subject stands in several graphs: what its source says, what was derived, what it
    resembles. A reader wants them in one block.
    """
    subjects = {
        row.subject
        for graph in (review_graph(identifier), derived_graph(identifier))
        for row in store.triples(graph)
        if isinstance(row.subject, NamedNode)
    }
    return sorted_triples(row for subject in subjects for row in store.about(subject))


def _shared(store: Store, graph: NamedNode) -> list[Triple]:
    """Return what a shared graph says of subjects that no review's block holds, sorted."""
    return sorted_triples(
        row
        for row in store.triples(graph)
        if isinstance(row.subject, NamedNode) and not row.subject.value.startswith(_OF_A_REVIEW)
    )


def _write_checksums(folder: Path) -> Iterator[str]:
    """Write the SHA-256 of every file in the form that ``sha256sum --check`` reads."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    with (folder / CHECKSUMS).open("w", encoding="utf-8") as sums:
        for name in names:
            with (folder / name).open("rb") as handle:
                digest = hashlib.file_digest(handle, "sha256").hexdigest()
            sums.write(f"{digest}  {name}\n")
            yield name


def _swap(waiting: Path, folder: Path) -> None:
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    waiting.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
