"""The full report that a review page links to."""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Tag

from reviewgraph.fetching.addresses import AddressError, checked

_WORDS = re.compile(r"\bfull report\b|\bpublished report\b|\breport \((?:pdf|docx)\b", re.I)
_PLACE = re.compile(
    r"^https?://homicide-review\.homeoffice\.gov\.uk/download/|\.(?:pdf|docx)(?:$|\?)", re.I
)


def report_link(html: str, base: str) -> str | None:
    """Return the address of the full report that the page at ``base`` links to.

    A link that calls itself the full report goes before one that only leads to a document; None
    if there is neither, or several documents and none is called so.
    """
    by_words: dict[str, None] = {}
    by_place: dict[str, None] = {}
    for link in BeautifulSoup(html, "lxml").find_all("a", href=True):
        address = _address(link, base)
        if address is None or address == base:
            continue
        if _WORDS.search(link.get_text(" ")):
            by_words[address] = None
        if _PLACE.search(address):
            by_place[address] = None
    if by_words:
        return next(iter(by_words))
    return next(iter(by_place)) if len(by_place) == 1 else None


def _address(link: Tag, base: str) -> str | None:
    try:
        return checked(urljoin(base, str(link["href"])))
    except (AddressError, ValueError):
        return None
