"""Add to a sidecar what a fetch learnt, without touching what a person wrote."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date

from reviewgraph.errors import SourceError
from reviewgraph.sources import read_sidecar

Value = str | date | tuple[str, ...]

OWN = ("report_retrieved", "retrieved")
"""Keys that a fetch may renew; of any other, what stands there stays. Both are dates."""

_LINE = {key: re.compile(rf"(?m)^({key}[ \t]*=[ \t]*)\d{{4}}-\d\d-\d\d") for key in OWN}


def with_values(text: str, values: Mapping[str, Value], place: str) -> tuple[str, tuple[str, ...]]:
    """Return the sidecar with ``values`` added, and a note for each that another value stands for.

    Lines, comments and order stay as they are. Raises SourceError if the sidecar is broken, or
    laid out so that it cannot be changed in place; it is then for a person to change.
    """
    read_sidecar(text.encode(), place)
    before = tomllib.loads(text)
    notes = []
    for key, value in values.items():
        if key not in before:
            text = _ended(text) + f"{key} = {_toml(value)}\n"
        elif key in OWN:
            text = _LINE[key].sub(rf"\g<1>{_toml(value)}", text)
        elif before[key] != _plain(value):
            notes.append(f"{place}: {key} is {before[key]!r} and was kept; found was {value!r}")
    _check(text, before, values, place)
    return text, tuple(notes)


def _check(
    text: str, before: Mapping[str, object], values: Mapping[str, Value], place: str
) -> None:
    """Hold the new text against what it should say: an edit of lines can go wrong."""
    wanted = dict(before)
    for key, value in values.items():
        if key not in before or key in OWN:
            wanted[key] = _plain(value)
    try:
        same = tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        added = ", ".join(f"{key} = {_toml(value)}" for key, value in values.items())
        raise SourceError(place, f"could not be changed in place; add {added}")


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _toml(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    # JSON's strings are TOML's basic strings but for one character that JSON leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
