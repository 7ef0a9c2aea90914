"""The command line: the only part that imports click, prints or exits."""

import click

from reviewgraph import __version__
from reviewgraph.cli.agencies import agencies
from reviewgraph.cli.build import build
from reviewgraph.cli.errors import Group
from reviewgraph.cli.explain import explain
from reviewgraph.cli.extract import extract
from reviewgraph.cli.fetch import fetch
from reviewgraph.cli.publish import publish
from reviewgraph.cli.push import push
from reviewgraph.cli.query import query
from reviewgraph.cli.registry import registry
from reviewgraph.cli.serve import serve
from reviewgraph.cli.site import site
from reviewgraph.cli.sparql import sparql
from reviewgraph.cli.spine import spine
from reviewgraph.cli.summary import summary
from reviewgraph.cli.validate import validate
from reviewgraph.cli.verify import verify

__all__ = ["main"]


@click.group(
    cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="reviewgraph")
def main() -> None:
    """Build, check, query and publish the graph of the reviews that follow a death.

    Exit codes: 0 all is well, 1 the data is broken, 2 the command could not run.
    """


def _with_breaks(command: click.Command) -> click.Command:
    r"""Return the command with click's mark for a verbatim paragraph, a backspace, in its help.

    A docstring cannot hold that character in a form that reads well, so it is written as ``\b``.
    """
    command.help = (command.help or "").replace("\\b", "\b")
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _with_breaks(inner)
    return command


for command in (
    agencies,
    build,
    explain,
    extract,
    fetch,
    publish,
    push,
    query,
    registry,
    serve,
    site,
    sparql,
    spine,
    summary,
    validate,
    verify,
):
    main.add_command(_with_breaks(command))
