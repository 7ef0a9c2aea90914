"""The shipped registers make one register in which everything fits together."""

import re
from pathlib import Path

import pytest

from reviewgraph.registries import Register
from reviewgraph.registries.manifest import checksum, read_manifest, write_manifest
from reviewgraph.registries.official import TABLES
from reviewgraph.registries.tables import read_table, write_table

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "registries"


def test_every_agency_type_is_a_concept(register: Register) -> None:
    text = (ROOT / "ontology" / "concepts.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"^concept:agency-type--([a-z-]+)$", text, re.MULTILINE))
    assert {agency.kind for agency in register.agencies.values()} <= known


def test_every_parent_and_every_change_is_in_the_register(register: Register) -> None:
    parents = {agency.part_of for agency in register.agencies.values() if agency.part_of}
    assert parents <= set(register.agencies)
    for change in register.changes:
        assert {*change.originals, *change.results} <= set(register.agencies)
        assert change.originals
        assert change.results


def test_nothing_succeeds_itself_and_no_chain_is_a_ring(register: Register) -> None:
    for key in register.agencies:
        seen, waiting = set(), list(register.successors(key))
        while waiting:
            heir = waiting.pop()
            if heir not in seen:
                seen.add(heir)
                waiting.extend(register.successors(heir))
        assert key not in seen


def test_who_ended_ended_before_its_heir_took_over(register: Register) -> None:
    for change in register.changes:
        for key in change.originals:
            ended = register.agencies[key].valid_to
            assert ended is None or ended <= change.date, (key, ended, change.date)


@pytest.mark.parametrize(
    ("first", "chain"),
    [
        ("ods-08f", ["ods-a3a8r-ccg", "ods-qmf"]),
        ("ods-07m", ["ods-93c-ccg", "ods-qmj", "ods-z9b2z"]),
        ("ods-rrd", ["ods-r1l"]),
        ("gss-e07000190", ["gss-e07000246", "gss-e06000066"]),
        ("lscb-e09000016", ["scp-e09000016"]),
        ("gss-e10000021", ["gss-e06000061", "gss-e06000062"]),
        ("gov-pb456", ["gov-independent-office-for-police-conduct"]),
    ],
)
def test_who_inherits(register: Register, first: str, chain: list[str]) -> None:
    found, waiting = [], [first]
    while waiting:
        heirs = register.successors(waiting.pop(0))
        found += [heir for heir in heirs if heir not in found]
        waiting += heirs
    assert found == chain


def test_a_code_of_two_bodies_gives_two_agencies(register: Register) -> None:
    assert [agency.key for agency in register.by_code("a3a8r")] == ["ods-a3a8r", "ods-a3a8r-ccg"]
    assert [agency.key for agency in register.by_code("SAB-E09000016")] == ["sab-e09000016"]
    assert register.by_code("E99999999") == ()


@pytest.mark.parametrize(
    ("area", "year", "lower", "upper", "force", "partnership"),
    [
        ("Havering", 2017, ["e09000016"], ["e09000016"], "metropolitan", "gss-e22000201"),
        ("Harlow", 2016, ["e07000073"], ["e10000012"], "essex", "gss-e22000086"),
        ("City of London", 2016, ["e09000001"], ["e09000001"], "city-of-london", "gss-e22000180"),
        ("Dorset", 2015, [], ["e10000009"], "dorset", "gss-e22000367"),
        ("Dorset", 2021, ["e06000059"], ["e06000059"], "dorset", "gss-e22000367"),
        ("Bristol, City of", 2014, ["e06000023"], ["e06000023"], "avon-and-somerset",
         "gss-e22000002"),
        ("Nuneaton & Bedworth", 2014, ["e07000219"], ["e10000031"], "warwickshire",
         "gss-e22000320"),
        ("Norfolk", 2014, [], ["e10000020"], "norfolk", "csp-e10000020"),
        ("Scarborough", 2013, ["e07000168"], ["e10000023"], "north-yorkshire", "gss-e22000230"),
        ("Scarborough", 2018, ["e07000168"], ["e10000023"], "north-yorkshire", "gss-e22000372"),
        ("Barnsly", 2015, ["e08000038"], ["e08000038"], "south-yorkshire", "gss-e22000259"),
    ],
)  # fmt: skip
def test_an_area_is_read_for_its_year(
    register: Register, area: str, year: int, lower: list[str], upper: list[str], force: str,
    partnership: str,
) -> None:  # fmt: skip
    read = register.areas.read(area, (year, year))
    assert read is not None
    assert [key.removeprefix("gss-") for key in read.lower] == lower
    assert [key.removeprefix("gss-") for key in read.upper] == upper
    assert read.forces == (f"police-{force}",)
    assert read.partnership == partnership


def test_a_year_of_change_keeps_both_councils(register: Register) -> None:
    read = register.areas.read("Dorset", (2019, 2019))
    assert read is not None
    assert set(read.councils) == {"gss-e10000009", "gss-e06000059"}


def test_an_unknown_area_is_not_guessed(register: Register) -> None:
    assert register.areas.read("Anyshire", (2015, 2015)) is None


def test_the_manifest_names_publisher_licence_date_and_checksum_of_every_table() -> None:
    sources = read_manifest(SHIPPED)
    assert set(sources) == set(TABLES)
    for source in sources.values():
        assert source.licence.startswith("http")
        assert source.attribution
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", source.as_of)
        assert source.sha256 == checksum((SHIPPED / f"{source.name}.csv").read_bytes()), source.name
    text = (SHIPPED / "registries.toml").read_text(encoding="utf-8")
    assert write_manifest(sources.values()) == text


def test_the_tables_are_written_as_a_refresh_writes_them() -> None:
    for name, table in TABLES.items():
        text = (SHIPPED / f"{name}.csv").read_text(encoding="utf-8")
        assert write_table(table, read_table(table, SHIPPED)) == text, name


def test_everything_shipped_is_attributed() -> None:
    notice = (SHIPPED / "NOTICE").read_text(encoding="utf-8")
    for source in read_manifest(SHIPPED).values():
        assert f"{source.name}.csv" in notice, source.name
