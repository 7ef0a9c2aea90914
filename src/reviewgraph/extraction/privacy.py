"""Withhold what could point at a person: names, initials and exact dates.

Recommendations name no one as a rule; where one does, the words are taken out and a person
decides. Detection errs towards withholding: a month and a year stay, a day does not; a title
with a name or a letter goes, and so does a given name followed by a surname. A letter that
belongs to a body ("Provider B", "Hospital A") stays. No person is ever modelled.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from reviewgraph.extraction.model import (
    PLACEHOLDER,
    Action,
    Addressee,
    Found,
    Milestone,
    Secret,
    Withheld,
)
from reviewgraph.sources.rows import words

_NAMED = (Secret.NAME, Secret.INITIALS)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\.?,?(?:\s+(?:19|20)\d\d)?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lady|Lord|PC|DC|DS|DI|DCI|Sgt)\.?\s+"
    r"(?:[A-Z]\.?\s*)?[A-Z](?:[a-z’'-]+[A-Za-z]*)?(?:\s+(?!and\b)[A-Z][a-z’'-]+)?(?=[\s,.;:)’']|$)"
)
_KIN = re.compile(
    r"\b(?:victim|perpetrator|deceased|mother|father|sister|brother|son|daughter|wife|husband|"
    r"partner|"
    r"child|adult|friend|uncle|aunt|cousin|grandmother|grandfather|niece|nephew)[,:]?\s+"
    r"\(?(?P<name>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?|[A-Z]{1,2}\d?)(?=[\s,.;:)’']|$)"
)
_DOTTED = re.compile(r"(?<![A-Za-z.])(?:[A-Z]\.){2,3}(?:\s?[A-Z][a-z]+)?(?![A-Za-z])")
_OWNED_INITIALS = re.compile(
    r"(?<![\w(])[A-Z]{2}(?=[’']s\s+(?:[a-z]+\s+){0,2}(?:death|family|mother|father|partner|children|"
    r"child|home|care|case|relationship|murder|needs|injur\w+)\b)"
)
_GIVEN = words("""
    aaron abdul abigail adam adrian aisha alan albert alex alexander alice alison amanda amelia
    amy andrea andrew angela ann anna anne anthony arthur barbara barry ben benjamin bernard
    beth brenda brian carl carol caroline catherine charles charlotte chloe chris christine
    christopher claire clare colin daniel darren david dawn dean deborah debra denise dennis
    diane donna dorothy douglas edward eileen elaine eleanor elizabeth ella ellen ellie emily
    emma eric ethan eve fatima fiona frances frank fred gareth gary gavin gemma geoffrey george
    gillian grace graham hannah harry hassan heather helen henry holly howard hugh ian irene
    isabella jack jacob jacqueline james jamie jane janet jason jean jennifer jeremy jessica
    jill joan joanna joanne joe john jonathan joseph joshua joyce judith julia julian julie june
    karen kate katherine kathleen katie keith kelly kenneth kerry kevin kim kimberly kirsty
    laura lauren leah lee leonard leslie lewis liam linda lisa louise lucy luke lynn malcolm
    margaret maria marie marion mark martin mary matthew maureen megan melanie michael michelle
    mohammed muhammad nadia natalie nathan neil nicholas nicola nigel oliver olivia oscar pamela
    patricia patrick paul pauline peter philip phillip rachel raymond rebecca richard robert
    robin roger ronald rosemary ruth ryan sally samantha samuel sandra sara sarah scott sean
    sharon sheila shirley sian simon sophia sophie stanley stella stephanie stephen steven
    stuart susan suzanne sylvia tara teresa thomas tim timothy tina tom tony tracey tracy
    valerie vanessa vera victoria vincent walter wayne wendy william yasmin yvonne zoe
    """)
_PAIR = re.compile(r"\b(?P<given>[A-Z][a-z]+)\s+(?P<rest>[A-Z][a-z’'-]+(?:\s+[A-Z][a-z]+)*)")
_BODY_WORDS = re.compile(
    r"\b(?:house|home|homes|centre|court|road|street|lane|surgery|practice|hospital|hospice|trust|"
    r"college|"
    r"school|university|refuge|foundation|institute|council|police|service|services|church|"
    r"project|clinic|"
    r"ward|lodge|place|park|day|law|act|inquiry|review|report|association|society|board|unit|team|"
    r"care)\b",
    re.IGNORECASE,
)


_PLAIN = (
    (Secret.DATE, _DATE),
    (Secret.NAME, _TITLED),
    (Secret.INITIALS, _DOTTED),
    (Secret.INITIALS, _OWNED_INITIALS),
)


def secrets_in(text: str) -> tuple[tuple[Secret, int, int], ...]:
    """Return kind, start and end of every passage to withhold, in order, none overlapping."""
    found = sorted(_found(text), key=lambda one: (one[1], -one[2]))
    kept: list[tuple[Secret, int, int]] = []
    for one in found:
        if not kept or one[1] >= kept[-1][2]:
            kept.append(one)
    return tuple(kept)


def _found(text: str) -> Iterator[tuple[Secret, int, int]]:
    for kind, pattern in _PLAIN:
        for match in pattern.finditer(text):
            yield kind, *match.span()
    for match in _KIN.finditer(text):
        if not _is_body(text, match.end("name")):
            kind = Secret.INITIALS if match["name"].isupper() else Secret.NAME
            yield kind, *match.span("name")
    for match in _PAIR.finditer(text):
        if match["given"].casefold() in _GIVEN and not _BODY_WORDS.search(match["rest"]):
            yield Secret.NAME, *match.span()


def _is_body(text: str, end: int) -> bool:
    """Say whether the words that follow make the name a body's."""
    return _BODY_WORDS.match(text[end:].lstrip()) is not None


def masked(
    text: str, kinds: tuple[Secret, ...] = tuple(Secret)
) -> tuple[str, tuple[Withheld, ...]]:
    """Return a text with placeholders, and what they stand for; the words are not kept."""
    parts: list[str] = []
    marks: list[Withheld] = []
    last = length = 0
    for kind, start, end in secrets_in(text):
        if kind not in kinds:
            continue
        parts += [text[last:start], PLACEHOLDER]
        length += start - last
        marks.append(Withheld(kind, length, end - start))
        length += len(PLACEHOLDER)
        last = end
    return "".join([*parts, text[last:]]), tuple(marks)


def action_withheld(action: Action) -> Action:
    """Return an action with the secret words of its cells taken out.

    The columns of dates keep their dates: they say when a body acts.
    """
    count = 0

    def shown(text: str, kinds: tuple[Secret, ...] = tuple(Secret)) -> str:
        nonlocal count
        text, marks = masked(text, kinds)
        count += len(marks)
        return text

    hidden = replace(
        action,
        text=shown(action.text),
        group=shown(action.group),
        scope=shown(action.scope),
        lead_agency=shown(action.lead_agency),
        milestones=tuple(Milestone(shown(step.text)) for step in action.milestones),
        target_date=shown(action.target_date, _NAMED),
        completed=shown(action.completed, _NAMED),
        outcome=shown(action.outcome),
    )
    return replace(hidden, withheld=count)


def withheld(found: Found) -> Found:
    """Return a recommendation with the secret words of all its texts taken out."""
    text, marks = masked(found.text)
    places = tuple(replace(place, text=masked(place.text)[0]) for place in found.places)
    return replace(
        found,
        text=text,
        lead_in=masked(found.lead_in)[0],
        group=masked(found.group)[0],
        addressees=tuple(_addressee_withheld(one) for one in found.addressees),
        conflict=_addressee_withheld(found.conflict) if found.conflict else None,
        places=places,
        withheld=marks,
    )


def _addressee_withheld(one: Addressee) -> Addressee:
    full = masked(one.expanded)[0] if one.expanded else None
    return replace(one, name=masked(one.name)[0], expanded=full)


def without_names(glossary: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return a glossary without the entries that explain the initials of a person."""
    return tuple(entry for entry in glossary if not secrets_in(entry[1]))
