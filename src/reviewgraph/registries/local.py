"""Councils, community safety partnerships and fire authorities, from ONS and GOV.UK registers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reviewgraph.registries.places import place_of
from reviewgraph.registries.tables import Row, listed
from reviewgraph.registries.values import Agency, Change, Code, Name

_TIERS = {"NMD": "district", "CTY": "county", "COMB": "combined", "SRA": "combined"}
_CODING_BEGAN = "2009-01-01"
"""ONS began its present codes on this day; as a first day it says nothing about the body."""


def codes(*pairs: tuple[str, str]) -> tuple[Code, ...]:
    """Return the codes that are not empty; a value may list several."""
    return tuple(Code(scheme, value) for scheme, cell in pairs for value in listed(cell))


def current_codes(rows: Iterable[Row]) -> dict[str, str]:
    """Return the present code of every district that was recoded without being reorganised."""
    return {old: row["gss_code"] for row in rows for old in listed(row["former_gss_codes"])}


def councils(rows: Sequence[Row]) -> Iterator[Agency]:
    """Yield every council, county and combined authority.

    Only a start on 1 April is taken for the council's first day: reorganisations happen then,
    and the other dates of the source are days of entry in a register.
    """
    below: dict[str, list[str]] = {}
    for row in rows:
        if row["type"] not in ("CTY", "COMB", "SRA"):
            below[row["gss_code"]] = [row["gss_code"]]
            below.setdefault(row["county_gss"], []).append(row["gss_code"])
    for row in rows:
        code, tier = row["gss_code"], _TIERS.get(row["type"], "unitary")
        begun = row["start_date"] if row["start_date"].endswith("-04-01") else ""
        yield Agency(
            key=f"gss-{code.lower()}",
            name=row["official_name"],
            kind="council",
            codes=codes(
                ("gss", code),
                ("gss", row["former_gss_codes"]),
                ("org-id", row["org_id"]),
                ("nhs-ods", row["ods_la_code"]),
                ("govuk-local", row["govuk_slug"]),
                ("wikidata", row["wikidata_qid"]),
            ),
            source="councils",
            valid_from=(begun if tier != "combined" else "") or None,
            valid_to=row["end_date"] or None,
            districts=tuple(sorted(below.get(code, ()))),
            tier=tier,
            places=(place_of(row["name"]),),
        )


def council_changes(rows: Sequence[Row]) -> Iterator[Change]:
    """Yield one change for each new council or set of councils and the day it took over."""
    names = {row["gss_code"]: row["official_name"] for row in rows}
    begun = {row["gss_code"]: row["start_date"] for row in rows}
    taken: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for successor in listed(row["replaced_by_gss"]):
            taken.setdefault((begun[successor], successor), []).append(row["gss_code"])
    for (date, successor), old in sorted(taken.items()):
        yield Change(
            date=date,
            originals=tuple(f"gss-{code.lower()}" for code in sorted(old)),
            results=(f"gss-{successor.lower()}",),
            label=f"{names[successor]} took over",
            source="councils",
        )


def partnerships(
    rows: Sequence[Row], districts: Mapping[str, Sequence[str]], named: Mapping[str, str]
) -> Iterator[Agency]:
    """Yield every community safety partnership.

    ``districts`` are those of each code in any edition of the lookup; a partnership that ended
    before the first edition serves the district of the same name (``named``), if there is one.
    """
    for row in rows:
        place = place_of(row["name"])
        served = districts.get(row["gss_code"]) or ([named[place]] if place in named else ())
        begun = row["operative_from"]
        yield Agency(
            key=f"gss-{row['gss_code'].lower()}",
            name=f"{place} Community Safety Partnership",
            kind="community-safety-partnership",
            codes=codes(("gss", row["gss_code"])),
            source="community_safety_partnerships",
            valid_from=begun if begun > _CODING_BEGAN else None,
            valid_to=row["terminated"] or None,
            districts=tuple(served),
            places=(place,),
        )


def fire_authorities(
    rows: Sequence[Row], districts: Mapping[str, Sequence[str]]
) -> Iterator[Agency]:
    """Yield every fire and rescue authority under its service's name where one is known."""
    for row in rows:
        place = place_of(row["name"])
        full = "Fire" in place
        begun = row["operative_from"]
        yield Agency(
            key=f"gss-{row['gss_code'].lower()}",
            name=row["service_name"] or (place if full else f"{place} Fire and Rescue Authority"),
            kind="fire-and-rescue",
            codes=codes(("gss", row["gss_code"]), ("wikidata", row["wikidata_qid"])),
            source="fire_and_rescue_authorities",
            names=(Name(row["name"], "former"),) if full and row["service_name"] else (),
            valid_from=begun if begun > _CODING_BEGAN else None,
            valid_to=row["terminated"] or None,
            districts=tuple(districts.get(row["gss_code"], ())),
            places=() if full else (place, *(place_of(n) for n in listed(row["former_names"]))),
        )
