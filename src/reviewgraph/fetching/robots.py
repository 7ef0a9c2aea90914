"""What a host allows, by its robots.txt (RFC 9309), read by Protego.

The standard library's reader knows neither ``*`` and ``$`` in paths nor that the longest rule
wins, both of which the RFC asks for (2.2.2 and 2.2.3).
"""

from dataclasses import dataclass

from protego import Protego

LARGEST = 512 * 1024
"""Bytes; RFC 9309, 2.5 asks for no more."""

NAME = "reviewgraph"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host."""

    rules: Protego | None
    """None if the host has none."""

    def allow(self, address: str) -> bool:
        """Say whether an address may be asked for."""
        return self.rules is None or bool(self.rules.can_fetch(address, NAME))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for; 0 if it asks for none."""
        if self.rules is None:
            return 0.0
        delay = self.rules.crawl_delay(NAME)
        rate = self.rules.request_rate(NAME)
        return max(float(delay or 0), rate.seconds / rate.requests if rate else 0.0)


def read_robots(data: bytes) -> Robots:
    """Return the rules of a robots.txt; whatever is no rule says nothing."""
    return Robots(Protego.parse(data.decode("utf-8-sig", "replace")))
