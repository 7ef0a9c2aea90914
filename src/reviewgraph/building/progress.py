"""How a build tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, and how many of how many are done; None if nobody knows how many."""


def unseen(stage: str, done: int, total: int | None) -> None:
    """Show nothing."""
