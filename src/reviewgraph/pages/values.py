"""What pages show, as values; templates only lay them out."""

from dataclasses import dataclass

from reviewgraph.namespaces import ID


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing that has a page: its IRI and its label."""

    iri: str
    label: str

    @property
    def local(self) -> str:
        """Kind and key, such as ``theme/mental-capacity``; empty for a thing that is not ours."""
        return self.iri.removeprefix(ID) if self.iri.startswith(ID) else ""

    @property
    def kind(self) -> str:
        """What kind of thing it is, such as ``theme``."""
        return self.local.partition("/")[0]

    @property
    def key(self) -> str:
        """Its key, such as ``mental-capacity``."""
        return self.local.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Count:
    """How often something occurs."""

    of: Ref
    count: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the graph says something: the words, the rule, and how sure it is."""

    rule: str
    confidence: str
    prefix: str = ""
    exact: str = ""
    suffix: str = ""
    matched: str = ""
    """The label of the scheme that the words matched."""
    reason: str = ""
    start: int = -1
    """Where the words stand in the text, in code points; -1 where no place is stated."""
    end: int = -1
    status: str = ""
    """``asserted``, ``candidate``, ``accepted``, ``rejected``; empty where none is stated."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A thing that was derived, and its evidence."""

    of: Ref
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation as printed, as read and as resolved."""

    ref: Ref
    printed: str
    kind: Ref | None
    type: Ref | None
    expanded: str
    in_text: bool
    links: tuple[Claim, ...]

    @property
    def resolved(self) -> tuple[Claim, ...]:
        """The links that are sure or that a person has accepted."""
        return tuple(link for link in self.links if link.evidence.status in _SURE)

    @property
    def candidates(self) -> tuple[Claim, ...]:
        """What it could also be."""
        return tuple(link for link in self.links if link.evidence.status == "candidate")


_SURE = ("asserted", "accepted", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation as lists show it."""

    ref: Ref
    number: str
    text: str
    printed: str
    """The addressee cell."""
    review: Ref
    year: str = ""
    themes: tuple[Ref, ...] = ()
    agencies: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A recommendation that asks for much the same in another review."""

    entry: Entry
    score: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a review was read."""

    name: str
    page: str
    report: str
    rights: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SeriesList:
    """A series and its recommendations."""

    ref: Ref
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything the page of a review shows."""

    ref: Ref
    kind: Ref | None
    area: str
    year: str
    month: str
    stated: str
    summary: str
    basis: str
    invented: bool
    withdrawn: bool
    commissioned_by: Ref | None
    source: Source | None
    themes: tuple[Claim, ...]
    series: tuple[SeriesList, ...]
    twins: tuple[Ref, ...] = ()
    """Other publications of the same review."""

    @property
    def count(self) -> int:
        """How many recommendations were read."""
        return sum(len(each.entries) for each in self.series)


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """Everything the page of a recommendation shows."""

    entry: Entry
    series: Ref
    invented: bool
    source: Source | None
    themes: tuple[Claim, ...]
    actions: tuple[Claim, ...]
    standards: tuple[Claim, ...]
    rejected: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    resemblances: tuple[Resemblance, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An event in which agencies end and others take over."""

    date: str
    label: str
    originals: tuple[Ref, ...]
    results: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code of an agency in a register."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """Everything the page of an agency shows."""

    ref: Ref
    type: Ref | None
    names: tuple[str, ...]
    codes: tuple[Code, ...]
    founded: str
    dissolved: str
    registers: tuple[str, ...]
    changes: tuple[Change, ...]
    predecessors: tuple[Ref, ...]
    successors: tuple[Ref, ...]
    entries: tuple[Entry, ...]
    inherited: tuple[Entry, ...]
    themes: tuple[Count, ...]
    commissioned: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ThemePage:
    """Everything the page of a theme shows."""

    ref: Ref
    definition: str
    note: str
    group: Ref | None
    members: tuple[Count, ...]
    related: tuple[Ref, ...]
    names: tuple[str, ...]
    years: tuple[tuple[str, int], ...]
    types: tuple[Count, ...]
    agencies: tuple[Count, ...]
    together: tuple[Count, ...]
    entries: tuple[Entry, ...]
    summaries: tuple[Ref, ...]
    pairs: tuple[tuple[Entry, Entry, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as lists show it."""

    ref: Ref
    kind: str
    area: str
    year: str
    month: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Things that belong together in a list."""

    label: str
    members: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything the first page shows."""

    reviews: int
    recommendations: int
    agencies: int
    themes: int
    triples: int
    newest: tuple[ReviewRow, ...]
    top_themes: tuple[Count, ...]
    top_types: tuple[Count, ...]
    years: tuple[tuple[str, int], ...]
    repeated: int
    """Pairs of recommendations that ask for much the same in different reviews."""
    invented: int
    """Reviews that do not exist, for tests and examples."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A property of a thing and its values, as the plain page shows them."""

    property: Ref
    values: tuple[tuple[str, str], ...] = ()
    """Text, and the IRI if it is one."""
    count: int = 0
    """How many things point at it by this property; more than ``values`` if the list is cut."""


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The page of a thing that has no page of its own design."""

    ref: Ref
    statements: tuple[Statement, ...]
    pointing: tuple[Statement, ...]
