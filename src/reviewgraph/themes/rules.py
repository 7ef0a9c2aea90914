"""Turn a scheme into numbered phrases and the rules that weigh them.

A rule is a phrase, its conditions and how sure a match is. The confidences are measured: how
often a tag of that kind was right in labelled texts that its rules met for the first time
(tests/themes/expected/README.md). Several words in a row or an abbreviation say most, one common
word less, words apart least; what is said in more than one place is surer than any of them.
"""

import re
from dataclasses import dataclass

from reviewgraph.errors import DataError
from reviewgraph.themes.matching import PhraseFinder
from reviewgraph.themes.patterns import (
    Condition,
    Symbols,
    label_readings,
    phrase_readings,
)
from reviewgraph.themes.scheme import BODY_NAMES, Concept, Scheme

_LIST_NAME = re.compile(r"\[([^\]]+)\]")

CONFIDENCE = {
    "abbreviation": 0.94,
    "abbreviation-in-context": 0.9,
    "label": 0.9,
    "single-word": 0.81,
    "addressee": 0.81,
    "proximity": 0.77,
}
"""By kind of rule, for a concept that a text says in one place."""

BESIDE = frozenset({"NEAR", "PRE", "AFTER", "WITH"})
"""Operators whose phrase stands in the text itself."""

SAID_AGAIN = 0.96
"""For a concept whose phrases begin at two words of the text or more."""


@dataclass(frozen=True, slots=True)
class Check:
    """A condition whose phrase has become a number, or a concept's key for ``UNLESS``."""

    operator: str
    phrase: int
    key: str
    distance: int
    denied: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of finding a concept."""

    concept: int
    phrase: int
    checks: tuple[Check, ...]
    written: str
    kind: str
    confidence: float
    needed: frozenset[int]
    """Phrases without which the rule cannot hold in a text: known before a place is looked at."""


class RuleBook:
    """The rules of a scheme, by the number of the phrase that sets them off."""

    def __init__(self, scheme: Scheme) -> None:
        self.concepts = scheme.concepts
        self.finder = PhraseFinder()
        self._lists = scheme.lists
        self._list_look_alikes = scheme.list_look_alikes
        self.barred_by: dict[int, tuple[int, ...]] = {}
        """Of a phrase that names word lists: the look-alikes of those lists."""
        bodies = scheme.lists.get(BODY_NAMES, ())
        self.body_names = self.finder.add(bodies) if bodies else None
        self.rules: dict[int, list[Rule]] = {}
        self.look_alikes: dict[int, list[int]] = {}
        for number, concept in enumerate(scheme.concepts):
            self._add_concept(number, concept)

    def _add_concept(self, number: int, concept: Concept) -> None:
        shared = tuple(c for p in concept.conditions for c in p.conditions)
        try:
            for label in concept.labels:
                self._add_rule(number, label, label_readings(label), shared)
            for pattern in concept.patterns:
                conditions = (*pattern.conditions, *shared)
                readings = phrase_readings(pattern.phrase, self._lists)
                self._phrase(pattern.phrase)
                self._add_rule(number, pattern.written, readings, conditions)
            for phrase in concept.look_alikes:
                self.look_alikes.setdefault(self._phrase(phrase), []).append(number)
        except DataError as error:
            raise DataError(f"{concept.facet} {concept.key}: {error}") from error

    def _add_rule(
        self,
        number: int,
        written: str,
        readings: tuple[Symbols, ...],
        conditions: tuple[Condition, ...],
    ) -> None:
        checks = tuple(self._check(condition) for condition in conditions)
        kind = _kind(readings, conditions)
        phrase = self.finder.add(readings)
        needed = frozenset(c.phrase for c in checks if c.operator in BESIDE and not c.denied)
        rule = Rule(number, phrase, checks, written, kind, CONFIDENCE[kind], needed)
        self.rules.setdefault(phrase, []).append(rule)

    def _phrase(self, written: str) -> int:
        """Return the number of a phrase, noting what its word lists are not."""
        number = self.finder.add(phrase_readings(written, self._lists))
        barring = tuple(
            self.finder.add(phrase_readings(look_alike, self._lists))
            for name in _LIST_NAME.findall(written)
            for look_alike in self._list_look_alikes.get(name, ())
        )
        if barring:
            self.barred_by[number] = barring
        return number

    def _check(self, condition: Condition) -> Check:
        phrase = -1
        if condition.operator != "UNLESS":
            phrase = self._phrase(condition.phrase)
        return Check(
            condition.operator, phrase, condition.phrase, condition.distance, condition.denied
        )


def _kind(readings: tuple[Symbols, ...], conditions: tuple[Condition, ...]) -> str:
    wanted = {c.operator for c in conditions if not c.denied and c.operator != "UNLESS"}
    exact = all(any(symbol.startswith("=") for symbol in reading) for reading in readings)
    if "TO" in wanted:
        return "addressee"
    if exact:
        return "abbreviation-in-context" if wanted else "abbreviation"
    if wanted:
        return "proximity"
    return "single-word" if all(len(reading) == 1 for reading in readings) else "label"
