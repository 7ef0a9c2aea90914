"""The SPARQL 1.1 Protocol for queries: read a request, put the query, answer in the form asked.

https://www.w3.org/TR/sparql11-protocol/ section 2.1. Updates are no part of it: whoever sends one
is told so, with 403, and a broken one with 400.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reviewgraph.queries.tokens import significant
from reviewgraph.rdf import NamedNode
from reviewgraph.serving.connection import client_of, while_connected
from reviewgraph.serving.description import describe
from reviewgraph.serving.federation import check_services
from reviewgraph.serving.forms import Pairs, read_pairs, read_text
from reviewgraph.serving.negotiation import OFFERED, best, formats
from reviewgraph.serving.problems import Problem
from reviewgraph.serving.worker import Job

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks, whichever way it was sent."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None


async def sparql(request: Request) -> Response:
    """Answer the SPARQL protocol."""
    if request.method in ("GET", "HEAD") and not request.url.query:
        return _description(request)
    asked = await read_request(request)
    settings = request.app.state.settings
    check_services(asked.text, settings.services)
    job = job_of(asked, request.headers.get("accept"), address_of(request))
    reply = await while_connected(
        request, request.app.state.held.public.ask(job, client_of(request))
    )
    headers = {"Vary": "Accept"}
    return Response(reply.body, headers=headers, media_type=reply.media_type)


def address_of(request: Request) -> str:
    """Return the address of the endpoint as readers know it."""
    return f"{request.app.state.address(request)}/sparql"


def job_of(asked: Asked, accept: str | None, base: str) -> Job:
    """Return the job that answers a request.

    Graphs that the protocol names replace those of the query; where neither names any, the
    default graph is the union of all.
    """
    named = bool(asked.default_graphs or asked.named_graphs)
    own = "from" in asked.text.casefold() and any(
        token.word == "FROM" for token in significant(asked.text)
    )
    return Job(
        text=asked.text,
        formats=formats(accept, asked.format),
        default_graphs=asked.default_graphs if named else None,
        named_graphs=asked.named_graphs if named else None,
        union=not named and not own,
        base=base,
    )


async def read_request(request: Request) -> Asked:
    """Return what the request asks; raise Problem if it is no query of the protocol."""
    pairs = read_pairs(request.url.query.encode())
    if request.method == "POST":
        content_type, charset = _content_type(request)
        body = await request.body()
        if charset not in ("", "utf-8", "utf8"):
            raise Problem(415, "request", "send the query in UTF-8")
        pairs = _posted(content_type, read_text(body), pairs)
    return _asked(pairs)


def _posted(content_type: str, body: str, pairs: Pairs) -> Pairs:
    """Return the parameters of the address and the body together."""
    if content_type == FORM:
        return pairs + read_pairs(body.encode())
    if content_type == QUERY:
        return [*pairs, ("query", body)]
    if content_type == UPDATE:
        return [*pairs, ("update", body)]
    raise Problem(415, "request", f"send the query as {FORM} or {QUERY}")


def _asked(pairs: Pairs) -> Asked:
    queries = _values(pairs, "query")
    updates = _values(pairs, "update")
    if updates and not queries:
        raise _update_refused(updates)
    if len(queries) != 1 or updates:
        raise Problem(400, "request", "give exactly one query, in the parameter 'query'")
    chosen = _values(pairs, "format")
    return Asked(
        text=queries[0],
        default_graphs=_iris(pairs, "default-graph-uri"),
        named_graphs=_iris(pairs, "named-graph-uri"),
        format=chosen[0] if chosen else None,
    )


def _update_refused(updates: Sequence[str]) -> Problem:
    if len(updates) > 1:
        return Problem(400, "request", "more than one update; and none is carried out here")
    return Problem(403, "read-only", "this endpoint answers queries only; it is never changed")


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _iris(pairs: Pairs, name: str) -> tuple[str, ...]:
    values = tuple(_values(pairs, name))
    for value in values:
        try:
            NamedNode(value)
        except ValueError as error:
            raise Problem(400, "request", f"{name} must be an IRI") from error
    return values


def _content_type(request: Request) -> tuple[str, str]:
    """Return media type and charset, both in lower case; empty where the header says nothing."""
    name, *parameters = request.headers.get("content-type", "").lower().split(";")
    pairs = (parameter.strip().partition("=") for parameter in parameters)
    charset = next((value.strip('"') for key, _, value in pairs if key == "charset"), "")
    return name.strip(), charset


def _description(request: Request) -> Response:
    """Answer a bare request: people get the console, programs the service description."""
    media_type = best(request.headers.get("accept"), (*OFFERED["statements"], "text/html"))
    if media_type is None:
        raise Problem(406, "not-acceptable", "the service description is RDF or a page")
    if media_type == "text/html":
        return RedirectResponse("/console", 303, {"Vary": "Accept"})
    body = describe(address_of(request), media_type, request.app.state.settings.services)
    return Response(body, headers={"Vary": "Accept"}, media_type=media_type)
