"""Sitemaps (sitemaps.org, protocol 0.9): the addresses a site gives out itself."""

from dataclasses import dataclass

from lxml import etree

from reviewgraph.fetching.addresses import AddressError, checked, origin

LARGEST = 50 * 1024 * 1024
"""Bytes, of the protocol."""
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
    return address.partition("?")[0].lower().endswith(".xml")


def read_sitemap(data: bytes, address: str) -> Sitemap:
    """Return what the sitemap at ``address`` lists, in its order.

    A sitemap speaks for its own host only (protocol, "Sitemap file location"). Raises
    AddressError if it is none.
    """
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


def _of_host(entry: str, address: str) -> str:
    entry = checked(entry)
    if origin(entry) != origin(address):
        raise AddressError(f"lists {entry}, which is another host's; list it yourself")
    return entry
