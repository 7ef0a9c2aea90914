"""The graph as CSV tables, with a description in CSV on the Web's vocabulary beside them.

Keys are local names: a review's ``id`` is what follows ``…/id/review/`` in its IRI. The tables
are RFC 4180 with a header, UTF-8 and line feeds, the form that spreadsheets and pandas read.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from reviewgraph.identifiers import mint
from reviewgraph.namespaces import ID, XSD
from reviewgraph.publishing.columns import SEPARATOR, TABLES, Column, Table
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.held import Held
from reviewgraph.rdf import Literal

FOLDER = "tables"
DESCRIPTION = f"{FOLDER}/csv-metadata.json"
_CODES = mint("registry", "code", "").value
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


FILES = {table.name: f"{FOLDER}/{table.name}.csv" for table in TABLES}
"""Names of the files of the tables."""


def header(table: Table) -> bytes:
    """Return the first line of a table."""
    return as_csv([["id", *(column.name for column in table.columns)]])


def rows_of(table: Table, held: Held) -> Iterator[list[str]]:
    """Yield the rows of a table."""
    base = f"{ID}{table.thing}/"
    paths = [tuple(predicate.value for predicate in column.path) for column in table.columns]
    columns = tuple(zip(table.columns, paths, strict=True))
    for subject in held.subjects.get(table.type.value, ()):
        if subject.startswith(base):
            cells = (_cell(column, path, held, subject) for column, path in columns)
            yield [subject.removeprefix(base), *cells]


def _cell(column: Column, path: tuple[str, ...], held: Held, subject: str) -> str:
    if column.backwards:
        base = f"{ID}{column.thing}/"
        pointing = held.pointing(subject, path[0])
        written = [node.removeprefix(base) for node in pointing if node.startswith(base)]
    else:
        written = [_written(value, column) for value in held.follow(subject, path)]
    return SEPARATOR.join(written) if column.many else "".join(written[:1])


def _written(value: object, column: Column) -> str:
    if isinstance(value, str):
        return value.removeprefix(f"{ID}{column.thing}/") if column.thing else value
    if not isinstance(value, Literal):
        raise TypeError(f"{value}: only RDF 1.1 can be written")
    scheme = value.datatype.value
    return (
        f"{scheme.removeprefix(_CODES)}:{value.value}" if scheme.startswith(_CODES) else value.value
    )


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as lines of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def written_description(edition: Edition) -> bytes:
    """Return the description as its file holds it."""
    text = json.dumps(description(edition), indent=1, ensure_ascii=False)
    return text.encode() + b"\n"


def description(edition: Edition) -> dict[str, Any]:
    """Return the description of the tables (CSVW, "Metadata Vocabulary for Tabular Data")."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@id": f"{edition.iri}/{DESCRIPTION}",
        "dc:title": f"Tables of reviewgraph, release {edition.version}",
        "dc:license": {"@id": LICENCE},
        "tables": [_table(table) for table in TABLES],
    }


def _table(table: Table) -> dict[str, Any]:
    columns = [{"name": "id", "titles": "id", "required": True, "suppressOutput": True}]
    links = [
        {"columnReference": column.name, "reference": _reference(column.table)}
        for column in table.columns
        if column.table
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dialect": {"lineTerminators": ["\n"]},
        "tableSchema": {
            "aboutUrl": f"{ID}{table.thing}/{{id}}",
            "primaryKey": "id",
            **({"foreignKeys": links} if links else {}),
            "columns": [
                *columns,
                *map(_column, table.columns),
                {
                    "name": "type",
                    "virtual": True,
                    "propertyUrl": "rdf:type",
                    "valueUrl": table.type.value,
                },
            ],
        },
    }


def _reference(table: str) -> dict[str, str]:
    return {"resource": f"{table}.csv", "columnReference": "id"}


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.title,
        "datatype": column.datatype.value.removeprefix(XSD.base),
    }
    if column.many:
        told["separator"] = SEPARATOR
    if column.language:
        told["lang"] = column.language
    if len(column.path) == 1 and not column.backwards:
        told["propertyUrl"] = column.path[0].value
    else:
        told["suppressOutput"] = True
    if column.thing and not column.many:
        told["valueUrl"] = f"{ID}{column.thing}/{{{column.name}}}"
    elif column.datatype == XSD.anyURI:
        told["valueUrl"] = f"{{+{column.name}}}"
    return told
