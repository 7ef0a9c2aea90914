"""Errors as one line, and the exit codes."""

from typing import Any

import click

from reviewgraph.errors import DataError, ReviewGraphError, SourceError

BROKEN_DATA = 1
COULD_NOT_RUN = 2


class _BrokenData(click.ClickException):
    exit_code = BROKEN_DATA


class _CouldNotRun(click.ClickException):
    exit_code = COULD_NOT_RUN


class Group(click.Group):
    """A group that shows the library's own errors as one line and lets a real bug trace back."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn a ReviewGraphError into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except (DataError, SourceError) as error:
            raise _BrokenData(str(error)) from error
        except ReviewGraphError as error:
            raise _CouldNotRun(str(error)) from error
