"""Which numbering series each row of a review belongs to.

A page prints no series. It shows when there are several: numbers repeat. The lists of single
agencies then restart the numbering, and each is addressed to exactly one body; what is left is
the list of the overview report.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewgraph.identifiers import fingerprint, slug
from reviewgraph.model import Series
from reviewgraph.sources.names import is_collective, is_partnership
from reviewgraph.sources.numbering import code_of, counting_number, natural_key
from reviewgraph.sources.rows import Row
from reviewgraph.sources.splitting import split_addressee

OVERVIEW = Series("overview", "overview report", False)


@dataclass(frozen=True, slots=True)
class _List:
    """Rows that could be one agency's own list."""

    label: str
    rows: tuple[int, ...]


def series_of(rows: Sequence[Row]) -> tuple[tuple[Series, ...], tuple[str, ...]]:
    """Return the series of a review and, for each row, the key of the one it belongs to.

    Series that the source names are taken as they are. Otherwise see the module's rule: no
    repeated number, no second series. The overview report comes last. No row, no series.
    """
    named = [row.series for row in rows]
    labels = named if any(named) else _inferred(rows)
    series: dict[str, Series] = {}
    keys = []
    for label in labels:
        one = OVERVIEW if label is None else _series(label)
        series.setdefault(one.key, one)
        keys.append(one.key)
    ordered = sorted(series.values(), key=lambda one: one.key == OVERVIEW.key)
    return tuple(ordered), tuple(keys)


def positions(rows: Sequence[Row], keys: Sequence[str]) -> tuple[int, ...]:
    """Return each row's place in its series, from 1; equal numbers keep the page's order."""
    order = sorted(range(len(rows)), key=lambda index: (natural_key(rows[index].number), index))
    counted: Counter[str] = Counter()
    places = [0] * len(rows)
    for index in order:
        counted[keys[index]] += 1
        places[index] = counted[keys[index]]
    return tuple(places)


def _series(label: str) -> Series:
    key = slug(label) or f"series-{fingerprint(label)}"
    return OVERVIEW if key in {"overview", "overview-report"} else Series(key, label, True)


def _inferred(rows: Sequence[Row]) -> list[str | None]:
    labels: list[str | None] = [None] * len(rows)
    numbers = [_counted(row.number) for row in rows]
    if len(set(numbers)) == len(numbers):
        return labels
    lists = _agency_lists(rows, numbers)
    for one in lists:
        for index in one.rows:
            labels[index] = one.label
    return labels


def _counted(number: str) -> object:
    base = code_of(number)[0]
    count = counting_number(base)
    return base.casefold() if count is None else count


def _agency_lists(rows: Sequence[Row], numbers: Sequence[object]) -> list[_List]:
    """Return the lists of single agencies, leaving the overview report a list that starts at 1."""
    groups = list(_groups(rows))
    lists = [run for group in groups if (run := _run(group, numbers))]
    chosen = [one for one in lists if _repeats(one, numbers)]
    return _without_overview(chosen, rows, numbers)


def _groups(rows: Sequence[Row]) -> Iterable[_List]:
    """Yield the rows that share an agency: the code in their number, else the addressee cell."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        code = code_of(row.number)[1]
        names = split_addressee(row.addressee)
        if code is not None:
            groups[code].append(index)
        elif len(names) == 1 and not is_collective(names[0]):
            groups[names[0]].append(index)
    for label, indexes in groups.items():
        yield _List(label, tuple(indexes))


def _run(group: _List, numbers: Sequence[object]) -> _List | None:
    """Return the rows of ``group`` numbered 1, 2, 3 … without a gap; None if it has no 1.

    A number that stands twice under one agency is in its own list once; the first is taken,
    because pages put the lists of agencies before the overview report's rows.
    """
    first: dict[object, int] = {}
    for index in group.rows:
        first.setdefault(numbers[index], index)
    run = []
    count = 1
    while count in first:
        run.append(first[count])
        count += 1
    gap_free = all(number in range(1, count) for number in first if isinstance(number, int))
    return _List(group.label, tuple(run)) if run and gap_free else None


def _repeats(one: _List, numbers: Sequence[object]) -> bool:
    inside = set(one.rows)
    others = {number for index, number in enumerate(numbers) if index not in inside}
    return any(numbers[index] in others for index in one.rows)


def _without_overview(
    chosen: list[_List], rows: Sequence[Row], numbers: Sequence[object]
) -> list[_List]:
    """Return ``chosen`` without the lists whose rows the overview report's list lacks.

    Its row 1 may be addressed to one body only, and would then look like a list of one.
    """
    taken = {index for one in chosen for index in one.rows}
    left = {numbers[index] for index in range(len(rows)) if index not in taken}
    counts = {number for number in left if isinstance(number, int)}
    missing = set(range(1, max(counts))) - counts if counts else set()
    for one in sorted(chosen, key=lambda one: (not is_partnership(one.label), len(one.rows))):
        filled = {numbers[index] for index in one.rows}
        if missing and filled <= missing:
            missing -= filled
            chosen = [other for other in chosen if other is not one]
    return chosen
