"""Find the organisations that a recommendation mentions, as printed, in its cell and its text.

The addressee cell is as printed; the text may say more, or something else. What the text names
and the cell lacks becomes a mention with ``in_text``. A gloss ("X (Y)"), a part of a body that
the cell names, and the same body in other words are no such thing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from reviewgraph.identifiers import fingerprint, slug
from reviewgraph.linking.cells import Known, never, split_cell, unbracketed
from reviewgraph.linking.classify import Classified, classify
from reviewgraph.linking.glossary import definitions, glossary
from reviewgraph.model import Mention, MentionKind, Quote, Recommendation, Review, quote
from reviewgraph.registries.areas import folded

_HEADS = (
    r"(?:Council|Police|Constabulary|Trust|CCG|CCGs|ICB|Commissioning Group|Care Board|"
    r"Health Board|"
    r"Safeguarding Adults? Board|Adults? Safeguarding Board|Safeguarding Children'?s? Board|"
    r"Safeguarding (?:Adults?|Children'?s?) Partnership|Safety Partnership|CSP|SAB|LSCB|"
    r"Wellbeing Board|Ambulance Service|Fire (?:and|&) Rescue Service|Probation Service|"
    r"Crime Commissioner|Adult Social Care|Children'?s Social Care|Children'?s Services|"
    r"Prosecution Service|Home Office|NHS England|Public Health England|Cafcass|CAFCASS|"
    r"College of Policing|Victim Support|SafeLives|Department (?:of|for) [A-Z][a-z]+)"
)
_WORD = r"[A-Z][\w'’.-]*"
# A word begins after white space only: could it begin at any capital, a run of them would be
# parted in every way there is, twice as many for each letter.
_NAMED = re.compile(
    rf"(?<![\w'’])(?:{_WORD}(?:,?\s+(?:and|of|the|upon|on|with|&|for)\s+|,?\s+))*?(?:{_WORD})??"
    + _HEADS
    + r"(?![\w'’])"
)
_SHORT = re.compile(r"(?<![\w'’&/-])(?:LA|CCG|ICB|PCT|SAB|LSAB|LSCB|LA ASB|CSP|MPS|GMP|"
                    r"WMP|TVP|BTP|CPS|NPS|CRC|PCC|OPCC|DWP|CQC|NHSE|"
                    r"HMPPS)(?![\w'’&/-])")  # fmt: skip
_MODAL = re.compile(r"\b(?:should|must|shall|will|needs?|to|is|are|ensures?|reviews?)\b")
_LEADING = re.compile(
    r"^(?:That|The|It|This|All|Each|Both|For|When|Where|If|In|As|With|By|Ensure|Local|Review|"
    r"Provide|Consider|Develop|Implement|Request|Recommendation|Through|Following|And|Any)\s+"
)
_FORUMS = {"marac", "mash", "mappa"}
"""Named in texts as a procedure, hardly ever as a body asked to act."""
_TOLD = (
    MentionKind.NAMED_BODY,
    MentionKind.GENERIC_BODY,
    MentionKind.PARTNERSHIP,
    MentionKind.SUB_UNIT,
    MentionKind.NATIONAL_GOVERNMENT,
)


def find_mentions(
    recommendation: Recommendation, review: Review, known: Known = never
) -> tuple[Mention, ...]:
    """Return the organisations that the recommendation mentions: cell first, then text.

    ``known`` says whether words are a registered name, which is then not split.
    """
    return mentions_in(recommendation, glossary(review), known)


def mentions_in(
    recommendation: Recommendation, defined: Mapping[str, str], known: Known = never
) -> tuple[Mention, ...]:
    """Return the mentions, given the abbreviations that the review defines.

    Spellings that differ only in case, accents and punctuation ("A&E", "A & E") are one mention,
    named as first printed: they are the same words, and its IRI is made of the words.
    """
    cell = tuple(_cell_mentions(recommendation, defined, known))
    found: dict[str, Mention] = {}
    for mention in (*cell, *_text_mentions(recommendation.text, cell, defined)):
        found.setdefault(name_key(mention.name), mention)
    return tuple(found.values())


def name_key(name: str) -> str:
    """Return what a printed name adds to the local name of its mention's IRI; never empty.

    A name without a letter of the Latin alphabet gives its fingerprint.
    """
    return slug(name) or fingerprint(name)


def _cell_mentions(
    recommendation: Recommendation, defined: Mapping[str, str], known: Known
) -> Iterator[Mention]:
    seen: set[str] = set()
    for printed in recommendation.addressees or (recommendation.addressee,):
        for name in split_cell(printed, known):
            if name not in seen:
                seen.add(name)
                yield mention_of(name, recommendation.text, defined)


def mention_of(name: str, text: str, defined: Mapping[str, str]) -> Mention:
    """Return the mention of a printed addressee name."""
    bare, abbreviation, _ = unbracketed(name)
    expanded = defined.get(bare)
    if expanded is None and abbreviation:
        expanded = definitions([name]).get(abbreviation)
    found = _told(bare, expanded)
    return Mention(
        name=name,
        kind=found.kind,
        agency_type=found.agency_type,
        in_text=False,
        quote=_first_quote(text, (name, bare, abbreviation)),
        expanded=expanded,
    )


def _told(bare: str, expanded: str | None) -> Classified:
    """Return what the name is; an expansion decides only where the short form says nothing."""
    found = classify(bare)
    if expanded is not None and found.family is None and found.kind is MentionKind.NAMED_BODY:
        return classify(expanded)
    return found


def _first_quote(text: str, forms: Sequence[str | None]) -> Quote | None:
    for form in forms:
        if form:
            match = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)
            if match:
                return quote(text, match.start(), match.end())
    return None


def _text_mentions(
    text: str, cell: Sequence[Mention], defined: Mapping[str, str]
) -> Iterator[Mention]:
    taken: list[tuple[int, int]] = [
        (mention.quote.start, mention.quote.end) for mention in cell if mention.quote
    ]
    told = [classify(unbracketed(mention.name)[0]) for mention in cell]
    told += [classify(mention.expanded) for mention in cell if mention.expanded]
    seen = {found.words for found in told}
    for start, end in _spans(text, defined):
        name = text[start:end]
        found = _told(name, defined.get(name))
        clear = all(end <= first or last <= start for first, last in taken)
        if not clear or found.words in seen or not _is_news(found, told, text, end):
            continue
        seen.add(found.words)
        taken.append((start, end))
        yield Mention(
            name, found.kind, found.agency_type, True, quote(text, start, end), defined.get(name)
        )


def _spans(text: str, defined: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return where bodies may be named, in order, longer before shorter."""
    spans = []
    for match in _NAMED.finditer(text):
        start, leading = match.start(), _LEADING.match(match.group())
        while leading:
            start += leading.end()
            leading = _LEADING.match(text[start : match.end()])
        spans.append((start, match.end()))
    spans += [match.span() for match in _SHORT.finditer(text)]
    for abbreviation in defined:
        spans += [
            match.span()
            for match in re.finditer(rf"(?<!\w){re.escape(abbreviation)}(?!\w)", text)
            if classify(defined[abbreviation]).family
        ]
    return sorted(set(spans), key=lambda span: (span[0], -span[1]))


def _is_news(found: Classified, cell: Sequence[Classified], text: str, end: int) -> bool:
    """Say whether the text names a body, and one that the cell does not name in other words."""
    if found.kind not in _TOLD or found.family in _FORUMS:
        return False
    if re.match(r"\s+[A-Z][a-z]", text[end:]):
        return False
    return not any(_same(found, other) for other in cell)


def _same(one: Classified, other: Classified) -> bool:
    if one.family is not None and one.family == other.family:
        return not one.rest or not other.rest or one.rest == other.rest
    if one.family in _COUNCIL and other.family in _COUNCIL:
        return not one.rest or not other.rest or one.rest == other.rest
    words = set(one.words.split())
    return bool(words) and (words <= set(other.words.split()) or set(other.words.split()) <= words)


_COUNCIL = {"council", "county-council", "district-council"}


def leads(mention: Mention, text: str) -> bool:
    """Say whether the text makes the mention its subject: it stands before the first "should"."""
    modal = _MODAL.search(text)
    return bool(mention.quote and modal and mention.quote.start < modal.start())


def disagreement(text: str, mentions: Sequence[Mention]) -> str | None:
    """Return one sentence if text and cell name different bodies as the one to act, or None."""
    subjects = [m for m in mentions if m.in_text and leads(m, text)]
    cell = [m for m in mentions if not m.in_text]
    absent = [m for m in cell if m.quote is None and m.kind is not MentionKind.COLLECTIVE]
    if not subjects or not cell or (not absent and len(cell) > 0 and _any_leads(cell, text)):
        return None
    names = ", ".join(mention.name for mention in subjects)
    listed = ", ".join(mention.name for mention in cell)
    return f"The text asks {names} to act; the addressee cell names {listed}."


def _any_leads(mentions: Sequence[Mention], text: str) -> bool:
    return any(leads(mention, text) for mention in mentions)


def is_gloss(text: str, first: str, second: str) -> bool:
    """Say whether the text prints ``first (second)``: two names of one body."""
    pattern = rf"{re.escape(first)}\s*\(\s*(?:the\s+)?{re.escape(second)}\s*\)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def is_part(text: str, whole: str, part: str) -> bool:
    """Say whether the text prints ``whole specifically part``: a body and a part of it."""
    pattern = rf"{re.escape(whole)}\W+(?:specifically|including|in particular|namely)\W+(?:the\s+)?"
    return re.search(pattern + re.escape(part), text, re.IGNORECASE) is not None


def same_words(one: str, other: str) -> bool:
    """Say whether two printed names are the same but for case, "&" and punctuation."""
    return folded(one) == folded(other)
