"""The command line: the only part that imports click, prints or exits."""

import click

from reviewgraph import __version__
from reviewgraph.cli.commands import Group

__all__ = ["main"]


@click.group(
    cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="reviewgraph")
def main() -> None:
    """Build, check, query and publish the graph of the reviews that follow a death.

    Exit codes: 0 all is well, 1 the data is broken, 2 the command could not run.
    """
