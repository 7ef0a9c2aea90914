"""Replace one registry table by a newer edition, or leave everything as it was.

The new table is checked, and the whole register is made with it in memory, before a byte of the
old one is touched; then table and manifest are put in place by renaming. Codes never vanish: an
official file that lists only open bodies does not make the closed ones unknown.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reviewgraph.errors import DataError, ReviewGraphError
from reviewgraph.registries.manifest import (
    FILE,
    PENDING,
    read_manifest,
    refreshed,
    settle,
    write_manifest,
)
from reviewgraph.registries.official import TABLES, Partial, read_official
from reviewgraph.registries.register import build_register
from reviewgraph.registries.tables import (
    Row,
    Table,
    check_rows,
    parse_table,
    read_table,
    write_table,
)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed."""

    name: str
    rows: int
    added: int
    changed: int
    kept: int
    """Rows that the new file does not list and that stay."""


def refresh(folder: Path, name: str, data: bytes, *, carrier: str, as_of: str) -> Refreshed:
    """Put ``data``, a publisher's file or our CSV, in the place of a table in ``folder``.

    Raises DataError, and changes nothing, if the data has a fault or does not fit the other
    tables; ReviewGraphError if the folder cannot be written or another refresh is at work.
    """
    table = known_table(name)
    with _alone(folder):
        try:
            settle(folder)
            _sweep(folder)
            return _refresh(folder, table, data, carrier=carrier, as_of=as_of)
        except OSError as error:
            raise ReviewGraphError(
                f"{folder}: the registries cannot be written: {error.strerror}"
            ) from error


def _refresh(folder: Path, table: Table, data: bytes, *, carrier: str, as_of: str) -> Refreshed:
    name = table.name
    sources = read_manifest(folder)
    tables = {each: read_table(TABLES[each], folder) for each in TABLES}
    old = tables[name]
    rows, result = _merged(table, old, _read(table, data, carrier), carrier)
    _check_fit({**tables, name: rows}, carrier)
    text = write_table(table, rows).encode()
    sources[name] = refreshed(sources[name], text, carrier=carrier, as_of=as_of)
    _put_in_place(folder, name, text, write_manifest(sources.values()).encode())
    return result


def _check_fit(tables: Mapping[str, Sequence[Row]], carrier: str) -> None:
    """Raise DataError if no register can be made of the tables."""
    try:
        build_register(tables)
    except (KeyError, ValueError) as error:
        fault = f"{error.args[0]!r} stands where nothing like it can"
        raise DataError(f"{carrier}: does not fit the other tables: {fault}") from error


def _put_in_place(folder: Path, name: str, text: bytes, manifest: bytes) -> None:
    """Replace a table and the manifest; from the first renaming on, the new state is in force."""
    waiting = folder / f".{name}.csv.new"
    try:
        _write(folder / PENDING, manifest)
        _write(waiting, text)
        waiting.replace(folder / f"{name}.csv")
    except OSError:
        _sweep(folder)
        raise
    (folder / PENDING).replace(folder / FILE)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when a process dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise ReviewGraphError(
            f"{folder}: another refresh is at work; wait for it to end"
        ) from error
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what a refresh left that did not come to its first renaming."""
    with suppress(OSError):
        for path in (*folder.glob(".*.csv.new"), folder / PENDING):
            path.unlink(missing_ok=True)


def known_table(name: str) -> Table:
    """Return the table called ``name``; DataError lists the names if there is none."""
    if name not in TABLES:
        raise DataError(f"{name}: no registry table; there are {', '.join(sorted(TABLES))}")
    return TABLES[name]


def _read(table: Table, data: bytes, place: str) -> Sequence[Partial]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # The NHS and older ONS files are in Windows' encoding, which takes any byte but five.
        text = data.decode("cp1252", errors="replace")
    official = read_official(table.name, text, place)
    if official is not None:
        return official
    return [dict(row) for row in parse_table(table, text, place)]


def _merged(
    table: Table, old: Sequence[Row], new: Iterable[Partial], place: str
) -> tuple[tuple[Row, ...], Refreshed]:
    """Return old rows overlaid with new ones by key, and what that changed.

    An edition of a lookup (a table with ``as_of``) is added beside the older ones.
    """
    merged: dict[tuple[str, ...], dict[str, str]] = {_key(table, row): dict(row) for row in old}
    seen: set[tuple[str, ...]] = set()
    added = changed = 0
    for partial in _chosen(table, old, new):
        key = _checked_key(table, partial, place)
        if key in seen:
            raise DataError(f"{place}: {' '.join(key)} stands twice; remove one")
        seen.add(key)
        before = merged.get(key)
        row = {**(before or dict.fromkeys(table.columns, "")), **partial}
        added += before is None
        changed += before is not None and row != before
        merged[key] = _completed(table, before, row)
    rows = check_rows(table, [merged[key] for key in sorted(merged)], place)
    return rows, Refreshed(table.name, len(rows), added, changed, len(merged) - len(seen))


def _key(table: Table, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in table.key)


def _checked_key(table: Table, partial: Partial, place: str) -> tuple[str, ...]:
    missing = [column for column in table.key if not partial.get(column)]
    if missing:
        raise DataError(f"{place}: a row lacks {', '.join(missing)}, by which {table.name} is kept")
    return _key(table, partial)


def _chosen(table: Table, old: Sequence[Row], new: Iterable[Partial]) -> Iterable[Partial]:
    """Return what concerns the table: national bodies are a selection, found by their slug."""
    if table.name != "national_bodies":
        return new
    known = {row["govuk_slug"]: row["name"] for row in old if row["govuk_slug"]}
    ours = {row["name"] for row in old}
    return [
        {**partial, "name": known.get(partial["govuk_slug"], partial["name"])}
        for partial in new
        if partial["govuk_slug"] in known or partial["name"] in ours or partial.get("type")
    ]


def _completed(table: Table, before: Row | None, row: dict[str, str]) -> dict[str, str]:
    """Fill what a publisher's file lacks: the kind of a commissioner, a trust's former name."""
    if table.name == "nhs_commissioners" and not row["kind"]:
        row["kind"] = "CCG" if row["name"].upper().endswith("CCG") else "sub-ICB location"
    if table.name == "nhs_trusts" and before is not None and before["name"] != row["name"]:
        row["previous_names"] = "|".join(filter(None, (before["previous_names"], before["name"])))
    return row


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
