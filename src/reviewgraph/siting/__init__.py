"""Write the pages as files that any host can give out: the server's own pages, without a server.

One set of view models and templates serves both. A file whose bytes would be the same is not
touched, and one that no page stands for any more is removed, so that what is sent to a host is
only what changed. Pages of taggings, mentions, links and resemblances are left out: they are
shown where they belong, and there are many.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewgraph.namespaces import ID
from reviewgraph.pages import documents
from reviewgraph.pages.asking import Ask
from reviewgraph.pages.rendering import STATIC, Site, render
from reviewgraph.pages.things import statements_about
from reviewgraph.publishing.sorting import LineSorter
from reviewgraph.publishing.working import Helpers, Reading
from reviewgraph.queries import read_queries
from reviewgraph.rdf import NamedNode
from reviewgraph.resources import shipped
from reviewgraph.results import read_results
from reviewgraph.siting.keeping import Kept, is_copied, is_written
from reviewgraph.siting.postings import BOUNDS, Bounds
from reviewgraph.siting.redirects import rules
from reviewgraph.siting.searching import index_files
from reviewgraph.siting.vocabulary import VOCABULARIES, vocabulary_page
from reviewgraph.store import Store, opened
from reviewgraph.tasks import begun, results_in_order
from reviewgraph.turtle import sorted_triples

__all__ = ["Written", "write_site"]

KINDS = (
    "agency",
    "change",
    "concept",
    "parameter",
    "query",
    "recommendation",
    "registry",
    "review",
    "series",
    "software",
    "source",
    "theme",
)
"""Kinds of things that have a page and two documents each."""
_THINGS = f"""
SELECT ?thing {{ ?thing a ?type FILTER(STRSTARTS(STR(?thing), "{ID}")) }}
"""
_SUFFIXES = ("ttl", "jsonld", "nt")
DUMP = "dump/reviewgraph.ttl.gz"
_AT_ONCE = 16
"""Things whose files are written by one task."""
_UNDER_WAY = 8
_SAME = 32
"""Answers kept for a question that the next page asks again, such as where its review was read."""

Progress = Callable[[int, int], None]
"""Told how many of how many things are written."""
_Task = Callable[[], tuple[tuple[str, ...], int]]
"""Writes files; gives their names and how many of them changed."""


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a site did."""

    files: int
    changed: int
    removed: int


def write_site(
    store: Store,
    folder: Path,
    *,
    dump: Path | None = None,
    address: str = "https://example.org",
    bounds: Bounds = BOUNDS,
    helpers: Helpers | None = None,
    progress: Progress = lambda done, total: None,
) -> Written:
    """Write the site into ``folder`` and say what changed; the same graph gives the same bytes.

    ``dump`` is the gzipped Turtle that the console in the browser asks; ``address`` is where the
    site will stand, for the redirect rules; ``bounds`` are those of the index by which pages
    search; ``helpers`` are processes that write files side by side. Raises GraphError if the
    folder holds other things.
    """
    reading = partial(opened, helpers.graph, helpers.generation) if helpers else lambda: store
    executor = helpers.executor if helpers else None
    with TemporaryDirectory(prefix="reviewgraph-site-") as scratch:
        kept = Kept(folder, Path(scratch))
        if dump is not None:
            kept.take([DUMP], is_copied(folder, DUMP, dump))
        whole: tuple[_Task, ...] = (
            partial(_write_pages, reading, folder, address),
            partial(_write_index, reading, folder, bounds),
        )
        under_way = [begun(task, executor) for task in whole]
        things = Path(scratch) / "things"
        total = _write_things(store, things)
        tasks = (partial(_write_of, reading, folder, some) for some in _read_things(things))
        for done, written in enumerate(results_in_order(tasks, executor, ahead=_UNDER_WAY), 1):
            kept.take(*written)
            progress(min(done * _AT_ONCE, total), total)
        for result in under_way:
            kept.take(*result())
        return Written(*kept.finish())


def _write_things(store: Store, path: Path) -> int:
    """Write the IRIs of the things that have pages, sorted; return how many they are."""
    sorter = LineSorter(path.parent)
    for row in store.select(_THINGS):
        thing = row["thing"]
        if isinstance(thing, NamedNode) and _has_page(thing.value):
            sorter.add([f"{thing.value}\n".encode()])
    count = 0
    with path.open("wb") as file:
        for line in sorter.merged():
            file.write(line)
            count += 1
    return count


def _read_things(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8") as lines:
        while some := tuple(line.rstrip("\n") for line in islice(lines, _AT_ONCE)):
            yield some


def _has_page(iri: str) -> bool:
    kind, _, key = iri.removeprefix(ID).partition("/")
    return kind in KINDS and documents.is_address(kind, key)


def _asking(store: Store) -> Ask:
    return lru_cache(maxsize=_SAME)(lambda text: read_results(store.query(text)))


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[tuple[str, ...], int]:
    names, changed = [], 0
    for name, data in files:
        names.append(name)
        changed += is_written(folder, name, data)
    return tuple(names), changed


def _write_pages(reading: Reading, folder: Path, address: str) -> tuple[tuple[str, ...], int]:
    return _write(folder, _pages(_asking(reading()), address))


def _write_index(reading: Reading, folder: Path, bounds: Bounds) -> tuple[tuple[str, ...], int]:
    with TemporaryDirectory(prefix="reviewgraph-site-") as scratch:
        return _write(folder, index_files(_asking(reading()), Path(scratch), bounds))


def _write_of(
    reading: Reading, folder: Path, things: tuple[str, ...]
) -> tuple[tuple[str, ...], int]:
    ask = _asking(reading())
    return _write(folder, chain.from_iterable(_documents(ask, iri) for iri in things))


def _pages(ask: Ask, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages at the root of the site, and what all pages load."""
    top = Site(root=".", dynamic=False)
    queries = read_queries(shipped("queries"))
    yield "index.html", documents.home(ask, top).encode()
    for name, make in documents.LISTS.items():
        yield f"{name}.html", make(ask, top).encode()
    yield "about.html", render("about", top, problems={}, search=None).encode()
    yield "search.html", render("local-search", top).encode()
    yield "console.html", documents.console(top, queries, "").encode()
    for name in VOCABULARIES:
        yield f"{name}.html", vocabulary_page(name, top).encode()
    for path in sorted(shipped("ontology").glob("*.ttl")):
        yield f"ontology/{path.name}", path.read_bytes()
    for path in sorted(STATIC.iterdir()):
        yield f"static/{path.name}", path.read_bytes()
    yield "w3id.htaccess", rules(address).encode()


def _documents(ask: Ask, iri: str) -> Iterator[tuple[str, bytes]]:
    """Yield the page of a thing and its statements in every form."""
    local = iri.removeprefix(ID)
    page = documents.page_of(ask, Site(root="../..", dynamic=False), iri)
    if page is not None:
        yield f"doc/{local}.html", page.encode()
    triples = sorted_triples(statements_about(ask, iri))
    for suffix in _SUFFIXES if triples else ():
        yield f"doc/{local}.{suffix}", documents.written(triples, suffix)
