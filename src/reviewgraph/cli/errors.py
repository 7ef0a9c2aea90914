"""Errors as one line, and the exit codes."""

import click

from reviewgraph.errors import DataError, ReviewGraphError, SourceError

BROKEN_DATA = 1
COULD_NOT_RUN = 2


class _BrokenData(click.ClickException):
    exit_code = BROKEN_DATA


class _CouldNotRun(click.ClickException):
    exit_code = COULD_NOT_RUN


def as_line(error: ReviewGraphError) -> click.ClickException:
    """Return what click shows in one line and ends with the exit code of such an error."""
    if isinstance(error, DataError | SourceError):
        return _BrokenData(str(error))
    return _CouldNotRun(str(error))
