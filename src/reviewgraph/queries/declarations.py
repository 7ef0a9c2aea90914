"""Read the ``parameters`` of a query's header; refuse what is half declared."""

import re
from typing import Any

from reviewgraph.errors import QueryError
from reviewgraph.queries.parameters import Parameter, ParameterKind

_KEYS = {
    "name",
    "type",
    "description",
    "example",
    "required",
    "default",
    "scheme",
    "values",
}
# grlc ends a name at the first underscore, so a name is letters and digits.
_NAME = re.compile(r"[a-z][a-z0-9]*")


def read_parameters(declared: Any, place: str) -> tuple[Parameter, ...]:
    """Return the declared parameters in their order; raise QueryError on any doubt."""
    if not isinstance(declared, list):
        raise QueryError(f"{place}:1: parameters must be a list")
    parameters = tuple(_parameter(entry, place) for entry in declared)
    names = [parameter.name for parameter in parameters]
    for name in names:
        if names.count(name) > 1:
            raise QueryError(f"{place}:1: parameter {name} is declared twice")
    return parameters


def _parameter(entry: Any, place: str) -> Parameter:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise QueryError(f"{place}:1: a parameter needs a name")
    where = f"{place}:1: parameter {entry['name']}"
    if unknown := set(entry) - _KEYS:
        raise QueryError(f"{where}: unknown keys: {', '.join(sorted(map(str, unknown)))}")
    if not _NAME.fullmatch(entry["name"]):
        raise QueryError(f"{where}: a name is lower-case letters and digits")
    parameter = Parameter(
        name=entry["name"],
        kind=_kind(entry, where),
        description=_text(entry, "description", where),
        example=_text(entry, "example", where),
        required=_required(entry, where),
        default=_text(entry, "default", where) if "default" in entry else None,
        scheme=_text(entry, "scheme", where) if "scheme" in entry else None,
        values=_values(entry, where),
    )
    _check(parameter, where)
    return parameter


def _kind(entry: dict[str, Any], where: str) -> ParameterKind:
    kinds = {str(kind): kind for kind in ParameterKind}
    kind = kinds.get(str(entry.get("type")))
    if kind is None:
        raise QueryError(f"{where}: its type must be one of {', '.join(kinds)}")
    return kind


def _text(entry: dict[str, Any], key: str, where: str) -> str:
    """Return a value as text; numbers must be quoted, lest YAML rewrites 007 or 2017-01."""
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise QueryError(f"{where}: {key} must be text, in quotes if it looks like a number")
    return " ".join(value.split())


def _required(entry: dict[str, Any], where: str) -> bool:
    required = entry.get("required", "default" not in entry)
    if not isinstance(required, bool):
        raise QueryError(f"{where}: required must be true or false")
    return required


def _values(entry: dict[str, Any], where: str) -> tuple[str, ...]:
    values = entry.get("values", [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise QueryError(f"{where}: values must be a list of texts")
    return tuple(values)


def _check(parameter: Parameter, where: str) -> None:
    if (parameter.kind is ParameterKind.ENUMERATION) != bool(parameter.values):
        raise QueryError(f"{where}: values belong to an enumeration, and it needs some")
    if parameter.scheme and parameter.kind is not ParameterKind.CONCEPT:
        raise QueryError(f"{where}: only a concept has a scheme")
    if parameter.required and parameter.default is not None:
        raise QueryError(f"{where}: what has a default is not required")
    for value in (parameter.example, parameter.default):
        if value is not None:
            try:
                parameter.term(value)
            except QueryError as error:
                raise QueryError(f"{where}: its own example or default: {error}") from error
