"""The commands by name, each imported when it is asked for."""

from importlib import import_module
from typing import Any

import click

from reviewgraph.cli.errors import as_line
from reviewgraph.errors import ReviewGraphError

COMMANDS = (
    "agencies",
    "build",
    "explain",
    "extract",
    "fetch",
    "publish",
    "push",
    "query",
    "registry",
    "serve",
    "site",
    "sparql",
    "spine",
    "summary",
    "validate",
    "verify",
)


class Group(click.Group):
    """A group that shows the library's own errors as one line and lets a real bug trace back.

    Each command is in the module of its name and imported when it is asked for, as one command
    needs little of what another does.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of that name; None if there is none."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"reviewgraph.cli.{name}"), name)
        return _with_breaks(command)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn a ReviewGraphError into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except ReviewGraphError as error:
            raise as_line(error) from error


def _with_breaks(command: click.Command) -> click.Command:
    r"""Return the command with click's mark for a verbatim paragraph, a backspace, in its help.

    A docstring cannot hold that character in a form that reads well, so it is written as ``\b``.
    """
    command.help = (command.help or "").replace("\\b", "\b")
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _with_breaks(inner)
    return command
