"""What the register of agencies holds, as frozen values.

A code is a string in a scheme; a date is an ISO string; ``None`` means the registers do not say.
An agency is one body with all its codes. A code that named two bodies in turn, as a CCG's code
names a sub-ICB location since July 2022, gives two agencies with the same code.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A body's code in one scheme, such as ``nhs-ods``."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of a body; ``kind`` is ``former``, ``usual``, ``abbreviation`` or ``site``.

    A site is a hospital that a trust runs: people name it and mean the trust.
    """

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that reviews can address, at one time and in one area."""

    key: str
    """Local name of its IRI, such as ``gss-e09000016``."""
    name: str
    kind: str
    """Key of an agency type, such as ``police-force``."""
    codes: tuple[Code, ...]
    source: str
    """Name of the registry table it stands in."""
    names: tuple[Name, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    """Last day of existence."""
    districts: tuple[str, ...] = ()
    """Codes of the local authority districts it serves; empty if national or not known."""
    part_of: str | None = None
    """Key of the agency it belongs to or is attached to."""
    tier: str | None = None
    """Councils only: ``unitary``, ``district``, ``county`` or ``combined``."""
    places: tuple[str, ...] = ()
    """Names of the area in its own name: "Havering", "Thames Valley"."""


@dataclass(frozen=True, slots=True)
class Change:
    """Bodies that ended, bodies that took over, and the day on which they did."""

    date: str
    originals: tuple[str, ...]
    results: tuple[str, ...]
    label: str
    source: str


def open_in(agency: Agency, first: int, last: int) -> bool:
    """Say whether the agency existed at some time in the years ``first`` to ``last``."""
    begun = agency.valid_from is None or int(agency.valid_from[:4]) <= last
    return begun and (agency.valid_to is None or int(agency.valid_to[:4]) >= first)


def open_throughout(agency: Agency, first: int, last: int) -> bool:
    """Say whether the agency existed on every day of the years ``first`` to ``last``."""
    begun = agency.valid_from is None or agency.valid_from <= f"{first}-01-01"
    return begun and (agency.valid_to is None or agency.valid_to >= f"{last}-12-31")
