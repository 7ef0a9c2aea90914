"""Files of a release: written once from front to end, with their digests and gzip twins."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKSUMS = "SHA256SUMS"
_BUFFER = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileOfRelease:
    """One file that was written."""

    name: str
    """Below the release folder, with forward slashes."""
    size: int
    """In bytes."""
    sha256: str


class _Digesting:
    """A file that counts and digests what goes into it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=_BUFFER)
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> str:
        self._file.close()
        return self._digest.hexdigest()


class Output:
    """A file of the release, and its gzip twin if it has one."""

    def __init__(self, path: Path, *, zipped: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._plain = _Digesting(path)
        self._twin = _Digesting(path.with_name(path.name + ".gz")) if zipped else None
        # A time or a name in the header would make the same bytes differ.
        self._zip = (
            gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=self._twin, mtime=0)
            if self._twin
            else None
        )

    def write(self, data: bytes) -> None:
        """Add bytes at the end."""
        self._plain.write(data)
        if self._zip:
            self._zip.write(data)

    def close(self) -> Iterator[tuple[str, int, str]]:
        """Close the file; yield suffix, size and SHA-256 of it and of its twin."""
        yield "", self._plain.size, self._plain.close()
        if self._zip and self._twin:
            self._zip.close()
            yield ".gz", self._twin.size, self._twin.close()


class Files:
    """The files of a release that is being written into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: dict[str, FileOfRelease] = {}

    @contextmanager
    def open(self, name: str, *, zipped: bool = False) -> Iterator[Output]:
        """Give a file to write; large ones are to be ``zipped`` beside it."""
        output = Output(self.folder / name, zipped=zipped)
        try:
            yield output
        finally:
            for suffix, size, digest in output.close():
                self._written[name + suffix] = FileOfRelease(name + suffix, size, digest)

    def write(self, name: str, data: bytes, *, zipped: bool = False) -> None:
        """Write a whole file."""
        with self.open(name, zipped=zipped) as output:
            output.write(data)

    def __getitem__(self, name: str) -> FileOfRelease:
        return self._written[name]

    def __contains__(self, name: str) -> bool:
        return name in self._written

    def all(self) -> tuple[FileOfRelease, ...]:
        """Return what was written so far, by name."""
        return tuple(self._written[name] for name in sorted(self._written))

    def write_checksums(self) -> None:
        """Write the SHA-256 of every file in the form that ``sha256sum --check`` reads."""
        lines = "".join(f"{each.sha256}  {each.name}\n" for each in self.all())
        (self.folder / CHECKSUMS).write_text(lines, encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """Return what SHA256SUMS says of each file.

    Raises OSError if there is none, ValueError if a line of it is not of its form.
    """
    found = {}
    lines: Iterable[str] = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        digest, gap, name = line.partition("  ")
        if len(digest) != 64 or not gap or not name:
            raise ValueError(f"{CHECKSUMS}:{number}: not a digest, two spaces and a name")
        found[name] = digest
    return found
