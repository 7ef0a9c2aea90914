"""The graph as CSV tables, with a description in CSV on the Web's vocabulary beside them.

Keys are local names: a review's ``id`` is what follows ``…/id/review/`` in its IRI. The tables
are RFC 4180 with a header, UTF-8 and line feeds, the form that spreadsheets and pandas read.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from reviewgraph.identifiers import mint
from reviewgraph.namespaces import ID, RDF, XSD
from reviewgraph.publishing.columns import SEPARATOR, TABLES, Column, Table
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.files import Files
from reviewgraph.publishing.pieces import Piece
from reviewgraph.rdf import Literal, NamedNode, Triple

FOLDER = "tables"
DESCRIPTION = f"{FOLDER}/csv-metadata.json"
_CODES = mint("registry", "code", "").value
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


class Tables:
    """The tables of a release, and how many rows each has."""

    def __init__(self, files: Files, edition: Edition) -> None:
        self._files = files
        self._edition = edition
        self._open = ExitStack()
        self.rows: dict[str, int] = {table.name: 0 for table in TABLES}
        self._outputs = {
            table.name: self._open.enter_context(
                files.open(f"{FOLDER}/{table.name}.csv", zipped=True)
            )
            for table in TABLES
        }
        for table in TABLES:
            header = ["id", *(column.name for column in table.columns)]
            self._outputs[table.name].write(_csv([header]))

    def add(self, piece: Piece) -> None:
        """Write a row for each thing of the piece that has a table."""
        held = Held(piece.triples)
        for table in TABLES:
            rows = list(rows_of(table, held))
            self.rows[table.name] += len(rows)
            self._outputs[table.name].write(_csv(rows))

    def close(self) -> None:
        """Close the tables and write their description."""
        self._open.close()
        text = json.dumps(description(self._edition), indent=1, ensure_ascii=False)
        self._files.write(DESCRIPTION, text.encode() + b"\n")


class Held:
    """Triples, to be followed from thing to thing in both directions."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.subjects: dict[NamedNode, list[NamedNode]] = {}
        """Subjects of each class, in their order."""
        self._values: dict[tuple[NamedNode, NamedNode], list[Any]] = {}
        self._pointing: dict[tuple[NamedNode, NamedNode], list[Any]] = {}
        for row in triples:
            subject, predicate, value = row.subject, row.predicate, row.object
            if not isinstance(subject, NamedNode):
                continue
            if predicate == RDF.type and isinstance(value, NamedNode):
                self.subjects.setdefault(value, []).append(subject)
                continue
            self._values.setdefault((subject, predicate), []).append(value)
            if isinstance(value, NamedNode):
                self._pointing.setdefault((value, predicate), []).append(subject)

    def follow(self, start: NamedNode, path: Iterable[NamedNode]) -> list[Any]:
        """Return the values at the end of a path, in their order."""
        nodes: list[Any] = [start]
        for predicate in path:
            nodes = [
                value
                for node in nodes
                if isinstance(node, NamedNode)
                for value in self._values.get((node, predicate), ())
            ]
        return nodes

    def pointing(self, end: NamedNode, predicate: NamedNode) -> list[Any]:
        """Return what points at a thing by a property."""
        return self._pointing.get((end, predicate), [])


def rows_of(table: Table, held: Held) -> Iterator[list[str]]:
    """Yield the rows of a table."""
    base = f"{ID}{table.thing}/"
    for subject in held.subjects.get(table.type, ()):
        if subject.value.startswith(base):
            cells = (_cell(column, held, subject) for column in table.columns)
            yield [subject.value.removeprefix(base), *cells]


def _cell(column: Column, held: Held, subject: NamedNode) -> str:
    if column.backwards:
        base = f"{ID}{column.thing}/"
        pointing = held.pointing(subject, column.path[0])
        values = [value for value in pointing if value.value.startswith(base)]
    else:
        values = held.follow(subject, column.path)
    written = [_written(value, column) for value in values]
    return SEPARATOR.join(written) if column.many else "".join(written[:1])


def _written(value: object, column: Column) -> str:
    if isinstance(value, NamedNode):
        return value.value.removeprefix(f"{ID}{column.thing}/") if column.thing else value.value
    if not isinstance(value, Literal):
        raise TypeError(f"{value}: only RDF 1.1 can be written")
    scheme = value.datatype.value
    return (
        f"{scheme.removeprefix(_CODES)}:{value.value}" if scheme.startswith(_CODES) else value.value
    )


def _csv(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


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
