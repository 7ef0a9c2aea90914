"""Find the concepts of a scheme in a text, each with its evidence.

Names of bodies are masked first; then the longest match wins across all concepts of a facet: a
match whose phrase lies inside a longer phrase of another concept is dropped. A concept is
tagged once a text, at its surest and then first place. Pure: same scheme and text, same tags.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewgraph.model import Tagging, quote
from reviewgraph.themes.matching import Span
from reviewgraph.themes.rules import SAID_AGAIN, Check, Rule, RuleBook
from reviewgraph.themes.scheme import Scheme
from reviewgraph.themes.words import Token, tokens

Occurrences = dict[int, list[Span]]

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class _Text:
    words: tuple[Token, ...]
    found: Occurrences
    addressed: frozenset[int]
    """Phrases that occur in an addressee."""
    masked: frozenset[int]
    """Words that belong to a body's name."""

    def sentence(self, span: Span) -> int:
        return self.words[span[0]].sentence


@dataclass(frozen=True, slots=True)
class _Match:
    rule: Rule
    phrase: frozenset[int]
    """The words of the phrase itself; the longest match is judged by these."""
    words: frozenset[int]
    """Those, and the words by which its conditions hold."""

    @property
    def rank(self) -> tuple[float, int, int, str]:
        return (-self.rule.confidence, -len(self.words), min(self.words), self.rule.written)


class Tagger:
    """Tags texts with the concepts of one scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self._book = RuleBook(scheme)
        self._addressees: dict[str, frozenset[int]] = {}

    def tag(
        self,
        text: str,
        *,
        addressees: tuple[str, ...],
        masked: tuple[tuple[int, int], ...] = (),
    ) -> tuple[Tagging, ...]:
        """Return the taggings of a recommendation, by facet and concept.

        ``masked`` holds character ranges, half-open, whose words name a body that the scheme's
        own list of body names lacks, such as a pseudonym.
        """
        read = self._read(text, addressees, masked)
        return self._taggings(text, read, ("theme", "action", "standard"))

    def tag_summary(self, text: str) -> tuple[Tagging, ...]:
        """Return the taggings of a review's summary, which asks nobody for an act."""
        return self._taggings(text, self._read(text, (), ()), ("theme", "standard"))

    def _read(
        self, text: str, addressees: tuple[str, ...], masked: tuple[tuple[int, int], ...]
    ) -> _Text:
        words = tokens(text)
        found = self._without_look_alikes(self._book.finder.find(words))
        addressed = frozenset[int]().union(*map(self._phrases_in, addressees))
        names = found.get(self._book.body_names, []) if self._book.body_names is not None else []
        hidden = {i for first, last in names for i in range(first, last + 1)}
        hidden.update(
            i
            for i, token in enumerate(words)
            if any(token.start < end and start < token.end for start, end in masked)
        )
        return _Text(words, found, addressed, frozenset(hidden))

    def _phrases_in(self, addressee: str) -> frozenset[int]:
        """Return the phrases in an addressee, of which a corpus repeats a few again and again."""
        known = self._addressees.get(addressee)
        if known is None:
            known = frozenset(self._book.finder.find(tokens(addressee)))
            if len(self._addressees) < _REMEMBERED:
                self._addressees[addressee] = known
        return known

    def _without_look_alikes(self, found: Occurrences) -> Occurrences:
        """Drop a word list's words where they stand in one of the list's look-alikes."""
        for phrase, barring in self._book.barred_by.items():
            bars = [span for number in barring for span in found.get(number, ())]
            if bars and phrase in found:
                found[phrase] = [
                    s for s in found[phrase] if not any(_overlap(s, bar) for bar in bars)
                ]
        return found

    def _taggings(self, text: str, read: _Text, facets: Sequence[str]) -> tuple[Tagging, ...]:
        matches = self._matches(read)
        taggings: list[Tagging] = []
        for facet in facets:
            own = [m for m in matches if self._book.concepts[m.rule.concept].facet == facet]
            taggings.extend(
                self._tagging(text, read, m, again=again) for m, again in self._best(own)
            )
        return tuple(taggings)

    def _matches(self, read: _Text) -> list[_Match]:
        barred = self._barred(read.found)
        matches = []
        for phrase, spans in read.found.items():
            for rule in self._book.rules.get(phrase, ()):
                if rule.needed and not rule.needed <= read.found.keys():
                    continue
                for span in spans:
                    words = _apply(rule, span, read)
                    if words and not words & barred.get(rule.concept, set()):
                        phrase_words = frozenset(range(span[0], span[1] + 1))
                        matches.append(_Match(rule, phrase_words, words))
        return matches

    def _barred(self, found: Occurrences) -> dict[int, set[int]]:
        """Return, for each concept, the words that stand in one of its look-alikes."""
        barred: dict[int, set[int]] = {}
        for phrase, spans in found.items():
            for concept in self._book.look_alikes.get(phrase, ()):
                for first, last in spans:
                    barred.setdefault(concept, set()).update(range(first, last + 1))
        return barred

    def _best(self, matches: list[_Match]) -> list[tuple[_Match, bool]]:
        """Return one match for each concept left when the longest have won, and if it recurs."""
        kept = self._longest(matches)
        keys = {self._book.concepts[match.rule.concept].key for match in kept}
        best: dict[str, _Match] = {}
        begins: dict[str, set[int]] = {}
        for match in sorted(kept, key=lambda m: m.rank):
            unless = (c.key for c in match.rule.checks if c.operator == "UNLESS")
            if not keys.intersection(unless):
                key = self._book.concepts[match.rule.concept].key
                best.setdefault(key, match)
                begins.setdefault(key, set()).add(min(match.phrase))
        return [(best[key], len(begins[key]) > 1) for key in sorted(best)]

    def _longest(self, matches: Iterable[_Match]) -> list[_Match]:
        """Drop each match whose phrase lies inside a longer phrase of another concept.

        An act that counts because of its addressee ("monitor", asked of a board) is a reading of
        its own: it drops nothing and is not dropped.
        """
        kept: list[_Match] = []
        for match in sorted(matches, key=lambda m: (-len(m.phrase), *m.rank)):
            if not any(self._takes(longer, match) for longer in kept):
                kept.append(match)
        return kept

    def _takes(self, longer: _Match, match: _Match) -> bool:
        if "addressee" in (match.rule.kind, longer.rule.kind) or not match.phrase < longer.phrase:
            return False
        key = self._book.concepts[match.rule.concept].key
        # A rule that gives way to a concept takes nothing from it either.
        yields = any(c.operator == "UNLESS" and c.key == key for c in longer.rule.checks)
        return match.rule.concept != longer.rule.concept and not yields

    def _tagging(self, text: str, read: _Text, match: _Match, *, again: bool) -> Tagging:
        concept = self._book.concepts[match.rule.concept]
        start = read.words[min(match.words)].start
        end = read.words[max(match.words)].end
        return Tagging(
            concept.key,
            concept.facet,
            quote(text, start, end),
            match.rule.written,
            match.rule.kind,
            SAID_AGAIN if again else match.rule.confidence,
        )


def _apply(rule: Rule, span: Span, read: _Text) -> frozenset[int]:
    """Return the words a rule matches at ``span``; none if a condition fails."""
    if not read.masked.isdisjoint(range(span[0], span[1] + 1)):
        return frozenset()
    words: set[int] = set()
    for check in rule.checks:
        if check.operator == "UNLESS":
            continue
        holds, beside = _holds(check, span, read)
        if holds == check.denied:
            return frozenset()
        words |= beside
    return frozenset(words.union(range(span[0], span[1] + 1)))


def _holds(check: Check, span: Span, read: _Text) -> tuple[bool, set[int]]:
    """Say whether a condition holds, and with which words beside the phrase."""
    if check.operator == "TO":
        return check.phrase in read.addressed, set()
    spans = read.found.get(check.phrase)
    if not spans:
        return False, set()
    if check.operator == "WITH":
        return any(not _overlap(span, other) for other in spans), set()
    near = [
        (gap, other[0] - other[1], other)
        for other in spans
        if (gap := _gap(check.operator, span, other)) is not None
        and gap <= check.distance
        and read.sentence(span) == read.sentence(other)
        and (check.denied or not _is_masked(other, read))
    ]
    if not near:
        return False, set()
    _, _, (first, last) = min(near)
    return True, set(range(first, last + 1))


def _is_masked(span: Span, read: _Text) -> bool:
    return not read.masked.isdisjoint(range(span[0], span[1] + 1))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _gap(operator: str, span: Span, other: Span) -> int | None:
    """Return how many words lie between, or None if they overlap or stand the wrong way round."""
    if _overlap(span, other):
        return None
    follows = other[0] > span[1]
    if (operator == "PRE" and not follows) or (operator == "AFTER" and follows):
        return None
    return other[0] - span[1] - 1 if follows else span[0] - other[1] - 1
