"""Which bodies serve an area: by district, by role, in the years of a review."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reviewgraph.registries import Agency, Area, Register
from reviewgraph.registries.areas import Span, place_words
from reviewgraph.registries.values import open_in

_ANY = ""
"""Stands for every edition of a lookup at once."""
_MAIN = 0.85
"""A commissioner that serves this share of a district is the district's commissioner."""


class Nearby:
    """Look-ups from districts to the bodies that serve them; made once from the register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._by_district: dict[str, list[str]] = defaultdict(list)
        self._districts: dict[str, frozenset[str]] = {}
        self._wide = _trust_regions(register)
        for agency in register.agencies.values():
            near = frozenset(agency.districts) or self._wide.get(agency.key, frozenset())
            self._districts[agency.key] = near
            for district in near:
                self._by_district[district].append(agency.key)
        self._share = {"ccg": _ccg_shares(register), "icb": {_ANY: _icb_shares(register)}}
        self._roles = register.tables["nhs_trust_areas"]
        self._role_rows: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        for row in self._roles:
            self._role_rows[row["role"], row["lad_gss"]].append(
                (f"ods-{row['ods_code'].lower()}", row["valid_from"], row["valid_to"])
            )
        self._keys_in = lru_cache(maxsize=20_000)(self._find_keys)

    def agency(self, key: str) -> Agency:
        """Return an agency that is known to be in the register."""
        return self._register.agencies[key]

    def reach(self, area: Area) -> frozenset[str]:
        """Return the districts of an area and of its councils' heirs and forebears."""
        return area.districts | self._register.areas.kin_districts(area.councils)

    def serves(self, key: str, area: Area) -> bool:
        """Say whether an agency of the register serves some part of the area."""
        return bool(self._districts.get(key, frozenset()) & self.reach(area))

    def is_national(self, key: str) -> bool:
        """Say whether no area is known for the agency."""
        return not self._districts.get(key)

    def local(self, area: Area) -> tuple[str, ...]:
        """Return the agencies that serve some part of the area, whatever the years, sorted."""
        return self._keys_in(self.reach(area))

    def _find_keys(self, districts: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted({key for d in districts for key in self._by_district[d]}))

    def of_kind(self, area: Area, kind: str, span: Span) -> tuple[str, ...]:
        """Return the agencies of a type that serve the area at some time in the span."""
        own = tuple(key for d in sorted(area.districts) for key in self._by_district[d])
        fit = self._open_of_kind(own, kind, span)
        return fit or self._open_of_kind(self.local(area), kind, span)

    def _open_of_kind(self, keys: Sequence[str], kind: str, span: Span) -> tuple[str, ...]:
        return tuple(
            key
            for key in dict.fromkeys(keys)
            if self.agency(key).kind == kind and open_in(self.agency(key), *span)
        )

    def commissioners(self, area: Area, system: str, span: Span) -> tuple[str, ...]:
        """Return the CCGs (``ccg``) or ICBs (``icb``) of the area in the span.

        Where one serves nearly all of a district, the others are not named for that district.
        """
        known = self._share[system][_ANY]
        tried = (self._former(area, span), area.districts, self.reach(area))
        districts = next((d for d in tried if known.keys() & d), frozenset())
        found: list[str] = []
        for district in sorted(districts):
            shares = self._shares(system, district, span)
            fit = {key: share for key, share in shares.items() if open_in(self.agency(key), *span)}
            main = [self.agency(key) for key, share in fit.items() if share >= _MAIN]
            found.extend(
                key
                for key, share in sorted(fit.items())
                if share >= _MAIN or not any(_overlap(self.agency(key), one) for one in main)
            )
        return tuple(dict.fromkeys(found))

    def _shares(self, system: str, district: str, span: Span) -> dict[str, float]:
        """Return each commissioner's share of a district in the editions in force in the span."""
        editions = self._share[system]
        own = [edition for edition in editions if edition != _ANY and district in editions[edition]]
        before = [edition for edition in own if edition < str(span[0])][-1:]
        within = [edition for edition in own if span[0] <= int(edition[:4]) <= span[1]]
        found: dict[str, float] = {}
        for edition in (*before, *within) or (_ANY,):
            for key, share in editions[edition].get(district, {}).items():
                found[key] = max(found.get(key, 0.0), share)
        return found

    def _former(self, area: Area, span: Span) -> frozenset[str]:
        """Return the districts of the name that is printed, if its own council had ended."""
        named = self._register.areas.councils_named(place_words(area.printed))
        ended = [self.agency(key).valid_to or "9999" for key in named]
        if not named or max(ended) >= f"{span[0]}-01-01":
            return frozenset()
        return frozenset(d for key in named for d in self.agency(key).districts)

    def in_role(self, area: Area, role: str, span: Span) -> tuple[str, ...]:
        """Return the NHS bodies that have a role for every district of the area in the span."""
        sets = [self._role_of(district, role, span) for district in sorted(area.districts)]
        known = [found for found in sets if found]
        if not known or len(known) < len(sets):
            return ()
        return tuple(dict.fromkeys(key for found in known for key in found))

    def _role_of(self, district: str, role: str, span: Span) -> tuple[str, ...]:
        first, last = f"{span[0]}-01-01", f"{span[1]}-12-31"
        return tuple(
            key
            for key, begun, ended in self._role_rows.get((role, district), ())
            if (not begun or begun <= last)
            and (not ended or ended >= first)
            and open_in(self.agency(key), *span)
        )

    def with_prefix(self, area: Area, prefix: str, span: Span) -> tuple[str, ...]:
        """Return the local agencies whose keys begin so, open in the span."""
        return tuple(
            key
            for key in self.local(area)
            if key.startswith(prefix) and open_in(self.agency(key), *span)
        )


def _overlap(one: Agency, other: Agency) -> bool:
    """Say whether two bodies stood at the same time."""
    return (one.valid_from or "") <= (other.valid_to or "9") and (other.valid_from or "") <= (
        one.valid_to or "9"
    )


def _trust_regions(register: Register) -> dict[str, frozenset[str]]:
    """Return the districts of its board's area for every trust: where it may be looked for."""
    regions = {}
    for row in register.tables["nhs_trusts"]:
        icb = register.agencies.get(f"ods-{row['icb_ods'].lower()}") if row["icb_ods"] else None
        if icb is not None:
            regions[f"ods-{row['ods_code'].lower()}"] = frozenset(icb.districts)
    return regions


def _ccg_shares(register: Register) -> dict[str, dict[str, dict[str, float]]]:
    """Return, by edition of the lookup and district, each CCG's share; greatest of any as well."""
    current = _current(register)
    result: dict[str, dict[str, dict[str, float]]] = {_ANY: defaultdict(dict)}
    for row in sorted(register.tables["district_ccg"], key=lambda row: row["as_of"]):
        district = current.get(row["lad_gss"], row["lad_gss"])
        key = f"ods-{row['ccg_ods'].lower()}"
        key = f"{key}-ccg" if f"{key}-ccg" in register.agencies else key
        if key not in register.agencies:
            continue
        for edition in (row["as_of"], _ANY):
            shares = result.setdefault(edition, defaultdict(dict))[district]
            shares[key] = max(shares.get(key, 0.0), float(row["share_of_lad"]))
    return result


def _icb_shares(register: Register) -> dict[str, dict[str, float]]:
    """Return, by district of then and of now, each ICB's share of it, by small areas."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    whole: dict[str, int] = defaultdict(int)
    current = _current(register)
    for row in register.tables["district_icb"]:
        number = int(row["lsoas"])
        codes = (row["lad_gss_2021"], row["lad_gss_current"])
        for district in {current.get(code, code) for code in codes}:
            whole[district] += number
            for code in {row["icb_ods_2022_2026"], row["icb_ods_april_2026"]} - {""}:
                counts[district][f"ods-{code.lower()}"] += number
    return {
        district: {key: number / whole[district] for key, number in sorted(shares.items())}
        for district, shares in counts.items()
    }


def _current(register: Register) -> dict[str, str]:
    """Return the present code of every district code."""
    return {
        code: agency.codes[0].value
        for agency in register.agencies.values()
        if agency.kind == "council"
        for code in _gss(agency)
    }


def _gss(agency: Agency) -> Iterable[str]:
    return (code.value for code in agency.codes if code.scheme == "gss")
