"""Put the rows of changed reviews in the place of those they had, without reading a text again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.matrix import Hashes, Ints, Matrix, assembled, in_order
from reviewgraph.resembling.texts import Texts

_COLUMNS = ("lots", "ids", "weights", "subjects", "widths", "heaviest", "sets", "clashes")
_TEXTS = ("keys", "quotes")

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of reviews that stand side by side, and stay or come together."""

    fresh: bool
    """Whether they are rows of the fresh matrix."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Splice:
    """How the rows of one matrix take the place of some rows of another."""

    reviews: tuple[tuple[str, str, int], ...]
    """Name, year and number of rows of each review there is now."""
    runs: tuple[Run, ...]
    """All rows there are now, in order."""
    removed: Ints
    """Rows of the old matrix that are gone."""


def splice(old: Matrix, changed: frozenset[str], fresh: Matrix) -> Splice:
    """Return how ``old`` becomes what it is without ``changed`` reviews and with ``fresh`` ones."""
    reviews = sorted(_reviews(old, changed, fresh), key=lambda each: in_order(each[0]))
    stays = np.ones(len(old.keys), dtype=np.bool_)
    for place, review in enumerate(old.reviews):
        if review in changed:
            stays[old.bounds[place] : old.bounds[place + 1]] = False
    return Splice(
        tuple((review, year, run.end - run.start) for review, year, run in reviews),
        tuple(_runs(run for *_, run in reviews)),
        np.flatnonzero(~stays),
    )


def _reviews(old: Matrix, changed: frozenset[str], fresh: Matrix) -> Iterator[tuple[str, str, Run]]:
    for of in (old, fresh):
        bounds = of.bounds.tolist()
        for place, (review, year) in enumerate(zip(of.reviews, of.years, strict=True)):
            if of is fresh or review not in changed:
                yield review, year, Run(of is fresh, bounds[place], bounds[place + 1])


def _runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs with those that follow one another made one."""
    last: Run | None = None
    for run in runs:
        if last is not None and last.fresh == run.fresh and last.end == run.start:
            last = Run(run.fresh, last.start, run.end)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last


def columns_of(matrix: Matrix) -> Columns:
    """Return what a matrix holds for each row, and the letters of its texts."""
    columns = {name: getattr(matrix, name) for name in _COLUMNS}
    for name in _TEXTS:
        texts: Texts = getattr(matrix, name)
        columns |= {f"{name}_letters": texts.letters, f"{name}_ends": texts.ends}
    return columns


def matrix_from(
    columns: Columns, reviews: Iterable[tuple[str, str, int]], hashes: Hashes
) -> Matrix:
    """Return the matrix that has such columns; of each review, name, year and number of rows."""
    names, years, sizes = zip(*reviews, strict=True) if reviews else ((), (), ())
    rows: dict[str, Any] = {name: columns[name] for name in _COLUMNS}
    rows |= {name: Texts(columns[f"{name}_letters"], columns[f"{name}_ends"]) for name in _TEXTS}
    return assembled(names, years, np.asarray(sizes, dtype=np.int64), hashes, **rows)


def spliced(how: Splice, old: Matrix, fresh: Matrix) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the parts of which each column consists after a splice, each with the column's name.

    ``fresh`` numbers the meanings as ``old`` does.
    """
    sides = columns_of(old), columns_of(fresh)
    for name in _COLUMNS:
        for run in how.runs:
            yield name, sides[run.fresh][name][run.start : run.end]
    for name in _TEXTS:
        length = 0
        for run in how.runs:
            letters, ends = (sides[run.fresh][f"{name}_{part}"] for part in ("letters", "ends"))
            first, last = (int(ends[end - 1]) if end else 0 for end in (run.start, run.end))
            yield f"{name}_letters", letters[first:last]
            yield f"{name}_ends", ends[run.start : run.end] + (length - first)
            length += last - first


def joined(how: Splice, old: Matrix, fresh: Matrix) -> Matrix:
    """Return the matrix that a splice gives."""
    parts = {name: [column[:0]] for name, column in columns_of(old).items()}
    for name, part in spliced(how, old, fresh):
        parts[name].append(part)
    columns = {name: np.concatenate(several) for name, several in parts.items()}
    return matrix_from(columns, how.reviews, fresh.hashes)
