"""What a running server is told: where the graph is, how it is reached, and its limits."""

from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may cost. No answer is cut short: past a limit it is an error."""

    seconds: float = 20.0
    """Of running time for one query; then its process is ended."""
    patience: float = 10.0
    """Seconds that a query waits for a free process before the server says it is busy."""
    workers: int = 3
    """Processes that answer queries of the public."""
    own_workers: int = 1
    """Processes kept for stored queries, so that a strange query never holds them up."""
    waiting: int = 64
    """Queries that may wait at once; the next one is turned away."""
    answer_bytes: int = 64 * MEBIBYTE
    memory_bytes: int = 3072 * MEBIBYTE
    """Data of one process: what it may write to and shares with nobody (RLIMIT_DATA)."""
    body_bytes: int = MEBIBYTE
    """Of a request's body."""
    pages_at_once: int = 4
    """Pages that are made at the same time; others wait."""
    cache_bytes: int = 64 * MEBIBYTE
    """Of answers kept for whoever asks the same."""
    page_rows: int = 100
    """Rows of one page of a stored query's answer, unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that ``reviewgraph serve`` decides before it listens."""

    graph: Path | None
    """Folder of the graph; None if another endpoint is asked."""
    endpoint: str | None = None
    """SPARQL endpoint that answers instead of a folder."""
    public_url: str | None = None
    """Where readers find the server, without a slash at the end; None: as each request says."""
    services: frozenset[str] = frozenset()
    """Endpoints that a SERVICE clause may name."""
    log_queries: bool = False
    """Whether the log holds the text of queries; people search for sad and private things."""
    limits: Limits = Limits()
