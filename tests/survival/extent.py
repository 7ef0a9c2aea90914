"""How much is tried: a share in ``make test``, all of it with ``SURVIVAL=full``."""

import os

FULL = os.environ.get("SURVIVAL") == "full"

KILLS = 50 if FULL else 6
"""Of each command."""

INPUTS = 20_000 if FULL else 2_000
"""Mutated pages read."""

CLIENTS = 200 if FULL else 40
"""Who ask a server at once."""

SECONDS = 60 if FULL else 8
"""For which they ask."""
