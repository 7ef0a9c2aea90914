"""Whom a name means: the rules of linking first, then names that look alike, never as certain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from reviewgraph.linking import Resolver
from reviewgraph.linking.names import NameIndex
from reviewgraph.model import MentionKind, Resolution
from reviewgraph.registries import Agency
from reviewgraph.registries.areas import folded
from reviewgraph.registries.values import open_in
from reviewgraph.serving.reconciliation.entities import Catalogue, Entity
from reviewgraph.serving.reconciliation.messages import Asked

_NOT_ONE_BODY = (MentionKind.PSEUDONYM, MentionKind.COLLECTIVE, MentionKind.CLASS)
_LOOKS_ALIKE = 78.0
"""Of 100, below which two names have nothing to do with one another."""
_UNCERTAIN = 0.8
"""By which the likeness of names is lowered, as it says nothing of area and time."""
_OTHER_TYPE = 0.5
_EXACT = "skos:exactMatch"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name could mean, and why."""

    entity: Entity
    score: float
    """0 to 100."""
    match: bool
    """Whether it is certain enough to be taken without a look."""
    features: tuple[tuple[str, float | bool], ...]

    def as_json(self) -> dict[str, object]:
        """Return the candidate as the API writes it."""
        return {
            "id": self.entity.id,
            "name": self.entity.name,
            "description": self.entity.description,
            "type": [{"id": type_.id, "name": type_.name} for type_ in self.entity.types],
            "score": self.score,
            "match": self.match,
            "features": [{"id": name, "value": value} for name, value in self.features],
        }


class Matcher:
    """Matches names against a catalogue; indexes are made once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._resolver = Resolver(catalogue.register)
        self._names = NameIndex(catalogue.register)
        self._themes: dict[str, list[Entity]] = {}
        for theme in catalogue.themes.values():
            for name in theme.names:
                self._themes.setdefault(folded(name), []).append(theme)

    def match(self, asked: Asked) -> tuple[Candidate, ...]:
        """Return the candidates, the best first; of equal score in the order of their ids."""
        found: dict[str, Candidate] = {}
        for candidate in self._all(asked):
            fitted = _fitted(candidate, asked)
            if fitted is not None:
                held = found.get(fitted.entity.id)
                if held is None or held.score < fitted.score:
                    found[fitted.entity.id] = fitted
        ordered = sorted(found.values(), key=lambda each: (-each.score, each.entity.id))
        certain = [each for each in ordered if each.match]
        if len(certain) > 1:
            ordered = [replace(each, match=False) for each in ordered]
        return tuple(ordered[: asked.limit])

    def _all(self, asked: Asked) -> Iterator[Candidate]:
        if _wants(asked, "organisation") or any("--" in type_ for type_ in asked.types):
            yield from self._agencies(asked)
        if _wants(asked, "theme"):
            yield from self._of_themes(asked.name)

    def _agencies(self, asked: Asked) -> Iterator[Candidate]:
        by_code = self._catalogue.register.by_code(asked.code or asked.name.strip())
        for agency in by_code:
            yield self._candidate(agency, 100.0, asked, certain=len(by_code) == 1, code=True)
        if not asked.name or by_code:
            return
        resolution = self._resolver.resolve_name(asked.name, asked.area, asked.year)
        yield from self._resolved(resolution, asked)
        if resolution.mention.kind not in _NOT_ONE_BODY and resolution.agency is None:
            yield from self._alike(asked)

    def _resolved(self, resolution: Resolution, asked: Asked) -> Iterator[Candidate]:
        certain = resolution.predicate == _EXACT
        pairs = [(each.agency, each.score, False) for each in resolution.candidates]
        if resolution.agency is not None:
            pairs.insert(0, (resolution.agency, resolution.confidence, certain))
        for key, score, sure in pairs:
            agency = self._catalogue.register.agency(key)
            if agency is not None:
                yield self._candidate(agency, 100 * score, asked, certain=sure)

    def _alike(self, asked: Asked) -> Iterator[Candidate]:
        alike = process.extract(
            folded(asked.name),
            self._names.all_written,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_LOOKS_ALIKE,
            limit=4 * asked.limit,
        )
        for words, likeness, _ in alike:
            for key in self._names.named(words)[0]:
                agency = self._catalogue.register.agency(key)
                if agency is not None:
                    yield self._candidate(agency, _UNCERTAIN * likeness, asked, certain=False)

    def _candidate(
        self, agency: Agency, score: float, asked: Asked, *, certain: bool, code: bool = False
    ) -> Candidate:
        entity = self._catalogue.entity(agency)
        likeness = max(_likeness(asked.name, name) for name in entity.names)
        features: list[tuple[str, float | bool]] = [("name_similarity", likeness)]
        if code:
            features.append(("code_exact", True))
        if asked.year:
            opened = _open(agency, asked.year, asked.day)
            features.append(("open_at_date", opened))
            if not opened:
                score, certain = score * _OTHER_TYPE, False
        return Candidate(entity, round(score, 1), certain, tuple(features))

    def _of_themes(self, name: str) -> Iterator[Candidate]:
        words = folded(name)
        if not words:
            return
        exact = self._themes.get(words, [])
        for theme in exact:
            features = (("name_similarity", 100.0),)
            yield Candidate(theme, 100.0, len(exact) == 1, features)
        if not exact:
            yield from self._themes_alike(words)

    def _themes_alike(self, words: str) -> Iterator[Candidate]:
        alike = process.extract(
            words, list(self._themes), scorer=fuzz.token_sort_ratio, score_cutoff=70, limit=20
        )
        for label, likeness, _ in alike:
            for theme in self._themes[label]:
                features = (("name_similarity", round(likeness, 1)),)
                yield Candidate(theme, round(_UNCERTAIN * likeness, 1), False, features)


def _open(agency: Agency, year: str, day: str | None) -> bool:
    """Say whether the agency existed on the day, or else at some time in the year."""
    if day is None:
        return open_in(agency, int(year), int(year))
    return (agency.valid_from or day) <= day <= (agency.valid_to or day)


def _likeness(one: str, other: str) -> float:
    return round(fuzz.token_sort_ratio(folded(one), folded(other)), 1)


def _wants(asked: Asked, type_: str) -> bool:
    return not asked.types or type_ in asked.types or asked.strict == "should"


def _fitted(candidate: Candidate, asked: Asked) -> Candidate | None:
    """Return the candidate as the wanted types leave it: whole, lowered, or not at all."""
    own = {type_.id for type_ in candidate.entity.types}
    if not asked.types or _meets(own, asked.types, every=asked.strict == "all"):
        return candidate
    if asked.strict != "should":
        return None
    return replace(candidate, score=round(_OTHER_TYPE * candidate.score, 1), match=False)


def _meets(own: set[str], wanted: Iterable[str], *, every: bool) -> bool:
    hits = [type_ in own for type_ in wanted]
    return all(hits) if every else any(hits)
