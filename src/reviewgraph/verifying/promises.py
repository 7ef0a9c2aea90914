"""That the published data keeps the shapes, as a build's own check would judge them."""

from collections.abc import Iterator
from pathlib import Path

from reviewgraph.checking import check_store, integrity
from reviewgraph.errors import DataError, GraphError
from reviewgraph.publishing.fragments import NQUADS
from reviewgraph.publishing.gate import told
from reviewgraph.publishing.manifest import Manifest
from reviewgraph.resources import shipped
from reviewgraph.store import loaded
from reviewgraph.validation import Finding, read_shapes
from reviewgraph.verifying.bench import Bench

_ABOUT_TEXT = ("schema:text", "oa:prefix", "oa:suffix")


def check_promises(folder: Path, manifest: Manifest, bench: Bench) -> Iterator[str]:
    """Yield a line for each violation.

    The shapes are this installation's: those in the release could have been bent with the data.
    What a release without texts must lack is no fault of it.
    """
    shapes = read_shapes(shipped("shapes"))
    try:
        store = loaded(folder / NQUADS, bench.scratch / "store")
    except (DataError, GraphError) as error:
        yield f"{NQUADS}: {error}"
        return
    report = check_store(store, shapes)
    yield from _lines(report.violations, manifest)
    yield from _lines(integrity(store).violations, manifest)


def _lines(violations: tuple[Finding, ...], manifest: Manifest) -> Iterator[str]:
    for each in violations:
        if manifest.with_text or not (each.path or "").startswith(_ABOUT_TEXT):
            yield told(each)
