"""Expand the grammar of invented recommendations."""

import re
from functools import cache
from pathlib import Path
from random import Random

_SLOT = re.compile(r"\{([a-z-]+)(\?)?\}")
_BEFORE_STOP = re.compile(r"\s+([.,;])")
_NO_NAMES = {"Agencies", "All", "Every", "The"}
_SPACES = re.compile(r"\s{2,}")

Grammar = dict[str, tuple[str, ...]]


@cache
def grammar() -> Grammar:
    """Return the alternatives of every symbol; raise ValueError if one is used but not given."""
    symbols: dict[str, list[str]] = {}
    current = ""
    for line in Path(__file__).with_name("grammar.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            symbols[current].append(line[2:])
        elif line and not line.startswith("#"):
            current = line
            symbols[current] = []
    used = {name for each in symbols.values() for text in each for name, _ in _SLOT.findall(text)}
    if missing := used - symbols.keys():
        raise ValueError(f"grammar.txt uses but does not give: {sorted(missing)}")
    return {name: tuple(texts) for name, texts in symbols.items()}


def expand(symbol: str, random: Random, who: str = "") -> str:
    """Return one sentence of the grammar, spaced and capitalised as English is."""
    name, _, rest = who.partition(" ")
    inside = f"{name.lower()} {rest}".strip() if name in _NO_NAMES else who
    text = _expand(symbol, random).replace("WHO", inside)
    text = _SPACES.sub(" ", _BEFORE_STOP.sub(r"\1", text)).strip()
    return text[:1].upper() + text[1:]


def _expand(symbol: str, random: Random) -> str:
    def fill(slot: re.Match[str]) -> str:
        if slot[2] and random.random() < 0.5:
            return ""
        return _expand(slot[1], random)

    return _SLOT.sub(fill, random.choice(grammar()[symbol]))
