"""Read all files of one review: its page or list, its full report, or both side by side."""

from dataclasses import dataclass

from reviewgraph.errors import SourceError
from reviewgraph.extraction import Action, Extraction, actions_of, extract, merge, reading_of
from reviewgraph.model import Reading
from reviewgraph.sources import Source, read, sidecar_of


@dataclass(frozen=True, slots=True)
class Read:
    """What the files of one review say, and which of them could not be read."""

    reading: Reading
    actions: tuple[Action, ...] = ()
    """Of the action plan that the report prints."""
    fault: str | None = None
    """Why the report beside the page could not be read, in one line."""


def read_files(source: Source) -> Read:
    """Return what a source's files say; a report that fails costs only itself.

    Raises SourceError if nothing can be read.
    """
    if source.report is None:
        return Read(read(source))
    if source.is_report:
        extraction = extract(source.report)
        reading = reading_of(extraction, sidecar_of(source))
        return Read(reading, actions_of(None, extraction))
    page = read(source)
    try:
        extraction = extract(source.report)
    except SourceError as error:
        return Read(page, fault=str(error))
    return _merged(page, extraction)


def _merged(page: Reading, extraction: Extraction) -> Read:
    reading = merge(page, extraction)
    return Read(reading, actions_of(page, extraction))
