"""Fetch one file over HTTP, within bounds; with ``endpoint``, all that knows the network."""

from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from reviewgraph import __version__
from reviewgraph.errors import ReviewGraphError

TIMEOUT = 30
"""Seconds without a byte after which a server is taken for dead."""

LARGEST = 64 * 1024 * 1024
"""Bytes; the largest register file in use is a tenth of this."""


class FetchError(ReviewGraphError):
    """A file that could not be fetched; what it was to replace stays in force."""


def fetch(url: str, *, timeout: float = TIMEOUT, largest: int = LARGEST) -> bytes:
    """Return the bytes at an http or https address.

    Raises FetchError, one line naming the address, if the server does not answer, answers with
    an error, or sends more than ``largest`` bytes or fewer than it announced.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(f"{url}: only http and https addresses are fetched")
    request = Request(url, headers={"User-Agent": f"reviewgraph/{__version__}"})
    try:
        with urlopen(request, timeout=timeout) as answer:
            data: bytes = answer.read(largest + 1)
            announced = answer.headers.get("Content-Length")
    except HTTPError as error:
        error.close()
        raise FetchError(f"{url}: the server answered {error.code} {error.reason}") from error
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise FetchError(f"{url}: could not be fetched: {reason}") from error
    if len(data) > largest:
        raise FetchError(f"{url}: is larger than {largest:,} bytes")
    if announced is not None and announced.isdigit() and len(data) < int(announced):
        raise FetchError(f"{url}: broke off after {len(data):,} of {int(announced):,} bytes")
    return data
