"""Which pairs meet no more and which are found, after some rows came or went."""

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.candidates import NEIGHBOURS, Entries, filed, merged, sharing
from reviewgraph.resembling.comparing import Comparison, over
from reviewgraph.resembling.matrix import Hashes, Ints, Matrix
from reviewgraph.resembling.numbering import Numbering
from reviewgraph.resembling.pairs import Pairs, among, once, pairs_of


def parted_and_met(old: Comparison, matrix: Matrix, numbering: Numbering) -> tuple[Ints, Pairs]:
    """Return places of old pairs that meet no more, though both are there, and pairs to add.

    ``matrix`` holds the rows there are now.
    """
    before, after = _met(old.matrix, matrix, numbering)
    count = numbering.count
    suspects = pairs_of(before[~among(before, after)], count)
    places = old.alike.find(
        Pairs(
            *(numbering.before(ends).astype(np.uint32) for ends in (suspects.left, suspects.right))
        )
    )
    suspects, places = suspects.only(places >= 0), places[places >= 0]
    parted = places[~_meet(matrix, suspects.codes(count))]
    met = pairs_of(after[~among(after, before)], count)
    apart = matrix.review[met.left] != matrix.review[met.right]
    met = met.only(apart)
    alike = pairs_of(over(matrix, met.left.astype(np.int64), met.right.astype(np.int64)), count)
    return parted, alike.only(~_known(old, numbering, alike))


def _known(old: Comparison, numbering: Numbering, pairs: Pairs) -> NDArray[np.bool_]:
    """Return which pairs of new rows were known to be alike before."""
    new = np.zeros(numbering.count, dtype=np.bool_)
    new[numbering.inserted] = True
    known = ~(new[pairs.left] | new[pairs.right])
    stayed = pairs.only(known)
    known[known] = (
        old.alike.find(
            Pairs(
                *(numbering.before(ends).astype(np.uint32) for ends in (stayed.left, stayed.right))
            )
        )
        >= 0
    )
    return known


def _met(before: Matrix, matrix: Matrix, numbering: Numbering) -> tuple[Ints, Ints]:
    """Return the pairs that met, and that meet now, near a change; in the numbers there are now.

    Of those that met, only pairs that are still there.
    """
    removed, inserted = numbering.removed, numbering.inserted
    gone, come = filed(before, removed), filed(matrix, inserted)
    files = np.unique(np.concatenate([gone.files, come.files]))
    meanings = np.concatenate([before.ids[removed].ravel(), matrix.ids[inserted].ravel()])
    there = filed(matrix, sharing(matrix, meanings), files=files)
    gone = Entries(gone.labels, _renumbered(gone.rows, removed, numbering.removed_among_all()))
    entries = merged(Entries(there.labels, numbering.among_all(there.rows)), gone)
    was, comes = np.zeros((2, numbering.all), dtype=np.bool_)
    was[numbering.removed_among_all()] = True
    comes[numbering.among_all(inserted)] = True
    found = []
    for absent in (comes, was):
        left, right = np.divmod(_around(entries, absent, was | comes), numbering.all)
        stay = ~(was[left] | was[right])
        left, right = numbering.from_all(left[stay]), numbering.from_all(right[stay])
        found.append(left * numbering.count + right)
    return found[0], found[1]


def _renumbered(rows: Ints, old: Ints, new: Ints) -> Ints:
    return new[np.searchsorted(old, rows)] if len(rows) else rows


def _around(entries: Entries, absent: NDArray[np.bool_], changed: NDArray[np.bool_]) -> Ints:
    """Return the pairs that meet near a changed entry, among the rows that are not ``absent``."""
    present = ~absent[entries.rows]
    # The place, among those present, of each changed entry or of the gap it leaves.
    places: Ints = (np.cumsum(present) - present)[changed[entries.rows]]
    near = once((places[:, None] - np.arange(NEIGHBOURS + 1)).ravel())
    return entries.only(present).meetings(len(absent), near[near >= 0])


def _meet(matrix: Matrix, pairs: Ints) -> NDArray[np.bool_]:
    """Return which pairs of rows meet in any file."""
    if not len(pairs):
        return np.zeros(0, dtype=np.bool_)
    count = len(matrix.keys)
    rows = once(np.concatenate(np.divmod(pairs, count)))
    there = sharing(matrix, matrix.ids[rows].ravel())
    entries = filed(matrix, there, files=_common_files(matrix, pairs, rows))
    ends = np.zeros(count, dtype=np.bool_)
    ends[rows] = True
    places = np.flatnonzero(ends[entries.rows])
    near = once((places[:, None] - np.arange(NEIGHBOURS + 1)).ravel())
    return among(pairs, entries.meetings(count, near[near >= 0]))


def _common_files(matrix: Matrix, pairs: Ints, rows: Ints) -> Hashes:
    """Return the files in which both of a pair stand, sorted; ``rows`` are the ends of all pairs.

    A pair meets in none but those, and they are few of the files in which either stands.
    """
    count = len(matrix.keys)
    entries = filed(matrix, rows)
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
