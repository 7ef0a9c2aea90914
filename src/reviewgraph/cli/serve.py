"""``reviewgraph serve``: give the graph to everyone over HTTP."""

import json
import logging
from pathlib import Path

import click

from reviewgraph.cli.options import endpoint_option, graph_option
from reviewgraph.serving.settings import Limits, Settings
from reviewgraph.store import open_store

_HEADER_BYTES = 32 * 1024
_LAST_SECONDS = 10
_CONNECTIONS = 512


@click.command()
@graph_option
@endpoint_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--public-url", metavar="URL", help="Where readers find the server.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="Running time of one query.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=Limits().workers,
    show_default=True,
    help="Processes that answer queries of the public.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="URL",
    help="An endpoint that a SERVICE clause may name; may be given again.",
)
@click.option("--log-queries", is_flag=True, help="Log the query strings of requests too.")
def serve(
    graph: Path,
    endpoint: str | None,
    host: str,
    port: int,
    public_url: str | None,
    timeout: float,
    workers: int,
    services: tuple[str, ...],
    log_queries: bool,
) -> None:
    """Serve SPARQL, stored queries, pages for people and reconciliation.

    One line of JSON for each request goes to standard error.

    Example: reviewgraph serve --port 8000
    """
    # Not at the top: every other command would wait for the web framework to load.
    import uvicorn

    from reviewgraph.serving.app import create_app

    settings = Settings(
        graph=None if endpoint else graph,
        endpoint=endpoint,
        public_url=public_url,
        services=frozenset(services),
        log_queries=log_queries,
        limits=Limits(seconds=timeout, workers=workers),
    )
    if endpoint is None:
        open_store(graph)
    _log_to_standard_error()
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        http="h11",
        ws="none",
        access_log=False,
        server_header=False,
        log_config=None,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )


class _JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line |= getattr(record, "request", {})
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _log_to_standard_error() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
