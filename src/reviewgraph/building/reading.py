"""Read all files of one review: its page or list, its full report, or both side by side.

What reads reports takes longer to load than a page to read, and is loaded when there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewgraph.errors import SourceError
from reviewgraph.model import Reading
from reviewgraph.sources import Source, read, sidecar_of

if TYPE_CHECKING:
    from reviewgraph.extraction import Action


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
    return Read(read(source)) if source.report is None else _with_report(source)


def _with_report(source: Source) -> Read:
    from reviewgraph.extraction import actions_of, extract, merge, reading_of

    assert source.report is not None
    if source.is_report:
        extraction = extract(source.report)
        reading = reading_of(extraction, sidecar_of(source))
        return Read(reading, actions_of(None, extraction))
    page = read(source)
    try:
        extraction = extract(source.report)
    except SourceError as error:
        return Read(page, fault=str(error))
    return Read(merge(page, extraction), actions_of(page, extraction))
