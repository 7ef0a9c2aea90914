"""An update gives what comparing everything anew gives, however full the files are."""

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from reviewgraph.resembling import (
    Comparison,
    Feature,
    Item,
    Matrix,
    Signature,
    compare,
    from_arrays,
    matrix,
    to_arrays,
    update,
)

WORDS = [f"word {number}" for number in range(14)]
Rows = dict[str, list[tuple[Item, Signature]]]


def invented(random: Random, review: str, rows: int) -> list[tuple[Item, Signature]]:
    made = []
    for number in range(rows):
        names = sorted(random.sample(WORDS[: random.choice((5, 14))], random.randint(1, 5)))
        features = tuple(Feature(name, 1, True, 0, 1) for name in names)
        item = Item(f"{review}--{number}", review, "", year=random.choice(("2011", None)))
        made.append((item, Signature(features)))
    return made


def as_matrix(rows: Rows) -> Matrix:
    return matrix(pair for pairs in rows.values() for pair in pairs)


def told(comparison: Comparison) -> list[tuple[str, str, float]]:
    keys = comparison.matrix.keys
    return [(keys[left], keys[right], round(score, 9)) for left, right, score in comparison.pairs]


@pytest.mark.parametrize("seed", range(12))
def test_an_update_is_what_a_comparison_anew_is(seed: int) -> None:
    random = Random(seed)
    names = [f"{number:03}" for number in range(90)]
    rows = {name: invented(random, name, 5) for name in names}
    old = compare(as_matrix(rows), limit=6)
    for _ in range(3):
        changed = random.sample(names, random.choice((1, 1, 4)))
        for name in changed:
            rows[name] = invented(random, name, random.choice((0, 3, 5, 9)))
        if random.random() < 0.5:
            again = f"{random.choice(names)}-again"
            rows[again] = [
                (Item(f"{again}--{at}", again, "", year=item.year), signature)
                for at, (item, signature) in enumerate(rows[again[:3]])
            ]
            changed.append(again)
        fresh = as_matrix({name: rows[name] for name in changed})
        new, change = update(old, frozenset(changed), fresh, limit=6)
        anew = compare(as_matrix(rows), limit=6)
        assert told(new) == told(anew)
        assert new.duplicates == anew.duplicates
        stayed = set(told(old)) - of(old, change.gone)
        assert stayed | of(new, change.come) == set(told(new))
        assert not stayed & of(new, change.come)
        old = new


def of(comparison: Comparison, which: np.ndarray) -> set[tuple[str, str, float]]:
    keys = comparison.matrix.keys
    return {
        (keys[left], keys[right], round(score, 9))
        for left, right, score in comparison.alike.only(which)
    }


def test_files_are_full_enough_to_part_and_join_rows() -> None:
    random = Random(1)
    rows = {f"{number:03}": invented(random, f"{number:03}", 5) for number in range(90)}
    everything = as_matrix(rows)
    left, right = np.triu_indices(len(everything.keys), 1)
    apart = everything.review[left] != everything.review[right]
    alike = (everything.score(left[apart], right[apart]).score >= 0.55).sum()
    assert len(compare(everything).alike.left) < 0.9 * alike


def test_nothing_changed_changes_nothing() -> None:
    random = Random(2)
    rows = {f"{number:03}": invented(random, f"{number:03}", 5) for number in range(20)}
    old = compare(as_matrix(rows))
    new, change = update(old, frozenset(), matrix([]))
    assert told(new) == told(old)
    assert not change.gone.any()
    assert not change.come.any()


def test_an_empty_comparison_grows() -> None:
    rows = {f"{number:03}": invented(Random(number), f"{number:03}", 5) for number in range(20)}
    new, change = update(compare(matrix([])), frozenset(rows), as_matrix(rows))
    assert told(new) == told(compare(as_matrix(rows)))
    assert change.come.sum() == len(new.pairs.left) > 0


def test_a_comparison_is_kept_in_a_file(tmp_path: Path) -> None:
    rows = {f"{number:03}": invented(Random(number), f"{number:03}", 6) for number in range(30)}
    rows["030"] = [
        (Item(f"030--{at}", "030", "", year=item.year), signature)
        for at, (item, signature) in enumerate(rows["000"])
    ]
    old = compare(as_matrix(rows))
    arrays: Any = to_arrays(old)
    np.savez(tmp_path / "kept.npz", **arrays)
    with np.load(tmp_path / "kept.npz", allow_pickle=False) as kept:
        again = from_arrays(dict(kept))
    assert told(again) == told(old)
    assert again.duplicates == old.duplicates != ()
    rows["001"] = invented(Random(99), "001", 4)
    fresh = as_matrix({"001": rows["001"]})
    new, _ = update(again, frozenset({"001"}), fresh)
    assert told(new) == told(compare(as_matrix(rows)))
