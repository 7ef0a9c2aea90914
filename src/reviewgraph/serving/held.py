"""What a server holds of one generation of the graph; a new generation gets a new one of these."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from reviewgraph.endpoint import Endpoint
from reviewgraph.generations import generation
from reviewgraph.pages.asking import Ask
from reviewgraph.pages.values import Ref
from reviewgraph.queries import Query, read_queries
from reviewgraph.resources import shipped
from reviewgraph.results import read_results
from reviewgraph.serving.cache import Cache
from reviewgraph.serving.log import LOG
from reviewgraph.serving.pool import Pool
from reviewgraph.serving.remote import Remote
from reviewgraph.serving.search_index import SearchIndex
from reviewgraph.serving.settings import Settings
from reviewgraph.serving.worker import Job, Reply
from reviewgraph.store import open_store


class Backend(Protocol):
    """Whatever answers queries."""

    async def open(self) -> None:
        """Get ready; raise ReviewGraphError if that is not possible."""

    async def close(self) -> None:
        """Let go of everything."""

    async def ask(self, job: Job, client: str) -> Reply:
        """Return the answer; raise Problem if there is none within the limits."""


class Held:
    """The graph as this server asks it: by the public, by stored queries, and by its own pages."""

    def __init__(self, settings: Settings) -> None:
        limits = settings.limits
        self.generation = _generation(settings)
        self.queries: dict[str, Query] = read_queries(shipped("queries"))
        self.public: Backend
        self.own: Backend
        self.ask: Ask
        self.index: SearchIndex | None = None
        self.cache = Cache(limits.cache_bytes)
        self.kept: dict[str, object] = {}
        """What some routes need, made when it is first asked for."""
        self._choices: dict[str, list[Ref]] = {}
        if settings.endpoint is not None:
            endpoint = Endpoint(settings.endpoint, int(limits.seconds))
            self.public = self.own = Remote(endpoint, limits)
            self.ask = endpoint.query
        else:
            graph = settings.graph or Path("graph")
            self.public = Pool(graph, limits.workers, limits)
            self.own = Pool(graph, limits.own_workers, limits)
            store = open_store(graph)
            self.ask = lambda text: read_results(store.query(text))

    async def open(self) -> None:
        """Start what answers; raise GraphError if the graph cannot be opened: then close it."""
        for backend in {self.public, self.own}:
            await backend.open()
        self.index = index = await asyncio.to_thread(SearchIndex, self.ask)
        LOG.info("search index made", extra={"request": asdict(index.cost)})

    def choices(self, kind: str, make: Callable[[Ask, str], list[Ref]]) -> list[Ref]:
        """Return the things of a kind, asked for once only."""
        if kind not in self._choices:
            self._choices[kind] = make(self.ask, kind)
        return self._choices[kind]

    async def close(self) -> None:
        """End what answers, once the queries that run are done."""
        await asyncio.gather(*(backend.close() for backend in {self.public, self.own}))
        if self.index is not None:
            self.index.close()


def is_current(held: Held, settings: Settings) -> bool:
    """Say whether no build has put a new generation in place."""
    return held.generation == _generation(settings)


def _generation(settings: Settings) -> str:
    if settings.endpoint is not None or settings.graph is None:
        return ""
    return generation(settings.graph) or ""
