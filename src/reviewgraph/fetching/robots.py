"""What a host allows, by its robots.txt (RFC 9309), read by the standard library."""

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

LARGEST = 512 * 1024
"""Bytes; RFC 9309, 2.5 asks for no more."""

NAME = "reviewgraph"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host."""

    rules: RobotFileParser | None
    """None if the host has none."""

    def allow(self, address: str) -> bool:
        """Say whether an address may be asked for."""
        return self.rules is None or self.rules.can_fetch(NAME, address)

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
    parser = RobotFileParser()
    parser.parse(data.decode("utf-8-sig", "replace").splitlines())
    return Robots(parser)
