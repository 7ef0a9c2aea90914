"""The application: its routes, what it keeps open, and what guards it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reviewgraph.errors import ReviewGraphError
from reviewgraph.pages.documents import LISTS
from reviewgraph.serving import site
from reviewgraph.serving.answers import queries_page, query_page
from reviewgraph.serving.guards import LimitBody, Log, SafeHeaders
from reviewgraph.serving.held import Held, is_current
from reviewgraph.serving.log import LOG
from reviewgraph.serving.openapi import openapi
from reviewgraph.serving.people import as_page_or, problem_page, wants_page
from reviewgraph.serving.problems import Problem, problem_response
from reviewgraph.serving.protocol import sparql
from reviewgraph.serving.reconciliation import routes as reconciliation
from reviewgraph.serving.settings import Settings
from reviewgraph.serving.stored import editor_examples, list_queries, run_query

_LOOK_EVERY = 2.0
"""Seconds between looks for a new generation."""


def create_app(settings: Settings) -> Starlette:
    """Return the application; it opens the graph when the server starts it."""
    app = Starlette(
        routes=_routes(),
        middleware=_middleware(settings),
        exception_handlers={
            Problem: _answer_problem,
            HTTPException: _answer_http,
            500: _answer_500,
        },
        lifespan=_opened,
    )
    app.state.settings = settings
    app.state.address = _address(settings)
    app.state.reconciling = asyncio.Lock()
    app.state.making = asyncio.Semaphore(settings.limits.pages_at_once)
    return app


def _routes() -> list[Route]:
    lists = [Route(f"/{name}.html", site.listing) for name in LISTS]
    return [
        Route("/", site.home),
        Route("/index.html", site.home),
        *lists,
        Route("/about.html", site.about),
        Route("/search", site.search_page),
        Route("/console", site.console),
        Route("/id/{kind}/{key}", site.thing),
        Route("/doc/{kind}/{name}", site.document),
        Route("/static/{name}", site.static),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/sparql/", sparql, methods=["GET", "POST"]),
        Route("/.well-known/sparql-examples", editor_examples),
        Route("/queries", as_page_or(queries_page, list_queries)),
        Route("/queries/{name}", as_page_or(query_page, run_query)),
        Route("/openapi.json", openapi),
        *reconciliation.ROUTES,
    ]


def _middleware(settings: Settings) -> list[Middleware]:
    return [
        Middleware(Log, queries=settings.log_queries),
        Middleware(SafeHeaders),
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["*"],
            expose_headers=["Link"],
        ),
        Middleware(LimitBody, limit=settings.limits.body_bytes),
    ]


@asynccontextmanager
async def _opened(app: Starlette) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    app.state.held = Held(settings)
    watch = None
    try:
        await app.state.held.open()
        watch = asyncio.create_task(_follow(app, settings))
        yield
    finally:
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        await app.state.held.close()


async def _follow(app: Starlette, settings: Settings) -> None:
    """Put each new generation in place when a build has finished it; readers see no gap."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        try:
            if is_current(app.state.held, settings):
                continue
            new = await _held(settings)
        except ReviewGraphError as error:
            LOG.warning("the new generation cannot be served: %s", error)
            continue
        old, app.state.held = app.state.held, new
        LOG.info("a new generation is served")
        await old.close()


async def _held(settings: Settings) -> Held:
    """Return what answers from the present generation, or leave no process behind."""
    new = Held(settings)
    try:
        await new.open()
    except BaseException:
        await new.close()
        raise
    return new


def _address(settings: Settings) -> Callable[[Request], str]:
    """Return how to tell the address under which readers find the server."""
    if settings.public_url is not None:
        fixed = settings.public_url.rstrip("/")
        return lambda request: fixed
    return lambda request: str(request.base_url).rstrip("/")


async def _answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    if wants_page(request):
        return problem_page(error)
    return problem_response(error)


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    details = {404: "there is nothing at this address", 405: "this address takes another method"}
    detail = details.get(error.status_code, error.detail)
    problem = Problem(error.status_code, "request", detail, error.headers)
    return await _answer_problem(request, problem)


async def _answer_500(request: Request, error: Exception) -> Response:
    detail = "the server failed; the fault is in its log"
    return await _answer_problem(request, Problem(500, "failed", detail))
