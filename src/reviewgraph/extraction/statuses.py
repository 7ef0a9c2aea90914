"""How far an action came, where a plan says it in plain words.

Only the first words of the column on completion and outcome count, and only where they leave no
doubt: a colour alone, a date alone and a hope ("to be completed by May") say nothing sure. What
is not plain stays as printed.
"""

import re

from reviewgraph.extraction.model import Progress, Reported

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COLOUR = re.compile(r"^(?:red|amber|green|yellow|blue|rag)\b[\s:;,.–—/()-]*", re.IGNORECASE)
_DONE = r"(?:complete|completed|done|achieved|implemented|closed|actioned|delivered|finished)"
_PLAIN = (
    (Progress.SUPERSEDED, r"superseded|no longer (?:needed|required|applicable|relevant)"),
    (
        Progress.PLANNED,
        r"(?:has |have )?not (?:yet )?(?:been )?(?:started|begun|commenced)"
        r"|yet to (?:start|begin|commence)"
        r"|to (?:start|begin|commence|be (?:started|begun|commenced))|planned|outstanding|pending",
    ),
    (
        Progress.IN_PROGRESS,
        r"(?:currently |still |work )?(?:ongoing|on-going|on going|in progress|under ?way|on track)"
        r"|(?:part|partly|partially|largely|mostly) (?:completed?|implemented|achieved|done)"
        r"|(?:work )?(?:has )?(?:started|begun|commenced)",
    ),
    (
        Progress.COMPLETE,
        rf"(?:action |now |fully |all |has been |was |been )*{_DONE}"
        r"(?!\s+(?:by\b(?! the\b)|in part|subject to|except|apart from|for \w+ of))",
    ),
)
_STATUSES = tuple(
    (status, re.compile(rf"(?:{words})(?![\w-])", re.IGNORECASE)) for status, words in _PLAIN
)
_AND_DATE = re.compile(
    r"[\s:;,.–—()-]*(?:(?:in|on|as of|since|as at|at|by the end of)\s+)?"
    r"(?P<date>(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.?,?\s+(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
    r"|(?:\d{1,2}[/.-])?(?P<month>\d{1,2})[/.-](?P<numbered>(?:19|20)\d\d|\d\d)(?!\d))",
    re.IGNORECASE,
)
_DOUBTS = re.compile(r"\b(?:but|however|not|except|although|until|unless|awaiting|still)\b", re.I)
_NEAR = 60
"""Doubt within so many letters behind the words takes their plainness away."""


def reported(cell: str) -> Reported | None:
    """Return what a plan's cell on completion says plainly; None if it is not plain.

    >>> reported("Completed March 2019").month
    '2019-03'
    """
    colour = _COLOUR.match(cell)
    start = colour.end() if colour else 0
    for progress, pattern in _STATUSES:
        match = pattern.match(cell, start)
        if match is None:
            continue
        date = _AND_DATE.match(cell, match.end())
        end = date.end() if date else match.end()
        rest = re.split(r"[.;]", cell[end : end + _NEAR], maxsplit=1)[0]
        if progress is Progress.COMPLETE and _DOUBTS.search(rest):
            return None
        month = _month(date) if date and progress is Progress.COMPLETE else None
        return Reported(progress, cell[match.start() : end].strip(), month)
    return None


def _month(date: re.Match[str]) -> str | None:
    """Return the month a date names, as XML Schema writes it; a day is left out."""
    year = date["year"] or date["numbered"]
    year = year if len(year) == 4 else f"20{year}"
    number = _MONTHS.index(date["name"].casefold()) + 1 if date["name"] else int(date["month"])
    return f"{year}-{number:02}" if 1 <= number <= 12 else None
