"""That every file is there, is what its checksum says, and is the same as its gzip twin."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from reviewgraph.publishing.files import CHECKSUMS, read_checksums
from reviewgraph.publishing.manifest import Manifest
from reviewgraph.verifying.bench import Bench

_BLOCK = 1024 * 1024


def check_whole(folder: Path, _manifest: Manifest, _bench: Bench) -> Iterator[str]:
    """Yield a line for each file that is missing, foreign or not what it was."""
    try:
        sums = read_checksums(folder)
    except (OSError, ValueError) as error:
        yield f"{CHECKSUMS}: cannot be read: {error}"
        return
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(there - sums.keys() - {CHECKSUMS}):
        yield f"{name}: is in no line of {CHECKSUMS}"
    for name, digest in sums.items():
        if name not in there:
            yield f"{name}: is missing"
        elif _digest((folder / name).open("rb")) != digest:
            yield f"{name}: is not the file that {CHECKSUMS} means"
        elif name.endswith(".gz"):
            yield from _twin(folder, name, sums)


def _twin(folder: Path, name: str, sums: dict[str, str]) -> Iterator[str]:
    try:
        inside = _digest(gzip.open(folder / name))  # noqa: SIM115 - closed where it is read
    except (OSError, EOFError, zlib.error) as error:
        yield f"{name}: cannot be unzipped: {error}"
        return
    if inside != sums.get(name.removesuffix(".gz")):
        yield f"{name}: does not hold {name.removesuffix('.gz')}"


def _digest(file: IO[bytes] | gzip.GzipFile) -> str:
    total = hashlib.sha256()
    with file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()
