"""The tables the register is made of, and how each publisher's own file becomes one.

A refresh takes either our normalised CSV or the file as its publisher gives it out: reports of
the NHS Organisation Data Service (no header, 27 cells), ONS names-and-codes and lookup files
(columns such as ``LAD25CD``, as CSV or as the ArcGIS JSON answer), the force list of
data.police.uk and the organisation list of GOV.UK (both JSON).
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from reviewgraph.errors import DataError
from reviewgraph.registries.tables import Table

Partial = dict[str, str]
"""Columns of a table that an official file fills; the others keep their old value."""


def _table(
    name: str, columns: str, key: str, dates: str = "", required: str = "", /
) -> tuple[str, Table]:
    parts = (columns, key, dates, required or key)
    return name, Table(name, *(tuple(part.split()) for part in parts))


TABLES = dict(
    (
        _table(
            "councils",
            "gss_code former_gss_codes la_code org_id official_name name type nation start_date "
            "end_date replaced_by_gss predecessor_gss county_gss govuk_slug ods_la_code "
            "wikidata_qid",
            "gss_code",
            "start_date end_date",
            "gss_code official_name type",
        ),
        _table(
            "community_safety_partnerships",
            "gss_code name name_welsh operative_from terminated pfa_gss",
            "gss_code",
            "operative_from terminated",
            "gss_code name",
        ),
        _table(
            "district_csp_force",
            "as_of lad_gss csp_gss pfa_gss",
            "as_of lad_gss csp_gss",
        ),
        _table("district_fire", "as_of lad_gss fra_gss", "as_of lad_gss"),
        _table(
            "fire_and_rescue_authorities",
            "gss_code name operative_from terminated former_names service_name wikidata_qid",
            "gss_code",
            "operative_from terminated",
            "gss_code name",
        ),
        _table(
            "police_forces",
            "slug official_slug force_name pfa_gss pfa_name pfa_operative_from govuk_slug "
            "wikidata_qid",
            "slug",
            "pfa_operative_from",
            "slug force_name",
        ),
        _table(
            "nhs_trusts",
            "ods_code name open_date close_date icb_ods previous_names wikidata_qid",
            "ods_code",
            "open_date close_date",
            "ods_code name",
        ),
        _table(
            "nhs_trust_successions",
            "predecessor_ods successor_ods succession_date successor_previous_name",
            "predecessor_ods successor_ods",
            "succession_date",
        ),
        _table(
            "nhs_commissioners",
            "ods_code name ccg_name kind open_date close_date icb_ods_dec_2025 "
            "icb_ods_april_2026 gss_codes main_successor_ods",
            "ods_code",
            "open_date close_date",
            "ods_code name kind",
        ),
        _table("district_ccg", "as_of lad_gss ccg_ods share_of_lad", "as_of lad_gss ccg_ods"),
        _table(
            "district_icb",
            "lad_gss_2021 lad_gss_current ccg_ods_2021 lsoas share_of_lad icb_ods_2022_2026 "
            "icb_ods_april_2026",
            "lad_gss_2021 ccg_ods_2021",
        ),
        _table(
            "nhs_icbs",
            "ods_code gss_code former_gss_codes name valid_from valid_to successors",
            "ods_code",
            "valid_from valid_to",
            "ods_code name",
        ),
        _table("nhs_national", "ods_code name kind gss_code former_gss_codes", "ods_code"),
        _table(
            "nhs_trust_areas",
            "ods_code role lad_gss valid_from valid_to",
            "ods_code role lad_gss valid_from",
            "valid_from valid_to",
            "ods_code role lad_gss",
        ),
        _table(
            "national_bodies",
            "name type other_names govuk_slug gor_code_2017 ods_code wikidata_qid",
            "name",
            "",
            "name type",
        ),
        _table("probation_bodies", "key scheme code area kind", "key"),
        _table(
            "charities",
            "org_id charity_number name register active date_registered company_number as_of",
            "org_id",
            "date_registered",
            "org_id name",
        ),
        _table("aliases", "key name kind", "key name"),
        _table("area_names", "name gss_codes", "name"),
        _table(
            "bodies",
            "key name type codes other_names valid_from valid_to part_of",
            "key",
            "valid_from valid_to",
            "key name type",
        ),
        _table("probation_areas", "key pfa_gss", "key pfa_gss"),
        _table("boards", "kind name councils", "kind name"),
        _table("changes", "date originals results label", "date originals", "date"),
    )
)
"""Every table by its name, which is the stem of its file."""


def read_official(table: str, text: str, place: str) -> list[Partial] | None:
    """Return what a publisher's file says, or None if ``text`` is no publisher's file.

    Raises DataError if it is one but cannot be read.
    """
    if text.lstrip()[:1] in "[{":
        return _read_json(table, text, place)
    try:
        return _read_csv(table, text, place)
    except csv.Error as error:
        raise DataError(f"{place}: not readable as CSV: {error}") from error


def _read_csv(table: str, text: str, place: str) -> list[Partial] | None:
    first = next(csv.reader(io.StringIO(text)), [])
    if table in _ODS_REPORTS and len(first) == 27:
        rows = (_ods_row(row, place) for row in csv.reader(io.StringIO(text)) if row)
        return [row for row in rows if _ODS_REPORTS[table] in row["name"].upper()]
    if table in _ONS_COLUMNS and any(re.fullmatch(r"[A-Z]+\d\d(?:CD|NM)", cell) for cell in first):
        return _ons_rows(table, csv.DictReader(io.StringIO(text)), place)
    return None


_ODS_REPORTS = {"nhs_trusts": "TRUST", "nhs_commissioners": "NHS "}
"""Tables that an ODS report fills, and the word by which it keeps other bodies out: the report
of commissioners lists hubs and reporting entities too, which do not bear the NHS's name."""

_ONS_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "district_csp_force": {"lad_gss": "LAD", "csp_gss": "CSP", "pfa_gss": "PFA"},
    "district_fire": {"lad_gss": "LAD", "fra_gss": "FRA"},
    "community_safety_partnerships": {"gss_code": "CSP", "name": "CSP"},
    "fire_and_rescue_authorities": {"gss_code": "FRA", "name": "FRA"},
    "nhs_icbs": {"gss_code": "ICB", "name": "ICB", "ods_code": "ICB"},
}


def _ods_date(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text) else text


def _ods_row(cells: list[str], place: str) -> Partial:
    """Return code, name, opening and closing of an ODS record (columns 1, 2, 11 and 12)."""
    if len(cells) != 27:
        raise DataError(f"{place}: {cells[0]} has {len(cells)} cells, an ODS report has 27")
    return {
        "ods_code": cells[0],
        "name": cells[1],
        "open_date": _ods_date(cells[10]),
        "close_date": _ods_date(cells[11]),
    }


def _ons_rows(table: str, rows: Iterable[Mapping[str, Any]], place: str) -> list[Partial]:
    result = []
    for row in rows:
        partial: Partial = {}
        for column, geography in _ONS_COLUMNS[table].items():
            ending = {"name": "NM", "ods_code": "CDH"}.get(column, "CD")
            found = [c for c in row if c and re.fullmatch(rf"{geography}(\d\d){ending}", c)]
            if not found:
                raise DataError(
                    f"{place}: column {geography}..{ending} is missing; is this {table}?"
                )
            partial[column] = str(row[found[0]] or "").strip()
            if "as_of" in TABLES[table].columns:
                partial["as_of"] = f"20{found[0][len(geography) : len(geography) + 2]}-04"
        result.append(partial)
    return result


def _read_json(table: str, text: str, place: str) -> list[Partial]:
    try:
        answer: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(f"{place}: not readable as JSON: {error}") from error
    reader = _JSON_READERS.get(table)
    if reader is None:
        raise DataError(f"{place}: {table} is not published as JSON; give its CSV")
    try:
        return reader(answer, place)
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{place}: not the JSON that the publisher of {table} gives out") from error


def _forces(answer: Any, _place: str) -> list[Partial]:
    return [
        {"slug": force["id"], "force_name": force["name"], "official_slug": "true"}
        for force in answer
    ]


def _govuk(answer: Any, _place: str) -> list[Partial]:
    return [
        {"name": body["title"], "govuk_slug": body["details"]["slug"]} for body in answer["results"]
    ]


def _arcgis(table: str) -> Callable[[Any, str], list[Partial]]:
    return lambda answer, place: _ons_rows(
        table, [feature["attributes"] for feature in answer["features"]], place
    )


_JSON_READERS: Mapping[str, Callable[[Any, str], list[Partial]]] = {
    "police_forces": _forces,
    "national_bodies": _govuk,
    **{table: _arcgis(table) for table in _ONS_COLUMNS},
}
