"""Decide what a build has to do: which sources are stale, which reviews are gone."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from reviewgraph.building.stamps import Stamps
from reviewgraph.sources import Discovery, Source

State = Mapping[str, Any]
"""What a generation says it was built from: ``tools``, and for each review its ``digest``,
``source``, ``agencies`` and ``notes``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and what may stay."""

    stale: tuple[Source, ...]
    gone: tuple[str, ...]
    """Identifiers of reviews in the graph whose source is no longer given."""
    digests: Mapping[str, str]
    """Of every source given, by identifier."""
    tools: str
    """Fingerprint of the code, vocabulary, registries and decisions."""
    same_tools: bool

    @property
    def is_empty(self) -> bool:
        """True if the graph is up to date."""
        return self.same_tools and not self.stale and not self.gone


def make_plan(discovery: Discovery, state: State, tools: str, stamps: Stamps) -> Plan:
    """Compare the sources with what the current generation was built from."""
    known = state.get("reviews", {})
    same_tools = state.get("tools") == tools
    digests = {source.identifier: stamps.digest(source, digest) for source in discovery.sources}
    refused = {PurePath(error.source).stem for error in discovery.refused}
    return Plan(
        stale=tuple(
            source
            for source in discovery.sources
            if not same_tools
            or known.get(source.identifier, {}).get("digest") != digests[source.identifier]
        ),
        gone=tuple(
            identifier
            for identifier in sorted(known)
            if identifier not in digests and identifier not in refused
        ),
        digests=digests,
        tools=tools,
        same_tools=same_tools,
    )


def digest(source: Source) -> str:
    """Return a hash of a source's files, their names and their bytes.

    A file that cannot be read gives a hash that none has: whoever reads it next tells why.
    """
    total = hashlib.sha256()
    for path in source.files:
        total.update(path.name.encode())
        try:
            with path.open("rb") as handle:
                total.update(hashlib.file_digest(handle, "sha256").digest())
        except OSError:
            return ""
    return total.hexdigest()
