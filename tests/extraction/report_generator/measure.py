"""The measure: align, then count what is found, whole, rightly numbered and rightly addressed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_FOLDS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}
)


@dataclass(frozen=True)
class Row:
    """One recommendation, of the truth or of an answer."""

    number: str
    text: str
    primary: str
    aliases: tuple[str, ...] = ()


@dataclass
class Score:
    gold: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0
    starts: int = 0
    ends: int = 0
    numbers: int = 0
    primaries: int = 0
    rows: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(self.values(), other.values(), strict=True)))

    def values(self) -> tuple[int, ...]:
        return (
            self.gold,
            self.found,
            self.matched,
            self.exact,
            self.starts,
            self.ends,
            self.numbers,
            self.primaries,
            self.rows,
        )

    def f1(self, count: int) -> float:
        return 2 * count / (self.gold + self.found) if self.gold + self.found else 1.0

    def share(self, count: int) -> float:
        return count / self.matched if self.matched else 0.0


def fold(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).translate(_FOLDS).casefold()
    return text.strip(" ;.").split()


def fold_number(number: str) -> str:
    number = re.sub(r"^(?:recommendation|rec)\b\.?\s*", "", number.casefold().strip())
    return re.sub(r"[\s().:]+", "", re.sub(r"^r(?=\d)", "", number).replace(".", "·")).strip("·")


def token_f1(a: Sequence[str], b: Sequence[str]) -> float:
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if a and b else 0.0


def align(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pair rows one to one, best text first; number, then order, break ties."""
    golds, founds = [fold(r.text) for r in gold], [fold(r.text) for r in found]
    pairs = []
    for i, a in enumerate(golds):
        for j, b in enumerate(founds):
            score = token_f1(a, b)
            if score >= 0.5:
                same = fold_number(gold[i].number) == fold_number(found[j].number)
                pairs.append((-score, not same, abs(i - j), i, j))
    done: dict[int, int] = {}
    for _, _, _, i, j in sorted(pairs):
        if i not in done and j not in done.values():
            done[i] = j
    return sorted(done.items())


def measure(gold: Sequence[Row], found: Sequence[Row]) -> Score:
    score = Score(len(gold), len(found))
    for i, j in align(gold, found):
        a, b = fold(gold[i].text), fold(found[j].text)
        exact = a == b
        number = fold_number(gold[i].number) == fold_number(found[j].number)
        primary = _same_body(gold[i], found[j])
        score += Score(
            0, 0, 1, exact, a[:5] == b[:5], a[-5:] == b[-5:], number, primary,
            exact and number and primary,
        )  # fmt: skip
    return score


def _same_body(gold: Row, found: Row) -> bool:
    wanted = {" ".join(fold(name)) for name in (gold.primary, *gold.aliases)}
    return bool(wanted & {" ".join(fold(name)) for name in (found.primary, *found.aliases)})
