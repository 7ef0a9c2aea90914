"""Which lines of a flat page begin a row, and the number each begins with.

Every row begins with its number. A wrapped line may begin with digits too ("2016 guidance"),
so candidates are judged together: pages print rows sorted by number as text, and often say how
many there are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewgraph.sources.endings import folded
from reviewgraph.sources.names import HEADS
from reviewgraph.sources.numbering import natural_key
from reviewgraph.sources.rows import words

_NUMBER = re.compile(
    r"""
    (?P<number>
        (?:(?:Recommendation|Rec\.?)\s|[A-Z]{1,4}\.?)?     # R1, SAB2
        \d{1,4}(?:\.\d{1,4}){0,5}                          # 15.10.1
        (?:[a-z](?![\w'’]))?                               # 2a
        (?:\([a-z0-9]{1,4}\))*                             # 3.140(a)
        (?P<letter>\ [a-z](?=\s))?                         # 9.1 a
        (?P<code>\ \([A-Z][A-Za-z&/]{1,11}\))?             # 10 (ABCT)
        [.):]?
    )
    \s+(?P<rest>\S.*)
    """,
    re.VERBOSE,
)
_MOST = 400
"""More candidates than this are taken as they are; the longest list seen has 54 rows."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = words("""
    day days week weeks month months year years hour hours minutes working per percent of and to or
    guidance act page pages people cases reviews april may june july august
    september october november december january february march
    """)


@dataclass(frozen=True, slots=True)
class Start:
    """A line that begins a row."""

    line: int
    number: str
    rest: str
    cost: int = 0
    """How unlike a row's beginning it looks; 0 is like one."""


def row_starts(lines: Sequence[str], stated: int | None) -> tuple[Start, ...]:
    """Return the lines that begin rows, in their order.

    With as many candidates as the page states, all are taken. With more, those that break the
    order of the others, or look like wrapped text, are given up first.
    """
    candidates = [start for i, line in enumerate(lines) if (start := _candidate(i, lines))]
    candidates = _without_article(candidates)
    enough = stated is not None and len(candidates) <= stated
    if enough or not 1 < len(candidates) <= _MOST:
        return tuple(candidates)
    return tuple(_best_chain(candidates, stated))


def _candidate(index: int, lines: Sequence[str]) -> Start | None:
    found = _NUMBER.fullmatch(lines[index])
    if found is None:
        return None
    number, rest = found["number"], found["rest"]
    first = rest.split()[0]
    cost = 0
    if _YEAR.fullmatch(number.rstrip(".):")) or first.casefold().strip(",.;") in _UNITS:
        cost += 3
    if number[-1:] in ".):" or not any(character.isalnum() for character in first):
        cost += 1
    if first[0].islower():
        cost += 1
    if not _ends_row(lines, index - 1):
        cost += 3
    return Start(index, number, rest, cost)


def _ends_row(lines: Sequence[str], index: int) -> bool:
    """Say whether the last line with words, from ``index`` upwards, could end a row."""
    while index >= 0 and not lines[index]:
        index -= 1
    if index < 0:
        return True
    last = lines[index].split()[-1]
    return not last[0].islower() or folded(last) in HEADS or last[-1] in ".)"


def _without_article(candidates: Sequence[Start]) -> list[Start]:
    """Return the candidates with "3 a review of …" read as number 3, not number "3 a".

    A single letter belongs to the number where a capital follows it or where the same number
    stands with another letter.
    """
    lettered = {start.number for start in candidates if re.search(r" [b-z]$", start.number)}
    made = []
    for start in candidates:
        base, space, letter = start.number.rpartition(" ")
        loose = space and len(letter) == 1 and letter.islower()
        if loose and not (
            start.rest[0].isupper() or any(number.startswith(f"{base} ") for number in lettered)
        ):
            start = Start(start.line, base, f"{letter} {start.rest}", start.cost)
        made.append(start)
    return made


def _in_order(one: str, other: str) -> bool:
    return one <= other or natural_key(one) <= natural_key(other)


def _best_chain(candidates: Sequence[Start], stated: int | None) -> list[Start]:
    """Return the cheapest choice of candidates (dynamic programming over pairs).

    Giving a candidate up costs 4, keeping an unlikely one its cost, and a step against the
    order of numbers, as text and by value, 3. If the page states a count, the cheapest choice
    of that size wins.
    """
    size = len(candidates)
    wanted = stated if stated is not None and 0 < stated < size else None
    best: list[dict[int, tuple[int, tuple[int, ...]]]] = []
    for index, candidate in enumerate(candidates):
        row: dict[int, tuple[int, tuple[int, ...]]] = {1: (candidate.cost + 4 * index, (index,))}
        for before in range(max(0, index - 12), index):
            step = candidate.cost + 4 * (index - before - 1)
            step += 0 if _in_order(candidates[before].number, candidate.number) else 3
            for count, (cost, chain) in best[before].items():
                if count + 1 not in row or cost + step < row[count + 1][0]:
                    row[count + 1] = (cost + step, (*chain, index))
        best.append(row)
    ends = [
        (cost + 4 * (size - 1 - index), count, chain)
        for index, row in enumerate(best)
        for count, (cost, chain) in row.items()
    ]
    exact = [end for end in ends if end[1] == wanted]
    return [candidates[index] for index in min(exact or ends)[2]]
