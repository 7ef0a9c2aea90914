"""Write a release folder: the graph in every form that others read, described and checksummed.

The folder is made beside its final place and put there whole, so that a publish that is killed
leaves the previous release as it was. One review is held in memory at a time; what has to be in
one order is sorted on disk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewgraph.checking import check_whole
from reviewgraph.errors import GraphError
from reviewgraph.graph.reviews import reviews_in
from reviewgraph.publishing.changes import write_changes
from reviewgraph.publishing.description import write_description
from reviewgraph.publishing.edition import Edition, edition, newest_month
from reviewgraph.publishing.files import CHECKSUMS, FileOfRelease, Files
from reviewgraph.publishing.folder import replaced_whole
from reviewgraph.publishing.fragments import JSONLD, NQUADS, TRIG, TURTLE
from reviewgraph.publishing.gate import refuse
from reviewgraph.publishing.manifest import MANIFEST, Manifest, reviews_of
from reviewgraph.publishing.mappings import MAPPINGS
from reviewgraph.publishing.reference import write_reference
from reviewgraph.publishing.telling import summary
from reviewgraph.publishing.working import Helpers, fragments
from reviewgraph.publishing.writing import Writing
from reviewgraph.store import Store
from reviewgraph.validation import Report

__all__ = [
    "CHECKSUMS",
    "JSONLD",
    "MANIFEST",
    "MAPPINGS",
    "NQUADS",
    "TRIG",
    "TURTLE",
    "Edition",
    "FileOfRelease",
    "Helpers",
    "Manifest",
    "Release",
    "edition",
    "newest_month",
    "publish",
]


@dataclass(frozen=True, slots=True)
class Release:
    """What was written."""

    folder: Path
    files: tuple[FileOfRelease, ...]
    manifest: Manifest
    changes: str
    """In a sentence."""


Progress = Callable[[int, int], None]
"""Told how many of how many reviews are written."""


def publish(
    store: Store,
    folder: Path,
    edition: Edition,
    *,
    judge: Callable[[], Report] | None = None,
    helpers: Helpers | None = None,
    progress: Progress = lambda done, total: None,
) -> Release:
    """Write the release and return what it holds; the same graph gives the same bytes.

    ``judge`` gives the findings of the whole graph, for callers that can tell them faster than
    by reading all of it; ``helpers`` are processes that make parts of the release side by side.

    Raises GraphError if the folder holds something that is no release, cannot be written, or
    would hold fewer reviews than the release before; DataError if a violation stands.
    """
    reviews = reviews_in(store.graph_names())
    gone = _gone(edition, reviews)
    refuse(judge() if judge else check_whole(store))
    with replaced_whole(folder) as waiting:
        files = Files(waiting)
        written = Writing(files, edition)
        made = fragments(store, waiting, gone, with_text=edition.with_text, helpers=helpers)
        written.take(made, lambda done: progress(done, len(reviews) + len(gone)))
        manifest = written.manifest()
        write_reference(files, edition)
        files.write(MANIFEST, manifest.written())
        changes = write_changes(files, edition)
        told = summary(changes) if edition.previous else "The first release."
        write_description(
            files, edition, written.statistics, before=manifest.previous, changes=told
        )
        files.write_checksums()
    return Release(folder, files.all(), manifest, told)


def _gone(edition: Edition, reviews: list[str]) -> dict[str, str]:
    """Return the reviews of the release before that the graph lacks, each with its kind."""
    if edition.previous is None:
        return {}
    before, present = reviews_of(edition.previous), set(reviews)
    gone = [each for each in before if each.identifier not in present]
    fewer = [each.identifier for each in gone if not each.withdrawn]
    if fewer and not edition.allow_fewer:
        raise GraphError(
            f"{len(fewer):,} of the {len(before):,} reviews of {edition.previous} are gone, such "
            f"as {fewer[0]}; build them again, or publish with --allow-fewer to withdraw them"
        )
    return {each.identifier: each.kind for each in gone}
