"""Bring a comparison up to date when some reviews changed, at the cost of what changed.

The result is that of comparing everything anew, to the last pair. A row that comes or goes moves
others nearer together or further apart in the files it stands in, and nowhere else; so only those
files are opened again, and only round the places where something changed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.candidates import NEIGHBOURS, Entries, among, filed, once, sharing
from reviewgraph.resembling.comparing import Comparison, best, counting, over, united
from reviewgraph.resembling.joining import joined, without
from reviewgraph.resembling.matrix import Hashes, Ints, Matrix, Scored


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did to the pairs that are told, by their places in the two comparisons."""

    gone: NDArray[np.bool_]
    """Of the old comparison's ``alike``."""
    come: NDArray[np.bool_]
    """Of the new comparison's ``alike``."""


def update(
    old: Comparison, changed: frozenset[str], fresh: Matrix, limit: int = 10
) -> tuple[Comparison, Change]:
    """Return the comparison after ``changed`` reviews were replaced by those in ``fresh``.

    ``changed`` names every review that is new, gone or different; ``fresh`` holds the rows of
    those that are not gone. Every pair of a changed review is told as gone and as come.
    """
    left_out = np.asarray([review in changed for review in old.matrix.reviews], dtype=np.bool_)
    removed = left_out[old.matrix.review] if len(left_out) else np.zeros(0, dtype=np.bool_)
    union, from_old, from_fresh = joined(old.matrix, fresh)
    state = _State(union, len(union.keys), from_old[removed], from_fresh)
    known = Scored(from_old[old.alike.left], from_old[old.alike.right], old.alike.score)
    alike = _amended(state, known)
    stays = ~state.mark(state.removed)
    matrix = without(union, stays)
    place = np.cumsum(stays) - 1
    moved = Scored(place[alike.left], place[alike.right], alike.score)
    counts, duplicates = counting(matrix, moved)
    before, after = (each.left * state.count + each.right for each in (known, alike))
    kept = _kept(state, old, (known, alike), (before, after), counts, limit)
    new = Comparison(matrix, moved, counts, kept, duplicates)
    told_before, told_after = before[old.kept], after[kept]
    return new, Change(
        gone=old.kept & ~among(before, told_after), come=kept & ~among(after, told_before)
    )


@dataclass(frozen=True, slots=True)
class _State:
    union: Matrix
    """The rows that were and the rows that are."""
    count: int
    removed: Ints
    inserted: Ints

    def mark(self, rows: Ints) -> NDArray[np.bool_]:
        marked = np.zeros(self.count, dtype=np.bool_)
        marked[rows] = True
        return marked


def _amended(state: _State, known: Scored) -> Scored:
    """Return the pairs alike after the change."""
    union, count = state.union, state.count
    removed = state.mark(state.removed)
    changed = np.concatenate([state.removed, state.inserted])
    entries = filed(union, sharing(union, changed), files=_files(union, changed))
    before = _around(entries, ~state.mark(state.inserted), state)
    after = _around(entries, ~removed, state)
    known = known.only(~removed[known.left] & ~removed[known.right])
    codes = known.left * count + known.right
    suspects = codes[among(codes, before[~among(before, after)])]
    parted = suspects[~_meet(state, suspects)]
    known = known.only(~among(codes, parted))
    left, right = np.divmod(after[~among(after, codes)], count)
    apart = union.review[left] != union.review[right]
    return united(count, [known, over(union, left[apart], right[apart])])


def _files(union: Matrix, rows: Ints) -> NDArray[np.uint64]:
    """Return the files in which rows stand, sorted."""
    return np.unique(filed(union, rows).files)


def _around(entries: Entries, there: NDArray[np.bool_], state: _State) -> Ints:
    """Return the pairs that meet near a changed entry, among the rows that are ``there``."""
    present = there[entries.rows]
    changed = state.mark(np.concatenate([state.removed, state.inserted]))[entries.rows]
    # The place, among those present, of each changed entry or of the gap it leaves.
    places: Ints = (np.cumsum(present) - present)[changed]
    near = (places[:, None] - np.arange(NEIGHBOURS + 1)).ravel()
    return entries.only(present).meetings(state.count, once(near[near >= 0]))


def _meet(state: _State, pairs: Ints) -> NDArray[np.bool_]:
    """Return which pairs of rows meet in any file, now that the removed rows are gone."""
    union, count = state.union, state.count
    rows = once(np.concatenate(np.divmod(pairs, count)))
    there = sharing(union, rows)
    there = there[~state.mark(state.removed)[there]]
    entries = filed(union, there, files=_common_files(union, pairs, rows))
    ends = state.mark(rows)[entries.rows]
    places = np.flatnonzero(ends)
    near = once((places[:, None] - np.arange(NEIGHBOURS + 1)).ravel())
    return among(pairs, entries.meetings(count, near[near >= 0]))


def _common_files(union: Matrix, pairs: Ints, rows: Ints) -> Hashes:
    """Return the files in which both of a pair stand, sorted; ``rows`` are the ends of all pairs.

    A pair meets in none but those, and they are few of the files in which either stands.
    """
    count = len(union.keys)
    entries = filed(union, rows)
    files, number = np.unique(entries.files, return_inverse=True)
    order = np.argsort(entries.rows, kind="stable")
    row, file = entries.rows[order], number[order]
    standing = np.sort(file * count + row)
    left, right = np.divmod(pairs, count)
    begins, ends = np.searchsorted(row, left), np.searchsorted(row, left, side="right")
    common = np.zeros(len(files), dtype=np.bool_)
    for step in range(int((ends - begins).max(initial=0))):
        held = begins + step < ends
        here = file[(begins + step)[held]]
        common[here[among(here * count + right[held], standing)]] = True
    return files[common]


def _kept(
    state: _State,
    old: Comparison,
    pairs: tuple[Scored, Scored],
    codes: tuple[Ints, Ints],
    counts: NDArray[np.bool_],
    limit: int,
) -> NDArray[np.bool_]:
    """Return which pairs are told: as before, but for the rows whose pairs are not what they were.

    A pair is judged by both of its ends, so all pairs of either end are looked at.
    """
    (known, alike), (before, after) = pairs, codes
    stood = among(after, before)
    origin = np.searchsorted(before, after[stood])
    counted, kept = np.zeros((2, len(after)), dtype=np.bool_)
    counted[stood], kept[stood] = old.counts[origin], old.kept[origin]
    other = alike.only(counts != counted)
    lost = known.only(old.counts & ~among(before, after))
    touched = state.mark(np.concatenate([other.left, other.right, lost.left, lost.right]))
    judged = touched[alike.left] | touched[alike.right]
    ends = state.mark(np.concatenate([alike.left[judged], alike.right[judged]]))
    looked_at = counts & (ends[alike.left] | ends[alike.right])
    best_now = np.zeros(len(after), dtype=np.bool_)
    best_now[looked_at] = best(state.union, alike.only(looked_at), limit)
    return np.where(judged, best_now, kept)
