"""Where each registry table comes from: ``data/registries/registries.toml``.

A table without publisher, licence, date and checksum is no registry but hearsay, so the manifest
and the folder must name the same tables.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from reviewgraph.errors import DataError
from reviewgraph.registries.official import TABLES

FILE = "registries.toml"
PENDING = ".registries.toml.new"
"""Written before a table is replaced, and renamed to FILE after it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a registry table comes from, as of when, and under which licence."""

    name: str
    title: str
    publisher: str
    publisher_page: str
    licence: str
    """IRI of the licence."""
    attribution: str
    as_of: str
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    official: str
    """Address at which the publisher gives the file out; empty for our own lists."""
    carrier: str
    """Whose copy was taken, or the file or address of the last refresh."""
    sha256: str
    """Of our CSV file."""


def read_manifest(folder: Path) -> dict[str, Source]:
    """Return the source of every table, by name; DataError if one is missing or unknown."""
    path = folder / (PENDING if _is_pending(folder) else FILE)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: the list of registries cannot be read: {error}") from error
    if set(content) != set(TABLES):
        odd = min(set(content) ^ set(TABLES))
        raise DataError(f"{path}: {odd} is not both a table and described here")
    return {name: _source(name, content[name], path) for name in sorted(content)}


def settle(folder: Path) -> None:
    """End a refresh that was cut off after its table was in place; the next may then start."""
    if _is_pending(folder):
        (folder / PENDING).replace(folder / FILE)


def _is_pending(folder: Path) -> bool:
    """Say whether a refresh was cut off after its table was in place but not its manifest.

    The manifest in waiting is then the true one: its checksums are those of the tables.
    """
    try:
        content = tomllib.loads((folder / PENDING).read_text(encoding="utf-8"))
        return set(content) == set(TABLES) and all(
            values["sha256"] == checksum((folder / f"{name}.csv").read_bytes())
            for name, values in content.items()
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError):
        return False


def _source(name: str, values: Mapping[str, object], path: Path) -> Source:
    wanted = {field.name for field in fields(Source)} - {"name"}
    if set(values) != wanted:
        odd = min(set(values) ^ wanted)
        raise DataError(f"{path}: [{name}] must say {', '.join(sorted(wanted))}; look at {odd}")
    return Source(name=name, **{key: str(value) for key, value in values.items()})


def write_manifest(sources: Iterable[Source]) -> str:
    """Return the manifest's text, tables sorted by name."""
    blocks = []
    for source in sorted(sources, key=lambda source: source.name):
        lines = [f"[{source.name}]"]
        for field in fields(Source)[1:]:
            value = getattr(source, field.name)
            lines.append(f'{field.name} = "{_escaped(value)}"')
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def checksum(data: bytes) -> str:
    """Return the SHA-256 of a table's bytes."""
    return hashlib.sha256(data).hexdigest()


def refreshed(source: Source, data: bytes, *, carrier: str, as_of: str) -> Source:
    """Return the source as it is after a refresh from ``carrier``."""
    return replace(source, sha256=checksum(data), carrier=carrier, as_of=as_of)
