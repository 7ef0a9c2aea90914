"""Fetch files over HTTP, within bounds; with ``endpoint`` and ``graphstore``, all the network.

``fetch`` brings one whole file; ``asked`` gives an answer as the server sent it, for callers that
decide about redirects, refusals and half files themselves.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

from reviewgraph import __version__
from reviewgraph.errors import ReviewGraphError

TIMEOUT = 30
"""Seconds without a byte after which a server is taken for dead."""

LARGEST = 64 * 1024 * 1024
"""Bytes; the largest register file in use is a tenth of this."""

AGENT = f"reviewgraph/{__version__}"
_CHUNK = 64 * 1024


class FetchError(ReviewGraphError):
    """A file that could not be fetched; what it was to replace stays in force."""


class InterruptedFetchError(FetchError):
    """A failure of the connection, which may pass: to ask again is worth it."""


def fetch(url: str, *, timeout: float = TIMEOUT, largest: int = LARGEST) -> bytes:
    """Return the bytes at an http or https address.

    Raises FetchError, one line naming the address, if the server does not answer, answers with
    an error, or sends more than ``largest`` bytes or fewer than it announced.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(f"{url}: only http and https addresses are fetched")
    request = Request(url, headers={"User-Agent": AGENT})
    try:
        with urlopen(request, timeout=timeout) as answer:
            data: bytes = answer.read(largest + 1)
            announced = answer.headers.get("Content-Length")
    except HTTPError as error:
        error.close()
        raise FetchError(f"{url}: the server answered {error.code} {error.reason}") from error
    except (URLError, OSError, HTTPException, ValueError) as error:
        raise FetchError(f"{url}: could not be fetched: {_reason(error)}") from error
    if len(data) > largest:
        raise FetchError(f"{url}: is larger than {largest:,} bytes")
    if announced is not None and announced.isdigit() and len(data) < int(announced):
        raise FetchError(f"{url}: broke off after {len(data):,} of {int(announced):,} bytes")
    return data


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, whatever its status; the body is read piece by piece."""

    url: str
    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    _body: HTTPResponse | HTTPError

    def pieces(self, *, largest: int, seconds: float) -> Iterator[bytes]:
        """Yield the body.

        Raises FetchError for more than ``largest`` bytes, and InterruptedFetchError if the body
        ends before its announced length or is not through after ``seconds``.
        """
        announced = self.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > largest:
            raise FetchError(f"{self.url}: is {int(announced):,} bytes, more than {largest:,}")
        end = time.monotonic() + seconds
        total = 0
        while piece := self._read():
            total += len(piece)
            if total > largest:
                raise FetchError(f"{self.url}: is larger than {largest:,} bytes")
            yield piece
            if time.monotonic() > end:
                raise InterruptedFetchError(
                    f"{self.url}: was not through after {seconds:g} seconds"
                )
        if announced.isdecimal() and total < int(announced):
            raise InterruptedFetchError(
                f"{self.url}: broke off after {total:,} of {int(announced):,} bytes"
            )

    def _read(self) -> bytes:
        try:
            # One read of the socket at most, so that a trickle is seen for what it is.
            return self._body.read1(_CHUNK)
        except (OSError, HTTPException) as error:
            raise InterruptedFetchError(f"{self.url}: broke off: {_reason(error)}") from error


class _NoRedirects(HTTPRedirectHandler):
    """Leaves redirects to the caller, who has manners to mind at the next host too."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""


_opener = build_opener(_NoRedirects)


@contextmanager
def asked(
    url: str, *, headers: Mapping[str, str] | None = None, timeout: float = TIMEOUT
) -> Iterator[Answer]:
    """Give the answer to one GET, without following redirects; its connection ends with it.

    Raises FetchError for another kind of address, InterruptedFetchError if there is no answer.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(f"{url}: only http and https addresses are fetched")
    request = Request(url, headers={"User-Agent": AGENT, **(headers or {})})
    try:
        body = _opener.open(request, timeout=timeout)
    except HTTPError as error:
        body = error
    except (URLError, OSError, HTTPException) as error:
        raise InterruptedFetchError(f"{url}: could not be reached: {_reason(error)}") from error
    except ValueError as error:
        raise FetchError(f"{url}: is no web address: {error}") from error
    with body:
        lower = {name.lower(): value for name, value in body.headers.items()}
        yield Answer(url, body.status, lower, body)


def _reason(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    return " ".join(str(reason).split()) or type(error).__name__
