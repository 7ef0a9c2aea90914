"""Commands that change something: from which state, to which, and what a reader sees of it."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
from click.testing import CliRunner

from reviewgraph.cli import main
from reviewgraph.endpoint import Endpoint
from reviewgraph.generations import generation
from reviewgraph.graphstore import GraphStore
from reviewgraph.pushing import NOTES, STAGED, push
from reviewgraph.rdf import nquads
from reviewgraph.registries import load_register
from reviewgraph.registries.manifest import read_manifest
from reviewgraph.store import open_store
from serving.engines import Engine

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "data" / "examples"
HAVERING = ROOT / "data" / "reviews" / "dhr" / "6391f4df-havering.txt"
REGISTRIES = ROOT / "data" / "registries"
TABLE = "police_forces"
_STAGED = f" <{STAGED}".encode()


def in_process(*words: str | Path) -> None:
    """Run a command here, which saves a second of loading; assert that it went well."""
    done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exit_code == 0, done.output


@dataclass(frozen=True)
class Scene:
    """One command, ready to be disturbed."""

    name: str
    words: tuple[str | Path, ...]
    reset: Callable[[], None]
    """Put the old state in place."""
    seen: Callable[[], str]
    """A digest of all that a reader of the published result sees."""
    kept: Callable[[], str]
    """A digest of every byte that a finished run leaves, and of the names around it."""
    decisive: Callable[[str], bool]
    """Whether a step puts the new state in place."""


def digest(pieces: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for piece in pieces:
        total.update(hashlib.sha256(piece).digest())
    return total.hexdigest()


def tree(folder: Path) -> Iterator[bytes]:
    """Yield the names and the bytes of all files below a folder."""
    for path in sorted(folder.rglob("*")):
        yield path.relative_to(folder).as_posix().encode()
        if path.is_file():
            yield path.read_bytes()


def old_sources(folder: Path) -> Path:
    folder.mkdir()
    for source in (HAVERING, *EXAMPLES.glob("ffff0001*"), *EXAMPLES.glob("ffff0003*")):
        shutil.copy(source, folder)
    return folder


def new_sources(folder: Path) -> Path:
    """Return what the old sources became: one page changed, one gone, one new."""
    shutil.copytree(old_sources(folder.with_name(f"{folder.name}-before")), folder)
    page = folder / "ffff0001-harlow.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("training", "instruction"), "utf-8")
    for gone in folder.glob("ffff0003*"):
        gone.unlink()
    for come in EXAMPLES.glob("ffff0005*"):
        shutil.copy(come, folder)
    return folder


def quads(graph: Path) -> Iterator[bytes]:
    """Yield the lines of a graph folder as N-Quads, sorted: all that can be asked of it."""
    store = open_store(graph)
    for name in store.graph_names():
        yield from sorted(nquads(name, store.triples(name)).splitlines())


def left_of_a_build(graph: Path) -> Iterator[bytes]:
    """Yield what a build leaves but for the engine's own files, which are never the same twice."""
    yield from quads(graph)
    current = generation(graph)
    assert current is not None
    for path in sorted((graph / current).iterdir()):
        yield path.name.encode()
        if path.is_file():
            yield path.read_bytes()
    generations = [path for path in graph.iterdir() if path.is_dir()]
    yield str(len(generations)).encode()
    yield " ".join(sorted(path.name for path in graph.iterdir() if path.is_file())).encode()


@dataclass(frozen=True)
class Stock:
    """What all scenes start from, made once: copied, never changed."""

    old: Path
    """Sources, and the graph and release that were made of them."""
    new: Path
    """What the sources became."""
    old_graph: Path
    new_graph: Path
    old_release: Path


def stocked(folder: Path) -> Stock:
    stock = Stock(
        old_sources(folder / "old"),
        new_sources(folder / "new"),
        folder / "old-graph",
        folder / "new-graph",
        folder / "old-release",
    )
    # Two generations, so that the third also has one to throw away.
    in_process("build", HAVERING, "--graph", stock.old_graph)
    in_process("build", stock.old, "--graph", stock.old_graph)
    in_process("build", stock.new, "--graph", stock.new_graph)
    in_process(
        *("publish", "--graph", stock.old_graph, "-o", stock.old_release),
        *("--version", "2026.10"),
    )
    return stock


def building(folder: Path, stock: Stock) -> Scene:
    graph = folder / "graph"

    def reset() -> None:
        shutil.rmtree(graph, ignore_errors=True)
        shutil.copytree(stock.old_graph, graph)

    return Scene(
        "build",
        ("build", stock.new, "--graph", graph),
        reset,
        lambda: digest(quads(graph)),
        lambda: digest(left_of_a_build(graph)),
        lambda step: step == "os.rename graph.json",
    )


def publishing(folder: Path, stock: Stock) -> Scene:
    place = folder / "place"
    release = place / "release"

    def reset() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(stock.old_release, release)

    return Scene(
        "publish",
        ("publish", "--graph", stock.new_graph, "-o", release, "--version", "2026.11"),
        reset,
        lambda: digest(tree(release)),
        lambda: digest(tree(place)),
        lambda step: step == "ctypes.dlsym renameat2",
    )


def pushing(engine: Engine, stock: Stock) -> Scene:
    def reset() -> None:
        target = GraphStore(engine.update)
        push(open_store(stock.old_graph), Endpoint(engine.query).query, target)

    return Scene(
        "push",
        ("push", "--graph", stock.new_graph, "--endpoint", engine.query, "--update", engine.update),
        reset,
        lambda: digest(in_place(engine)),
        lambda: digest(held(engine)),
        lambda step: step == "http.client.send",
    )


def held(engine: Engine) -> list[bytes]:
    """Return what an engine holds, a line a quad, sorted: one answer, so from one moment."""
    answer = httpx.get(engine.store, headers={"Accept": "application/n-quads"}, timeout=60)
    assert answer.status_code == 200, answer.text
    return sorted(answer.content.splitlines())


def in_place(engine: Engine) -> list[bytes]:
    """Return what questions to an engine meet: all but notes, and what is only staged."""
    notes = f"{NOTES} .".encode()
    return [line for line in held(engine) if not line.endswith(notes) and _STAGED not in line]


def refreshing(folder: Path, _: Stock) -> Scene:
    place = folder / "registries"
    edition = folder / "edition.csv"
    text = (REGISTRIES / f"{TABLE}.csv").read_text(encoding="utf-8")
    edition.write_text(text.replace(" Police", " Constabulary", 1), encoding="utf-8")

    def reset() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(REGISTRIES, place)

    def seen() -> str:
        load_register(place)
        tables = (path.read_bytes() for path in sorted(place.glob("*.csv")))
        return digest([repr(read_manifest(place)).encode(), *tables])

    return Scene(
        "registry refresh",
        (
            *("registry", "refresh", TABLE, "--from", edition),
            *("--as-of", "2026-11-01", "--registries", place),
        ),
        reset,
        seen,
        lambda: digest(tree(place)),
        lambda step: step in (f"os.rename {TABLE}.csv", "os.rename registries.toml"),
    )
