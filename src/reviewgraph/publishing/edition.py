"""What a release is asked to be."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewgraph.errors import GraphError
from reviewgraph.namespaces import BASE, RG
from reviewgraph.rdf import Literal
from reviewgraph.store import Store

_VERSION = re.compile(r"(\d{4})\.(0[1-9]|1[0-2])(?:\.(?:0|[1-9]\d*))?")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")
RELEASES = f"{BASE}release/"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which release to write, and by which rules.

    There is no clock in a release: ``issued`` is given, or is the first day of the month that
    the version names, so that the same graph and the same words give the same bytes.
    """

    version: str
    """``2026.11``, or ``2026.11.1`` for a second one in that month."""
    issued: str
    """``YYYY-MM-DD``."""
    previous: Path | None = None
    """Folder of the release before, from which changes are told."""
    with_text: bool = True
    """Whether recommendations of sources without stated rights are published verbatim."""
    allow_fewer: bool = False
    """Whether reviews of the release before may be gone; they leave tombstones."""
    served_at: str | None = None
    """Address of a ``reviewgraph serve`` that answers from the same graph, if one is known."""

    @property
    def iri(self) -> str:
        """The IRI of the release."""
        return f"{RELEASES}{self.version}"

    @property
    def file_version(self) -> str:
        """The version as it stands in names of files: without dots."""
        return self.version.replace(".", "-")


def edition(
    version: str,
    issued: str | None = None,
    *,
    previous: Path | None = None,
    with_text: bool = True,
    allow_fewer: bool = False,
    served_at: str | None = None,
) -> Edition:
    """Return the edition asked for; raise GraphError if a part of it is none."""
    found = _VERSION.fullmatch(version)
    if found is None:
        raise GraphError(f"version {version!r}: give year and month, such as 2026.11 or 2026.11.1")
    day = issued if issued is not None else f"{found[1]}-{found[2]}-01"
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise GraphError(f"issued {day!r}: give a date, such as 2026-11-20") from error
    if served_at is not None and not _ADDRESS.fullmatch(served_at):
        raise GraphError(f"served at {served_at!r}: give an address, such as https://example.org")
    return Edition(version, day, previous, with_text, allow_fewer, served_at)


def newest_month(store: Store) -> str:
    """Return the version that the graph itself suggests: the month of its newest upload.

    Raises GraphError if no review states one.
    """
    for row in store.select(
        f"SELECT (MAX(STR(?month)) AS ?newest) {{ ?x {RG.uploadMonth} ?month }}"
    ):
        newest = row["newest"]
        if isinstance(newest, Literal):
            return newest.value.replace("-", ".")
    raise GraphError("no review states its upload month; say which release this is: --version")
