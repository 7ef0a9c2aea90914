"""Read full reports: PDF, DOCX or HTML in, recommendations with their pages out.

``extract`` reads one report in a process that can be killed; ``reading.read`` is the same
without the process. ``merging.merge`` brings a report and the page about it together.
"""

from functools import partial
from pathlib import Path

from reviewgraph.errors import SourceError
from reviewgraph.extraction.merging import actions_of, merge, reading_of
from reviewgraph.extraction.model import Action, Extraction, Found
from reviewgraph.extraction.reading import read
from reviewgraph.extraction.workers import Limits, run

__all__ = [
    "Action",
    "Extraction",
    "Found",
    "Limits",
    "actions_of",
    "extract",
    "merge",
    "read",
    "reading_of",
]


def extract(report: Path | bytes, *, source: str = "", limits: Limits | None = None) -> Extraction:
    """Return what a full report says.

    ``source`` names bytes in messages; a path names itself. Raises SourceError, in one line, if
    the report cannot be read or costs more than ``limits`` allow.
    """
    if isinstance(report, Path):
        source = source or report.name
        try:
            report = report.read_bytes()
        except OSError as error:
            raise SourceError(source, f"cannot be read: {error.strerror}") from error
    return run(partial(read, source=source), report, source, limits or Limits())
