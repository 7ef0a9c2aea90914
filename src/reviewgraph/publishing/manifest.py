"""``release.json``: what a release says of itself in numbers, and what the next one reads."""

import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reviewgraph.errors import GraphError

MANIFEST = "release.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The numbers of a release."""

    version: str
    issued: str
    previous: str | None
    """Version of the release before."""
    with_text: bool
    reviews: int
    withdrawn: int
    triples: int
    """Distinct ones, whatever graph they stand in."""
    quads: int
    canonical_sha256: str
    """Of the canonical N-Quads."""
    rows: dict[str, int]
    """Of each table."""

    def written(self) -> bytes:
        """Return the manifest as JSON, always in the same form."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1)
        return text.encode() + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a release; raise GraphError if there is none that can be read."""
    path = folder / MANIFEST
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if told.pop("format") != FORMAT:
            raise GraphError(f"{path}: written by another version of reviewgraph; use that one")
        return Manifest(**told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(f"{path}: not the manifest of a release; name a release folder") from error


@dataclass(frozen=True, slots=True)
class PastReview:
    """What a release says of one of its reviews."""

    identifier: str
    kind: str
    """Key of its kind, such as ``domestic-homicide-review``."""
    withdrawn: bool


def reviews_of(folder: Path) -> tuple[PastReview, ...]:
    """Return the reviews of a release, withdrawn ones too; raise GraphError if none is there."""
    path = folder / "tables" / "reviews.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(
                PastReview(
                    row["id"],
                    row["kind"].removeprefix("review-kind--"),
                    row["status"] == "review-status--withdrawn",
                )
                for row in csv.DictReader(file)
            )
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise GraphError(f"{path}: cannot be read; name a whole release folder") from error
