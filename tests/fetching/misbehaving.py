"""A web server on this machine that misbehaves as told, and a clock that does not wait."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from reviewgraph.retrieving import Clock

PAGE = b"<!doctype html><html><body><p>CSP: Anyshire</p></body></html>"
PDF = b"%PDF-1.7\n" + b"0123456789" * 5_000


@dataclass
class Request:
    """What a client asked."""

    path: str
    headers: dict[str, str]
    time: float


@dataclass
class Reply:
    """What the server sends."""

    body: bytes = PAGE
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    length: int | None = None
    """What Content-Length claims; the truth if None."""
    stall: threading.Event | None = None
    """The body ends only when this is set."""
    chunked: bool = False
    """Sends one chunk and breaks off."""


Rule = Callable[[Request, int], Reply]
"""Gives the reply to a request and the how-manieth of its path it is, from 1."""


class FakeClock:
    """Time that passes when someone sleeps, and is told how long."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []
        self.clock = Clock(now=self.now, monotonic=lambda: self.seconds, sleep=self.sleep)

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 9, 0, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000)

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.seconds += seconds


class Server:
    """Replies by rules, and remembers what it was asked."""

    def __init__(self, clock: FakeClock) -> None:
        self.rules: dict[str, Rule] = {}
        self.requests: list[Request] = []
        self.counts: Counter[str] = Counter()
        self.clock = clock
        self.url = ""

    def says(self, path: str, *replies: Reply | Rule) -> None:
        """Give the replies to a path in turn, the last for good."""

        def rule(request: Request, number: int) -> Reply:
            reply = replies[min(number, len(replies)) - 1]
            return reply if isinstance(reply, Reply) else reply(request, number)

        self.rules[path] = rule

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        request = Request(path, headers, self.clock.seconds)
        self.requests.append(request)
        self.counts[path] += 1
        if path not in self.rules:
            return Reply(b"nothing here", 404, kind="text/plain")
        return self.rules[path](request, self.counts[path])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Server

    def do_GET(self) -> None:
        reply = self.site.reply(self.path, {k.lower(): v for k, v in self.headers.items()})
        self.close_connection = True
        self.send_response(reply.status)
        self.send_header("Connection", "close")
        if reply.kind:
            self.send_header("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif reply.status != 304:
            length = len(reply.body) if reply.length is None else reply.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if reply.chunked:
            self.wfile.write(b"%x\r\n%s\r\n40\r\nbroken" % (len(reply.body), reply.body))
        elif reply.status != 304:
            self.wfile.write(reply.body)
        self.wfile.flush()
        if reply.stall is not None:
            reply.stall.wait(10)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the test."""


@contextmanager
def serving(clock: FakeClock) -> Iterator[Server]:
    site = Server(clock)
    handler = type("Handler", (_Handler,), {"site": site})
    with _Quiet(("127.0.0.1", 0), handler) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def silent_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
