"""What checks may use besides the release."""

from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and with whose help a check works."""

    scratch: Path
    """A folder on a disk with room for the graph."""
    executor: Executor | None = None
    """Processes that work side by side."""
