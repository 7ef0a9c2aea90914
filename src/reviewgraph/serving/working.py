"""The process that answers queries: started by the server, ended by it when a query takes too long.

The engine cannot be told to stop, so a query runs where it can be killed. Everything that can go
wrong comes back as a message; what cannot (memory gone, time over) ends the process, and the
server sees the pipe close. An alarm of its own ends it too, should the server be gone.
"""

import math
import os
import resource
import signal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reviewgraph.errors import QueryError, ReviewGraphError
from reviewgraph.namespaces import PREFIXES
from reviewgraph.rdf import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)
from reviewgraph.results import TABLE_FORMATS, Table, read_rows, write_results
from reviewgraph.serving.frames import Head, packed, read_frame
from reviewgraph.store import Store, open_store

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

GRACE = 2.0
"""Seconds past a query's deadline after which the process ends itself."""

Answer = QuerySolutions | QueryBoolean | QueryTriples


class TooLargeError(OSError):
    """An answer of more bytes than allowed."""


class Sheet(BytesIO):
    """A file in memory that refuses to grow past a size."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, piece: "Buffer") -> int:
        """Take a piece; raise TooLargeError if it is one too many."""
        size = super().write(piece)
        if self.tell() > self._limit:
            raise TooLargeError(f"more than {self._limit} bytes")
        return size


def work() -> None:
    """Read the task of this process and then its queries from standard input until it closes."""
    with os.fdopen(0, "rb") as asked, os.fdopen(1, "wb") as told:
        first = read_frame(asked)
        if first is None:
            return
        task, _ = first
        # Not the address space: that counts what the allocator reserves and never uses.
        resource.setrlimit(resource.RLIMIT_DATA, (task["memory"], task["memory"]))
        try:
            store = open_store(Path(task["graph"]))
        except ReviewGraphError as error:
            told.write(packed({"fault": "graph", "detail": str(error)}))
            return
        told.write(packed({"ready": True}))
        told.flush()
        while frame := read_frame(asked):
            head, text = frame
            signal.alarm(math.ceil(head["seconds"] + GRACE))
            answer_head, body = reply(store, head, text.decode())
            signal.alarm(0)
            told.write(packed(answer_head, body))
            told.flush()


def reply(store: Store, head: Head, text: str) -> tuple[Head, bytes]:
    """Return the answer to one query as head and body; a fault is named in the head."""
    try:
        answer = store.query(
            text,
            default_graphs=_graphs(head["default_graphs"]),
            named_graphs=_graphs(head["named_graphs"]),
            union=head["union"],
            base=head["base"],
        )
        media_type = head["formats"][form(answer)]
        if media_type is None:
            return {"fault": "format", "form": form(answer)}, b""
        sheet = Sheet(head["bytes"])
        more = _write(answer, media_type, sheet, head["rows"])
    except TooLargeError:
        return {"fault": "size"}, b""
    except QueryError as error:
        return {"fault": "query", "detail": str(error)}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"fault": "failed", "detail": str(error)}, b""
    return {"media_type": media_type, "form": form(answer), "more": more}, sheet.getvalue()


def form(answer: Answer) -> str:
    """Return ``table``, ``verdict`` or ``statements``: what kind of answer it is."""
    if isinstance(answer, QuerySolutions):
        return "table"
    return "verdict" if isinstance(answer, QueryBoolean) else "statements"


def _graphs(names: list[str] | None) -> tuple[NamedNode, ...] | None:
    return None if names is None else tuple(NamedNode(name) for name in names)


def _write(answer: Answer, media_type: str, sheet: Sheet, rows: list[int] | None) -> bool:
    """Write the answer, or a page of its rows; say whether rows follow."""
    if isinstance(answer, QueryTriples):
        graph_format = RdfFormat.from_media_type(media_type)
        if graph_format is None:
            raise ValueError(f"{media_type} is no form of RDF")
        prefixes = PREFIXES if graph_format == RdfFormat.TURTLE else None
        serialize(answer, sheet, format=graph_format, prefixes=prefixes)
        return False
    table_format = QueryResultsFormat.from_media_type(media_type)
    if rows is None or isinstance(answer, QueryBoolean) or table_format is None:
        answer.serialize(sheet, format=table_format)
        return False
    start, count = rows
    page = read_rows(answer, start, count + 1)
    cut = Table(page.columns, page.rows[:count])
    names = {format: name for name, format in TABLE_FORMATS.items()}
    sheet.write(write_results(cut, names[table_format]))
    return len(page.rows) > count


if __name__ == "__main__":
    work()
