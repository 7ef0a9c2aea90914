"""That the numbers a release gives of itself are those of its files."""

import csv
from collections.abc import Iterator
from pathlib import Path

from reviewgraph.errors import DataError
from reviewgraph.namespaces import VOID
from reviewgraph.publishing.description import DESCRIPTION
from reviewgraph.publishing.edition import RELEASES
from reviewgraph.publishing.manifest import Manifest
from reviewgraph.publishing.tables import FOLDER
from reviewgraph.rdf import NamedNode, read_triples
from reviewgraph.verifying.bench import Bench


def check_counts(folder: Path, manifest: Manifest, _bench: Bench) -> Iterator[str]:
    """Yield a line for each number that is not what is there."""
    files = len(list((folder / "reviews").glob("*.ttl")))
    if files != manifest.reviews:
        yield f"reviews/: holds {files:,} files; release.json says {manifest.reviews:,} reviews"
    for name, said in manifest.rows.items():
        rows = _rows(folder / FOLDER / f"{name}.csv")
        if rows != said:
            yield f"{FOLDER}/{name}.csv: {_told(rows)}; release.json says {said:,} rows"
    if manifest.rows.get("reviews") != manifest.reviews:
        yield f"{FOLDER}/reviews.csv: release.json gives another number of reviews"
    yield from _described(folder, manifest)


def _described(folder: Path, manifest: Manifest) -> Iterator[str]:
    release = NamedNode(f"{RELEASES}{manifest.version}")
    try:
        said = {
            str(row.object)
            for row in read_triples(folder / DESCRIPTION)
            if row.subject == release and row.predicate == VOID.triples
        }
    except (OSError, DataError) as error:
        yield f"{DESCRIPTION}: cannot be read: {error}"
        return
    if said != {f'"{manifest.triples}"^^<http://www.w3.org/2001/XMLSchema#integer>'}:
        yield f"{DESCRIPTION}: does not give the {manifest.triples:,} triples of release.json"


def _rows(path: Path) -> int | None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    except (OSError, UnicodeDecodeError, csv.Error):
        return None


def _told(rows: int | None) -> str:
    return "cannot be read" if rows is None else f"holds {rows:,} rows"
