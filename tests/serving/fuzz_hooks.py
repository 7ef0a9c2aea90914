"""What schemathesis has to be told: a query is sent as its text."""

from typing import Any

import schemathesis


@schemathesis.serializer("application/sparql-query")
def as_text(context: Any, value: Any) -> bytes:
    return str(value).encode("utf-8", "replace")
