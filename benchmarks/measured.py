"""What was measured of each contender, and of a corpus of one size."""

import shutil
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Measured = dict[str, Any]


@dataclass
class Rounds:
    """What each contender took, round by round."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    last: dict[str, Measured] = field(default_factory=dict)

    def add(self, name: str, measured: Measured) -> None:
        self.seconds.setdefault(name, []).append(measured["seconds"])
        self.last[name] = measured

    def median(self, name: str) -> float:
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, other: str) -> float:
        """Return how many times as long ``name`` takes as ``other``."""
        pairs = zip(self.seconds[name], self.seconds[other], strict=True)
        return statistics.median(mine / yours for mine, yours in pairs)


@dataclass
class Size:
    """A corpus of one size and what was made of it."""

    reviews: int
    folder: Path
    builds: Rounds = field(default_factory=Rounds)
    publishing: Rounds = field(default_factory=Rounds)
    validation: Rounds = field(default_factory=Rounds)
    queries: dict[str, dict[str, Any]] = field(default_factory=dict)
    again: Measured = field(default_factory=dict)
    """Validation of a graph that has not changed since it was validated."""
    resemblances: Measured = field(default_factory=dict)
    rebuild: Measured = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    @property
    def graph(self) -> Path:
        return self.folder / "graph"

    @property
    def quads(self) -> Path:
        return self.folder / "graph.nq"

    def fresh(self, name: str) -> Path:
        """Return the path of a folder that is not there."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        return path
