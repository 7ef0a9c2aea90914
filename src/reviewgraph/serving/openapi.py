"""The server's description of itself, OpenAPI 3.1, made from the declarations it runs on."""

from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reviewgraph import __version__
from reviewgraph.queries import Parameter, Query, json_schema
from reviewgraph.serving.held import Held
from reviewgraph.serving.negotiation import NAMES, OFFERED
from reviewgraph.serving.stored import MOST_ROWS, SPREADSHEET

Json = dict[str, object]

_FORMS = {"select": "table", "ask": "verdict", "graph": "statements"}
_PROBLEM: Json = {
    "description": "A problem document, RFC 9457",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_SCHEMAS: Json = {
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }
}


async def openapi(request: Request) -> Response:
    """Answer with the description."""
    held: Held = request.app.state.held
    rows = request.app.state.settings.limits.page_rows
    return JSONResponse(
        description(held.queries.values(), request.app.state.address(request), rows)
    )


def description(queries: Iterable[Query], address: str, page_rows: int) -> Json:
    """Return the OpenAPI document of a server at ``address``."""
    paths: Json = {"/sparql": _sparql(), "/queries": _list()}
    for query in queries:
        paths[f"/queries/{query.name}"] = {"get": _stored(query, page_rows)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "reviewgraph",
            "version": __version__,
            "summary": "The reviews that follow a death, as linked data",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }


def _stored(query: Query, page_rows: int) -> Json:
    form = _FORMS[query.form]
    names = [name for name, media_type in NAMES.items() if media_type in OFFERED[form]]
    if form == "table":
        names.append(SPREADSHEET)
    parameters = [*map(_parameter, query.parameters), _named("format", {"enum": names})]
    if form == "table":
        parameters.append(_named("page", _whole(1, 1_000_000)))
        parameters.append(_named("limit", _whole(page_rows, MOST_ROWS)))
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": parameters,
        "responses": _responses(_content(OFFERED[form]), ("400", "404", "406", "503", "504")),
    }


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": json_schema(parameter),
    }


def _named(name: str, schema: Json, *, required: bool = False) -> Json:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _whole(default: int, most: int) -> Json:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": default}


def _content(media_types: Iterable[str]) -> Json:
    return {media_type: {} for media_type in media_types}


def _responses(content: Json, faults: Iterable[str]) -> Json:
    good: Json = {"description": "The answer", "content": content}
    good["headers"] = {
        "Link": {"description": "Other pages, RFC 8288", "schema": {"type": "string"}}
    }
    return {"200": good, **dict.fromkeys(faults, _PROBLEM)}


def _sparql() -> Json:
    both = [media_type for types in OFFERED.values() for media_type in types]
    faults = ("400", "403", "406", "413", "415", "500", "503", "504")
    graphs: Json = {"type": "array", "items": {"type": "string", "format": "iri"}}
    shared = [_named("default-graph-uri", graphs), _named("named-graph-uri", graphs)]
    text: Json = {"type": "string", "examples": ["ASK {}"]}
    body: Mapping[str, object] = {
        "application/sparql-query": {"schema": text},
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["query"],
                "properties": {"query": text},
            }
        },
    }
    answers = _responses(_content(dict.fromkeys(both)), faults)
    return {
        "get": {
            "operationId": "sparql-get",
            "summary": "Answer a SPARQL 1.1 query over the union of all graphs",
            "parameters": [_named("query", text, required=True), *shared],
            "responses": answers,
        },
        "post": {
            "operationId": "sparql-post",
            "summary": "Answer a SPARQL 1.1 query over the union of all graphs",
            "parameters": shared,
            "requestBody": {"required": True, "content": dict(body)},
            "responses": answers,
        },
    }


def _list() -> Json:
    return {
        "get": {
            "operationId": "queries",
            "summary": "List the stored queries and their parameters",
            "responses": _responses(_content(["application/json"]), ()),
        }
    }
