"""The layers of the README hold: imports point one way, and each duty has one home."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "reviewgraph"

LAYERS = [
    ["errors"],
    ["rdf", "model", "tasks"],
    ["namespaces", "resources"],
    ["identifiers", "turtle"],
    ["generations", "jsonld"],
    ["sources", "themes", "registries", "queries", "results"],
    ["linking", "resembling", "extraction", "fetching"],
    ["graph"],
    ["store", "endpoint", "validation", "web", "pages", "graphstore"],
    ["checking"],
    ["building", "publishing", "serving", "pushing", "retrieving"],
    ["verifying", "siting", "mirroring", "api"],
    ["cli"],
    ["__main__", "__init__"],
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}

OUTSIDE = {
    "click": {"cli"},
    "rich": {"cli"},
    "sys": {"cli"},
    "pyoxigraph": {"rdf", "store"},
    "pyshacl": {"validation"},
    "SPARQLWrapper": {"endpoint"},
    "urllib.request": {"web", "endpoint", "graphstore"},
    "socket": {"web"},
    "starlette": {"serving"},
    "uvicorn": {"cli"},
    "jinja2": {"pages"},
    "sqlite3": {"serving"},
}

README = SOURCE.parents[1] / "README.md"
FILES = sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "reviewgraph":
                names.update(f"reviewgraph.{alias.name}" for alias in node.names)
    return names


def inner(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("reviewgraph.")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    assert part in LEVEL, f"{part} has no layer; give it one in LAYERS"
    for other in inner(imported(path)) - {part, "__version__"}:
        assert LEVEL[other] < LEVEL[part], f"{path.name} imports {other}, which is not below {part}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_each_duty_has_one_home(path: Path) -> None:
    for name in imported(path):
        for library, homes in OUTSIDE.items():
            if name == library or name.startswith(library + "."):
                assert part_of(path) in homes, f"{path.name} may not import {library}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 320


def test_the_readme_draws_every_part() -> None:
    drawing = README.read_text(encoding="utf-8").partition("## How it is built")[2]
    drawn = set(drawing.split("```")[1].split())
    assert set(LEVEL) - {"__main__", "__init__"} <= drawn
