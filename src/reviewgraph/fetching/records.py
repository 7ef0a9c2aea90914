"""The record of a fetch: for each address, what came from it, when, and with which checksum.

One JSON object a line, appended as files arrive, so that a stopped run loses nothing. The last
line of an address is in force. A line ``{"finished": true}`` ends a run that went through.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one address."""

    address: str
    file: str
    """Name of the file, in the folder of the record."""
    sha256: str = ""
    """Of the whole file; empty while it is half there."""
    size: int = 0
    retrieved: str = ""
    """Date, ``YYYY-MM-DD``."""
    etag: str | None = None
    last_modified: str | None = None
    report: str | None = None
    """Address of the full report that the page links to."""

    @property
    def is_whole(self) -> bool:
        """Whether the file arrived."""
        return bool(self.sha256)


@dataclass(frozen=True, slots=True)
class History:
    """What earlier runs left."""

    records: dict[str, Record]
    done: frozenset[str]
    """Addresses that a run which was stopped had through."""


FINISHED = json.dumps({"finished": True})
_KEYS = frozenset(field.name for field in fields(Record))


def read_history(text: str) -> History:
    """Return what a record says; a line that broke off, or is no record, says nothing."""
    records: dict[str, Record] = {}
    done: set[str] = set()
    # Not splitlines, which breaks at characters that JSON leaves bare inside a string.
    for line in text.split("\n"):
        try:
            values = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            continue
        if values == {"finished": True}:
            done.clear()
        elif (record := _record(values)) is not None:
            records[record.address] = record
            if record.is_whole:
                done.add(record.address)
    return History(records, frozenset(done))


def _record(values: object) -> Record | None:
    if not isinstance(values, dict) or not set(values) <= _KEYS:
        return None
    texts = {key: value for key, value in values.items() if key != "size"}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        return None
    if not isinstance(values.get("address"), str) or not isinstance(values.get("file"), str):
        return None
    # The file is opened by this name, so it must not lead out of the folder.
    if (
        "/" in values["file"]
        or "\\" in values["file"]
        or not isinstance(values.get("size", 0), int)
    ):
        return None
    return Record(**values)


def line_of(record: Record) -> str:
    """Return a record as its line, without what is not known."""
    said = {key: value for key, value in asdict(record).items() if value not in (None, "", 0)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def compacted(records: Iterable[Record]) -> str:
    """Return the record of a finished run, one line an address, sorted."""
    lines = sorted(line_of(record) for record in records)
    return "".join(f"{line}\n" for line in (*lines, FINISHED))
