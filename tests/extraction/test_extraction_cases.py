"""Reports made by hand: what is read from each is approved beside it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import Approve
from reviewgraph.cli import main
from reviewgraph.extraction import read
from reviewgraph.extraction.writing import as_values

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("name", ["boxes", "lists", "nothing"])
def test_what_a_report_says_is_approved(name: str, approved: Approve) -> None:
    found = read((CASES / f"{name}.pdf").read_bytes(), source=f"{name}.pdf")
    text = json.dumps(as_values(found), ensure_ascii=False, indent=2) + "\n"
    approved(CASES / f"{name}.json", text)


def test_nothing_found_is_never_said_in_silence() -> None:
    found = read((CASES / "nothing.pdf").read_bytes(), source="nothing.pdf")
    assert found.recommendations == ()
    assert "no recommendations found" in found.notes[0]


def test_the_command_goes_on_after_a_report_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing else")
    result = CliRunner().invoke(
        main, ["extract", str(broken), str(CASES / "boxes.pdf"), "--format", "csv"]
    )
    assert result.exit_code == 1
    assert "Not read: broken.pdf: is a damaged or truncated PDF" in result.stderr
    assert "Northfold NHS Trust" in result.stdout
    assert "Traceback" not in result.stderr


def test_one_report_as_json_is_one_object() -> None:
    result = CliRunner().invoke(main, ["extract", str(CASES / "lists.pdf"), "--format", "json"])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["count"] == len(found["recommendations"]) == 8
    assert {row["page"] for row in found["recommendations"]} == {2, 3}
    assert "31 March 2018" not in result.stdout
    assert "1 name(s), initials or exact date(s) withheld" in result.stderr
