"""Verifying: a sound release passes, and each way to break one is found."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from reviewgraph.cli import main
from reviewgraph.publishing import CHECKSUMS, JSONLD, MANIFEST, NQUADS, TRIG, TURTLE
from reviewgraph.publishing.files import Files
from reviewgraph.publishing.manifest import read_manifest
from reviewgraph.verifying import CHECKS
from reviewgraph.verifying.bench import Bench


def found(folder: Path, check: str, tmp_path: Path) -> list[str]:
    return list(CHECKS[check](folder, read_manifest(folder), Bench(tmp_path / "scratch")))


@pytest.mark.slow
def test_a_release_is_sound(release: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(release)])
    assert result.stdout.splitlines() == [f"{name}: ok" for name in CHECKS]
    assert result.exit_code == 0


@pytest.mark.slow
def test_many_processes_find_what_one_finds(release: Path, tmp_path: Path) -> None:
    folder = copytree(release, tmp_path / "release")
    for path in (folder / TURTLE, folder / "reviews" / "6391f4df-havering.ttl", folder / JSONLD):
        edit(path, lambda data: data.replace(b"LFT", b"LFTT", 1) + b"\n<")
    alone = CliRunner().invoke(main, ["verify", str(folder), "--jobs", "1"])
    together = CliRunner().invoke(main, ["verify", str(folder), "--jobs", "2"])
    assert alone.exit_code == together.exit_code == 1
    assert "Agreement of the dumps: 3 faults" in alone.output
    assert together.output == alone.output


def test_a_folder_that_is_no_release_is_told_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(tmp_path)])
    assert result.exit_code == 2
    assert "not the manifest of a release" in result.output


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    data = path.read_bytes()
    changed = change(data)
    assert changed != data
    path.write_bytes(changed)


def swap_first_lines(data: bytes) -> bytes:
    first, second, *rest = data.splitlines(keepends=True)
    return b"".join([second, first, *rest])


def replace(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old.encode(), new.encode(), 1)


@pytest.mark.parametrize(
    ("check", "name", "change", "told"),
    [
        ("Checksums", TURTLE, replace("Havering", "Hovering"), "is not the file that"),
        ("Checksums", CHECKSUMS, replace("  ", " "), "cannot be read"),
        ("Checksums", CHECKSUMS, lambda data: data.split(b"\n", 1)[1], "is in no line"),
        ("Canonical form", NQUADS, swap_first_lines, "nq:2: is out of order"),
        ("Canonical form", NQUADS, replace("Havering", "\\u0048avering"), "in canonical form"),
        ("Canonical form", NQUADS, replace("Havering", "Hovering"), "is not the canonical hash"),
        ("Canonical form", NQUADS, lambda data: data[:-9], "not N-Quads"),
        (
            "Canonical form",
            NQUADS,
            lambda data: re.sub(rb"(?m)^<\S+> ", b"_:b ", data, count=1),
            "blank node",
        ),
        ("Canonical form", NQUADS, lambda data: data + data[-1:], "not N-Quads|out of order"),
        (
            "Agreement of the dumps",
            TURTLE,
            replace("rg:statedCount 26", "rg:statedCount 27"),
            "says other things",
        ),
        ("Agreement of the dumps", TURTLE, replace("rg:row 1 ", "rg:row 99 "), "other things"),
        ("Agreement of the dumps", TRIG, replace("Havering", "Hovering"), "says other things"),
        ("Agreement of the dumps", JSONLD, replace("Havering", "Hovering"), "says other things"),
        ("Agreement of the dumps", "queries.ttl", replace(";", ""), "Oxigraph cannot read it"),
        ("Counts", "tables/links.csv", lambda data: data.rsplit(b"\n", 2)[0], "rows"),
        ("Counts", MANIFEST, replace('"reviews": 18', '"reviews": 17'), "holds 18 files"),
        (
            "Counts",
            "dataset.ttl",
            lambda data: data.replace(b"void:triples ", b"void:triples 1"),
            "does not give",
        ),
        ("Shapes", NQUADS, lambda data: data[:-9], "not N-Quads"),
        (
            "Shapes",
            NQUADS,
            lambda data: re.sub(
                rb"(?m)^.*/id/review/\S+> <\S+/terms/type> .*\n", b"", data, count=1
            ),
            "which one kind of review",
        ),
    ],
)
def test_what_is_broken_is_found(
    release: Path,
    tmp_path: Path,
    check: str,
    name: str,
    change: Callable[[bytes], bytes],
    told: str,
) -> None:
    folder = copytree(release, tmp_path / "release")
    edit(folder / name, change)
    faults = found(folder, check, tmp_path)
    assert re.search(told, "\n".join(faults)), faults


def test_a_twin_that_holds_other_things_is_found(release: Path, tmp_path: Path) -> None:
    folder = copytree(release, tmp_path / "release")
    files = Files(folder)
    path = folder / f"{TURTLE}.gz"
    path.write_bytes(gzip.compress(b"other"))
    sums = (folder / CHECKSUMS).read_text()
    files.write(f"{TURTLE}.gz", path.read_bytes())
    old = next(line for line in sums.splitlines() if line.endswith(f"  {TURTLE}.gz"))
    new = f"{files[f'{TURTLE}.gz'].sha256}  {TURTLE}.gz"
    (folder / CHECKSUMS).write_text(sums.replace(old, new))
    assert found(folder, "Checksums", tmp_path) == [f"{TURTLE}.gz: does not hold {TURTLE}"]


def test_faults_end_with_exit_code_one(release: Path, tmp_path: Path) -> None:
    folder = copytree(release, tmp_path / "release")
    (folder / JSONLD).unlink()
    told = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(told | {"reviews": 3}))
    result = CliRunner().invoke(main, ["verify", str(folder)])
    assert result.exit_code == 1
    assert f"  {JSONLD}: is missing\n" in result.stdout
