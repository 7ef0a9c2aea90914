"""The Home Office library's metadata as the open DHRD dataset publishes it: a spine of reviews.

Two of its tables are read: documents (``incident_id``, ``download_id``, ``upload_date``,
``report_url``) and incidents (``incident_id``, ``csp`` and one column a tag), recognised by these
columns whatever their files are called. Taken are area, month of upload, address of the report
and tags that are TRUE. Every other column, such as titles, which may hold names, dates of death
and all that is said of a person, is not looked at; the tables of victims and perpetrators are
refused. FALSE means "not tagged", and says nothing.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewgraph.errors import SourceError
from reviewgraph.identifiers import is_web_address, slug
from reviewgraph.sources.decoding import decode
from reviewgraph.sources.rows import collapse

DATASET = "https://doi.org/10.5281/zenodo.21648010"

_DOCUMENTS = ("incident_id", "download_id", "upload_date", "report_url")
_INCIDENTS = ("incident_id", "csp")
_PERSONS = ("victim_id", "perpetrator_id")

TAGS = {
    "children_present": "children-as-victims",
    "coercive_control": "coercive-control",
    "economic": "economic-abuse",
    "emotional": "emotional-abuse",
    "forced_marriage": "forced-marriage",
    "honour_based": "honour-based-abuse",
    "physical": "physical-abuse",
    "separation": "post-separation-abuse",
    "sexual": "sexual-abuse",
    "stalking": "stalking-harassment",
}
"""Tags of the library, with the theme of our scheme that each stands for."""

_TAIL = re.compile(r"_(?:abuse|violence|factors?|tag)$")
_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-\d\d(?:[T ].*)?|\d\d?/(0[1-9]|1[0-2])/(\d{4})(?: .*)?")
_DOWNLOAD = re.compile(r"[0-9a-f]{8,64}")
_TRUE = frozenset({"true", "1", "1.0", "yes"})
_FALSE = frozenset({"false", "0", "0.0", "no", "", "nan", "unknown"})

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A review as the library lists it."""

    identifier: str
    """First 8 digits of the download and the area: the form of a review page's address."""
    area: str
    upload_month: str
    report: str
    """Address of the full report."""
    tags: tuple[str, ...]
    """Slugs of themes, sorted."""


@dataclass(frozen=True, slots=True)
class Spine:
    """The reviews of the library, and what was noticed."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...] = ()
    """One line for each row that cannot be used; the others can."""
    notes: tuple[str, ...] = ()


def read_spine(documents: tuple[str, bytes], incidents: tuple[str, bytes]) -> Spine:
    """Return the reviews of two tables, each given with its name, sorted by identifier.

    Raises SourceError if a table is not the one it is given as.
    """
    listed = _table(documents, _DOCUMENTS)
    told = _table(incidents, _INCIDENTS)
    columns = _tag_columns(told[0] if told else {})
    notes = [] if columns else [f"{incidents[0]}: no column is a tag that is known"]
    by_incident: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for line, row in enumerate(listed, start=2):
        by_incident[row["incident_id"]].append((line, row))
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    areas = _areas(incidents[0], told, faults)
    for incident, rows in by_incident.items():
        rows.sort(key=lambda each: (each[1]["download_id"], each[0]))
        line, row = rows[0]
        place = f"{documents[0]}:{line}"
        try:
            entry = _entry(row, areas.get(incident), columns, place)
        except SourceError as error:
            faults.append(str(error))
            continue
        if len(rows) > 1:
            notes.append(f"{place}: {incident} has {len(rows)} documents; the first was taken")
        if entry.identifier in entries:
            faults.append(f"{place}: {entry.identifier} stands twice; the first was taken")
            continue
        entries[entry.identifier] = entry
    ordered = tuple(entries[identifier] for identifier in sorted(entries))
    return Spine(ordered, tuple(faults), tuple(notes))


def _table(given: tuple[str, bytes], needed: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of a table by tidied column name."""
    place, data = given
    reader = csv.reader(io.StringIO(decode(data, place), newline=""), strict=True)
    try:
        columns = [_tidy(cell) for cell in next(reader, [])]
        _check_columns(columns, needed, place)
        rows = []
        for cells in reader:
            if len(cells) != len(columns):
                fault = f"the row has {len(cells)} of {len(columns)} cells; download it again"
                raise SourceError(place, fault, line=reader.line_num)
            rows.append({name: collapse(cell) for name, cell in zip(columns, cells, strict=True)})
    except csv.Error as error:
        raise SourceError(place, f"is broken CSV ({error})", line=reader.line_num) from error
    return tuple(rows)


def _check_columns(columns: Sequence[str], needed: Sequence[str], place: str) -> None:
    persons = [name for name in _PERSONS if name in columns]
    if persons:
        raise SourceError(place, f"has a row for each person ({persons[0]}); it is never read")
    missing = [name for name in needed if name not in columns]
    if missing:
        raise SourceError(
            place, f"has no column {missing[0]!r}; give the DHRD table with {', '.join(needed)}"
        )
    if len(set(columns)) < len(columns):
        raise SourceError(place, "has a column twice; download it again")


def _tidy(name: str) -> str:
    return slug(name).replace("-", "_")


def _tag_columns(columns: Iterable[str]) -> dict[str, str]:
    """Return the themes of the columns that are tags, also where they say "abuse" behind it."""
    found = {}
    for name in columns:
        theme = TAGS.get(name) or TAGS.get(_TAIL.sub("", name))
        if theme is not None:
            found[name] = theme
    return found


def _areas(place: str, rows: Sequence[Row], faults: list[str]) -> dict[str, Row]:
    areas: dict[str, Row] = {}
    for line, row in enumerate(rows, start=2):
        if row["incident_id"] in areas:
            faults.append(f"{place}:{line}: {row['incident_id']} stands twice; the first was taken")
            continue
        areas[row["incident_id"]] = row
    return areas


def _entry(row: Row, incident: Row | None, columns: Mapping[str, str], place: str) -> Entry:
    download = row["download_id"].lower()
    if _DOWNLOAD.match(download) is None:
        raise SourceError(place, "download_id does not start with 8 hexadecimal digits")
    if incident is None:
        raise SourceError(place, f"{row['incident_id']} stands in no row of the incidents")
    area = incident["csp"]
    if not slug(area):
        raise SourceError(place, f"{row['incident_id']} has no csp among the incidents")
    if not is_web_address(row["report_url"]):
        raise SourceError(place, f"report_url is {row['report_url']!r} and no web address")
    return Entry(
        identifier=f"{download[:8]}-{slug(area)}",
        area=area,
        upload_month=_month(row["upload_date"], place),
        report=row["report_url"],
        tags=_tags(incident, columns, place),
    )


def _month(printed: str, place: str) -> str:
    found = _DAY.fullmatch(printed)
    if found is None:
        raise SourceError(place, f"upload_date {printed!r} is no date such as 2022-12-15")
    year, month, british_month, british_year = found.groups()
    return f"{year or british_year}-{month or british_month}"


def _tags(incident: Row, columns: Mapping[str, str], place: str) -> tuple[str, ...]:
    found = set()
    for name, theme in columns.items():
        value = incident[name].casefold()
        if value in _TRUE:
            found.add(theme)
        elif value not in _FALSE:
            raise SourceError(place, f"{name} is {incident[name]!r} and neither TRUE nor FALSE")
    return tuple(sorted(found))
