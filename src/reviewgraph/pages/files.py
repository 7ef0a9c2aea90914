"""The whole site as files: the same pages as the server's, for any host that serves files.

Search, console and stored queries need a server and are left out. Pages link to one another by
relative addresses, so the folder works below any address and from a disk.
"""

from collections.abc import Iterator

from reviewgraph.namespaces import ID
from reviewgraph.pages import documents
from reviewgraph.pages.asking import Ask, rows
from reviewgraph.pages.rendering import STATIC, Site, render

_THINGS = """
SELECT DISTINCT ?it { ?it ?p ?o FILTER(STRSTARTS(STR(?it), "https://w3id.org/reviewgraph/id/")) }
ORDER BY ?it
"""
_LINKED = """
SELECT DISTINCT ?it { ?s ?p ?it
  FILTER(ISIRI(?it) && STRSTARTS(STR(?it), "https://w3id.org/reviewgraph/id/")) }
ORDER BY ?it
"""


def site_files(ask: Ask) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its path, with slashes, and what it holds; in stable order."""
    front = Site(root=".", dynamic=False)
    yield "index.html", documents.home(ask, front).encode()
    yield "about.html", render("about", front).encode()
    for name, make in documents.LISTS.items():
        yield f"{name}.html", make(ask, front).encode()
    for path in sorted(STATIC.iterdir()):
        if path.suffix != ".js":
            yield f"static/{path.name}", path.read_bytes()
    yield from _documents(ask)


def _documents(ask: Ask) -> Iterator[tuple[str, bytes]]:
    deep = Site(root="../..", dynamic=False)
    found = {row["it"] for text in (_THINGS, _LINKED) for row in rows(ask, text)}
    for iri in sorted(found):
        kind, _, key = iri.removeprefix(ID).partition("/")
        if not documents.is_address(kind, key):
            continue
        page = documents.page_of(ask, deep, iri)
        if page is None:
            continue
        yield f"doc/{kind}/{key}.html", page.encode()
        for suffix in documents.FORMATS:
            statements = documents.statements_of(ask, iri, suffix)
            if statements is not None:
                yield f"doc/{kind}/{key}.{suffix}", statements
