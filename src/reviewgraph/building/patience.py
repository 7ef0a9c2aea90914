"""A limit to how long something may take, kept by the clock of the system."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLongError(BaseException):
    """The time was up. No plain exception, so that no reader takes it for a fault of its own."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Run what follows for so many seconds; raise TookTooLongError in it when they are up.

    A regular expression without an end is interrupted too. What a library does outside the
    interpreter is not, nor is anything in a thread of its own, which gets no signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _up(number: int, frame: FrameType | None) -> None:
    raise TookTooLongError
