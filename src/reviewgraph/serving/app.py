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
from reviewgraph.serving.guards import LOG, LimitBody, Log, SafeHeaders
from reviewgraph.serving.held import Held, is_current
from reviewgraph.serving.openapi import openapi
from reviewgraph.serving.problems import Problem, answer_problem, problem_response
from reviewgraph.serving.protocol import sparql
from reviewgraph.serving.settings import Settings
from reviewgraph.serving.stored import editor_examples, list_queries, run_query

_LOOK_EVERY = 2.0
"""Seconds between looks for a new generation."""


def create_app(settings: Settings) -> Starlette:
    """Return the application; it opens the graph when the server starts it."""
    app = Starlette(
        routes=_routes(),
        middleware=_middleware(settings),
        exception_handlers={Problem: answer_problem, HTTPException: _answer_http, 500: _answer_500},
        lifespan=_opened,
    )
    app.state.settings = settings
    app.state.address = _address(settings)
    return app


def _routes() -> list[Route]:
    return [
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/sparql/", sparql, methods=["GET", "POST"]),
        Route("/.well-known/sparql-examples", editor_examples),
        Route("/queries", list_queries),
        Route("/queries/{name}", run_query),
        Route("/openapi.json", openapi),
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
            new = Held(settings)
            await new.open()
        except ReviewGraphError as error:
            LOG.warning("the new generation cannot be served: %s", error)
            continue
        old, app.state.held = app.state.held, new
        LOG.info("a new generation is served")
        await old.close()


def _address(settings: Settings) -> Callable[[Request], str]:
    """Return how to tell the address under which readers find the server."""
    if settings.public_url is not None:
        fixed = settings.public_url.rstrip("/")
        return lambda request: fixed
    return lambda request: str(request.base_url).rstrip("/")


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    details = {404: "there is nothing at this address", 405: "this address takes another method"}
    detail = details.get(error.status_code, error.detail)
    return problem_response(Problem(error.status_code, "request", detail, error.headers or {}))


async def _answer_500(request: Request, error: Exception) -> Response:
    detail = "the server failed; the fault is in its log"
    return problem_response(Problem(500, "failed", detail))
