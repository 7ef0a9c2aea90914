"""Parameters as addresses and forms write them."""

from urllib.parse import parse_qsl

from reviewgraph.serving.problems import Problem

Pairs = list[tuple[str, str]]


def read_pairs(encoded: bytes) -> Pairs:
    """Return the parameters of an address or a form, in their order; raise Problem on a fault."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except (UnicodeDecodeError, ValueError) as error:
        raise Problem(400, "request", "parameters must be percent-encoded UTF-8") from error


def read_text(body: bytes) -> str:
    """Return a body as text; raise Problem if it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "request", "the body is not UTF-8") from error
