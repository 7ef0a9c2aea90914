"""Many texts in two arrays, so that they can stay in a file until one is wanted."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by number."""

    letters: NDArray[np.uint8]
    """All of them in UTF-8, one after the other."""
    ends: NDArray[np.int64]
    """Where each of them ends."""

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        if number < 0 or number >= len(self.ends):
            raise IndexError(number)
        start = int(self.ends[number - 1]) if number else 0
        return self.letters[start : int(self.ends[number])].tobytes().decode()


def texts(given: Iterable[str]) -> Texts:
    """Return texts as arrays."""
    encoded = [text.encode() for text in given]
    sizes = np.fromiter(map(len, encoded), np.int64, count=len(encoded))
    return Texts(np.frombuffer(b"".join(encoded), dtype=np.uint8), np.cumsum(sizes))
