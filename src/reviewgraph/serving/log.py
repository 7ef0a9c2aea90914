"""The server's log. It holds no text of queries and no address of whoever asks."""

import logging

LOG = logging.getLogger("reviewgraph.serving")
