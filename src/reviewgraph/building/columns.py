"""Columns of numbers as files of one folder: written piece by piece, read where looked at.

``index.json`` says what each file holds, and is written last: a folder without it, or with a
file of another size, is no folder of columns. Nothing waits for the disk: what a power cut takes
away is missing at the end of a file, and can be made again.
"""

import json
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

_INDEX = "index.json"

Column = NDArray[Any]


class ColumnsWriter:
    """Columns being written into a new folder; complete when left without an error."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.rest: dict[str, Any] = {}
        """What to keep beside the columns, as JSON has it."""
        self._files = ExitStack()
        self._open: dict[str, BinaryIO] = {}
        self._forms: dict[str, tuple[str, list[int]]] = {}

    def append(self, name: str, part: Column) -> None:
        """Write more of a column; all its parts are of one type and width."""
        if name not in self._open:
            # Unbuffered: nothing is left to be written when a full disk ends the build.
            file = self._files.enter_context((self.folder / name).open("wb", buffering=0))
            self._open[name] = file
            self._forms[name] = (part.dtype.str, [0, *part.shape[1:]])
        self._forms[name][1][0] += len(part)
        part.tofile(self._open[name])

    def __enter__(self) -> "ColumnsWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()
        if error is None:
            index = json.dumps({"columns": self._forms, "rest": self.rest})
            (self.folder / _INDEX).write_text(index, encoding="utf-8")


def read_columns(folder: Path) -> tuple[dict[str, Column], dict[str, Any]]:
    """Return the columns of a folder, mapped into memory, and what is kept beside them.

    Raises OSError or ValueError if the folder is not what ``ColumnsWriter`` wrote.
    """
    try:
        index = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
        forms = {
            name: (np.dtype(kind), tuple(shape)) for name, (kind, shape) in index["columns"].items()
        }
        rest: dict[str, Any] = index["rest"]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{folder / _INDEX}: {error}") from error
    return {name: _mapped(folder / name, *form) for name, form in forms.items()}, rest


def _mapped(path: Path, kind: "np.dtype[Any]", shape: tuple[int, ...]) -> Column:
    wanted = kind.itemsize * int(np.prod(shape))
    if path.stat().st_size != wanted:
        raise ValueError(f"{path}: does not hold {wanted} bytes")
    if not wanted:  # nothing cannot be mapped
        return np.empty(shape, kind)
    return np.asarray(np.memmap(path, kind, "r", shape=shape))
