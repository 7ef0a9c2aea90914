"""Tables for terminals: columns where they fit, records where they do not."""

from rich.console import Console

from reviewgraph.cli.tables import text_table
from reviewgraph.rdf import Literal, NamedNode
from reviewgraph.results import Table

THEME = NamedNode("https://w3id.org/reviewgraph/id/theme/marac")


def shown(table: Table, width: int) -> list[str]:
    console = Console(width=width, highlight=False)
    with console.capture() as capture:
        console.print(text_table(table, width))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_a_thing_stands_by_its_label_with_its_key() -> None:
    table = Table(
        ("theme", "themeLabel", "inSummary"),
        ((THEME, Literal("MARAC", language="en"), Literal("1")),),
    )
    assert shown(table, 60)[1:] == ["theme  summary", "MARAC  1", "marac", "1 row"]


def test_what_does_not_fit_is_shown_as_records() -> None:
    words = Literal("a very long text that goes on and on")
    table = Table(("first", "second", "third"), ((words, None, words), (words, words, None)))
    assert shown(table, 60)[0].split() == ["first", "a", *words.value.split()[1:]]
    assert [line.split()[0] for line in shown(table, 60) if line] == [
        *("first", "third"),
        *("first", "second"),
        "2",
    ]
    assert shown(table, 120)[0].split() == ["first", "second", "third"]


def test_nothing_found_is_said() -> None:
    assert shown(Table(("theme",), ()), 60) == ["theme", "0 rows"]


def test_a_value_cannot_steer_the_terminal() -> None:
    table = Table(("text",), ((Literal("red \x1b[31m alert\x07"),),))
    assert "\x1b" not in "".join(shown(table, 60))
