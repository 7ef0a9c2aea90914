"""Addresses that are asked for: lists of them, redirects, and the review each belongs to."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from reviewgraph.errors import ReviewGraphError
from reviewgraph.identifiers import slug

MOST_REDIRECTS = 5
_SUFFIX = re.compile(r"\.(?:html?|txt|pdf|docx|aspx|php)$", re.IGNORECASE)
_LIBRARY_ID = re.compile(r"[0-9a-f]{8}")


class AddressError(ReviewGraphError):
    """An address that is not fetched, and why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address, and the review that a person says it belongs to."""

    address: str
    stem: str | None = None


def read_list(text: str, place: str) -> tuple[Wanted, ...]:
    """Return the addresses of a list: one a line, a review's identifier behind it if wanted.

    Empty lines and those that start with ``#`` are passed over. Raises AddressError, with the
    line, for anything else.
    """
    found: dict[str, Wanted] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            address = checked(words[0])
        except AddressError as error:
            raise AddressError(f"{place}:{number}: {error}") from error
        stem = words[1] if len(words) > 1 else None
        if len(words) > 2 or (stem is not None and slug(stem) != stem):
            raise AddressError(
                f"{place}:{number}: give an address, or an address and an identifier such as "
                "6391f4df-havering"
            )
        found.setdefault(address, Wanted(address, stem))
    return tuple(found.values())


def checked(address: str) -> str:
    """Return an address without its fragment; AddressError if it is no web address."""
    address = urldefrag(address).url
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (a bad port is refused only when it is looked at)
    except ValueError as error:
        raise AddressError(f"{address!r} is no web address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressError(f"{address!r} is no web address; it must start with https:// or http://")
    if parts.username or parts.password:
        raise AddressError(f"{parts.hostname}: leave name and password out of the address")
    if not address.isascii() or not address.isprintable() or " " in address:
        raise AddressError(f"{address!r} holds characters that must be percent-encoded")
    return address


def origin(address: str) -> str:
    """Return scheme, host and port: what has one robots.txt and one rate."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def redirected(path: Iterable[str], location: str) -> str:
    """Return where a redirect leads; ``path`` holds the addresses that led to it.

    Raises AddressError for a loop, too many steps, or another scheme: a page asked for over
    https is not taken over http, and one asked for over http should be listed by its https
    address.
    """
    seen = list(path)
    current = seen[-1]
    if not location:
        raise AddressError(f"{current}: redirects to nowhere; give the address it moved to")
    target = checked(urljoin(current, location))
    if urlsplit(target).scheme != urlsplit(current).scheme:
        raise AddressError(f"{current}: redirects to another scheme; give {target} instead")
    if target in seen:
        raise AddressError(f"{seen[0]}: redirects in a loop by way of {target}")
    if len(seen) > MOST_REDIRECTS:
        raise AddressError(f"{seen[0]}: redirects more than {MOST_REDIRECTS} times")
    return target


def stem_of(address: str, known: Iterable[str] = ()) -> str:
    """Return the identifier of the review an address belongs to: its last part that names one.

    The 8 hexadecimal digits that a library's download starts with join it to the review of
    ``known`` that starts with them, if there is just one.

    >>> stem_of("https://example.org/sources/dhr/6391f4df-havering/")
    '6391f4df-havering'

    Raises AddressError where no part gives an identifier.
    """
    parts = [part for part in urlsplit(address).path.split("/") if part]
    stem = slug(_SUFFIX.sub("", unquote(parts[-1]))) if parts else ""
    if not stem:
        raise AddressError(
            f"{address}: no part of the path names a review; write its identifier behind the "
            "address in a list"
        )
    if _LIBRARY_ID.match(stem):
        alike = {one for one in known if one.partition("-")[0] == stem[:8]}
        if len(alike) == 1:
            return alike.pop()
    return stem


def is_public(address: str) -> bool:
    """Say whether an address names a host of the open net, as a page's links should.

    A page that is fetched could otherwise have any machine behind the user's firewall asked.
    """
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal"))
