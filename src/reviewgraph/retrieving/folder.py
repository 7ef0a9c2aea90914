"""The folder a fetch fills: files, their sidecars, and the record of what came when."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from reviewgraph.errors import ReviewGraphError, SourceError
from reviewgraph.fetching.addresses import AddressError
from reviewgraph.fetching.answers import Form
from reviewgraph.fetching.records import Record, compacted, line_of, read_history
from reviewgraph.fetching.sidecars import Value, with_values

RECORD = ".fetched.jsonl"
"""Hidden, so that no build takes it for a source."""

_PAGES = (".csv", ".htm", ".html", ".json", ".txt")
_REPORTS = (".docx", ".pdf")


class FolderError(ReviewGraphError):
    """A folder that cannot be written."""


class Folder:
    """A folder, and what earlier runs left in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            text = self._record.read_text(encoding="utf-8") if self._record.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise FolderError(f"{path}: cannot be used as a folder: {error}") from error
        history = read_history(text)
        self.records = history.records
        self.done = history.done

    @property
    def _record(self) -> Path:
        return self.path / RECORD

    def stems(self) -> set[str]:
        """Return the identifiers of the reviews that have a file."""
        return {path.stem for path in self.path.iterdir() if not path.name.startswith(".")}

    def stored(self, address: str) -> Record | None:
        """Return the record of an address whose file is there and whole."""
        record = self.records.get(address)
        whole = record is not None and record.is_whole and (self.path / record.file).is_file()
        return record if whole else None

    def note(self, record: Record) -> None:
        """Add a record, so that it outlasts the run."""
        self.records[record.address] = record
        with self._record.open("a", encoding="utf-8") as file:
            file.write(line_of(record) + "\n")

    def finish(self) -> None:
        """Say that a run went through; the next one asks for everything again."""
        replace_file(self._record, compacted(self.records.values()).encode())

    def part(self, name: str) -> Path:
        """Return where the file called ``name`` lies until it is whole."""
        return self.path / f".{name}.part"

    def check_free(self, stem: str, form: Form, address: str) -> None:
        """Raise AddressError if another file stands where the one of ``address`` would go."""
        mine = self.records.get(address)
        for suffix in _REPORTS if form.is_report else _PAGES:
            name = stem + suffix
            if not (self.path / name).exists() or (mine is not None and mine.file == name):
                continue
            other = next((one.address for one in self.records.values() if one.file == name), None)
            whose = f"came from {other}" if other else "was not fetched"
            raise AddressError(
                f"{address}: {self.path / name} stands there and {whose}; move it away, or give "
                "the address another identifier in a list"
            )

    def keep(self, record: Record) -> None:
        """Put a whole file in its place, unless the same bytes lie there; note it."""
        old = self.records.get(record.address)
        part, place = self.part(record.file), self.path / record.file
        if place.is_file() and sha256_of(place) == record.sha256:
            part.unlink()
        else:
            part.replace(place)
        if old is not None and old.is_whole and old.file != record.file:
            (self.path / old.file).unlink(missing_ok=True)
        self.note(record)

    def tell(self, stem: str, values: Mapping[str, Value]) -> tuple[str, ...]:
        """Add values to the sidecar of a review; return what a person should look at.

        A sidecar that says all of it already is not written.
        """
        place = self.path / f"{stem}.toml"
        try:
            text = place.read_text(encoding="utf-8-sig") if place.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(place.as_posix(), f"cannot be read: {error}") from error
        told, notes = with_values(text, values, place.as_posix())
        if told != text:
            replace_file(place, told.encode())
        return notes


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def replace_file(place: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = place.with_name(f".{place.name}.new")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)
