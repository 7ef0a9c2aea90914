"""Visit hosts politely: their rules first, one request at a time, patience with their troubles."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from reviewgraph.fetching.addresses import AddressError, is_public, origin, redirected
from reviewgraph.fetching.answers import PASSING, wait_before
from reviewgraph.fetching.robots import LARGEST, Robots, read_robots
from reviewgraph.web import TIMEOUT, Answer, FetchError, InterruptedFetchError, asked

T = TypeVar("T")
Take = Callable[[Answer], T]
Headers = Callable[[], Mapping[str, str]]

TRIES = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DEAF = 3
"""Addresses in a row without an answer after which a host is left alone."""
_SLOWEST = 2_000
"""Bytes a second below which a body is given up, beside the time-out."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and a way to let it pass; a test has its own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class _TroubleError(InterruptedFetchError):
    """An answer that says to come again later."""

    def __init__(self, message: str, retry_after: str | None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(slots=True)
class Visitor:
    """One polite client: what it knows of each host lasts for one run."""

    pause: float = 1.0
    """Seconds between two requests to one host; a host's own wish goes before, if it is longer."""
    tries: int = TRIES
    timeout: float = TIMEOUT
    clock: Clock = field(default_factory=Clock)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _closed: dict[str, str] = field(default_factory=dict)
    """Hosts that are left alone for the rest of the run, and why."""
    _deaf: Counter[str] = field(default_factory=Counter)
    _next: dict[str, float] = field(default_factory=dict)

    def visit(self, address: str, take: Take[T], headers: Headers = dict) -> T:
        """Return what ``take`` makes of the answer at ``address``.

        ``headers`` is asked anew for each try, because half a file may have come. Raises
        FetchError or AddressError, one line, if the host does not allow the visit or nothing
        could be had; ``take`` may raise InterruptedFetchError to be tried again.
        """
        host = origin(address)
        self._mind(address)
        try:
            found = self._patiently(address, take, headers)
        except InterruptedFetchError as error:
            self._deaf[host] += 1
            if self._deaf[host] == _DEAF:
                self._closed[host] = f"failed {_DEAF} times in a row ({error})"
            raise
        self._deaf[host] = 0
        return found

    def seconds_for(self, size: int) -> float:
        """Return how long a body of at most ``size`` bytes may take."""
        return self.timeout + size / _SLOWEST

    def _patiently(self, address: str, take: Take[T], headers: Headers) -> T:
        attempt = 1
        while True:
            try:
                return self._once(address, take, headers())
            except InterruptedFetchError as error:
                if attempt >= self.tries:
                    raise
                after = error.retry_after if isinstance(error, _TroubleError) else None
                wait = wait_before(attempt, after, self.clock.now())
                if wait is None:
                    self._closed[origin(address)] = f"asks for a long rest (Retry-After: {after})"
                    raise
                self.clock.sleep(wait)
            attempt += 1

    def _once(self, address: str, take: Take[T], headers: Mapping[str, str]) -> T:
        path = [address]
        while True:
            current = path[-1]
            self._wait(current)
            with asked(current, headers=headers, timeout=self.timeout) as answer:
                if answer.status in PASSING:
                    raise _TroubleError(
                        f"{current}: the server answered {answer.status}",
                        answer.headers.get("retry-after"),
                    )
                if answer.status not in _REDIRECTS:
                    return take(answer)
                target = redirected(path, answer.headers.get("location", ""))
            self._cross(current, target)
            path.append(target)

    def _cross(self, current: str, target: str) -> None:
        """Mind the manners of the host a redirect leads to."""
        if origin(target) == origin(current):
            if not current.endswith("/robots.txt"):
                self._mind(target)
            return
        if not is_public(target):
            raise AddressError(f"{current}: redirects to {target}, which is no public host")
        self._mind(target)

    def _mind(self, address: str) -> None:
        """Raise FetchError if the host does not allow the address, or is left alone."""
        host = origin(address)
        if host in self._closed:
            raise FetchError(f"{address}: not asked for: {host} {self._closed[host]}")
        if address == f"{host}/robots.txt":
            return
        if host not in self._robots:
            self._robots[host] = self._ask_robots(host)
        if not self._robots[host].allow(address):
            raise FetchError(f"{address}: {host}/robots.txt does not allow it")

    def _ask_robots(self, host: str) -> Robots:
        """Return the rules of a host: none where it has none, an error where it has trouble.

        RFC 9309, 2.3.1: a 4xx means no rules, a 5xx or silence that nothing may be asked.
        """
        try:
            return self._patiently(f"{host}/robots.txt", self._take_robots, dict)
        except (FetchError, AddressError) as error:
            self._closed[host] = f"does not say what it allows ({error})"
            raise FetchError(f"{host}: left alone, because {error}") from error

    def _take_robots(self, answer: Answer) -> Robots:
        if 200 <= answer.status < 300:
            seconds = self.seconds_for(LARGEST)
            return read_robots(b"".join(answer.pieces(largest=LARGEST, seconds=seconds)))
        if 400 <= answer.status < 500:
            return Robots(None)
        raise FetchError(f"{answer.url}: the server answered {answer.status}")

    def _wait(self, address: str) -> None:
        host = origin(address)
        robots = self._robots.get(host)
        pause = max(self.pause, robots.delay if robots else 0.0)
        now = self.clock.monotonic()
        start = max(now, self._next.get(host, now))
        self._next[host] = start + pause
        if start > now:
            self.clock.sleep(start - now)
