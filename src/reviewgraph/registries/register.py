"""The register of agencies: every body of every table, by key, by code, with its successions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reviewgraph.errors import DataError
from reviewgraph.registries import health, justice, local, national
from reviewgraph.registries.areas import Areas
from reviewgraph.registries.minted import board, board_change, board_key
from reviewgraph.registries.official import TABLES
from reviewgraph.registries.places import place_of
from reviewgraph.registries.tables import Row, listed, read_table
from reviewgraph.registries.values import Agency, Change, Name

Tables = Mapping[str, Sequence[Row]]
_WORTH_NAMING = 0.05
"""A commissioner that serves less of a district than this is not said to serve it."""


class Register:
    """Agencies and their changes; boards without a register are made when asked for."""

    def __init__(
        self, agencies: Iterable[Agency], changes: Iterable[Change], tables: Tables
    ) -> None:
        self.agencies = {agency.key: agency for agency in agencies}
        self.changes = tuple(sorted(changes, key=lambda change: (change.date, change.originals)))
        self.tables = tables
        self.areas = Areas(
            self.agencies,
            [change for change in self.changes if change.source == "councils"],
            _counties(tables["councils"]),
            self._area_names(),
        )
        self.board_names = {
            board_key(row["kind"], listed(row["councils"].lower())): row["name"]
            for row in tables["boards"]
        }
        self.joint_boards = _joint_boards(tables["boards"])
        self._changes_of: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for key in (*change.originals, *change.results):
                self._changes_of[key].append(change)

    def _area_names(self) -> dict[str, list[str]]:
        by_code = {
            c.value: a.key for a in self.agencies.values() for c in a.codes if c.scheme == "gss"
        }
        names = {}
        for row in self.tables["area_names"]:
            unknown = [code for code in listed(row["gss_codes"]) if code not in by_code]
            if unknown:
                raise DataError(f"area_names.csv: {row['name']} has the unknown code {unknown[0]}")
            names[row["name"]] = [by_code[code] for code in listed(row["gss_codes"])]
        return names

    def agency(self, key: str) -> Agency | None:
        """Return the agency of a key, or None; boards are made here."""
        return self.agencies.get(key) or board(key, self.agencies, self.board_names)

    def by_code(self, code: str) -> tuple[Agency, ...]:
        """Return every agency that has this code in any scheme, or this key, by key."""
        wanted = code.casefold()
        found = [
            agency
            for agency in self.agencies.values()
            if wanted == agency.key or any(c.value.casefold() == wanted for c in agency.codes)
        ]
        minted = self.agency(wanted)
        if not found and minted is not None:
            found = [minted]
        return tuple(sorted(found, key=lambda agency: agency.key))

    def changes_of(self, key: str) -> tuple[Change, ...]:
        """Return the changes in which the agency ended or began, by date."""
        made = board_change(key)
        return tuple(self._changes_of.get(key, ())) + ((made,) if made else ())

    def successors(self, key: str) -> tuple[str, ...]:
        """Return the keys of the bodies that took over directly."""
        changes = self.changes_of(key)
        return tuple(new for change in changes if key in change.originals for new in change.results)

    def predecessors(self, key: str) -> tuple[str, ...]:
        """Return the keys of the bodies that it took over directly."""
        changes = self.changes_of(key)
        return tuple(old for change in changes if key in change.results for old in change.originals)


def load_register(folder: Path) -> Register:
    """Return the register read from ``folder``, such as ``data/registries``.

    Reads everything and checks it (about a quarter of a second); DataError names a fault.
    """
    tables = {name: read_table(table, folder) for name, table in TABLES.items()}
    return build_register(tables)


def build_register(tables: Tables) -> Register:
    """Return the register that the checked tables make."""
    changes = tuple(_changes(tables))
    agencies = _unique(_with_aliases(_agencies(tables), tables))
    _check_changes(changes, agencies)
    return Register(_with_inherited_areas(agencies, changes), changes, tables)


def _unique(agencies: Iterable[Agency]) -> dict[str, Agency]:
    result: dict[str, Agency] = {}
    for agency in agencies:
        if agency.key in result:
            raise DataError(f"{agency.source}.csv: {agency.key} is given twice; keep one row")
        result[agency.key] = agency
    return result


def _check_changes(changes: Iterable[Change], agencies: Mapping[str, Agency]) -> None:
    for change in changes:
        for key in (*change.originals, *change.results):
            if key not in agencies:
                raise DataError(
                    f"{change.source}: the change of {change.date} names {key}, which no table has"
                )


def _agencies(tables: Tables) -> Iterator[Agency]:
    lookups = _Lookups(tables)
    yield from local.councils(tables["councils"])
    yield from local.partnerships(
        tables["community_safety_partnerships"], lookups.by_csp, lookups.named
    )
    yield from local.fire_authorities(tables["fire_and_rescue_authorities"], lookups.by_fire)
    yield from justice.forces(tables["police_forces"], lookups.by_force)
    yield from justice.probation_bodies(tables["probation_bodies"], lookups.by_probation)
    yield from health.trusts(
        tables["nhs_trusts"], tables["nhs_trust_successions"], tables["nhs_trust_areas"]
    )
    yield from health.commissioners(tables["nhs_commissioners"], lookups.by_ccg)
    yield from health.boards(tables["nhs_icbs"], lookups.by_icb)
    yield from health.national(tables["nhs_national"], tables["nhs_trust_areas"])
    yield from national.national_bodies(tables["national_bodies"])
    yield from national.charities(tables["charities"])
    yield from national.bodies(tables["bodies"], lookups.by_probation)


def _changes(tables: Tables) -> Iterator[Change]:
    yield from local.council_changes(tables["councils"])
    yield from health.trust_changes(tables["nhs_trust_successions"])
    yield from health.commissioner_changes(tables["nhs_commissioners"])
    yield from health.board_changes(tables["nhs_icbs"])
    yield from justice.probation_changes(_grouped(tables["probation_areas"], "key", "pfa_gss"))
    for row in tables["changes"]:
        yield Change(
            row["date"], listed(row["originals"]), listed(row["results"]), row["label"], "changes"
        )


class _Lookups:
    """Which districts each partnership, force, fire authority and commissioner serves."""

    def __init__(self, tables: Tables) -> None:
        self._now = local.current_codes(tables["councils"])
        areas = tables["district_csp_force"]
        self.by_csp = self._districts(areas, "csp_gss", "lad_gss")
        self.by_force = self._districts(areas, "pfa_gss", "lad_gss")
        self.by_fire = self._districts(tables["district_fire"], "fra_gss", "lad_gss")
        served = [
            row for row in tables["district_ccg"] if float(row["share_of_lad"]) > _WORTH_NAMING
        ]
        self.by_ccg = self._districts(served, "ccg_ods", "lad_gss")
        icb = [r for r in tables["district_icb"] if float(r["share_of_lad"]) > _WORTH_NAMING]
        self.by_icb = {
            code: sorted(set(districts) | set(later.get(code, ())))
            for later in [self._districts(icb, "icb_ods_april_2026", "lad_gss_current")]
            for code, districts in (
                later | self._districts(icb, "icb_ods_2022_2026", "lad_gss_2021")
            ).items()
        }
        self.named = {place_of(row["name"]): row["gss_code"] for row in tables["councils"]}
        self.by_probation = {
            key: sorted({d for area in areas for d in self.by_force[area]})
            for key, areas in _grouped(tables["probation_areas"], "key", "pfa_gss").items()
        }

    def _districts(self, rows: Iterable[Row], by: str, of: str) -> dict[str, list[str]]:
        return {
            code: sorted({self._now.get(district, district) for district in districts})
            for code, districts in _grouped(rows, by, of).items()
            if code
        }


def _grouped(rows: Iterable[Row], by: str, of: str) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for row in rows:
        result.setdefault(row[by], []).append(row[of])
    return result


def _counties(rows: Sequence[Row]) -> dict[str, str]:
    return {
        f"gss-{row['gss_code'].lower()}": f"gss-{row['county_gss'].lower()}"
        for row in rows
        if row["county_gss"]
    }


def _joint_boards(rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """Return the key of the joint board, if there is one, by kind of board and council."""
    result = {}
    for row in rows:
        councils = [f"gss-{code.lower()}" for code in listed(row["councils"])]
        for council in councils:
            result[row["kind"], council] = board_key(row["kind"], councils)
    return result


def _with_aliases(agencies: Iterable[Agency], tables: Tables) -> Iterator[Agency]:
    extra: dict[str, list[Name]] = {}
    for row in tables["aliases"]:
        extra.setdefault(row["key"], []).append(Name(row["name"], row["kind"]))
    for agency in agencies:
        names = (*agency.names, *extra.pop(agency.key, ()))
        own = tuple(dict.fromkeys(name for name in names if name.text != agency.name))
        yield replace(agency, names=own)
    if extra:
        raise DataError(f"aliases.csv: {min(extra)} is in no table; correct the key")


def _with_inherited_areas(
    agencies: Mapping[str, Agency], changes: Iterable[Change]
) -> Iterator[Agency]:
    """Give a merged body the areas of those it took over, where no lookup says its own."""
    gained: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        for new in change.results:
            if len(change.results) == 1 and not agencies[new].districts:
                for old in change.originals:
                    gained[new].update(agencies[old].districts)
    for agency in agencies.values():
        more = gained.get(agency.key)
        if more and agency.kind in ("fire-and-rescue", "community-safety-partnership"):
            yield replace(agency, districts=tuple(sorted(more)))
        else:
            yield agency
