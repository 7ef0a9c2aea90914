"""Pages for people, and the statements of each thing for programs."""

import asyncio
from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from reviewgraph.identifiers import mint
from reviewgraph.pages import documents
from reviewgraph.pages.rendering import STATIC, Site, render
from reviewgraph.serving.cache import Page
from reviewgraph.serving.held import Held
from reviewgraph.serving.kinds_of_problem import KINDS
from reviewgraph.serving.negotiation import best
from reviewgraph.serving.problems import Problem
from reviewgraph.serving.searching import read_search, search

SITE = Site()
HTML = "text/html; charset=utf-8"
SUFFIXES = {"text/html": "html", **{media: name for name, media in documents.FORMATS.items()}}
_QUESTIONS = (
    "recommendations-by-theme",
    "recurring-recommendations",
    "abolished-bodies-and-successors",
    "summary-theme-without-recommendation",
    "recommendations-by-agency",
    "themes-by-year",
)
"""Stored queries that the first page offers."""
_FRESH = {"Cache-Control": "public, max-age=60"}
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


async def thing(request: Request) -> Response:
    """Lead from a thing to the document about it, 303 as the httpRange decision asks."""
    kind, key = request.path_params["kind"], request.path_params["key"]
    _check(kind, key)
    media_type = best(request.headers.get("accept"), tuple(SUFFIXES))
    if media_type is None:
        raise Problem(406, "not-acceptable", f"there is {', '.join(SUFFIXES)}")
    address = request.app.state.address(request)
    target = f"{address}/doc/{kind}/{key}.{SUFFIXES[media_type]}"
    return RedirectResponse(target, 303, {"Vary": "Accept"})


async def document(request: Request) -> Response:
    """Answer with the page of a thing or with its statements."""
    kind, name = request.path_params["kind"], request.path_params["name"]
    key, _, suffix = name.rpartition(".")
    _check(kind, key)
    held: Held = request.app.state.held
    iri = mint(kind, key).value
    media_type = {"html": HTML, **documents.FORMATS}.get(suffix)
    if media_type is None:
        raise _nothing()

    def make() -> str | bytes | None:
        if suffix == "html":
            return documents.page_of(held.ask, SITE, iri)
        return documents.statements_of(held.ask, iri, suffix)

    links = ", ".join(
        f'</doc/{kind}/{key}.{name}>; rel="alternate"; type="{media}"'
        for name, media in documents.FORMATS.items()
    )
    response = await _made(request, ("doc", kind, name), media_type, make)
    response.headers["Link"] = links
    return response


async def home(request: Request) -> Response:
    """Answer with the first page."""
    held: Held = request.app.state.held
    questions = [held.queries[name] for name in _QUESTIONS if name in held.queries]
    make = partial(documents.home, held.ask, SITE, questions)
    return await _made(request, ("home",), HTML, make)


async def listing(request: Request) -> Response:
    """Answer with one of the pages that list things."""
    held: Held = request.app.state.held
    name = request.url.path.strip("/").removesuffix(".html")
    make = partial(documents.LISTS[name], held.ask, SITE)
    return await _made(request, ("list", name), HTML, make)


async def about(request: Request) -> Response:
    """Answer with what the data is and is not, and what a request can meet."""
    held: Held = request.app.state.held
    return _html(render("about", SITE, problems=KINDS, search=held.index and held.index.cost))


async def search_page(request: Request) -> Response:
    """Answer with what a search finds."""
    held: Held = request.app.state.held
    asked = read_search(request.query_params.multi_items())
    index = held.index
    if index is None:
        raise Problem(503, "busy", "the search is not ready yet; try again in some seconds")

    def make() -> str:
        return render("search", SITE, asked=asked, found=search(index, asked))

    return await _made(request, ("search", asked), HTML, make)


async def console(request: Request) -> Response:
    """Answer with the SPARQL console."""
    held: Held = request.app.state.held
    stored = request.query_params.get("stored", "")
    return _html(documents.console(SITE, held.queries, stored))


async def static(request: Request) -> Response:
    """Answer with a file that pages load; only what lies in the folder itself is there."""
    names = {path.name: path for path in STATIC.iterdir()}
    path = names.get(request.path_params["name"])
    if path is None:
        raise _nothing()
    return FileResponse(path, headers=_FOREVER if request.url.query else _FRESH)


async def _made(
    request: Request,
    key: tuple[object, ...],
    media_type: str,
    make: Callable[[], str | bytes | None],
) -> Response:
    """Return what ``make`` gives, made in a thread and once only; None is nothing at all."""
    held: Held = request.app.state.held
    page = held.cache.get(key)
    if page is None:
        async with request.app.state.making:
            body = await asyncio.to_thread(make)
        if body is None:
            raise _nothing()
        page = Page(media_type, body if isinstance(body, bytes) else body.encode())
        held.cache.put(key, page)
    return Response(page.body, headers=_FRESH, media_type=page.media_type)


def _html(text: str) -> Response:
    return Response(text, headers=_FRESH, media_type=HTML)


def _check(kind: str, key: str) -> None:
    if not documents.is_address(kind, key):
        raise _nothing()


def _nothing() -> Problem:
    return Problem(404, "request", "there is nothing at this address")
