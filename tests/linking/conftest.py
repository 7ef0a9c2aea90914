"""One register and one resolver for all tests of linking: both are read-only."""

from pathlib import Path

import pytest

from reviewgraph.linking import Resolver
from reviewgraph.model import Review
from reviewgraph.registries import Register, load_register
from reviewgraph.sources.reading import read_bytes

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register(ROOT / "data" / "registries")


@pytest.fixture(scope="session")
def resolver(register: Register) -> Resolver:
    return Resolver(register)


@pytest.fixture(scope="session")
def havering_review() -> Review:
    path = ROOT / "data" / "reviews" / "dhr" / "6391f4df-havering.txt"
    return read_bytes(path.read_bytes(), path.name).review
