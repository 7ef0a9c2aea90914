"""Sorting on disk: what Python's own sort gives, however small the runs."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewgraph.publishing.sorting import LineSorter

lines = st.lists(st.binary(max_size=12).map(lambda data: data.replace(b"\n", b"") + b"\n"))


@settings(max_examples=60)
@given(batches=st.lists(lines, max_size=6), run_bytes=st.sampled_from([1, 100, 1000]))
def test_lines_come_distinct_and_in_order(batches: list[list[bytes]], run_bytes: int) -> None:
    sorter = LineSorter(Path("/tmp"), run_bytes)
    for batch in batches:
        sorter.add(batch)
    assert list(sorter.merged()) == sorted({line for batch in batches for line in batch})


def test_more_runs_than_may_be_open_are_merged(tmp_path: Path) -> None:
    sorter = LineSorter(tmp_path, run_bytes=1)
    expected = sorted(f"{(7 * number) % 303}\n".encode() for number in range(303))
    for number in range(303):
        sorter.add([f"{(7 * number) % 303}\n".encode()])
    assert list(sorter.merged()) == expected
    assert not list(tmp_path.iterdir())
