"""Answers that were given before; they stay right for as long as the generation is current."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A finished body and what its header must say of it."""

    media_type: str
    body: bytes
    more: bool = False
    """Whether a next page follows."""


class Cache:
    """Pages by what was asked, the ones least lately used leaving first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def get(self, key: Hashable) -> Page | None:
        """Return the page kept under a key."""
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def put(self, key: Hashable, page: Page) -> None:
        """Keep a page; one larger than an eighth of the room is not worth the others."""
        if len(page.body) > self._limit // 8 or key in self._pages:
            return
        self._pages[key] = page
        self._size += len(page.body)
        while self._size > self._limit:
            _, old = self._pages.popitem(last=False)
            self._size -= len(old.body)
