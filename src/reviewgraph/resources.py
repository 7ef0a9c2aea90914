"""Where the shipped ontology, shapes, queries and data lie: in a checkout or inside the wheel."""

from pathlib import Path

from reviewgraph.errors import DataError

_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE / "_shipped", _HERE.parents[1])


def shipped(name: str) -> Path:
    """Return the shipped file or folder ``name``, such as ``ontology`` or ``data/reviews``.

    Raises DataError if the installation lacks it.
    """
    for place in _PLACES:
        if (place / name).exists():
            return place / name
    raise DataError(f"{name}: not part of this installation; reinstall reviewgraph")
