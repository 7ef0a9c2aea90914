"""Every command explains itself with an example that names it."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from reviewgraph.cli import main


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*names, name)
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)


@pytest.mark.parametrize("names", list(commands(main)), ids=" ".join)
def test_a_command_has_help_with_an_example(names: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*names, "--help"])
    assert result.exit_code == 0
    assert "\\b" not in result.output
    example = re.search(r"Examples?:\s+reviewgraph " + " ".join(names), result.output)
    assert example, "give the docstring an example; several stand below a line with \\b"


def test_the_readme_names_every_command() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    missing = [name for (name, *_) in commands(main) if f"reviewgraph {name}" not in text]
    assert missing == []
