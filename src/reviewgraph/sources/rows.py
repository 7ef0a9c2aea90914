"""What a reader finds in one source before series and keys are given."""

from dataclasses import dataclass

from reviewgraph.errors import SourceError

MOST_ROWS = 2_000
"""The longest list seen has 54 rows; more than this is a table of something else."""

LONGEST = {
    "title": 1_000,
    "area": 500,
    "summary": 50_000,
    "number": 200,
    "series": 500,
    "recommendation": 20_000,
    "addressee": 2_000,
}
"""Characters of a cell; the longest recommendation seen has some 2,000."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recommendation as a reader took it from its source."""

    number: str
    """As printed; empty where none is printed."""
    text: str
    addressee: str
    """The cell as printed; may be empty."""
    split_confidence: float = 1.0
    series: str | None = None
    """The series the source names for it; pages name none."""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a reader found in one source."""

    rows: tuple[Row, ...]
    title: str | None = None
    kind: str | None = None
    """Key of a review kind, if the source states one that is known."""
    area: str | None = None
    upload_month: str | None = None
    year_of_death: str | None = None
    stated_count: int | None = None
    summary: str | None = None
    statutory_basis: str | None = None
    notes: tuple[str, ...] = ()


def check_count(rows: int, place: str) -> None:
    """Raise SourceError for more rows than one review has."""
    if rows > MOST_ROWS:
        raise SourceError(
            place, f"holds {rows} rows, more than one review has; give one file per review"
        )


def check_size(page: Page, place: str) -> None:
    """Raise SourceError for more rows than one review has, or a cell that is none.

    What is far longer than anything printed is a page whose cells ran together, and would cost
    minutes to look for themes and bodies in.
    """
    check_count(len(page.rows), place)
    cells = {
        "title": (page.title,),
        "area": (page.area,),
        "summary": (page.summary,),
        "number": tuple(row.number for row in page.rows),
        "series": tuple(row.series for row in page.rows),
        "recommendation": tuple(row.text for row in page.rows),
        "addressee": tuple(row.addressee for row in page.rows),
    }
    for name, found in cells.items():
        longest = max((len(cell) for cell in found if cell), default=0)
        if longest > LONGEST[name]:
            raise SourceError(
                place,
                f"has a {name} of {longest:,} characters, more than the {LONGEST[name]:,} that "
                "are read; look where its cells end",
            )


def collapse(text: str) -> str:
    """Return ``text`` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def words(listed: str) -> frozenset[str]:
    """Return the words of a list written out over several lines."""
    return frozenset(listed.split())
