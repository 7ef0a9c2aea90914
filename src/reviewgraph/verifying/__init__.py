"""Check a release folder: that it is whole, says one thing in all its forms, and keeps its rules.

Nothing of the release is trusted and nothing in it is changed. Each check gives findings, one line
each; a release without findings is sound.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewgraph.publishing.manifest import Manifest, read_manifest
from reviewgraph.verifying.agreement import check_agreement
from reviewgraph.verifying.bench import Bench
from reviewgraph.verifying.canonical import check_canonical
from reviewgraph.verifying.counting import check_counts
from reviewgraph.verifying.promises import check_promises
from reviewgraph.verifying.wholeness import check_whole

__all__ = ["CHECKS", "verify"]

Check = Callable[[Path, Manifest, Bench], Iterator[str]]
CHECKS: dict[str, Check] = {
    "Checksums": check_whole,
    "Canonical form": check_canonical,
    "Agreement of the dumps": check_agreement,
    "Counts": check_counts,
    "Shapes": check_promises,
}
"""The checks by their names, in the order in which they are made."""


def verify(
    folder: Path, *, executor: Executor | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each check and what it found, as it is made.

    ``executor`` may be a pool of processes, which then read files side by side. Raises GraphError
    if the folder is no release. What does not fit in memory is sorted on disk, in the system's
    folder for such files.
    """
    manifest = read_manifest(folder)
    with TemporaryDirectory(prefix="reviewgraph-verify-") as scratch:
        for name, check in CHECKS.items():
            yield name, tuple(check(folder, manifest, Bench(Path(scratch), executor)))
