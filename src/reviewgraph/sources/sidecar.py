"""The sidecar ``<stem>.toml``: what a person adds to a source."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from reviewgraph.errors import SourceError
from reviewgraph.identifiers import is_identifier, is_web_address
from reviewgraph.model import Sidecar
from reviewgraph.sources.decoding import is_text
from reviewgraph.sources.kinds import KINDS

_FLAGS = {"invented", "withdrawn"}
_ADDRESSES = {"licence", "listed_in", "page", "report"}
_DATES = {"report_retrieved", "retrieved"}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
KEYS = tuple(sorted(field.name for field in fields(Sidecar)))


def read_sidecar(data: bytes, place: str) -> Sidecar:
    """Return what a sidecar says.

    Raises SourceError for broken TOML, an unknown key, or a value of the wrong kind.
    """
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceError(
            place, f"is not UTF-8 at offset {error.start}; save it again as UTF-8"
        ) from error
    except (ValueError, RecursionError) as error:  # TOML, or a number of thousands of digits
        raise SourceError(place, f"is not TOML: {_one_line(error)}; correct it") from error
    _check_keys(table, place)
    for key, value in table.items():
        _check_value(key, value, place)
    return Sidecar(**{key: _plain(value) for key, value in table.items()})


def _check_keys(table: Mapping[str, object], place: str) -> None:
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise SourceError(
            place,
            f"unknown key {', '.join(map(repr, unknown))}; allowed are {', '.join(KEYS)}",
        )


def _check_value(key: str, value: object, place: str) -> None:
    if key in _FLAGS:
        if not isinstance(value, bool):
            raise SourceError(place, f"{key} must be true or false, not {value!r}")
    elif key in _DATES:
        # A datetime is a date too, and nobody needs the minute.
        if not isinstance(value, date) or isinstance(value, datetime):
            raise SourceError(place, f"{key} must be a date such as 2026-11-20, not {value!r}")
    elif key == "tags":
        _check_tags(value, place)
    else:
        _check_words(key, value, place)


def _check_tags(value: object, place: str) -> None:
    if not isinstance(value, list) or not all(
        isinstance(tag, str) and is_identifier(tag) for tag in value
    ):
        raise SourceError(place, f"tags must be a list of theme slugs, not {value!r}")


def _check_words(key: str, value: object, place: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise SourceError(place, f"{key} must be words in quotation marks, not {value!r}")
    if not is_text(value):
        raise SourceError(place, f"{key} holds characters that are no text: {value!r}")
    if key in _ADDRESSES and not is_web_address(value):
        raise SourceError(place, f"{key} must be a web address, not {value!r}")
    if key == "year_of_death" and not (len(value) == 4 and value.isdecimal() and value.isascii()):
        raise SourceError(place, f'year_of_death must be a year such as "2017", not {value!r}')
    if key == "upload_month" and not _MONTH.fullmatch(value):
        raise SourceError(place, f'upload_month must be a month such as "2022-12", not {value!r}')
    if key == "kind" and value not in KINDS:
        raise SourceError(place, f"unknown kind {value!r}; known are {', '.join(KINDS)}")


def _plain(value: Any) -> Any:
    """Return a TOML value as the model holds it: a date as its words, a list frozen."""
    if isinstance(value, date):
        return value.isoformat()
    return tuple(value) if isinstance(value, list) else value


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
