"""Write the pages as files that any host can give out: the server's own pages, without a server.

One set of view models and templates serves both. A file whose bytes would be the same is not
touched, and one that no page stands for any more is removed, so that what is sent to a host is
only what changed. Pages of taggings, mentions, links and resemblances are left out: they are
shown where they belong, and there are many.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewgraph.namespaces import ID
from reviewgraph.pages import documents
from reviewgraph.pages.asking import Ask
from reviewgraph.pages.rendering import STATIC, Site, render
from reviewgraph.pages.things import statements_about
from reviewgraph.queries import read_queries
from reviewgraph.rdf import NamedNode
from reviewgraph.resources import shipped
from reviewgraph.results import Results, read_results
from reviewgraph.siting.keeping import Kept
from reviewgraph.siting.redirects import rules
from reviewgraph.siting.searching import write_index
from reviewgraph.siting.vocabulary import VOCABULARIES, vocabulary_page
from reviewgraph.store import Store

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
SELECT DISTINCT ?thing {{ ?thing a ?type FILTER(STRSTARTS(STR(?thing), "{ID}")) }}
"""
_SUFFIXES = ("ttl", "jsonld", "nt")
DUMP = "dump/reviewgraph.ttl.gz"

Progress = Callable[[int, int], None]
"""Told how many of how many things are written."""


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
    progress: Progress = lambda done, total: None,
) -> Written:
    """Write the site into ``folder`` and say what changed.

    ``dump`` is the gzipped Turtle that the console in the browser asks; ``address`` is where the
    site will stand, for the redirect rules. Raises GraphError if the folder holds other things.
    """

    def ask(text: str) -> Results:
        return read_results(store.query(text))

    kept = Kept(folder)
    for path, data in _pages(ask, address):
        kept.write(path, data)
    write_index(ask, kept)
    if dump is not None:
        kept.write(DUMP, dump.read_bytes())
    things = _things(store)
    for done, iri in enumerate(things, start=1):
        _thing(ask, kept, iri)
        progress(done, len(things))
    return Written(*kept.finish())


def _things(store: Store) -> list[str]:
    answer = store.select(_THINGS)
    found = {row["thing"] for row in answer}
    iris = [node.value for node in found if isinstance(node, NamedNode)]
    return sorted(iri for iri in iris if _kind(iri) in KINDS and _is_plain(iri))


def _kind(iri: str) -> str:
    return iri.removeprefix(ID).partition("/")[0]


def _is_plain(iri: str) -> bool:
    kind, _, key = iri.removeprefix(ID).partition("/")
    return documents.is_address(kind, key)


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


def _thing(ask: Ask, kept: Kept, iri: str) -> None:
    local = iri.removeprefix(ID)
    page = documents.page_of(ask, Site(root="../..", dynamic=False), iri)
    if page is not None:
        kept.write(f"doc/{local}.html", page.encode())
    triples = statements_about(ask, iri)
    for suffix in _SUFFIXES if triples else ():
        kept.write(f"doc/{local}.{suffix}", documents.written(triples, suffix))
