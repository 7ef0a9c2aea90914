"""Every source in ``cases/`` and the examples, against the approved dump of its reading."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from conftest import Approve
from reviewgraph.model import Reading
from reviewgraph.sources import Source, discover, read, read_bytes
from sources import renderings

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "data" / "examples"
CASES = discover([HERE / "cases"]).sources
ALL = (*CASES, *discover([EXAMPLES]).sources)


def dump(reading: Reading) -> str:
    """Return a reading as a text that shows each recommendation on few lines."""
    told = asdict(reading)
    del told["report"]  # a page's reader never sets it
    del told["sha256"]
    told["review"] = {
        key: value for key, value in told["review"].items() if key != "recommendations"
    }
    rows = [
        {key: value for key, value in asdict(one).items() if key != "page"}
        for one in reading.review.recommendations
    ]
    head = json.dumps(told, ensure_ascii=False, indent=1)
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"reading": {head},\n"recommendations": [\n{body}\n]}}\n'


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.identifier)
def test_a_source_reads_as_approved(source: Source, approved: Approve) -> None:
    approved(HERE / "approved" / f"{source.identifier}.json", dump(read(source)))


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.identifier)
@pytest.mark.parametrize("rendering", ["table", "flat", "html"])
def test_every_rendering_gives_the_same_review(source: Source, rendering: str) -> None:
    reading = read(source)
    if len(reading.review.series) > 1 and source.path.suffix == ".json":
        pytest.skip("pages cannot print series that the list names")
    if any(not one.addressee for one in reading.review.recommendations) and rendering == "flat":
        pytest.skip("an empty cell leaves no trace in a flat row")
    first = read_bytes(renderings.table(reading.review).encode(), f"{source.identifier}.txt")
    text: str = getattr(renderings, rendering)(reading.review)
    suffix = ".html" if rendering == "html" else ".txt"
    again = read_bytes(text.encode(), source.identifier + suffix)
    assert renderings.without_confidence(again) == renderings.without_confidence(first)
    assert [one.key for one in again.review.recommendations] == [
        one.key for one in reading.review.recommendations
    ]
