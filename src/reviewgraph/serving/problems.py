"""Errors as problem documents, RFC 9457: what went wrong and what the asker can do."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 (the word of RFC 9457)
    """A request that is not answered as asked; what it holds are the document's members."""

    def __init__(
        self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{status} {kind}: {detail}")
        self.status = status
        self.kind = kind
        """Slug of the kind of problem; each has a paragraph on the page ``/about.html``."""
        self.detail = detail
        self.headers = dict(headers or {})


def problem_response(problem: Problem) -> Response:
    """Return the problem as an HTTP response, never to be stored by a cache."""
    document = {
        "type": f"/about.html#problem-{problem.kind}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    body = json.dumps(document, ensure_ascii=False).encode() + b"\n"
    return Response(body, problem.status, headers, MEDIA_TYPE)


_OFFER = {
    "table": "the answer is a table: take it as SPARQL JSON, SPARQL XML, CSV or TSV",
    "verdict": "the answer is yes or no: take it as SPARQL JSON or SPARQL XML",
    "statements": "the answer is RDF: take it as Turtle, N-Triples, JSON-LD or RDF/XML",
}


def not_acceptable(form: str) -> Problem:
    """Return the problem of an answer in none of the forms that are accepted."""
    return Problem(406, "not-acceptable", _OFFER[form])
