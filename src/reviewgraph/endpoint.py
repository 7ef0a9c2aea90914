"""Ask a remote SPARQL endpoint, through SPARQLWrapper.

A failure is an EndpointError that names the endpoint and its status, never an empty answer: a
timeout, a page of HTML sent with status 200 and a body that breaks off all raise. The library's
own conversion is not used, because it takes any body for what was asked.
"""

import urllib.error
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
    URITooLong,
)

from reviewgraph import __version__
from reviewgraph.errors import EndpointError
from reviewgraph.queries import form_of
from reviewgraph.results import Results, Statements, Table, Verdict, parse_results

TIMEOUT = 60
"""Seconds; the client stops waiting then, the endpoint may go on."""

_LONGEST_GET = 2000
_STATUS: dict[type[SPARQLWrapperException], int] = {
    QueryBadFormed: 400,
    Unauthorized: 401,
    EndPointNotFound: 404,
    URITooLong: 414,
    EndPointInternalError: 500,
}
_ANSWERS = {"SELECT": Table, "ASK": Verdict, "CONSTRUCT": Statements, "DESCRIBE": Statements}


class Endpoint:
    """A SPARQL endpoint at an address; it is asked, never changed."""

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise EndpointError(f"{url}: an endpoint's address starts with http:// or https://")
        self.url = url
        self.timeout = timeout

    def query(self, text: str) -> Results:
        """Return the endpoint's answer.

        Raises QueryError for what is no query (an update is never sent), EndpointError otherwise.
        """
        form = form_of(text)
        body, media_type = self._send(text, form)
        try:
            results = parse_results(body, media_type)
        except ValueError as error:
            raise EndpointError(f"{self.url}: answered, but {_short(str(error))}") from error
        if not isinstance(results, _ANSWERS[form]):
            raise EndpointError(f"{self.url}: answered a {form} with {media_type}")
        return results

    def _send(self, text: str, form: str) -> tuple[bytes, str]:
        try:
            response: HTTPResponse = self._request(text, form).query().response
            with response:
                return response.read(), response.headers.get_content_type()
        except SPARQLWrapperException as error:
            status = _STATUS.get(type(error), "no status")
            if isinstance(error.__context__, urllib.error.HTTPError):
                error.__context__.close()
            raise EndpointError(f"{self.url}: HTTP {status}: {_short(str(error))}") from error
        except urllib.error.HTTPError as error:
            error.close()
            raise EndpointError(f"{self.url}: HTTP {error.code}: {error.reason}") from error
        except TimeoutError as error:
            raise self._late() from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late() from error
            raise EndpointError(f"{self.url}: cannot be reached: {error.reason}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise EndpointError(f"{self.url}: the connection failed: {error!r}") from error

    def _request(self, text: str, form: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.url, agent=f"reviewgraph/{__version__}")
        # Set as attributes: setQuery guesses the form by a regular expression and warns.
        wrapper.queryString = text
        wrapper.queryType = form
        wrapper.setReturnFormat(JSON if form in ("SELECT", "ASK") else TURTLE)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(GET if len(text) <= _LONGEST_GET else POST)
        wrapper.setTimeout(self.timeout)
        return wrapper

    def _late(self) -> EndpointError:
        return EndpointError(
            f"{self.url}: no answer within {self.timeout} seconds; "
            "ask for less or allow more with --timeout"
        )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 300 else text[:297] + "..."
