"""What a recommendation asks, as weighted meanings: a pure function of its printed words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewgraph.model import Review
from reviewgraph.resembling.wording import Kind, Meaning, Word, Wording, phrase, words

_UNLISTED = 0.6
_NUMBER = 0.2
_OWN_ADDRESSEE = 0.3
_BODY = re.compile(
    r"(?:\b[A-Z][\w’'&-]*\s+(?:(?:and|of|the|for|&)\s+)?){1,6}"
    r"(?:Council|Police|Constabulary|Trust|Board|Partnership|CCG|ICB|CSP|Homes|Authority|Service"
    r"|Services|NHS FT|Hospitals?|Commissioning Group|Health Board|Housing Association)\b"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation as far as its wording goes."""

    key: str
    """Its local name, which no other recommendation of any review has."""
    review: str
    text: str
    addressees: tuple[str, ...] = ()
    """As printed."""
    area: str | None = None
    """The area of its review, as printed."""
    year: str | None = None
    """Year of the death reviewed."""


def items(review: Review) -> Iterator[Item]:
    """Yield the recommendations of a review that has been read."""
    for each in review.recommendations:
        yield Item(
            f"{review.identifier}--{each.key}",
            review.identifier,
            each.text,
            each.addressees,
            review.area,
            review.year_of_death,
        )


@dataclass(frozen=True, slots=True)
class Feature:
    """A meaning in a text, and where it first stands there."""

    name: str
    weight: float
    subject: bool
    """True for a topic: two texts that differ in their topics ask for different things."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signature:
    """The distinct meanings of a text, heaviest first, ties by name."""

    features: tuple[Feature, ...]

    @property
    def weight(self) -> float:
        """The sum of the weights."""
        return sum(feature.weight for feature in self.features)


def sign(item: Item, wording: Wording) -> Signature:
    """Return the signature of a recommendation.

    Names of bodies, of the area and of the addressees are masked, so that a template filled in
    for another agency still matches; what kind of agency is addressed stays, at little weight.
    """
    own = {meaning.name for cell in item.addressees for meaning, *_ in _read(words(cell), wording)}
    masked = _masked(item)
    kept = words(item.text)
    if masked:
        kept = tuple(word for word in kept if not _inside(word, masked))
    features: dict[str, Feature] = {}
    for meaning, first, last in _read(kept, wording):
        if meaning.kind is Kind.FILLER or meaning.name in features:
            continue
        weight = meaning.weight
        if meaning.kind is Kind.WHO and meaning.name in own:
            weight *= _OWN_ADDRESSEE
        subject = meaning.kind is Kind.TOPIC
        features[meaning.name] = Feature(meaning.name, weight, subject, first.start, last.end)
    ordered = sorted(features.values(), key=lambda feature: (-feature.weight, feature.name))
    return Signature(tuple(ordered))


def _read(run: Sequence[Word], wording: Wording) -> Iterator[tuple[Meaning, Word, Word]]:
    """Yield the meanings of a run of words in order with their first and last word.

    The longest phrase wins.
    """
    stems = tuple(word.stem for word in run)
    at = 0
    while at < len(run):
        meaning, length = _meaning(stems, at, wording)
        yield meaning, run[at], run[at + length - 1]
        at += length


def _meaning(stems: tuple[str, ...], at: int, wording: Wording) -> tuple[Meaning, int]:
    """Return what begins at a place of a run, and how many words it takes."""
    for length in wording.lengths.get(stems[at], ()):
        read = stems[at : at + length]
        meaning = wording.phrases.get(read)
        if meaning is not None:
            return meaning, len(read)
    return _unlisted(stems[at]), 1


@lru_cache(maxsize=65536)
def _unlisted(stem: str) -> Meaning:
    if len(stem) == 1:
        return Meaning(stem, Kind.FILLER, 0)
    return Meaning(stem, Kind.TOPIC, _NUMBER if stem.isdigit() else _UNLISTED)


def _masked(item: Item) -> list[tuple[int, int]]:
    """Return where names of bodies and of the area stand."""
    spans = [found.span() for found in _BODY.finditer(item.text)]
    for name in {*item.addressees, item.area or ""}:
        if not name.islower():
            spans += _places(name, item.text)
    return spans


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as whole words."""
    start = text.find(name) if phrase(name) else -1
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end
        start = text.find(name, end)


def _inside(word: Word, spans: list[tuple[int, int]]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)
