"""Every body of the register by its usual ways of writing, and every area by its generic words.

What a name should stand for follows from the registers alone: a name from the body that bears
it, a generic word from the lookups of districts. A name may stay open; it may not be another's.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from reviewgraph.linking import Resolver
from reviewgraph.linking.cells import split_cell
from reviewgraph.registries import Agency, Register

FIRST, LAST = 2012, 2025
_TRUST = re.compile(r" NHS (?:Foundation )?Trust$")
_TIERS = ("unitary", "district", "county")


def _year(agency: Agency) -> str:
    """Return a year in which the body stood from January to December, if there is one."""
    first = int((agency.valid_from or "2011-04-01")[:4]) + 1
    last = int((agency.valid_to or "2026-01-01")[:4]) - 1
    return str(max(FIRST, first, min(LAST, last)))


def _areas(register: Register) -> dict[str, str]:
    """Return the name of a council for each district code of England and Wales."""
    return {
        district: agency.places[0]
        for agency in register.agencies.values()
        if agency.kind == "council" and agency.tier in ("unitary", "district") and agency.places
        for district in agency.districts
        if district[0] in "EW"
    }


def _bodies(register: Register) -> Iterator[Agency]:
    for agency in register.agencies.values():
        ended = agency.valid_to is not None and agency.valid_to < f"{FIRST}-12-31"
        is_ccg = agency.source != "nhs_commissioners" or agency.name.endswith(" CCG")
        is_council = agency.kind != "council" or agency.tier in _TIERS
        if agency.districts and not ended and is_ccg and is_council:
            yield agency


def _variants(agency: Agency) -> Iterator[str]:
    place = agency.places[0] if agency.places else None
    yield agency.name
    if agency.source == "nhs_commissioners":
        bare = agency.name.removeprefix("NHS ").removesuffix(" CCG")
        yield from (f"{bare} CCG", f"NHS {bare} Clinical Commissioning Group (CCG)")
    elif agency.source == "nhs_icbs":
        bare = agency.name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
        yield from (f"{bare} ICB", f"NHS {bare} ICB", f"{bare} Integrated Care Board (ICB)")
    elif agency.source == "nhs_trusts":
        bare = _TRUST.sub("", agency.name)
        yield from (f"{bare} Trust", f"{bare} NHS FT")
        yield from (name.text for name in agency.names if name.kind == "former")
    elif place:
        yield from _local_variants(agency, place)


def _local_variants(agency: Agency, place: str) -> Iterator[str]:
    if agency.kind == "council" and agency.tier == "county":
        yield from (f"{place} CC", f"{place} Adult Social Care", f"{agency.name} Housing")
    elif agency.kind == "council":
        yield from (f"{place} Council", f"{agency.name} Housing")
    elif agency.kind == "police-force":
        yield from (f"{place} Police", f"{place} Constabulary")
    elif agency.kind == "fire-and-rescue":
        yield from (f"{place} Fire and Rescue Service", f"{place} FRS")
    elif agency.kind == "community-safety-partnership":
        yield from (f"{place} CSP", f"{place} Community Safety Partnership", f"Safer {place}")


def _written(agency: Agency) -> set[str]:
    return {
        form
        for name in _variants(agency)
        for form in (name, name.replace(" and ", " & "), name.replace(" & ", " and "))
    }


def test_every_body_is_found_by_its_names_and_no_other(resolver: Resolver) -> None:
    areas = _areas(resolver.register)
    wrong, missed, tried = [], [], 0
    for agency in _bodies(resolver.register):
        area = next((areas[d] for d in sorted(agency.districts) if d in areas), None)
        for name in sorted(_written(agency)):
            parts = split_cell(name, resolver.is_known)
            found = {resolver.resolve_name(part, area, _year(agency)).agency for part in parts}
            tried += 1
            if found - {agency.key, None}:
                wrong.append((name, area, found, agency.key))
            elif found != {agency.key}:
                missed.append((name, area, agency.key))
    assert tried > 4000
    assert len(wrong) <= tried // 1000, wrong
    assert len(missed) <= tried // 100, missed


def test_generic_words_follow_the_lookups_of_districts(resolver: Resolver) -> None:
    register = resolver.register
    forces: dict[str, set[str]] = defaultdict(set)
    slugs = {row["pfa_gss"]: row["slug"] for row in register.tables["police_forces"]}
    for row in register.tables["district_csp_force"]:
        forces[f"gss-{row['csp_gss'].lower()}"].add(f"police-{slugs[row['pfa_gss']]}")
    tried = 0
    for key, expected in forces.items():
        partnership = register.agencies[key]
        for year in ("2013", "2016", "2019", "2022", "2024"):
            if not _stood(partnership, year):
                continue
            area = partnership.places[0]
            assert {resolver.resolve_name("Police", area, year).agency} == expected, area
            assert resolver.resolve_name("CSP", area, year).agency == key, area
            tried += 1
    assert tried > 1000


def test_a_generic_word_never_means_a_body_of_another_time(resolver: Resolver) -> None:
    register = resolver.register
    words = ("Council", "Local Authority", "Adult Social Care", "Housing", "CCG", "ICB",
             "Fire and Rescue Service", "Mental Health Trust")  # fmt: skip
    spans = {"CCG": ("2014", "2021"), "ICB": ("2023", "2025")}
    for area in sorted(set(_areas(register).values())):
        for word in words:
            for year in spans.get(word, ("2012", "2018", "2024")):
                key = resolver.resolve_name(word, area, year).agency
                agency = register.agency(key) if key else None
                assert agency is None or _stood(agency, year, whole=False), (word, area, year, key)


def _stood(agency: Agency, year: str, *, whole: bool = True) -> bool:
    first, last = ("01-01", "12-31") if whole else ("12-31", "01-01")
    begun, ended = agency.valid_from or "1900-01-01", agency.valid_to or "2100-01-01"
    return begun <= f"{year}-{first}" and ended >= f"{year}-{last}"
