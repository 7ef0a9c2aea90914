"""What a source says and what is derived from it, as frozen values.

Three layers that never overwrite one another: as printed (``addressee``), as read
(``addressees``, ``series``), as resolved (``Resolution``). Numbers, months and years are the
source's strings; ``None`` means only "the source does not say".
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A change that a review asks one or more agencies to make."""

    key: str
    """Local key inside the review; see identifiers.recommendation_keys."""
    number: str
    """As printed; not unique, and empty where none is printed."""
    text: str
    """As printed, white space collapsed."""
    addressee: str
    """The addressee cell as printed; may be empty."""
    addressees: tuple[str, ...]
    """The cell split into the bodies it lists, each as printed."""
    series: str
    """Key of the numbering series it belongs to."""
    row: int
    """Place on the page, from 1."""
    position: int
    """Place in its series, from 1, by number as a person would sort it."""
    split_confidence: float = 1.0
    """How sure the boundary between text and addressee is; 1 where the source marks it."""
    page: int | None = None
    """Page of a full report, from 1."""


@dataclass(frozen=True, slots=True)
class Series:
    """A run of recommendation numbers inside one review."""

    key: str
    label: str
    """The agency whose list it is, as printed, or "overview report"."""
    single_agency: bool


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a person adds to a source in ``<stem>.toml``; see sources.sidecar."""

    page: str | None = None
    """Address of the page that was read."""
    report: str | None = None
    """Address of the full report."""
    rights: str | None = None
    """What is known of the rights in the text, in words."""
    licence: str | None = None
    """Address of the licence under which the text may be published; None if none is known."""
    kind: str | None = None
    """Key of a review kind, such as ``safeguarding-adult-review``."""
    invented: bool = False
    area: str | None = None
    year_of_death: str | None = None
    title: str | None = None
    withdrawn: bool = False
    upload_month: str | None = None
    """``YYYY-MM``, as a listing of the Home Office library gives it."""
    tags: tuple[str, ...] = ()
    """Slugs of the themes with which the library tags the review; none means "not tagged"."""
    listed_in: str | None = None
    """Address of the dataset that gave area, upload month and tags."""
    retrieved: str | None = None
    """Date on which the page's bytes came from its address."""
    report_retrieved: str | None = None
    """Date on which the full report's bytes came from its address."""


@dataclass(frozen=True, slots=True)
class Review:
    """One review as its source tells it."""

    identifier: str
    """The stem of the source file."""
    kind: str
    """Key of a review kind, such as ``domestic-homicide-review``."""
    title: str | None
    area: str | None
    """The CSP line as printed."""
    upload_month: str | None
    """``YYYY-MM``: when the report was put in the Home Office library, not its date."""
    year_of_death: str | None
    stated_count: int | None
    """How many recommendations the source says it holds."""
    summary: str | None
    statutory_basis: str | None
    """legislation.gov.uk IRI of the section under which the review was held."""
    series: tuple[Series, ...]
    recommendations: tuple[Recommendation, ...]
    sidecar: Sidecar = Sidecar()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read, so that it can be found again and proved to be the same bytes."""

    name: str
    """Without its folder's path."""
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A review, where it was read, and what the reader noticed."""

    review: Review
    source: str
    """Name of the source file, without its folder's path."""
    sha256: str
    """Of the bytes read."""
    media_type: str
    notes: tuple[str, ...] = ()
    """One line each: a count that differs, a boundary that was guessed."""
    report: SourceFile | None = None
    """The full report that was read beside the source."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Return the files that were read, the source first."""
        own = SourceFile(self.source, self.sha256, self.media_type)
        return (own,) if self.report is None else (own, self.report)


@dataclass(frozen=True, slots=True)
class Quote:
    """Where in a text something stands: half-open character offsets, and the words."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def quote(text: str, start: int, end: int, context: int = 32) -> Quote:
    """Return the quote ``text[start:end]`` with up to ``context`` characters either side."""
    return Quote(
        start,
        end,
        text[start:end],
        text[max(0, start - context) : start],
        text[end : end + context],
    )


class Judgement(StrEnum):
    """What a person said of a machine's proposal."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Tagging:
    """A concept found in a text, with its evidence."""

    concept: str
    """Key of the concept in its scheme."""
    facet: str
    """``theme``, ``action`` or ``standard``."""
    quote: Quote
    label: str
    """The label of the scheme that matched."""
    rule: str
    confidence: float
    judgement: Judgement | None = None


class MentionKind(StrEnum):
    """What kind of thing an addressee string names; exactly one each."""

    NAMED_BODY = "named-body"
    SUB_UNIT = "sub-unit"
    ROLE = "role"
    PARTNERSHIP = "partnership"
    GENERIC_BODY = "generic-body"
    PSEUDONYM = "pseudonym"
    CLASS = "class"
    COLLECTIVE = "collective"
    NATIONAL_GOVERNMENT = "national-government"


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation as a source prints it, in one recommendation."""

    name: str
    """As printed."""
    kind: MentionKind
    agency_type: str | None
    """Key of an agency type, such as ``police-force``."""
    in_text: bool
    """True if it stands in the text and not in the addressee cell."""
    quote: Quote | None
    """Where it stands in the text, if it does."""
    expanded: str | None = None
    """The full form that the review's own text gives for an abbreviation."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agency that a mention could stand for."""

    agency: str
    """Key of an agency in the register."""
    score: float
    """0 to 1."""
    reason: str
    """One sentence a person can check."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention, the agency it stands for if that is sure, and what else it could be."""

    mention: Mention
    agency: str | None
    predicate: str | None
    """``skos:exactMatch``, ``skos:broadMatch``…: what the link claims."""
    justification: str | None
    """semapv term, such as ``semapv:LexicalMatching``."""
    rule: str
    confidence: float
    reason: str
    candidates: tuple[Candidate, ...] = ()
    judgement: Judgement | None = None
