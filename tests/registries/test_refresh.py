"""A registry is renewed whole or not at all."""

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewgraph.cli import main
from reviewgraph.errors import DataError, ReviewGraphError
from reviewgraph.registries import load_register
from reviewgraph.registries.manifest import PENDING, read_manifest, write_manifest
from reviewgraph.registries.refresh import _alone, refresh


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def ods(*cells: str) -> str:
    row = [""] * 27
    row[0], row[1], row[10], row[11] = cells
    out = io.StringIO()
    csv.writer(out).writerow(row)
    return out.getvalue()


def edited(folder: Path, name: str, change: Callable[[str], str]) -> bytes:
    return change((folder / f"{name}.csv").read_text(encoding="utf-8")).encode()


def renew(folder: Path, name: str, data: bytes) -> None:
    refresh(folder, name, data, carrier="new.csv", as_of="2026-12-01")


def test_the_same_edition_changes_no_row(folder: Path) -> None:
    data = (folder / "councils.csv").read_bytes()
    done = refresh(folder, "councils", data, carrier="new.csv", as_of="2026-12-01")
    assert (done.added, done.changed, done.kept) == (0, 0, 0)
    assert (folder / "councils.csv").read_bytes() == data
    assert read_manifest(folder)["councils"].as_of == "2026-12-01"
    assert not list(folder.glob(".*"))


def test_a_report_of_the_nhs_renames_closes_and_adds(folder: Path) -> None:
    report = (
        ods("RAT", "NORTH EAST LONDON RENAMED NHS FOUNDATION TRUST", "20010401", "")
        + ods("RXA", "CHESHIRE AND WIRRAL PARTNERSHIP NHS FOUNDATION TRUST", "20020401", "20270331")
        + ods("R9Z", "A NEW NHS TRUST", "20270401", "")
        + ods("13Q", "NATIONAL COMMISSIONING HUB 1", "20130401", "")
    )
    done = refresh(folder, "nhs_trusts", report.encode(), carrier="etr.csv", as_of="2027-04-01")
    assert (done.added, done.changed) == (1, 2)
    register = load_register(folder)
    assert register.agencies["ods-rat"].name == "North East London Renamed NHS Foundation Trust"
    former = {name.text for name in register.agencies["ods-rat"].names if name.kind == "former"}
    assert "North East London NHS Foundation Trust" in former
    assert register.agencies["ods-rxa"].valid_to == "2027-03-31"
    assert register.agencies["ods-r9z"].valid_from == "2027-04-01"
    assert "ods-rv3" in register.agencies, "a code that the report does not list stays known"


def test_an_ons_lookup_is_a_further_edition(folder: Path) -> None:
    text = "LAD26CD,LAD26NM,CSP26CD,CSP26NM,PFA26CD,PFA26NM\n" \
           "E09000016,Havering,E22000201,Havering,E23000001,Metropolitan Police\n"  # fmt: skip
    done = refresh(folder, "district_csp_force", text.encode(), carrier="x", as_of="2026-04-01")
    assert (done.added, done.rows) == (1, 1371)


def test_json_of_the_police_and_of_govuk(folder: Path) -> None:
    forces = [{"id": "metropolitan", "name": "Metropolitan Police Service of London"}]
    renew(folder, "police_forces", json.dumps(forces).encode())
    bodies = {"results": [
        {"title": "Home Office and Borders", "details": {"slug": "home-office"}},
        {"title": "Nobody's Agency", "details": {"slug": "nobodys-agency"}},
    ]}  # fmt: skip
    renew(folder, "national_bodies", json.dumps(bodies).encode())
    register = load_register(folder)
    assert register.agencies["police-metropolitan"].name == "Metropolitan Police Service of London"
    assert register.agencies["gov-home-office"].name == "Home Office"
    assert register.by_code("nobodys-agency") == ()


FAULTS = {
    "missing column": ("councils", lambda text: text.replace("official_name", "title", 1)),
    "duplicate code": ("councils", lambda text: text + text.splitlines()[-1] + "\n"),
    "impossible date": ("councils", lambda text: text.replace("2019-03-31", "2019-02-31", 1)),
    "ends before it begins": (
        "nhs_trusts", lambda text: text.replace("2017-04-01,,", "2017-04-01,2016-01-01,", 1)
    ),
    "no rows": ("councils", lambda text: text.splitlines()[0] + "\n"),
    "empty file": ("councils", lambda text: ""),
    "empty code": ("nhs_trusts", lambda text: text.replace("\nRAT,", "\n,", 1)),
    "unknown successor": ("changes", lambda text: text.replace("ods-r1l", "ods-r1lx", 1)),
    "unknown key": ("aliases", lambda text: text + "ods-nowhere,NOW,abbreviation\n"),
    "one key in two tables": ("bodies", lambda t: t + "ods-rat,Another,nhs-provider,,,,,\n"),
    "unknown area code": ("area_names", lambda text: text + "Nowhere,E99999999\n"),
    "cut off": ("councils", lambda text: text[: len(text) // 2] + '"'),
    "html": ("councils", lambda text: "<!doctype html><p>Moved</p>\n"),
    "other JSON": ("police_forces", lambda text: '{"error": "gone"}'),
    "broken JSON": ("police_forces", lambda text: '[{"id": "met'),
    "JSON for a table without": ("aliases", lambda text: "[]"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_the_old_registry_is_in_force(folder: Path, fault: str) -> None:
    name, spoil = FAULTS[fault]
    before = state(folder)
    with pytest.raises(DataError) as error:
        renew(folder, name, edited(folder, name, spoil))
    assert "\n" not in str(error.value)
    assert state(folder) == before


def test_an_unknown_registry_is_named_with_the_known_ones(folder: Path) -> None:
    with pytest.raises(DataError, match=r"^postcodes: no registry table; there are aliases, "):
        renew(folder, "postcodes", b"")


def test_a_refresh_cut_off_between_its_two_renames_is_whole(folder: Path) -> None:
    before = read_manifest(folder)
    waiting = write_manifest(before.values()).replace('as_of = "2025-07"', 'as_of = "2031-01-01"')
    (folder / PENDING).write_text(waiting, encoding="utf-8")
    assert read_manifest(folder)["councils"].as_of == "2031-01-01"
    (folder / PENDING).write_text(waiting.replace('sha256 = "', 'sha256 = "0'), encoding="utf-8")
    assert read_manifest(folder) == before, "its table is not in place yet"
    (folder / PENDING).write_text(waiting[:100], encoding="utf-8")
    assert read_manifest(folder) == before


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    body = (folder / "councils.csv").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/gone":
                self.send_error(404)
                return
            self.send_response(200)
            length = len(body) + (10 if self.path == "/short" else 0)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["registry", *arguments, "--registries", str(folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_refresh_from_an_address(folder: Path, server: str) -> None:
    code, output = run(folder, "refresh", "councils", "--from", f"{server}/councils.csv",
                       "--as-of", "2026-12-01")  # fmt: skip
    assert (code, output) == (0, "councils: 445 rows; 0 new, 0 changed, 0 not in the new file and "
                                 "kept.\n")  # fmt: skip
    assert read_manifest(folder)["councils"].carrier == f"{server}/councils.csv"


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("{server}/gone", "the server answered 404"),
        ("{server}/short", "broke off"),
        ("http://127.0.0.1:9/closed", "could not be fetched"),
    ],
)
def test_what_cannot_be_fetched_changes_nothing(
    folder: Path, server: str, origin: str, said: str
) -> None:
    before = state(folder)
    code, output = run(folder, "refresh", "councils", "--from", origin.format(server=server))
    assert code == 2
    assert said in output
    assert state(folder) == before


def test_list_and_show(folder: Path) -> None:
    code, output = run(folder, "list")
    assert code == 0
    assert output.count("as recorded") == len(read_manifest(folder))
    (folder / "aliases.csv").write_bytes(
        edited(folder, "aliases", lambda t: t + "ods-rat,N,usual\n")
    )
    assert "edited since" in run(folder, "list")[1]
    code, output = run(folder, "show", "08f")
    assert code == 0
    assert "NHS Havering CCG  (ods-08f)" in output
    assert "2021-04-01 went into: NHS North East London CCG" in output
    code, output = run(folder, "show", "ZZZ9")
    assert (code, output) == (1, "Error: ZZZ9: no body of the registers has this code\n")


def test_a_manifest_that_was_cut_off_in_writing_is_not_believed(folder: Path) -> None:
    before = read_manifest(folder)
    first = (folder / "registries.toml").read_text(encoding="utf-8").split("\n\n")[0]
    (folder / PENDING).write_text(first, encoding="utf-8")
    assert read_manifest(folder) == before


def test_what_a_killed_refresh_left_is_ended_or_removed_by_the_next(folder: Path) -> None:
    old = (folder / "registries.toml").read_bytes()
    renew(folder, "police_forces", edited(folder, "police_forces", lambda text: text + "\n"))
    # Killed between its two renames, and another in the middle of writing.
    (folder / PENDING).write_bytes((folder / "registries.toml").read_bytes())
    (folder / "registries.toml").write_bytes(old)
    (folder / ".boards.csv.new").write_bytes(b"half")
    renew(folder, "boards", edited(folder, "boards", str))
    sources = read_manifest(folder)
    assert {sources[name].as_of for name in ("police_forces", "boards")} == {"2026-12-01"}
    assert not list(folder.glob(".*.new"))


def test_two_refreshes_at_once_are_refused(folder: Path) -> None:
    with _alone(folder), pytest.raises(ReviewGraphError, match="another refresh is at work"):
        renew(folder, "boards", edited(folder, "boards", str))
    renew(folder, "boards", edited(folder, "boards", str))
