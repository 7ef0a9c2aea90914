"""Sitemaps (sitemaps.org, protocol 0.9): the addresses a site gives out itself."""

import zlib
from dataclasses import dataclass

from lxml import etree

from reviewgraph.fetching.addresses import AddressError, checked, origin

LARGEST = 50 * 1024 * 1024
"""Bytes, of the protocol; of a packed sitemap too, once it is unpacked."""
_GZIP = b"\x1f\x8b"
MOST = 50
"""Sitemaps that one index may lead to; the site of the reviews has a few."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]
    """Further sitemaps, if it is an index."""
    strays: tuple[str, ...] = ()
    """Why an entry is not asked for, one line each."""


def is_sitemap(address: str) -> bool:
    """Say whether an address leads to a sitemap and not to a page."""
    return address.partition("?")[0].lower().endswith((".xml", ".xml.gz"))


def read_sitemap(data: bytes, address: str) -> Sitemap:
    """Return what the sitemap at ``address`` lists, in its order.

    A sitemap speaks for its own host only (protocol, "Sitemap file location"). It may be packed
    by gzip, as a file or on its way here. Raises AddressError if it is none.
    """
    data = _unpacked(data, address)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise AddressError(f"{address}: is no sitemap: {error.msg}") from error
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise AddressError(f"{address}: is no sitemap, because its root is {kind}")
    found: dict[str, None] = {}
    strays = []
    for place in root.iterfind("{*}*/{*}loc"):
        try:
            found[_of_host((place.text or "").strip(), address)] = None
        except AddressError as error:
            strays.append(f"{address}: {error}")
    listed = tuple(found)
    is_index = kind == "sitemapindex"
    return Sitemap(() if is_index else listed, listed if is_index else (), tuple(strays))


def _unpacked(data: bytes, address: str) -> bytes:
    """Return a sitemap without gzip; a packed file may have been packed once more on its way."""
    for _ in range(2):
        if not data.startswith(_GZIP):
            break
        reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            data = reader.decompress(data, LARGEST + 1)
        except zlib.error as error:
            raise AddressError(f"{address}: is no sitemap: its gzip is damaged") from error
        if len(data) > LARGEST:
            raise AddressError(f"{address}: unpacks to more than {LARGEST:,} bytes")
        if not reader.eof:
            raise AddressError(f"{address}: is no sitemap: its gzip breaks off")
    return data


def _of_host(entry: str, address: str) -> str:
    entry = checked(entry)
    if origin(entry) != origin(address):
        raise AddressError(f"lists {entry}, which is another host's; list it yourself")
    return entry
