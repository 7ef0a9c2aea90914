"""The sidecar ``<stem>.toml``: what a person adds to a source."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields

from reviewgraph.errors import SourceError
from reviewgraph.model import Sidecar
from reviewgraph.sources.kinds import KINDS

_FLAGS = {"invented", "withdrawn"}
_ADDRESSES = {"licence", "page", "report"}
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
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourceError(place, f"is not TOML: {_one_line(error)}; correct it") from error
    _check_keys(table, place)
    for key, value in table.items():
        _check_value(key, value, place)
    return Sidecar(**table)


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
        return
    if not isinstance(value, str) or not value.strip():
        raise SourceError(place, f"{key} must be words in quotation marks, not {value!r}")
    if key in _ADDRESSES and not value.startswith(("http://", "https://")):
        raise SourceError(place, f"{key} must be a web address, not {value!r}")
    if key == "year_of_death" and not (len(value) == 4 and value.isdecimal() and value.isascii()):
        raise SourceError(place, f'year_of_death must be a year such as "2017", not {value!r}')
    if key == "kind" and value not in KINDS:
        raise SourceError(place, f"unknown kind {value!r}; known are {', '.join(KINDS)}")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
