"""Find all phrases of a scheme in a text in one pass over its words.

The phrases lie in one trie whose edges are symbols; each distinct word is turned into its
symbols once and remembered. The pass costs one trie walk a word, however many labels there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reviewgraph.themes.patterns import Symbols
from reviewgraph.themes.words import Token

Span = tuple[int, int]
"""First and last word of an occurrence, both inside."""

_REMEMBERED = 200_000


@dataclass(slots=True)
class _Node:
    edges: dict[str, "_Node"] = field(default_factory=dict)
    phrases: list[int] = field(default_factory=list)


class PhraseFinder:
    """Knows a set of phrases by number; says where each occurs."""

    def __init__(self) -> None:
        self._root = _Node()
        self._numbers: dict[frozenset[Symbols], int] = {}
        self._symbols: set[str] = set()
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, tuple[tuple[str, ...], tuple[_Node, ...]]] = {}

    def add(self, readings: Iterable[Symbols]) -> int:
        """Return the number of the phrase with these readings, adding it if it is new."""
        key = frozenset(readings)
        number = self._numbers.setdefault(key, len(self._numbers))
        if number == len(self._numbers) - 1:
            for reading in sorted(key):
                self._insert(reading, number)
        return number

    def _insert(self, reading: Symbols, number: int) -> None:
        node = self._root
        for symbol in reading:
            self._symbols.add(symbol)
            if symbol.endswith("*") and symbol not in self._stems[symbol[:3]]:
                self._stems[symbol[:3]].append(symbol)
            node = node.edges.setdefault(symbol, _Node())
        if number not in node.phrases:
            node.phrases.append(number)
        self._known.clear()

    def _look_up(self, token: Token) -> tuple[tuple[str, ...], tuple[_Node, ...]]:
        """Return the symbols of a word and where in the trie a phrase may begin with it."""
        known = self._known.get(token.printed)
        if known is None:
            symbols, edges = tuple(self._compute(token)), self._root.edges
            known = symbols, tuple(edges[symbol] for symbol in symbols if symbol in edges)
            if len(self._known) < _REMEMBERED:
                self._known[token.printed] = known
        return known

    def _compute(self, token: Token) -> list[str]:
        exact = token.printed.rstrip("'’")
        forms = [token.word, f"={exact}", f"={fold_plural(exact)}"]
        lower = token.printed.casefold()
        stems = [
            stem
            for stem in self._stems.get(lower[:3], [])
            if lower.startswith(stem[:-1]) or token.word.startswith(stem[:-1])
        ]
        return list(dict.fromkeys([form for form in forms if form in self._symbols] + stems))

    def find(self, words: Sequence[Token]) -> dict[int, list[Span]]:
        """Return where each phrase occurs, in order of place."""
        known = [self._look_up(token) for token in words]
        found: dict[int, list[Span]] = defaultdict(list)
        for first, (_, beginnings) in enumerate(known):
            nodes: Sequence[_Node] = beginnings
            last = first
            while nodes:
                for node in nodes:
                    for number in node.phrases:
                        spans = found[number]
                        # Two readings that meet in one place meet one after the other.
                        if not spans or spans[-1] != (first, last):
                            spans.append((first, last))
                last += 1
                nodes = _step(nodes, known[last][0]) if last < len(known) else ()
        return found


def _step(nodes: Sequence[_Node], symbols: tuple[str, ...]) -> Sequence[_Node]:
    return [node.edges[s] for node in nodes for s in symbols if s in node.edges]


def fold_plural(printed: str) -> str:
    """Return an abbreviation without the small s or 's of its plural or possessive."""
    for ending in ("'s", "’s", "s"):
        if printed.endswith(ending) and printed[: -len(ending)].isupper():
            return printed[: -len(ending)]
    return printed
