"""Stored queries as an API: each is an address, its parameters are the address's."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reviewgraph.errors import QueryError
from reviewgraph.queries import Query, as_triples, bind, json_schema
from reviewgraph.rdf import NamedNode
from reviewgraph.serving.cache import Page
from reviewgraph.serving.connection import client_of, while_connected
from reviewgraph.serving.held import Held
from reviewgraph.serving.negotiation import formats
from reviewgraph.serving.problems import Problem
from reviewgraph.serving.protocol import address_of
from reviewgraph.serving.settings import Limits
from reviewgraph.serving.spreadsheet import for_spreadsheet
from reviewgraph.serving.worker import Job, Rows
from reviewgraph.turtle import turtle

MOST_ROWS = 10_000
SPREADSHEET = "spreadsheet"
RESERVED = ("page", "limit", "format")


@dataclass(frozen=True, slots=True)
class Call:
    """A stored query and everything that was said with it."""

    query: Query
    values: Mapping[str, str]
    page: int
    limit: int
    format: str | None


async def list_queries(request: Request) -> Response:
    """Answer with the stored queries and their parameters."""
    held: Held = request.app.state.held
    address = request.app.state.address(request)
    return JSONResponse([_described(query, address) for query in held.queries.values()])


async def editor_examples(request: Request) -> Response:
    """Answer with the stored queries as RDF, where editors of SPARQL look for examples."""
    held: Held = request.app.state.held
    triples = as_triples(held.queries.values(), NamedNode(address_of(request)))
    return Response(turtle(triples), media_type="text/turtle")


async def run_query(request: Request) -> Response:
    """Answer a stored query, a page at a time."""
    held: Held = request.app.state.held
    call = read_call(request, held.queries)
    page = await answer_call(request, call, request.headers.get("accept"))
    headers = {"Vary": "Accept"}
    if links := _links(request, call, page):
        headers["Link"] = links
    if call.format in ("csv", SPREADSHEET):
        headers["Content-Disposition"] = f'attachment; filename="{call.query.name}.csv"'
    return Response(page.body, headers=headers, media_type=page.media_type)


async def answer_call(request: Request, call: Call, accept: str | None) -> Page:
    """Return the answer to a call; the same call is answered from memory."""
    held: Held = request.app.state.held
    name = "csv" if call.format == SPREADSHEET else call.format
    wanted = formats(accept, name)
    key = (
        call.query.name,
        tuple(sorted(call.values.items())),
        call.page,
        call.limit,
        call.format == SPREADSHEET,
        *wanted.values(),
    )
    page = held.cache.get(key)
    if page is None:
        page = await _run(request, call, wanted)
        held.cache.put(key, page)
    return page


async def _run(request: Request, call: Call, wanted: dict[str, str | None]) -> Page:
    held: Held = request.app.state.held
    try:
        text = bind(call.query, call.values)
    except QueryError as error:
        raise Problem(400, "parameter", _for_the_web(str(error))) from error
    job = Job(text=text, formats=wanted, rows=Rows((call.page - 1) * call.limit, call.limit))
    reply = await while_connected(request, held.own.ask(job, client_of(request)))
    body = for_spreadsheet(reply.body) if call.format == SPREADSHEET else reply.body
    return Page(reply.media_type, body, reply.more)


def read_call(request: Request, queries: Mapping[str, Query]) -> Call:
    """Return what a request asks of a stored query; raise Problem if it cannot be."""
    query = queries.get(request.path_params["name"])
    if query is None:
        raise _unknown(request.path_params["name"], queries)
    given = request.query_params.multi_items()
    names = [name for name, _ in given]
    if twice := {name for name in names if names.count(name) > 1}:
        raise Problem(400, "parameter", f"given twice: {', '.join(sorted(twice))}")
    said = dict(given)
    limits: Limits = request.app.state.settings.limits
    return Call(
        query=query,
        # A form sends what was left open as empty text.
        values={name: value for name, value in said.items() if value and name not in RESERVED},
        page=_number(said, "page", default=1, most=1_000_000),
        limit=_number(said, "limit", default=limits.page_rows, most=MOST_ROWS),
        format=said.get("format") or None,
    )


def _number(said: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    value = said.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= most):
        raise Problem(400, "parameter", f"{name} must be a whole number from 1 to {most}")
    return int(value)


def _unknown(name: str, queries: Mapping[str, Query]) -> Problem:
    near = get_close_matches(name, queries, cutoff=0.5)
    offer = f"did you mean {' or '.join(near)}?" if near else "they are listed at /queries"
    return Problem(404, "request", f"there is no stored query of that name; {offer}")


def _for_the_web(words: str) -> str:
    return words.replace("give it as -p ", "give it as ")


def _links(request: Request, call: Call, page: Page) -> str:
    """Return the Link header of RFC 8288; the last page is not known, as nothing was counted."""
    if call.query.form != "select":
        return ""
    address = request.app.state.address(request)
    targets = {"first": 1} if call.page > 1 or page.more else {}
    if call.page > 1:
        targets["prev"] = call.page - 1
    if page.more:
        targets["next"] = call.page + 1
    return ", ".join(
        f'<{address}{page_path(request, call, page=str(number))}>; rel="{name}"'
        for name, number in targets.items()
    )


def page_path(request: Request, call: Call, **other: str) -> str:
    """Return the address of the same call with something else: another page, another format."""
    kept = [(name, value) for name, value in request.query_params.items() if name not in other]
    return f"/queries/{call.query.name}?{urlencode([*kept, *other.items()])}"


def _described(query: Query, address: str) -> dict[str, object]:
    parameters = [
        {"name": each.name, "required": each.required, "schema": json_schema(each)}
        for each in query.parameters
    ]
    return {
        "name": query.name,
        "question": query.summary,
        "description": query.description,
        "tags": query.tags,
        "parameters": parameters,
        "answer": f"{address}/queries/{query.name}",
        "sparql": query.text,
    }
