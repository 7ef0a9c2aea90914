"""The routes of the reconciliation service, all under ``/reconcile``."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from reviewgraph import __version__
from reviewgraph.namespaces import ID, RG
from reviewgraph.pages.asking import Ask
from reviewgraph.pages.documents import page_of
from reviewgraph.pages.rendering import asset, render
from reviewgraph.registries import load_register
from reviewgraph.resources import shipped
from reviewgraph.serving.forms import read_pairs
from reviewgraph.serving.held import Held
from reviewgraph.serving.problems import Problem
from reviewgraph.serving.reconciliation.entities import Catalogue, Entity
from reviewgraph.serving.reconciliation.extension import CONSTRAINTS, extend, properties_of
from reviewgraph.serving.reconciliation.matching import Matcher
from reviewgraph.serving.reconciliation.messages import read_batch, read_extension
from reviewgraph.serving.site import HTML, SITE

BATCH = 50
_MOST_SUGGESTIONS = 10
_SERVICE = "reconciliation"
_FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors *"
)
"""A preview is made to be shown in the frame of whoever reconciles."""


@dataclass(frozen=True, slots=True)
class Service:
    """The catalogue and the matcher on it."""

    catalogue: Catalogue
    matcher: Matcher


def make_service(ask: Ask) -> Service:
    """Return the service on the registers that are shipped and the themes of the graph."""
    catalogue = Catalogue(load_register(shipped("data/registries")), ask)
    return Service(catalogue, Matcher(catalogue))


async def reconcile(request: Request) -> Response:
    """Answer a batch of names or an extension; without either, the manifest."""
    said = dict(request.query_params)
    if request.method == "POST":
        said |= dict(read_pairs(await request.body()))
    if "queries" in said:
        batch = read_batch(said["queries"])
        return await _answered(request, lambda service: {
            key: {"result": [each.as_json() for each in service.matcher.match(asked)]}
            for key, asked in batch.items()
        })  # fmt: skip
    if "extend" in said:
        extension = read_extension(said["extend"])
        return await _answered(request, lambda service: extend(service.catalogue, extension))
    return JSONResponse(_manifest(request))


async def suggest_entity(request: Request) -> Response:
    """Answer with entities of which a name, or a word of a name, begins with what was typed."""
    typed = request.query_params.get("prefix", "").strip().casefold()
    return await _answered(
        request,
        lambda service: {"result": [_suggestion(each) for each in _beginning(service, typed)]},
    )


async def suggest_type(request: Request) -> Response:
    """Answer with the types whose name holds what was typed."""
    typed = request.query_params.get("prefix", "").strip().casefold()
    return await _answered(
        request,
        lambda service: {
            "result": [
                type_.as_json()
                for type_ in service.catalogue.types
                if typed in type_.name.casefold()
            ]
        },
    )


async def suggest_property(request: Request) -> Response:
    """Answer with the properties by which a query can be narrowed."""
    typed = request.query_params.get("prefix", "").strip().casefold()
    found = [
        {"id": id_, "name": name, "description": description}
        for id_, (name, description) in CONSTRAINTS.items()
        if typed in name.casefold() or typed in id_.casefold()
    ]
    return JSONResponse({"result": found})


async def propose_properties(request: Request) -> Response:
    """Answer with the properties that entities of a type can be extended by."""
    type_ = request.query_params.get("type", "")
    found = [{"id": id_, "name": name} for id_, name in properties_of(type_).items()]
    said = request.query_params.get("limit", "")
    limit = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else len(found)
    return JSONResponse({"type": type_, "properties": found[:limit], "limit": limit})


async def preview(request: Request) -> Response:
    """Answer with a few lines on an entity, for the frame of whoever reconciles."""
    service = await _service(request)
    entity = _known(service, request.query_params.get("id", ""))
    body = render("preview", SITE, entity=entity, style=asset("style.css"))
    return Response(body, headers={"Content-Security-Policy": _FRAMED}, media_type=HTML)


async def view(request: Request) -> Response:
    """Lead to the page of an entity; one that no review speaks of has its preview only."""
    held: Held = request.app.state.held
    service = await _service(request)
    entity = _known(service, request.query_params.get("id", ""))
    page = await asyncio.to_thread(page_of, held.ask, SITE, entity.iri)
    target = (
        f"/doc/{entity.iri.removeprefix(ID)}.html" if page else f"/reconcile/preview?id={entity.id}"
    )
    return RedirectResponse(target, 303)


ROUTES = [
    Route("/reconcile", reconcile, methods=["GET", "POST"]),
    Route("/reconcile/suggest/entity", suggest_entity),
    Route("/reconcile/suggest/type", suggest_type),
    Route("/reconcile/suggest/property", suggest_property),
    Route("/reconcile/extend/propose", propose_properties),
    Route("/reconcile/preview", preview),
    Route("/reconcile/view", view),
]


def _manifest(request: Request) -> dict[str, object]:
    own = f"{request.app.state.address(request)}/reconcile"
    return {
        "versions": ["0.2"],
        "name": "reviewgraph: agencies and themes of the reviews that follow a death",
        "identifierSpace": ID,
        "schemaSpace": RG.base,
        "documentation": f"{request.app.state.address(request)}/about.html",
        "logo": f"{request.app.state.address(request)}/static/icon.svg",
        "serviceVersion": __version__,
        "batchSize": BATCH,
        "view": {"url": f"{own}/view?id={{{{id}}}}"},
        "preview": {"url": f"{own}/preview?id={{{{id}}}}", "width": 430, "height": 260},
        "defaultTypes": [
            {"id": "organisation", "name": "Organisation"},
            {"id": "theme", "name": "Theme"},
        ],
        "suggest": {
            kind: {"service_url": own, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": own, "service_path": "/extend/propose"},
            "property_settings": [],
        },
    }


async def _answered(request: Request, answer: Callable[[Service], object]) -> Response:
    """Return what the service gives, worked out in a thread, one batch at a time."""
    service = await _service(request)
    async with request.app.state.reconciling:
        return JSONResponse(await asyncio.to_thread(answer, service))


async def _service(request: Request) -> Service:
    """Return the service of this generation; the first who asks waits half a second for it."""
    held: Held = request.app.state.held
    async with request.app.state.reconciling:
        kept = held.kept.get(_SERVICE)
        if isinstance(kept, Service):
            return kept
        made = await asyncio.to_thread(make_service, held.ask)
        held.kept[_SERVICE] = made
        return made


def _known(service: Service, id_: str) -> Entity:
    entity = service.catalogue.get(id_)
    if entity is None:
        raise Problem(404, "request", "there is no entity of that id")
    return entity


def _beginning(service: Service, typed: str) -> list[Entity]:
    if not typed:
        return []
    by_code = [service.catalogue.entity(each) for each in service.catalogue.register.by_code(typed)]
    starting, holding = list[Entity](), list[Entity]()
    for entity in service.catalogue.entities():
        names = [name.casefold() for name in entity.names]
        if any(name.startswith(typed) for name in names):
            starting.append(entity)
        elif any(f" {typed}" in name for name in names):
            holding.append(entity)
    found = {each.id: each for each in (*by_code, *_sorted(starting), *_sorted(holding))}
    return list(found.values())[:_MOST_SUGGESTIONS]


def _sorted(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda each: (len(each.name), each.id))


def _suggestion(entity: Entity) -> dict[str, object]:
    return {
        "id": entity.id,
        "name": entity.name,
        "description": entity.description,
        "notable": [{"id": type_.id, "name": type_.name} for type_ in entity.types],
    }
