"""Another SPARQL engine in place of the graph folder; it keeps its own limits."""

import asyncio

from reviewgraph.endpoint import Endpoint
from reviewgraph.errors import EndpointError, QueryError
from reviewgraph.queries.tokens import significant
from reviewgraph.rdf import RdfFormat, serialize
from reviewgraph.results import Results, Statements, Table, Verdict, write_results
from reviewgraph.serving.negotiation import NAMES
from reviewgraph.serving.problems import Problem, not_acceptable
from reviewgraph.serving.settings import Limits
from reviewgraph.serving.worker import Job, Reply, Rows

_FORMAT_OF = {media_type: name for name, media_type in NAMES.items()}


class Remote:
    """Passes queries on, a few at a time."""

    def __init__(self, endpoint: Endpoint, limits: Limits) -> None:
        self._endpoint = endpoint
        self._turns = asyncio.Semaphore(limits.workers + limits.own_workers)

    async def open(self) -> None:
        """Do nothing: an endpoint may come and go."""

    async def close(self) -> None:
        """Do nothing."""

    async def ask(self, job: Job, client: str) -> Reply:
        """Return the endpoint's answer in the form asked for; raise Problem if it gives none."""
        if job.default_graphs is not None or job.named_graphs is not None:
            raise Problem(400, "request", "name the graphs in the query, with FROM")
        async with self._turns:
            try:
                results = await asyncio.to_thread(self._endpoint.query, _text(job))
            except QueryError as error:
                raise Problem(400, "query", str(error)) from error
            except EndpointError as error:
                raise _failure(error) from error
        return _reply(results, job)


def _failure(error: EndpointError) -> Problem:
    words = str(error)
    if "no answer within" in words:
        return Problem(504, "timeout", "the engine gave no answer in time; ask for less")
    status = 400 if "HTTP 400" in words else 502
    return Problem(status, "query" if status == 400 else "failed", words)


def _text(job: Job) -> str:
    """Return the query, asking for one row more than the page holds where it has no own limit."""
    if job.rows is None or _limited(job.text):
        return job.text
    return f"{job.text}\nLIMIT {job.rows.count + 1} OFFSET {job.rows.start}\n"


def _limited(text: str) -> bool:
    """Say whether the query has a LIMIT or OFFSET of its own, outside all braces."""
    depth = 0
    for token in significant(text):
        depth += (token.word == "{") - (token.word == "}")
        if depth == 0 and token.word in ("LIMIT", "OFFSET"):
            return True
    return False


def _reply(results: Results, job: Job) -> Reply:
    more = False
    if isinstance(results, Table) and job.rows is not None:
        start = job.rows.start if _limited(job.text) else 0
        results, more = _cut(results, Rows(start, job.rows.count))
    form = _form(results)
    media_type = job.formats[form]
    if media_type is None:
        raise not_acceptable(form)
    return Reply(media_type, form, _written(results, media_type), more)


def _cut(table: Table, rows: Rows) -> tuple[Table, bool]:
    end = rows.start + rows.count
    return Table(table.columns, table.rows[rows.start : end]), len(table.rows) > end


def _form(results: Results) -> str:
    if isinstance(results, Table):
        return "table"
    return "verdict" if isinstance(results, Verdict) else "statements"


def _written(results: Results, media_type: str) -> bytes:
    if isinstance(results, Statements) and media_type == NAMES["rdfxml"]:
        return serialize(results.triples, format=RdfFormat.RDF_XML) or b""
    return write_results(results, _FORMAT_OF[media_type])
