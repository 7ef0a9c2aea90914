"""``reviewgraph fetch`` as a person runs it: its last line, its faults, its exit code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from fetching.misbehaving import FakeClock, Reply, Server, serving
from reviewgraph.cli import main


@pytest.fixture
def site() -> Iterator[Server]:
    with serving(FakeClock()) as server:
        yield server


def fetch(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["fetch", "--pause", "0", "--tries", "1", *words])
    return result.exit_code, result.stdout, result.stderr


def test_a_fetch_says_what_it_did(site: Server, tmp_path: Path) -> None:
    site.says("/a1", Reply())
    listed = tmp_path / "list"
    listed.write_text(f"{site.url}/a1 0a1b2c3d-anyshire\n{site.url}/gone\n")
    folder = str(tmp_path / "pages")
    code, out, said = fetch(f"@{listed}", "-o", folder)
    assert code == 1
    assert out == f"1 file fetched into {folder}, 0 unchanged, 1 not fetched.\n"
    assert said == f"Not fetched: {site.url}/gone: the server answered 404\n"
    assert (tmp_path / "pages" / "0a1b2c3d-anyshire.html").is_file()
    code, out, _ = fetch(f"{site.url}/a1", "-o", folder)
    assert (code, out) == (0, f"0 files fetched into {folder}, 1 unchanged, 0 not fetched.\n")


@pytest.mark.parametrize("word", ["@missing", "ftp://a.test/x", "page.html"])
def test_what_is_no_address_or_list_stops_it(tmp_path: Path, word: str) -> None:
    code, out, said = fetch(word, "-o", str(tmp_path / "pages"))
    assert (code, out) == (2, "")
    assert said.startswith("Error: ")


def test_a_folder_that_cannot_be_made_stops_it(site: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, said = fetch(f"{site.url}/a1", "-o", str(tmp_path / "file" / "pages"))
    assert code == 2
    assert "cannot be used as a folder" in said
    assert site.requests == []
