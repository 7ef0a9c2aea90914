"""What a build keeps for the next comes back whole, or not at all."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from reviewgraph.building.columns import ColumnsWriter, read_columns
from reviewgraph.building.kept import Spool, read_kept, read_matrix, write_matrix, write_pairs
from reviewgraph.resembling import (
    Item,
    Matrix,
    Signed,
    columns_of,
    compare,
    joined,
    matrix,
    matrix_of,
    shipped_wording,
    sign,
    splice,
    together,
)

WORDING = shipped_wording()
ASKED = (
    "Officers must wear body worn cameras at domestic incidents.",
    "The force should audit DASH forms.",
    "Call handlers should be trained about stalking.",
    "The Trust should gain DAHA accreditation.",
)


def asked(review: str, *texts: str, year: str = "2015") -> Signed:
    given = [Item(f"{review}--{number}", review, text) for number, text in enumerate(texts)]
    return together(review, year, ((item, sign(item, WORDING)) for item in given))


def same(one: Matrix, other: Matrix) -> bool:
    columns = columns_of(other)
    return (
        (one.reviews, one.years) == (other.reviews, other.years)
        and np.array_equal(one.hashes[one.ids], other.hashes[other.ids])
        and all(
            np.array_equal(column, columns[name])
            for name, column in columns_of(one).items()
            if name != "ids"
        )
    )


def test_columns_come_back(tmp_path: Path) -> None:
    with ColumnsWriter(tmp_path / "some") as columns:
        columns.append("wide", np.arange(6, dtype=np.int16).reshape(3, 2))
        columns.append("wide", np.arange(4, dtype=np.int16).reshape(2, 2))
        columns.append("empty", np.empty((0, 4), np.uint64))
        columns.rest["said"] = ["é", 1]
    found, rest = read_columns(tmp_path / "some")
    assert found["wide"].tolist() == [[0, 1], [2, 3], [4, 5], [0, 1], [2, 3]]
    assert found["empty"].shape == (0, 4)
    assert rest == {"said": ["é", 1]}


def test_columns_that_were_not_ended_are_none(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), ColumnsWriter(tmp_path / "some") as columns:
        columns.append("one", np.arange(3))
        raise KeyboardInterrupt
    with pytest.raises(OSError, match="index"):
        read_columns(tmp_path / "some")


def test_a_spool_gives_the_rows_it_took(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewgraph.building.kept._AT_ONCE", 2)
    known = matrix_of([asked("x", ASKED[3])]).hashes
    taken = [asked(f"{number:02}", *ASKED[: number % 4]) for number in range(7)]
    spool = Spool(tmp_path / "spool", known)
    for each in taken:
        spool.add(each)
    assert same(spool.close(), matrix_of(taken))
    assert read_matrix(tmp_path / "spool").hashes[: len(known)].tolist() == known.tolist()


@pytest.mark.parametrize("changed", [(), ("01",), ("00", "03", "05"), ("new",)])
def test_a_splice_that_is_written_is_the_one_in_memory(
    tmp_path: Path, changed: tuple[str, ...]
) -> None:
    before = [asked(f"{number:02}", *ASKED[number % 3 :]) for number in range(6)]
    fresh = [asked(name, *ASKED[:2], year="") for name in changed if name != "03"]
    old = matrix_of(before)
    spool = Spool(tmp_path / "spool", old.hashes)
    for each in fresh:
        spool.add(each)
    rows = spool.close()
    how = splice(old, frozenset(changed), rows)
    written = write_matrix(how, old, rows, spool, tmp_path / "kept")
    assert same(written, joined(how, old, rows))
    anew = {each.review: each for each in before if each.review not in changed}
    anew |= {each.review: each for each in fresh}
    assert same(written, matrix_of(anew[name] for name in sorted(anew)))


def test_a_comparison_comes_back(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", matrix([]).hashes)
    for name in ("01", "02", "03"):
        spool.add(asked(name, *ASKED, year="" if name == "03" else name))
    rows = spool.close()
    none = matrix([])
    write_matrix(splice(none, frozenset(), rows), none, rows, spool, tmp_path / "kept")
    found = compare(rows)
    write_pairs(found, tmp_path / "kept")
    again = read_kept(tmp_path / "kept")
    assert again is not None
    assert list(again.alike) == list(found.alike) != []
    assert again.marks.tolist() == found.marks.tolist()
    assert again.duplicates == found.duplicates != ()
    assert same(again.matrix, rows)
