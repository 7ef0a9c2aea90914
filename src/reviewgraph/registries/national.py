"""National bodies, charities, and bodies that no official register gives a code."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reviewgraph.registries.local import codes
from reviewgraph.registries.places import readable
from reviewgraph.registries.tables import Row, listed
from reviewgraph.registries.values import Agency, Code, Name

_ABBREVIATION = re.compile(r"[A-Z][A-Za-z&/]{0,8}[A-Z]\S*")


def other_names(cell: str) -> tuple[Name, ...]:
    """Return the names in a cell, each marked as abbreviation or as usual name."""
    return tuple(
        Name(text, "abbreviation" if _ABBREVIATION.fullmatch(text) else "usual")
        for text in listed(cell)
    )


def national_bodies(rows: Sequence[Row]) -> Iterator[Agency]:
    """Yield the departments, agencies, inspectorates and regulators of the GOV.UK list."""
    for row in rows:
        slug, gor, ods = row["govuk_slug"], row["gor_code_2017"], row["ods_code"]
        yield Agency(
            key=f"ods-{ods.lower()}" if ods else f"gov-{slug or gor.lower()}",
            name=row["name"],
            kind=row["type"],
            codes=codes(
                ("nhs-ods", ods),
                ("govuk", slug),
                ("org-id", gor and f"GB-GOR-{gor}"),
                ("wikidata", row["wikidata_qid"]),
            ),
            source="national_bodies",
            names=other_names(row["other_names"]),
            valid_from=_KNOWN_STARTS.get(slug),
            valid_to="2021-09-30" if gor == "EA480" else None,
        )


_KNOWN_STARTS: Mapping[str, str] = {
    "probation-service": "2014-06-01",
    "hm-prison-and-probation-service": "2017-04-01",
    "independent-office-for-police-conduct": "2018-01-08",
    "uk-health-security-agency": "2021-10-01",
    "office-for-health-improvement-and-disparities": "2021-10-01",
}
"""First days of bodies whose predecessors the register holds."""

_CHARITY_KINDS = (
    ("specialist-domestic-abuse-service", r"women'?s (?:aid|refuge)|refuge|domestic|safelives|rape|"
     r"sexual (?:abuse|exploitation)|stay safe east|staying put|rising sun|aanchal"),
    ("drug-and-alcohol-service", r"turning point|change, grow|cranstoun|with you|via community|"
     r"drug|alcohol"),
)  # fmt: skip


def charities(rows: Sequence[Row]) -> Iterator[Agency]:
    """Yield the charities that reviews are known to address, by charity number.

    A charity that is registered in Scotland too is one body with two numbers; its first number,
    that of England and Wales, is its key.
    """
    registered: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["charity_number"].startswith("SC")):
        registered.setdefault(row["name"].casefold(), []).append(row)
    for entries in registered.values():
        name = readable(entries[0]["name"])
        kinds = (kind for kind, words in _CHARITY_KINDS if re.search(words, name, re.IGNORECASE))
        pairs = [
            pair
            for row in entries
            for pair in (
                ("org-id", row["org_id"]),
                ("charity", row["charity_number"]),
                ("company", row["company_number"]),
            )
        ]
        yield Agency(
            key=f"charity-{entries[0]['charity_number'].lower()}",
            name=name,
            kind=next(kinds, "other-charity"),
            codes=tuple(dict.fromkeys(codes(*pairs))),
            source="charities",
        )


def bodies(rows: Sequence[Row], districts: Mapping[str, Sequence[str]]) -> Iterator[Agency]:
    """Yield the bodies of our own list: no register, or a closed one, knows them."""
    for row in rows:
        pairs = (code.partition(":") for code in listed(row["codes"]))
        yield Agency(
            key=row["key"],
            name=row["name"],
            kind=row["type"],
            codes=tuple(Code("org-id", f"{scheme}-{value}") for scheme, _, value in pairs),
            source="bodies",
            names=other_names(row["other_names"]),
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
            districts=tuple(districts.get(row["key"], ())),
            part_of=row["part_of"] or None,
        )
