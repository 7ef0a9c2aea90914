"""What is found in a full report, as frozen values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

PLACEHOLDER = "[withheld]"
"""Stands for words that wait for a person's decision."""


class Where(StrEnum):
    """The part of a report that prints a recommendation."""

    MAIN = "main"
    SUMMARY = "executive-summary"
    CHAPTER = "agency-chapter"
    BOX = "box"
    PLAN = "action-plan"


class Told(StrEnum):
    """How a report says whom it addresses."""

    SENTENCE = "sentence"
    ACRONYM = "acronym"
    HEADING = "heading"
    LEAD_IN = "lead-in"
    LABEL = "label"
    COLUMN = "column"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a recommendation is printed, and how it reads there."""

    where: Where
    page: int | None
    """From 1; None where the format has no pages."""
    index: int
    """Block of the document, from 1."""
    label: str
    """The label as printed there."""
    text: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """A body that a recommendation addresses, as printed, and how the report says so."""

    name: str
    told: Told
    expanded: str | None = None
    """The full form that the report's own text gives for an abbreviation."""


class Secret(StrEnum):
    """What kind of words a person has to decide on before they are published."""

    NAME = "name"
    INITIALS = "initials"
    DATE = "exact-date"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Words taken out of a text until a person decides; the words themselves are not kept."""

    kind: Secret
    start: int
    """Offset of the placeholder in the text that holds it."""
    length: int
    """How many characters were taken out."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One key milestone of an action, as printed."""

    text: str


class Progress(StrEnum):
    """How far an action came; the values are those of the scheme of follow-up statuses."""

    COMPLETE = "complete"
    IN_PROGRESS = "in-progress"
    PLANNED = "planned"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a plan says plainly of how far an action came."""

    progress: Progress
    words: str
    """The words that say it, as printed."""
    month: str | None = None
    """When it was completed, as a month (``2019-03``), if the plan says."""


@dataclass(frozen=True, slots=True)
class Action:
    """One row or numbered part of an action plan, every cell as printed."""

    text: str
    recommendation: str
    """Key of the recommendation it carries out; empty if the plan's row matches none."""
    label: str
    """The number the plan gives the row, as printed."""
    group: str
    """The theme row above it, as printed; may be empty."""
    scope: str
    lead_agency: str
    milestones: tuple[Milestone, ...]
    target_date: str
    completed: str
    outcome: str
    page: int | None
    reported: Reported | None = None
    withheld: int = 0
    """How many passages of its cells wait for a person."""


@dataclass(frozen=True, slots=True)
class Found:
    """A recommendation as a full report prints it, with all its places."""

    key: str
    number: str
    label: str
    text: str
    addressees: tuple[Addressee, ...]
    """The primary one first; empty where the report names none."""
    conflict: Addressee | None
    """The body that the sentence names where heading or label name another."""
    group: str
    """The heading or lead-in of its list, as printed; may be empty."""
    single_agency: bool
    lead_in: str
    """The words its sentence goes on from, such as "The Trust should ensure that:"."""
    places: tuple[Place, ...]
    withheld: tuple[Withheld, ...] = ()

    @property
    def page(self) -> int | None:
        """Return the page of its main place."""
        return self.places[0].page

    @property
    def primary(self) -> str:
        """Return the first addressee as printed; empty if there is none."""
        return self.addressees[0].name if self.addressees else ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one full report yields."""

    source: str
    """Name of the file, without its folder."""
    sha256: str
    media_type: str
    pages: int | None
    recommendations: tuple[Found, ...]
    actions: tuple[Action, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    """Abbreviations and the full forms the report gives for them."""
    notes: tuple[str, ...] = field(default=())
    """One line each; never empty where nothing was found."""

    @property
    def withheld(self) -> int:
        """Return how many passages wait for a person."""
        return waiting(self.recommendations, self.actions)


def waiting(recommendations: Iterable[Found], actions: Iterable[Action]) -> int:
    """Return how many passages of recommendations, their addressees and actions are withheld."""
    told = sum(
        len(found.withheld) + sum(PLACEHOLDER in one.name for one in found.addressees)
        for found in recommendations
    )
    return told + sum(action.withheld for action in actions)
