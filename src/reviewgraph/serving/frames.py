"""Messages between the server and its query processes: a JSON head, then a body, on a pipe."""

import json
import struct
from typing import Any, BinaryIO

LENGTHS = struct.Struct(">II")
"""Bytes of the head, bytes of the body."""

Head = dict[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    text = json.dumps(head).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def read_frame(source: BinaryIO) -> tuple[Head, bytes] | None:
    """Return the next message of a blocking pipe; None if the other side has closed it."""
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head_length, body_length = LENGTHS.unpack(lengths)
    head: Head = json.loads(source.read(head_length))
    return head, source.read(body_length)
