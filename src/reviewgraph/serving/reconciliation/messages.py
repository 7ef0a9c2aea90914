"""What a client may send, read and checked; a fault is told, never guessed around."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from reviewgraph.serving.problems import Problem

MOST_QUERIES = 100
MOST_CANDIDATES = 25
LONGEST = 500
_QUERY_KEYS = {"query", "type", "limit", "properties", "type_strict"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STRICT = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class Asked:
    """One name to be reconciled, and what is known beside it."""

    name: str
    types: tuple[str, ...] = ()
    strict: str = "should"
    limit: int = 5
    area: str | None = None
    year: str | None = None
    day: str | None = None
    """The day, where a whole date was given."""
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """Entities and the properties wanted of each."""

    ids: tuple[str, ...]
    properties: tuple[str, ...]


def read_batch(text: str) -> dict[str, Asked]:
    """Return the queries of a batch by their keys; raise Problem on any fault."""
    batch = _object(text, "queries")
    if len(batch) > MOST_QUERIES:
        raise Problem(413, "request", f"at most {MOST_QUERIES} queries in one batch")
    return {key: _query(key, value) for key, value in batch.items()}


def read_extension(text: str) -> Extension:
    """Return what an extension asks; raise Problem on any fault."""
    asked = _object(text, "extend")
    ids, properties = asked.get("ids"), asked.get("properties")
    if not _texts(ids) or not isinstance(properties, list):
        raise _fault("extend needs ids, a list of texts, and properties, a list of objects")
    if len(ids) > 10 * MOST_QUERIES:
        raise Problem(413, "request", f"at most {10 * MOST_QUERIES} ids at once")
    names = [each.get("id") if isinstance(each, dict) else None for each in properties]
    if not _texts(names):
        raise _fault("each property of extend needs an id")
    return Extension(tuple(ids), tuple(names))


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _fault(f"{name} is not JSON") from error
    if not isinstance(found, dict):
        raise _fault(f"{name} must be a JSON object")
    return found


def _query(key: str, value: Any) -> Asked:
    if not isinstance(value, dict) or set(value) - _QUERY_KEYS:
        raise _fault(f"{key}: a query is an object of {', '.join(sorted(_QUERY_KEYS))}")
    name, properties = value.get("query", ""), value.get("properties", [])
    if not isinstance(name, str) or not isinstance(properties, list):
        raise _fault(f"{key}: query must be text and properties a list")
    if not name.strip() and not properties:
        raise _fault(f"{key}: a query needs query or properties")
    known = _properties(key, properties)
    return Asked(
        name=name.strip()[:LONGEST],
        types=_types(key, value.get("type", [])),
        strict=_strict(key, value.get("type_strict", "should")),
        limit=_limit(key, value.get("limit", 5)),
        area=known.get("area"),
        year=_year(known.get("asOf")),
        day=_day(known.get("asOf")),
        code=known.get("code"),
    )


def _types(key: str, value: Any) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not _texts(values):
        raise _fault(f"{key}: type must be an id or a list of ids")
    return tuple(values)


def _strict(key: str, value: Any) -> str:
    if value not in _STRICT:
        raise _fault(f"{key}: type_strict must be one of {', '.join(_STRICT)}")
    return str(value)


def _limit(key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        raise _fault(f"{key}: limit must be a number above 0")
    return min(max(1, int(value)), MOST_CANDIDATES)


def _properties(key: str, values: list[Any]) -> Mapping[str, str]:
    """Return the first value of each property, as text; properties we do not know are no fault."""
    known: dict[str, str] = {}
    for each in values:
        if not isinstance(each, dict) or not isinstance(each.get("pid"), str) or "v" not in each:
            raise _fault(f"{key}: a property needs pid and v")
        first = each["v"][0] if isinstance(each["v"], list) and each["v"] else each["v"]
        if isinstance(first, dict):
            first = first.get("name") or first.get("id") or ""
        if isinstance(first, list | None) or not str(first).strip():
            continue
        known.setdefault(each["pid"], str(first).strip()[:LONGEST])
    return known


def _year(value: str | None) -> str | None:
    """Return the year of a year or a date, however much of a date it is."""
    year = (value or "")[:4]
    return year if year.isascii() and year.isdecimal() and len(year) == 4 else None


def _day(value: str | None) -> str | None:
    day = (value or "")[:10]
    return day if _DATE.fullmatch(day) else None


def _texts(values: Any) -> TypeGuard[list[str]]:
    return isinstance(values, list) and all(isinstance(each, str) for each in values)


def _fault(detail: str) -> Problem:
    return Problem(400, "request", detail)
