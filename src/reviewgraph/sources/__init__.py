"""Readers of sources: pages, and users' own lists, become readings."""

from reviewgraph.sources.discovery import Discovery, Source, discover, load, read, sidecar_of
from reviewgraph.sources.reading import read_bytes
from reviewgraph.sources.sidecar import read_sidecar
from reviewgraph.sources.splitting import split_addressee

__all__ = [
    "Discovery",
    "Source",
    "discover",
    "load",
    "read",
    "read_bytes",
    "read_sidecar",
    "sidecar_of",
    "split_addressee",
]
