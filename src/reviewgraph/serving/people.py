"""Whether a person asks, with a browser, or a program."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from reviewgraph.pages.rendering import render
from reviewgraph.serving.negotiation import best
from reviewgraph.serving.problems import Problem
from reviewgraph.serving.site import HTML, SITE

Handler = Callable[[Request], Awaitable[Response]]

_FOR_PROGRAMS = ("application/problem+json", "application/json", "text/csv", "text/turtle")


def wants_page(request: Request) -> bool:
    """Say whether HTML is what the asker would like best; browsers say so, programs do not."""
    chosen = best(request.headers.get("accept"), (*_FOR_PROGRAMS, "text/html"))
    return chosen == "text/html" and "format" not in request.query_params


def as_page_or(page: Handler, data: Handler) -> Handler:
    """Return a handler that gives people the page and programs the data."""

    async def handler(request: Request) -> Response:
        response = await (page if wants_page(request) else data)(request)
        response.headers["Vary"] = "Accept"
        return response

    return handler


def problem_page(problem: Problem) -> Response:
    """Return the problem as a page."""
    title = HTTPStatus(problem.status).phrase
    body = render("problem", SITE, title=title, detail=problem.detail)
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(body, problem.status, headers, HTML)
