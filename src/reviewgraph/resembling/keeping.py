"""A comparison as plain arrays, the form in which it is kept from one build to the next."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewgraph.resembling.comparing import Comparison, Duplicate
from reviewgraph.resembling.matrix import Matrix, Scored

Arrays = dict[str, NDArray[Any]]

_TEXTS = ("keys", "reviews", "years")


def to_arrays(comparison: Comparison) -> Arrays:
    """Return arrays that ``from_arrays`` turns back; none needs pickling."""
    arrays: Arrays = {
        f"matrix_{field.name}": np.asarray(getattr(comparison.matrix, field.name))
        for field in fields(Matrix)
        if field.name not in _TEXTS
    }
    for name in _TEXTS:
        arrays[f"matrix_{name}"] = _bytes(getattr(comparison.matrix, name))
    for field in fields(Scored):
        arrays[f"alike_{field.name}"] = getattr(comparison.alike, field.name)
    arrays |= {"counts": comparison.counts, "kept": comparison.kept}
    twice = comparison.duplicates
    arrays["twice"] = _bytes([name for each in twice for name in (each.left, each.right)])
    arrays["twice_shared"] = np.asarray([(each.shared, each.of) for each in twice], dtype=np.int64)
    return arrays


def from_arrays(arrays: Arrays) -> Comparison:
    """Return the comparison that ``to_arrays`` was given."""
    rows: dict[str, Any] = {name: _texts(arrays[f"matrix_{name}"]) for name in _TEXTS}
    for field in fields(Matrix):
        if field.name not in _TEXTS:
            rows[field.name] = arrays[f"matrix_{field.name}"]
    names = iter(_texts(arrays["twice"]))
    return Comparison(
        matrix=Matrix(**rows),
        alike=Scored(*(arrays[f"alike_{field.name}"] for field in fields(Scored))),
        counts=arrays["counts"],
        kept=arrays["kept"],
        duplicates=tuple(
            Duplicate(next(names), next(names), shared, of)
            for shared, of in arrays["twice_shared"].reshape(-1, 2).tolist()
        ),
    )


def _bytes(texts: "tuple[str, ...] | list[str]") -> NDArray[np.bytes_]:
    """Return texts as UTF-8 of one width, which a file holds without pickling."""
    return np.asarray([text.encode() for text in texts], dtype=np.bytes_)


def _texts(encoded: NDArray[np.bytes_]) -> tuple[str, ...]:
    return tuple(text.decode() for text in encoded.tolist())
