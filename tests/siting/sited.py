"""A site made once."""

from pathlib import Path

import pytest

from reviewgraph.publishing import TURTLE
from reviewgraph.siting import write_site
from reviewgraph.store import open_store


@pytest.fixture(scope="session")
def site(havering: Path, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(open_store(havering), folder, dump=release / f"{TURTLE}.gz")
    return folder
