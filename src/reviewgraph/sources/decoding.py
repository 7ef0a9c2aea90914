"""Bytes to text, refusing what is no text."""

import re
import unicodedata

from reviewgraph.errors import SourceError

# Everything below the space but tab, line feed and carriage return, plus what is no character.
_NOT_TEXT = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n|\r|\n")


def decode(data: bytes, place: str) -> str:
    """Return the text of a UTF-8 source, with or without a byte order mark.

    Control characters, which PDF text brings along and no XML result could carry, become
    spaces. Raises SourceError for an empty file, a binary one, or another encoding.
    """
    if not data.strip():
        raise SourceError(place, "is empty; fetch the page again")
    if b"\x00" in data:
        offset = data.index(b"\x00")
        raise SourceError(
            place, f"is binary (NUL at byte {offset}); save the page as UTF-8 text or HTML"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            place,
            f"is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start}); "
            "save it again as UTF-8",
        ) from error
    return _NOT_TEXT.sub(" ", text)


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text``; only line feeds and carriage returns end one."""
    return _LINE_END.split(text)


def is_text(value: str) -> bool:
    """Say whether a string from an escaped source, such as JSON, can be published."""
    return not any(
        unicodedata.category(character) == "Cs" or character == "\x00" for character in value
    ) and not _NOT_TEXT.search(value)


def looks_like_html(text: str) -> bool:
    """Say whether text begins as an HTML document does."""
    start = text.lstrip()[:200].casefold()
    return start.startswith(("<!doctype html", "<html", "<head", "<body"))
