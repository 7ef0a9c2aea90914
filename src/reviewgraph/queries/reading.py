"""Read a stored query: a file of plain SPARQL whose first comment says what it asks.

The header is grlc's ``#+`` YAML: ``summary`` (a question), ``description`` (what the answer counts
and what it does not), ``tags`` and ``parameters``. The file's stem is the query's name everywhere.
A query that cannot be trusted is refused here, with file and line, and never just left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from reviewgraph.errors import QueryError
from reviewgraph.identifiers import is_identifier
from reviewgraph.queries.checks import check_text
from reviewgraph.queries.declarations import read_parameters
from reviewgraph.queries.parameters import Parameter
from reviewgraph.rdf import parse_query

_KEYS = {"summary", "description", "tags", "parameters"}
_OXIGRAPH_PLACE = re.compile(r"error at (\d+):\d+: ")


@dataclass(frozen=True, slots=True)
class Query:
    """A question that is kept, checked and given a name."""

    name: str
    summary: str
    """The question, as a person asks it."""
    description: str
    """What the answer counts and what it does not."""
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    form: str
    """``select``, ``ask`` or ``graph``."""
    text: str
    """SPARQL 1.1 without the header."""


def read_queries(folder: Path) -> dict[str, Query]:
    """Return the stored queries of a folder by name; raise QueryError on the first fault."""
    queries = {}
    for path in sorted(folder.glob("*.rq"), key=lambda path: path.stem):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{path}: cannot be read as UTF-8 text: {error}") from error
        query = read_query(text, path)
        queries[query.name] = query
    return queries


def find_query(queries: Mapping[str, Query], name: str) -> Query:
    """Return the query called ``name``; raise QueryError that offers the nearest names."""
    if name in queries:
        return queries[name]
    near = get_close_matches(name, queries, cutoff=0.5)
    offer = f"did you mean {' or '.join(near)}?" if near else "list them with: reviewgraph query"
    raise QueryError(f"there is no stored query {name!r}; {offer}")


def read_query(text: str, path: Path) -> Query:
    """Return the query that ``text`` holds; ``path`` names it and stands in every complaint."""
    place = path.name
    if not is_identifier(path.stem):
        raise QueryError(f"{place}: name the file in lower-case words joined by hyphens")
    header = _header(text, place)
    parameters = read_parameters(header.get("parameters", []), place)
    form = _form(text, place)
    check_text(text, form, parameters, place)
    return Query(
        name=path.stem,
        summary=_sentence(header, "summary", place, end="?"),
        description=_sentence(header, "description", place, end="."),
        tags=_tags(header, place),
        parameters=parameters,
        form=form,
        text="".join(
            line for line in text.splitlines(keepends=True) if not line.startswith("#+")
        ).strip()
        + "\n",
    )


def _header(text: str, place: str) -> dict[str, Any]:
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("#+")]
    if not rows or not lines[0].startswith("#+"):
        raise QueryError(f"{place}:1: begin with a header: #+ summary: and so on")
    if lines[: len(rows)] != rows:
        raise QueryError(f"{place}: keep the lines of the header, #+, together at the top")
    try:
        header = yaml.safe_load("\n".join(line[2:] for line in rows))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        fault = getattr(error, "problem", None) or "not YAML"
        raise QueryError(f"{place}:{line}: the header is not YAML: {fault}") from error
    if not isinstance(header, dict) or (unknown := set(header) - _KEYS):
        keys = ", ".join(sorted(map(str, unknown))) if isinstance(header, dict) else "no mapping"
        raise QueryError(f"{place}:1: the header may hold {', '.join(sorted(_KEYS))}; not: {keys}")
    return header


def _sentence(header: dict[str, Any], key: str, place: str, *, end: str) -> str:
    value = header.get(key)
    if not isinstance(value, str) or not value.strip().endswith(end):
        raise QueryError(f"{place}:1: the header needs a {key} that ends with {end!r}")
    return " ".join(value.split())


def _tags(header: dict[str, Any], place: str) -> tuple[str, ...]:
    tags = header.get("tags")
    good = isinstance(tags, list) and tags and all(isinstance(tag, str) for tag in tags)
    if not isinstance(tags, list) or not good:
        raise QueryError(f"{place}:1: the header needs tags, a list of words")
    return tuple(tags)


def _form(text: str, place: str) -> str:
    try:
        return parse_query(text)
    except SyntaxError as error:
        fault = str(error)
        found = _OXIGRAPH_PLACE.search(fault)
        line = f":{found[1]}" if found else ""
        fault = " ".join(_OXIGRAPH_PLACE.sub("", fault).split())
        raise QueryError(f"{place}{line}: not SPARQL 1.1: {fault[:200]}") from error
