"""Change a remote engine: SPARQL 1.1 Update, and the Graph Store Protocol where it is offered.

The one module that writes to another engine. Every request is bounded by whoever calls; a refusal
is an EndpointError with the engine's own words.
"""

import urllib.error
import urllib.request
from collections.abc import Iterable
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit

from reviewgraph import __version__
from reviewgraph.errors import EndpointError
from reviewgraph.rdf import NamedNode, RdfFormat, Triple, serialize

_UPDATE = "application/sparql-update"
_TRIPLES = "application/n-triples"


class GraphStore:
    """An engine that takes updates at ``update_url``, and triples at ``store_url`` if given."""

    def __init__(
        self,
        update_url: str,
        *,
        store_url: str | None = None,
        user: str | None = None,
        password: str = "",
        timeout: int = 300,
    ) -> None:
        for url in filter(None, (update_url, store_url)):
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
                raise EndpointError(f"{url}: an address starts with http:// or https://")
        self.update_url = update_url
        self.store_url = store_url
        self._timeout = timeout
        urls = tuple(filter(None, (update_url, store_url)))
        handlers = _handlers(urls, user, password) if user is not None else []
        self._opener = urllib.request.build_opener(*handlers)

    def update(self, text: str) -> None:
        """Carry out an update; all of its operations are one request."""
        self._send(self.update_url, text.encode(), _UPDATE)

    def add(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Add triples to a graph."""
        if self.store_url is not None:
            body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            joint = "&" if urlsplit(self.store_url).query else "?"
            address = f"{self.store_url}{joint}{urlencode({'graph': graph.value})}"
            self._send(address, body, _TRIPLES)
            return
        self.update(insertion(graph, triples))

    def _send(self, url: str, body: bytes, media_type: str) -> None:
        headers = {"Content-Type": media_type, "User-Agent": f"reviewgraph/{__version__}"}
        request = urllib.request.Request(url, body, headers, method="POST")
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                answer.read()
        except urllib.error.HTTPError as error:
            with error:
                words = " ".join(error.read(2000).decode("utf-8", "replace").split())
            raise EndpointError(f"{url}: HTTP {error.code}: {words[:300]}") from error
        except TimeoutError as error:
            raise EndpointError(f"{url}: no answer within {self._timeout} seconds") from error
        except (urllib.error.URLError, OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or repr(error)
            raise EndpointError(f"{url}: cannot be reached: {reason}") from error


def insertion(graph: NamedNode, triples: Iterable[Triple]) -> str:
    """Return the operation that adds triples to a graph."""
    body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return f"INSERT DATA {{ GRAPH {graph} {{\n{as_data(body)}}} }}"


def as_data(triples: bytes) -> str:
    r"""Return N-Triples as they may stand in an update.

    SPARQL 1.1 section 19.2 expands ``\u`` before strings are read, and some engines do not see
    that the backslash before the u is itself escaped, so there such a u is written as an escape.
    """
    text = triples.decode("utf-8")
    pieces = text.split("\\\\")
    return "\\\\".join((pieces[0], *(_u_escaped(piece) for piece in pieces[1:])))


def _u_escaped(piece: str) -> str:
    return f"\\U{ord(piece[0]):08X}{piece[1:]}" if piece[:1] in ("u", "U") else piece


def _handlers(urls: Iterable[str], user: str, password: str) -> list[urllib.request.BaseHandler]:
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    for url in urls:
        known.add_password(None, url, user, password)
    return [urllib.request.HTTPBasicAuthHandler(known), urllib.request.HTTPDigestAuthHandler(known)]
