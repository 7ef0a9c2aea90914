"""The application: its routes, what it keeps open, and what guards it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reviewgraph.serving.guards import LimitBody, Log, SafeHeaders
from reviewgraph.serving.pool import Pool
from reviewgraph.serving.problems import Problem, answer_problem, problem_response
from reviewgraph.serving.protocol import sparql
from reviewgraph.serving.settings import Settings


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
    assert settings.graph is not None
    public = Pool(settings.graph, settings.limits.workers, settings.limits)
    own = Pool(settings.graph, settings.limits.own_workers, settings.limits)
    try:
        await public.open()
        await own.open()
        app.state.public, app.state.own = public, own
        yield
    finally:
        await public.close()
        await own.close()


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
