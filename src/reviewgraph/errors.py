"""Every error this package raises on purpose.

    ReviewGraphError            one line for a person: what, where, remedy
    ├── SourceError             a source or its sidecar cannot be read; the build goes on without it
    ├── DataError               curated data (scheme, registry, ledger) is broken
    ├── GraphError              the graph folder is missing, locked, or of another version
    ├── QueryError              a stored query or a parameter is wrong
    └── EndpointError           a remote endpoint did not answer as SPARQL asks

A graph that breaks a shape is no error but a report.
"""

_LONGEST = 800
"""Characters of a line that a person still reads."""


class ReviewGraphError(Exception):
    """An error told in one line that names the place and the remedy."""

    def __str__(self) -> str:
        """Return the line; of one that quotes far too much, its two ends."""
        text = super().__str__()
        if len(text) <= _LONGEST:
            return text
        return f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


class SourceError(ReviewGraphError):
    """A source that cannot be read: other sources go on."""

    def __init__(self, source: str, fault: str, *, line: int | None = None) -> None:
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {fault}")
        self.source = source
        self.fault = fault
        self.line = line


class DataError(ReviewGraphError):
    """Curated data of the project that breaks its own rules."""


class GraphError(ReviewGraphError):
    """The graph folder cannot be used as asked."""


class QueryError(ReviewGraphError):
    """A query that cannot be run as asked."""


class EndpointError(ReviewGraphError):
    """A remote endpoint that failed; the message holds its status."""
