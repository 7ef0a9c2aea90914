"""NHS bodies from the Organisation Data Service: trusts, commissioners, boards, NHS England."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from reviewgraph.registries.local import codes
from reviewgraph.registries.places import readable
from reviewgraph.registries.tables import Row, listed
from reviewgraph.registries.values import Agency, Change, Name

ICBS_BEGAN = "2022-07-01"
CCGS_ENDED = "2022-06-30"
_ROLES = {"mental-health": "nhs-mental-health-provider", "ambulance": "ambulance"}


def ods_key(code: str) -> str:
    """Return the key of the body that now has an ODS code."""
    return f"ods-{code.lower()}"


def ccg_key(row: Row) -> str:
    """Return the key of a CCG; a code that lives on as a sub-ICB location needs a second one."""
    return ods_key(row["ods_code"]) + ("" if row["kind"] == "CCG" else "-ccg")


def trusts(
    rows: Sequence[Row], successions: Sequence[Row], areas: Sequence[Row]
) -> Iterator[Agency]:
    """Yield every NHS trust; only the areas of ``areas`` are known well enough to be stated."""
    former: dict[str, list[str]] = {}
    for row in successions:
        if row["successor_previous_name"]:
            former.setdefault(row["successor_ods"], []).append(row["successor_previous_name"])
    served: dict[str, set[str]] = {}
    roles: dict[str, str] = {}
    for row in areas:
        served.setdefault(row["ods_code"], set()).add(row["lad_gss"])
        roles[row["ods_code"]] = row["role"]
    for row in rows:
        code = row["ods_code"]
        old = dict.fromkeys((*listed(row["previous_names"]), *former.get(code, ())))
        yield Agency(
            key=ods_key(code),
            name=readable(row["name"]),
            kind=_trust_kind(row["name"], roles.get(code)),
            codes=codes(("nhs-ods", code), ("wikidata", row["wikidata_qid"])),
            source="nhs_trusts",
            names=tuple(Name(readable(name), "former") for name in old),
            valid_from=row["open_date"] or None,
            valid_to=row["close_date"] or None,
            districts=tuple(sorted(served.get(code, ()))),
        )


def _trust_kind(name: str, role: str | None) -> str:
    if role in _ROLES:
        return _ROLES[role]
    words = name.lower()
    if "ambulance" in words:
        return "ambulance"
    if "mental health" in words:
        return "nhs-mental-health-provider"
    if "communit" in words:
        return "community-health-provider"
    return "nhs-acute-provider" if re.search(r"hospital|teaching|acute", words) else "nhs-provider"


def trust_changes(rows: Sequence[Row]) -> Iterator[Change]:
    """Yield the successions between trusts that the Organisation Data Service records."""
    for row in rows:
        yield Change(
            row["succession_date"],
            (ods_key(row["predecessor_ods"]),),
            (ods_key(row["successor_ods"]),),
            "Succession recorded by the NHS Organisation Data Service",
            "nhs_trust_successions",
        )


def commissioners(rows: Sequence[Row], districts: Mapping[str, Sequence[str]]) -> Iterator[Agency]:
    """Yield every clinical commissioning group and every sub-ICB location.

    A code of today's sub-ICB location was a CCG's to 30 June 2022: that is two bodies.
    """
    for row in rows:
        code = row["ods_code"]
        shared = codes(("nhs-ods", code), ("gss", row["gss_codes"]))
        if row["kind"] == "CCG" or row["ccg_name"]:
            yield Agency(
                key=ccg_key(row),
                name=row["ccg_name"] or readable(row["name"]),
                kind="nhs-commissioner",
                codes=shared,
                source="nhs_commissioners",
                valid_from=row["open_date"] or None,
                valid_to=row["close_date"] or CCGS_ENDED,
                districts=tuple(districts.get(code, ())),
            )
        if row["kind"] != "CCG":
            icb = row["icb_ods_dec_2025"] or row["icb_ods_april_2026"]
            yield Agency(
                key=ods_key(code),
                name=readable(row["name"]),
                kind="nhs-commissioner",
                codes=shared,
                source="nhs_commissioners",
                valid_from=ICBS_BEGAN if row["open_date"] else None,
                valid_to=row["close_date"] or None,
                districts=tuple(districts.get(code, ())),
                part_of=ods_key(icb),
            )


def commissioner_changes(rows: Sequence[Row]) -> Iterator[Change]:
    """Yield the mergers of CCGs and the passing of the last ones into ICBs."""
    by_code = {row["ods_code"]: row for row in rows}
    taken: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        successor = by_code.get(row["main_successor_ods"])
        if row["kind"] == "CCG" and successor is not None:
            next_day = date.fromisoformat(row["close_date"]) + timedelta(days=1)
            taken.setdefault((next_day.isoformat(), ccg_key(successor)), []).append(ccg_key(row))
        elif row["kind"] != "CCG" and row["ccg_name"]:
            icb = ods_key(row["icb_ods_dec_2025"])
            taken.setdefault((ICBS_BEGAN, icb), []).append(ccg_key(row))
    for (day, heir), old in sorted(taken.items()):
        label = "Merger of clinical commissioning groups"
        if day == ICBS_BEGAN:
            label = "The integrated care board took over from clinical commissioning groups"
        yield Change(day, tuple(sorted(old)), (heir,), label, "nhs_commissioners")


def boards(rows: Sequence[Row], districts: Mapping[str, Sequence[str]]) -> Iterator[Agency]:
    """Yield every integrated care board."""
    for row in rows:
        yield Agency(
            key=ods_key(row["ods_code"]),
            name=row["name"],
            kind="nhs-commissioner",
            codes=codes(
                ("nhs-ods", row["ods_code"]),
                ("gss", row["gss_code"]),
                ("gss", row["former_gss_codes"]),
            ),
            source="nhs_icbs",
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
            districts=tuple(districts.get(row["ods_code"], ())),
        )


def board_changes(rows: Sequence[Row]) -> Iterator[Change]:
    """Yield the mergers and splits of integrated care boards, one change for each that ended."""
    for row in rows:
        if row["successors"] and row["valid_to"]:
            next_day = date.fromisoformat(row["valid_to"]) + timedelta(days=1)
            yield Change(
                next_day.isoformat(),
                (ods_key(row["ods_code"]),),
                tuple(ods_key(code) for code in listed(row["successors"])),
                "Integrated care boards were regrouped",
                "nhs_icbs",
            )


def national(rows: Sequence[Row], areas: Sequence[Row]) -> Iterator[Agency]:
    """Yield NHS England's regions and the health boards of Wales."""
    served: dict[str, set[str]] = {}
    for row in areas:
        served.setdefault(row["ods_code"], set()).add(row["lad_gss"])
    for row in rows:
        if row["kind"] == "national body":
            continue
        yield Agency(
            key=ods_key(row["ods_code"]),
            name=readable(row["name"]),
            kind="nhs-commissioner",
            codes=codes(
                ("nhs-ods", row["ods_code"]),
                ("gss", row["gss_code"]),
                ("gss", row["former_gss_codes"]),
            ),
            source="nhs_national",
            districts=tuple(sorted(served.get(row["ods_code"], ()))),
            part_of="ods-x24" if "region" in row["kind"] else None,
        )
