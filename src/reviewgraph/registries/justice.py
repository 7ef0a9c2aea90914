"""Police forces and their commissioners, and the probation bodies of 2014 and 2021."""

from collections.abc import Iterator, Mapping, Sequence

from reviewgraph.registries.local import codes
from reviewgraph.registries.places import place_of
from reviewgraph.registries.tables import Row
from reviewgraph.registries.values import Agency, Change

PROBATION = "gov-probation-service"
_NO_COMMISSIONER = {"city-of-london", "scotland", "northern-ireland"}
_SPLIT, _UNITED = "2014-06-01", "2021-06-26"
"""Probation trusts gave way to NPS and CRCs; both went into the Probation Service."""


def forces(rows: Sequence[Row], districts: Mapping[str, Sequence[str]]) -> Iterator[Agency]:
    """Yield every police force and, for the forces that have one, its commissioner.

    Commissioners have no code of their own, so theirs is our key, taken from the force's.
    """
    for row in rows:
        slug, area = row["slug"], row["pfa_gss"]
        official = row["official_slug"] == "true"
        place = place_of(row["pfa_name"]).replace(" & ", " and ") if area else ""
        served = tuple(districts.get(area, ()))
        yield Agency(
            key=f"police-{slug}",
            name=row["force_name"],
            kind="police-force",
            codes=codes(
                ("gss", area),
                ("police-uk", slug if official else ""),
                ("govuk", row["govuk_slug"]),
                ("wikidata", row["wikidata_qid"]),
            ),
            source="police_forces",
            districts=served,
            places=(place,) if place and official else (),
        )
        if area and slug not in _NO_COMMISSIONER:
            yield _commissioner(slug, place, served)


def _commissioner(slug: str, place: str, served: tuple[str, ...]) -> Agency:
    london = slug == "metropolitan"
    return Agency(
        key=f"pcc-{slug}",
        name="Mayor's Office for Policing and Crime"
        if london
        else f"Police and Crime Commissioner for {place}",
        kind="police-and-crime-commissioner",
        codes=(),
        source="police_forces",
        valid_from="2012-01-16" if london else "2012-11-22",
        districts=served,
        part_of=f"police-{slug}",
        places=(place,),
    )


def probation_bodies(
    rows: Sequence[Row], districts: Mapping[str, Sequence[str]]
) -> Iterator[Agency]:
    """Yield the present regions, and the divisions and companies of 2014 to 2021."""
    for row in rows:
        kind = row["key"].partition("-")[0]
        yield Agency(
            key=row["key"],
            name=_PROBATION_NAMES[kind].format(row["area"]),
            kind="probation",
            codes=codes((row["scheme"], row["code"])),
            source="probation_bodies",
            valid_from=_UNITED if kind == "probation" else _SPLIT,
            valid_to=None if kind == "probation" else "2021-06-25",
            districts=tuple(districts.get(row["key"], ())),
            part_of=None if kind == "crc" else PROBATION,
            places=(row["area"],),
        )


_PROBATION_NAMES = {
    "probation": "Probation Service, {} region",
    "nps": "National Probation Service, {} division",
    "crc": "{} Community Rehabilitation Company",
}


def probation_changes(areas: Mapping[str, Sequence[str]]) -> Iterator[Change]:
    """Yield the changes of 2014 and 2021; ``areas`` are the police areas of each body."""
    crcs = sorted(key for key in areas if key.startswith("crc-"))
    for trust in sorted(key for key in areas if key.startswith("probation-trust-")):
        heirs = [key for key in crcs if set(areas[key]) & set(areas[trust])]
        yield Change(
            _SPLIT,
            (trust,),
            (*heirs, PROBATION),
            "Probation trusts gave way to the National Probation Service and to companies",
            "probation_bodies",
        )
    for company in crcs:
        yield Change(
            _UNITED,
            (company,),
            (PROBATION,),
            "The work of community rehabilitation companies went to the Probation Service",
            "probation_bodies",
        )
