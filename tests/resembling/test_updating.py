"""An update gives what comparing everything anew gives, however full the files are."""

from random import Random

import numpy as np
import pytest

from reviewgraph.resembling import (
    Change,
    Comparison,
    Feature,
    Item,
    Matrix,
    Signature,
    compare,
    joined,
    matrix,
    splice,
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


def updated(
    old: Comparison, changed: frozenset[str], rows: Rows, limit: int = 10
) -> tuple[Comparison, Change]:
    """Return the comparison after ``changed`` reviews were replaced by those that have rows."""
    fresh = matrix((pair for pairs in rows.values() for pair in pairs), old.matrix.hashes)
    how = splice(old.matrix, changed, fresh)
    return update(old, how, joined(how, old.matrix, fresh), limit)


def told(comparison: Comparison) -> list[tuple[str, str, float]]:
    return sorted(of(comparison, comparison.told))


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
        fresh = {name: rows[name] for name in changed}
        new, change = updated(old, frozenset(changed), fresh, limit=6)
        anew = compare(as_matrix(rows), limit=6)
        assert told(new) == told(anew)
        assert new.duplicates == anew.duplicates
        stayed = set(told(old)) - of(old, change.gone)
        assert stayed | of(new, change.come) == set(told(new))
        assert not stayed & of(new, change.come)
        old = new


def of(comparison: Comparison, which: np.ndarray) -> set[tuple[str, str, float]]:
    keys, pairs = comparison.matrix.keys, comparison.alike.only(which)
    score = comparison.matrix.score(pairs.left, pairs.right)
    return {
        (keys[left], keys[right], round(float(each), 9))
        for (left, right), each in zip(pairs, score, strict=True)
    }


def test_files_are_full_enough_to_part_and_join_rows() -> None:
    random = Random(1)
    rows = {f"{number:03}": invented(random, f"{number:03}", 5) for number in range(90)}
    everything = as_matrix(rows)
    left, right = np.triu_indices(len(everything.keys), 1)
    apart = everything.review[left] != everything.review[right]
    alike = (everything.score(left[apart], right[apart]) >= 0.55).sum()
    assert len(compare(everything).alike.left) < 0.9 * alike


def test_nothing_changed_changes_nothing() -> None:
    random = Random(2)
    rows = {f"{number:03}": invented(random, f"{number:03}", 5) for number in range(20)}
    old = compare(as_matrix(rows))
    new, change = updated(old, frozenset(), {})
    assert told(new) == told(old)
    assert not change.gone.any()
    assert not change.come.any()


def test_an_empty_comparison_grows() -> None:
    rows = {f"{number:03}": invented(Random(number), f"{number:03}", 5) for number in range(20)}
    new, change = updated(compare(matrix([])), frozenset(rows), rows)
    assert told(new) == told(compare(as_matrix(rows)))
    assert change.come.sum() == len(new.pairs.left) > 0
