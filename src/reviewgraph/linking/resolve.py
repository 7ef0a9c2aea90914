"""Resolve mentions to agencies: by name, by abbreviation, by type, area and years.

The order is from sure to unsure: the review's own expansion; exact names and aliases;
abbreviations that serve the area; type, area and years; initials of local bodies; misspelt
names of local bodies. What is left has candidates or a reason. A body that the review hides, a
class of bodies and a collective are never resolved and have no candidates.

A link claims ``skos:exactMatch`` where the mention means the body itself, ``skos:broadMatch``
where it means a part, a unit or a role of it, and ``skos:closeMatch`` where only the source's
own gloss joins the two. It never claims ``owl:sameAs``: a mention is words in one document, and
what is said of the words (who printed them, where) must not be said of the body. SKOS says that
its mapping properties hold between concepts and that exactMatch is transitive; so no inference
over them is run here, and no link ever joins two registries.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reviewgraph.linking.by_name import ByName
from reviewgraph.linking.by_type import ByType
from reviewgraph.linking.cells import unbracketed
from reviewgraph.linking.classify import Classified, classify
from reviewgraph.linking.context import Context, span_of
from reviewgraph.linking.findings import BROAD, CLOSE, EXACT, Found, unsure
from reviewgraph.linking.glossary import glossary
from reviewgraph.linking.guesses import Guesses
from reviewgraph.linking.mentions import is_gloss, mentions_in
from reviewgraph.linking.names import NameIndex
from reviewgraph.linking.nearby import Nearby
from reviewgraph.model import Mention, MentionKind, Resolution, Review
from reviewgraph.registries import Agency, Area, Register
from reviewgraph.registries.areas import folded

_BOARD_WORDS = re.compile(r"\b(?:partnership|board|executive|communities)\b")
"""Without one of these "Safer …" may be a charity's name."""

_REMEMBERED = 100_000
"""Answers held at once, some 60 MB; a mention met again after that is worked out again."""
_UNITS = (MentionKind.SUB_UNIT, MentionKind.ROLE)
_BY_WORDS = (MentionKind.PARTNERSHIP, MentionKind.GENERIC_BODY)
_NEVER = {
    MentionKind.PSEUDONYM: ("pseudonym", "The review hides this body; it is not looked for."),
    MentionKind.COLLECTIVE: ("collective", "A collective, not one body."),
    MentionKind.CLASS: ("class", "A class of bodies or people, not one body."),
}
_SERVICES = {"drug-alcohol", "da-service"}
"""Families of services that charities run under their own name: "Turning Point Drug Service"."""
_NHS_TYPES = {"nhs-provider", "nhs-mental-health-provider", "nhs-acute-provider"}


class Resolver:
    """Resolves against one register; indexes are made once, and answers are kept."""

    def __init__(self, register: Register) -> None:
        self.register = register
        index, nearby = NameIndex(register), Nearby(register)
        self._index = index
        self._types = ByType(register, nearby)
        self._guesses = Guesses(register, index, nearby)
        self._names = ByName(register, index, nearby, self._guesses.with_initials)
        self._answers: dict[tuple[object, ...], Found] = {}

    def is_known(self, words: str) -> bool:
        """Say whether folded words are the name of a registered body."""
        return bool(self._index.named(words.removeprefix("the "))[0])

    def context_of(self, area: str | None, year: str | None, *, hides_nhs: bool = False) -> Context:
        """Return the context of an area name and a year of death."""
        span, dated = span_of(year, None)
        read = self.register.areas.read(area, span) if area else None
        return Context(read, span, dated, hides_nhs)

    def context(self, review: Review, mentions: Sequence[Mention] = ()) -> Context:
        """Return where and when a review stands, and what it hides."""
        span, dated = span_of(review.year_of_death, review.upload_month)
        area = self.register.areas.read(review.area, span) if review.area else None
        hides = any(
            mention.kind is MentionKind.PSEUDONYM and mention.agency_type in _NHS_TYPES
            for mention in mentions
        )
        return Context(area, span, dated, hides)

    def resolve_review(self, review: Review) -> dict[str, tuple[Resolution, ...]]:
        """Return the resolutions of every mention, by the key of its recommendation."""
        defined = glossary(review)
        found = {r.key: mentions_in(r, defined, self.is_known) for r in review.recommendations}
        everything = [mention for mentions in found.values() for mention in mentions]
        context = self.context(review, everything)
        return {
            r.key: self._resolve_all(found[r.key], r.text, context) for r in review.recommendations
        }

    def _resolve_all(
        self, mentions: Sequence[Mention], text: str, context: Context
    ) -> tuple[Resolution, ...]:
        resolved = [self.resolve(mention, context, text) for mention in mentions]
        for position in range(1, len(resolved)):
            resolved[position] = _as_part(resolved[position - 1], resolved[position])
        for position in range(len(resolved) - 1):
            resolved[position] = _as_gloss(resolved[position], resolved[position + 1], text)
        return tuple(resolved)

    def resolve_area(self, area: str, year: str | None) -> Resolution:
        """Return the community safety partnership that an area name stands for."""
        mention = Mention(
            area, MentionKind.PARTNERSHIP, "community-safety-partnership", False, None
        )
        span, dated = span_of(year, None)
        read = self.register.areas.read(area, span)
        if read is None:
            return _resolution(mention, unsure("area", f"{area} is not the name of a known area."))
        told = Classified(folded(area), mention.kind, "csp", "csp", "")
        answer = self._types.resolve(told, read, Context(read, span, dated), "")
        return _resolution(mention, replace(answer or unsure("area", ""), rule="area"))

    def resolve_name(
        self, name: str, area: str | None, year: str | None, text: str = ""
    ) -> Resolution:
        """Return what one printed name stands for in an area and a year of death."""
        told = classify(unbracketed(name)[0])
        mention = Mention(name, told.kind, told.agency_type, False, None)
        return self.resolve(mention, self.context_of(area, year), text)

    def resolve(self, mention: Mention, context: Context, text: str) -> Resolution:
        """Return what a mention stands for in a review's context."""
        told = classify(unbracketed(mention.name)[0])
        matters = text if told.family == "council" and not told.rest else ""
        area = context.area.printed if context.area else None
        key = (mention.name, mention.expanded, area, context.span, context.dated,
               context.hides_nhs, matters)  # fmt: skip
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            answer = self._answers[key] = self._answer(mention, context, matters)
        return _resolution(self._refined(mention, answer), answer)

    def _refined(self, mention: Mention, answer: Found) -> Mention:
        """Return the mention with kind and type as far as the agency tells better than words."""
        agency = self.register.agency(answer.agency) if answer.agency else None
        if agency is None:
            return _unfound(mention)
        kind, told = mention.kind, mention.agency_type
        if agency.kind == "national-government":
            kind = MentionKind.NATIONAL_GOVERNMENT
        elif kind is MentionKind.CLASS or (kind in _BY_WORDS and _is_a_trusts_name(agency, answer)):
            kind = MentionKind.NAMED_BODY
        if kind not in _UNITS or told is None:
            told = agency.kind
        if (kind, told) == (mention.kind, mention.agency_type):
            return mention
        return replace(mention, kind=kind, agency_type=told)

    def _answer(self, mention: Mention, context: Context, text: str) -> Found:
        bare, _, inner = unbracketed(mention.name)
        told = classify(bare)
        if told.kind in (MentionKind.PSEUDONYM, MentionKind.COLLECTIVE):
            return unsure(*_NEVER[told.kind])
        whole = self._names.named(folded(mention.name), context) if inner else None
        return (
            whole
            or self._names.resolve(bare, mention.expanded, told, context)
            or self._by_family(told, mention.expanded, context, text)
            or self._left_over(bare, told, context)
        )

    def _by_family(
        self, told: Classified, expanded: str | None, context: Context, text: str
    ) -> Found | None:
        if told.family is None and expanded is not None:
            told = classify(expanded)
        if told.family is None or (told.kind is MentionKind.CLASS and not told.rest):
            return None
        if told.kind is MentionKind.NAMED_BODY and told.family in _SERVICES:
            return self._names.running(told.rest)
        area, named = self._place(told, context)
        if area is None:
            return None
        answer = self._types.resolve(told, area, context, text)
        if answer is None or answer.agency is None:
            return answer
        if told.kind is MentionKind.ROLE:
            answer = replace(answer, predicate=BROAD)
        if named:
            answer = replace(answer, rule="type-name", confidence=min(answer.confidence, 0.93))
        return answer

    def _place(self, told: Classified, context: Context) -> tuple[Area | None, bool]:
        """Return the area a family's name is meant in: the one in the name, or the review's."""
        if not told.rest:
            return context.area, False
        read = self.register.areas.read(told.rest, context.span)
        if read is not None and read.how != "similar":
            return read, True
        agency = self.register.agencies.get(self._parent(told, context) or "")
        if agency is not None and agency.places:
            return self.register.areas.read(agency.places[0], context.span), True
        own = told.family == "safer" and _BOARD_WORDS.search(told.rest) is not None
        return (context.area, False) if own else (None, False)

    def _parent(self, told: Classified, context: Context) -> str | None:
        """Return the body that the rest of a name stands for: "Essex County Council", "ECC"."""
        keys, _ = self._index.named(told.rest)
        if keys:
            return self._names.chosen(keys, context)
        short = [k for k in self._index.abbreviated(told.rest) if k.startswith("police-")]
        if len(short) == 1:
            return short[0]
        area = context.area
        if area is None or " " in told.rest:
            return None
        local = self._guesses.with_initials(told.rest, area, context.span)
        councils = [key for key in local if key.startswith("gss-")]
        if len(councils) > 1:
            tier = area.lower if told.family == "housing" else area.upper
            councils = [key for key in councils if key in tier]
        return councils[0] if len(councils) == 1 else None

    def _left_over(self, bare: str, told: Classified, context: Context) -> Found:
        if told.kind is MentionKind.CLASS:
            return unsure(*_NEVER[MentionKind.CLASS])
        if told.kind is MentionKind.NATIONAL_GOVERNMENT and not told.rest:
            return unsure("class", "The government as a whole; which department is left open.")
        found = self._names.unit_of(told.words, context)
        found = found or self._guesses.resolve(bare, told, context)
        if found is not None:
            return found
        if context.area is None and told.family is not None and not told.rest:
            return unsure("area", "The review's area is not known, so the body is not either.")
        return unsure("unknown", "No register holds a body of this name.")


def _is_a_trusts_name(agency: Agency, answer: Found) -> bool:
    return agency.source == "nhs_trusts" and answer.rule in ("name", "abbreviation", "glossary")


def _unfound(mention: Mention) -> Mention:
    """Return the mention; "Anyshire Housing" that is no council's unit is a landlord of its own."""
    told = classify(unbracketed(mention.name)[0])
    if told.family == "housing" and told.rest:
        return replace(mention, kind=MentionKind.NAMED_BODY, agency_type="social-landlord")
    return mention


def _resolution(mention: Mention, found: Found) -> Resolution:
    sure = found.agency is not None
    unit = found.predicate == EXACT and mention.kind in _UNITS
    predicate = BROAD if unit else found.predicate
    return Resolution(
        mention=mention,
        agency=found.agency,
        predicate=predicate if sure else None,
        justification=found.justification if sure else None,
        rule=found.rule,
        confidence=found.confidence,
        reason=found.reason,
        candidates=found.candidates,
    )


def _as_part(before: Resolution, resolution: Resolution) -> Resolution:
    """Leave a unit that is listed behind a hidden body to that body."""
    mention = resolution.mention
    behind = before.mention.kind is MentionKind.PSEUDONYM
    if not behind or mention.agency_type not in _NHS_TYPES or mention.kind not in _UNITS:
        return resolution
    part = unsure("part-of", "A part of the hidden body named before it.")
    return _resolution(mention, part)


def _as_gloss(resolution: Resolution, following: Resolution, text: str) -> Resolution:
    """Read "X (Y)" in the text as two names of one body: X is whatever Y is."""
    first, second = resolution.mention, following.mention
    if first.in_text or second.in_text or not is_gloss(text, first.name, second.name):
        return resolution
    if following.agency is None or first.kind is MentionKind.PSEUDONYM:
        return resolution
    return replace(
        resolution,
        agency=following.agency,
        predicate=CLOSE,
        justification=following.justification,
        rule="gloss",
        confidence=round(min(following.confidence, 0.85), 2),
        reason=f"The text glosses {first.name} as {second.name}.",
        candidates=(),
    )
