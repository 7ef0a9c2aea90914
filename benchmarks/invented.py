"""Invent a review: agencies of a real area, recommendations nobody made, numbers as printed.

A review is a function of a seed and its own number alone, so a corpus of 100 is the beginning of
one of 100,000, and any review can be made without the others.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.grammar import expand

_FIRST_UPLOAD = int(datetime(2022, 11, 1, tzinfo=UTC).timestamp())
_UPLOAD_SECONDS = int(datetime(2026, 7, 1, tzinfo=UTC).timestamp()) - _FIRST_UPLOAD
_STRIDE = 37_199_119
"""A prime that does not divide the seconds above: no two reviews share an upload moment."""
_AGAIN = (100, 57)
"""Of every hundred reviews, the 58th is the 57th, published again."""
_FEWEST, _MOST = 4, 54
_RECURRING = 0.1


@dataclass(frozen=True, slots=True)
class Area:
    """An area and the public bodies in it."""

    name: str
    council: str
    county: str
    police: str
    ccg: str
    icb: str
    trust: str


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation as a page prints it."""

    number: str
    text: str
    addressee: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a page prints of a review."""

    stem: str
    area: str
    published: str
    year_of_death: str | None
    stated: int
    summary: str
    rows: tuple[Row, ...]


@cache
def areas() -> tuple[Area, ...]:
    """Return the areas of ``areas.tsv``."""
    lines = Path(__file__).with_name("areas.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple(Area(*row) for row in rows[1:])


def review(seed: int, number: int) -> Review:
    """Return review ``number`` of the corpus that ``seed`` stands for."""
    every, place = _AGAIN
    original = number - 1 if number % every == place else number
    random = Random(f"{seed}:{original}")
    area = random.choice(areas())
    first = _upload(seed, original)
    year = max(2011, first.year - 1 - int(random.gammavariate(2.0, 1.6)))
    rows = _rows(random, area, year)
    stated = len(rows) + (random.choice((-1, 1)) if random.random() < 0.02 else 0)
    stated_year = None if random.random() < 0.08 else str(year)
    upload = _upload(seed, number)
    summary = expand("summary", Random(f"{seed}:{number}:summary"))
    stem = f"{int(upload.timestamp()):08x}-{_slug(area.name)}"
    return Review(stem, area.name, f"{upload:%B %Y}", stated_year, stated, summary, tuple(rows))


def _upload(seed: int, number: int) -> datetime:
    offset = Random(f"{seed}:uploads").randrange(_UPLOAD_SECONDS)
    moment = _FIRST_UPLOAD + (number * _STRIDE + offset) % _UPLOAD_SECONDS
    return datetime.fromtimestamp(moment, tz=UTC)


def _slug(name: str) -> str:
    letters = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
    return "-".join(filter(None, letters.replace("'", "").split("-")))


@dataclass(frozen=True, slots=True)
class _Agency:
    cells: tuple[str, ...]
    """How the addressee cell prints it."""
    subjects: tuple[str, ...]
    """How a text begins with it."""
    own_series: bool = False


def _agencies(area: Area, year: int) -> list[_Agency]:
    """Return the agencies a review of the area may address, at the time of the death."""
    social = area.county or area.council
    if not area.ccg:
        commissioner = "Local Health Board"
    elif year >= 2022:
        commissioner = area.icb
    else:
        commissioner = area.ccg
    csp = f"{area.name} Community Safety Partnership"
    police = (area.police, area.police, f"{area.police} (Public Protection)", "Police")
    trust = area.trust or f"{area.name} Hospitals NHS Trust"
    return [
        _Agency(
            (csp, "CSP", f"{area.name} CSP", f"Safer {area.name} Partnership"), (csp, "The CSP")
        ),
        _Agency(police, (area.police, "The force", "The Constabulary"), own_series=True),
        _Agency((area.council, "LA", "Local Authority"), ("The Council", area.council), True),
        _Agency(
            (f"{social} Adult Social Care", "Adult Social Care", "ASC"),
            ("Adult Social Care",),
            True,
        ),
        _Agency((f"{social} Children’s Services", "CSC"), ("Children’s Social Care",), True),
        _Agency(
            (commissioner, commissioner, "Clinical Commissioning Group"), (commissioner,), True
        ),
        _Agency((trust, trust, "Acute Trust"), ("The Trust", trust), True),
        _Agency(("Mental Health Trust", "Mental Health Services", "LFT"), ("The Trust",), True),
        _Agency(
            ("GP practice", "GP Practices", "General Practitioners"), ("GPs", "The practice"), True
        ),
        _Agency(
            ("Probation Service", "National Probation Service"), ("The Probation Service",), True
        ),
        _Agency((f"{area.name} Homes", "Housing Providers", "Housing"), ("The landlord",), True),
        _Agency(("Homecare Provider", "Care Agency"), ("The provider",), True),
        _Agency(("Safeguarding Adults Board", f"{area.name} SAB", "LA ASB"), ("The Board",)),
        _Agency(("Domestic Abuse Partnership Board",), ("The Partnership Board",)),
        _Agency(("IDVA Service", "Domestic Abuse Service"), ("The service",), True),
        _Agency(
            ("NHS England", "Home Office", "Department of Health & Social Care"), ("Government",)
        ),
        _Agency(
            ("All agencies", "All Agencies", "Multiple Agencies"), ("All agencies", "Agencies")
        ),
        _Agency(("All agencies", "Contributing agencies to this review"), ("Every agency",)),
    ]


def _rows(random: Random, area: Area, year: int) -> list[Row]:
    count = min(_MOST, max(_FEWEST, round(random.gammavariate(3.0, 6.3))))
    agencies = _agencies(area, year)
    own = random.sample([each for each in agencies if each.own_series], random.randint(0, 4))
    spread: list[_Agency | None] = [random.choice([None, None, *own]) for _ in range(count)]
    plan = [each or random.choice(agencies) for each in spread]
    style = random.choices(
        ("restart", "plain", "R", "section", "letter", "paragraph"), (35, 35, 8, 12, 5, 5)
    )[0]
    numbers = _numbers(style, spread, random)
    rows = [
        Row(number, _text(random, agency), _cell(random, agency, agencies))
        for number, agency in zip(numbers, plan, strict=True)
    ]
    return sorted(rows, key=lambda row: row.number)


def _numbers(style: str, spread: list[_Agency | None], random: Random) -> list[str]:
    """Return the printed numbers; where each agency's list restarts, they repeat."""
    section = random.randint(3, 15)
    counts: dict[int, int] = {}
    numbers = []
    for place, agency in enumerate(spread, start=1):
        own = counts[id(agency)] = counts.get(id(agency), 0) + 1
        numbers.append(
            {
                "restart": str(own),
                "plain": str(place),
                "R": f"R{place}",
                "section": f"{section}.{(place - 1) // 9 + 1}.{(place - 1) % 9 + 1}",
                "letter": f"{(place + 1) // 2}{'ab'[(place + 1) % 2]}",
                "paragraph": f"{section}.{100 + 3 * place}({'abcd'[place % 4]})",
            }[style]
        )
    return numbers


def _text(random: Random, agency: _Agency) -> str:
    symbol = "recurring" if random.random() < _RECURRING else "ask"
    parts = [expand(symbol, random, random.choice(agency.subjects))]
    if random.random() < 0.12:
        parts += [expand("bullets", random) for _ in range(random.choice((1, 1, 1, 2, 4)))]
    if random.random() < 0.05:
        parts.append(expand("comment", random))
    return " ".join(parts)


def _cell(random: Random, agency: _Agency, agencies: list[_Agency]) -> str:
    first = random.choice(agency.cells)
    chance = random.random()
    if chance < 0.10:
        return f"{first} | {random.choice(random.choice(agencies).cells)}"
    if chance < 0.12:
        names = [random.choice(each.cells) for each in random.sample(agencies, 2)]
        return " | ".join([first, *names])
    return first
