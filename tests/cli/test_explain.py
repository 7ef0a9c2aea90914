"""``summary`` and ``explain``: what people look at."""

from pathlib import Path

from click.testing import CliRunner, Result

from reviewgraph.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, env={"COLUMNS": "100"})


def test_a_summary_shows_sizes_and_themes(havering: Path) -> None:
    result = run("summary", "--graph", str(havering))
    assert result.exit_code == 0, result.output
    assert "26 recommendations" in result.output
    assert "Quality assurance and audit" in result.output
    assert "more" in result.output, "a cut list must say that it is cut"


def test_a_review_is_explained_by_the_words_of_its_summary(havering: Path) -> None:
    result = run("explain", "review:6391f4df-havering", "--graph", str(havering))
    assert result.exit_code == 0, result.output
    assert "Havering review, death in 2017" in result.output
    assert "theme:coercive-control  0.90  “coercive control”" in result.output


def test_an_unknown_thing_is_an_error_of_one_line(havering: Path) -> None:
    result = run("explain", "review:nowhere", "--graph", str(havering))
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: review:nowhere: ")
    assert len(result.stderr.splitlines()) == 1
