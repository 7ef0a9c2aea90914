"""Split an addressee cell into the bodies it lists, each as printed.

" | " always separates. Commas, "and", "&", "/" and "along with" separate only where what stands
on both sides is a body by itself: "Avon and Somerset Police" is one force, "Essex Police and
Essex County Council" are two bodies.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from reviewgraph.linking.classify import classify
from reviewgraph.linking.glossary import expansion_before
from reviewgraph.model import MentionKind
from reviewgraph.registries.areas import folded

Known = Callable[[str], bool]
"""Says whether folded words are the name of a registered body."""

_ALWAYS = re.compile(r"\s*[|;•\n]\s*|\s+(?:along with|together with|as well as|"
                     r"in conjunction with|in partnership with|"
                     r"in collaboration with|on behalf of|working with|"
                     r"supported by)\s+")  # fmt: skip
_PERHAPS = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&|with|or)\s+|\s*/\s*")
_SUB_UNITS = re.compile(r"\s*[,:]?\s+(?:specifically|including|in particular|namely)\s+")
_LOCAL = {"police", "county-council", "district-council", "council", "ccg", "icb", "csp", "sab"}
"""Families of bodies whose names are an area and the family's words, and nothing else."""
_EDGES = ' \t.,;:-–—*•"“”'
_BRACKET = re.compile(r"^(?P<name>.*\S)\s*\((?P<inner>[^()]*)\)\s*$")
_WHOLE = re.compile(
    r"police and crime|health and (?:well|social|care)|fire and rescue|children and (?:young|fam)|"
    r"courts? and trib|prison and prob|crime and disorder|drugs? and alcohol|schools? and coll|"
    r"probation and comm|domestic (?:abuse|violence) and sexual|guy.?s and|health and safety|"
    r"foreign and comm|visas and imm|advisory and support|housing and communities|"
    r"levelling up|adults? and (?:child|health|comm)|voluntary and|accident and|a&e|"
    r"social care and health\b(?! (?:visit|board|and))|"
    r"learning and|voluntary, community|women and girls|birmingham and solihull mental|"
    r"nursing and mid|prisons and prob|work and pens|education and skills|revenue and cust",
    re.IGNORECASE,
)


def never(_words: str) -> bool:
    """Know no name: what there is to go by without a register."""
    return False


def split_cell(cell: str, known: Known = never) -> tuple[str, ...]:
    """Return the bodies an addressee cell lists, in order, each as printed.

    ``known`` says whether folded words are the name of a registered body; such a name is never
    split.

    >>> split_cell("NHS England along with the London Safeguarding Board")
    ('NHS England', 'London Safeguarding Board')
    >>> split_cell("Avon and Somerset Police, Bristol City Council and the CCG")
    ('Avon and Somerset Police', 'Bristol City Council', 'CCG')
    """
    parts: list[str] = []
    for piece in _ALWAYS.split(cell):
        for part in _SUB_UNITS.split(piece):
            parts.extend(_split_further(part.strip(_EDGES), known))
    clean = (_trimmed(part) for part in parts)
    return tuple(dict.fromkeys(part for part in clean if part))


def _trimmed(part: str) -> str:
    part = part.strip(_EDGES).strip()
    return re.sub(r"^(?:the|all of the|both)\s+(?=[A-Z])", "", part, flags=re.IGNORECASE)


def _split_further(part: str, known: Known) -> list[str]:
    if known(folded(part)):
        return [part]
    if not _PERHAPS.search(part):
        return _fused(part, known)
    if _is_one_collective(part):
        return [part]
    return [part[start:end] for start, end in _spans(part, known)]


def _fused(part: str, known: Known) -> list[str]:
    """Part two bodies printed without a separator, where each has an area of its own.

    "Essex Police Essex County Council" is two bodies, "Essex Police Public Protection Unit" one.
    """
    for gap in re.finditer(r"\s+", part):
        left, right = part[: gap.start()], part[gap.end() :]
        if right.startswith("("):
            continue
        if _has_own_area(left) and (_has_own_area(right) or known(folded(right))):
            return [left, *_fused(right, known)]
    return [part]


def _has_own_area(text: str) -> bool:
    found = classify(text)
    return found.family in _LOCAL and bool(found.rest) and found.kind is not MentionKind.ROLE


def _is_one_collective(part: str) -> bool:
    return "," not in part and classify(part).kind is MentionKind.COLLECTIVE


def _spans(part: str, known: Known) -> list[tuple[int, int]]:
    """Return where bodies stand in the part.

    Words that are no body by themselves belong to the body after them ("Avon and Somerset
    Police"), at the end to the body before ("London Borough of Barking & Dagenham"). Of several
    readings of the same words a registered name wins.
    """
    ends = [*_marks(part), (len(part), len(part))]
    spans: list[tuple[int, int]] = []
    start = position = 0
    while position < len(ends):
        named = [
            i for i in range(position, len(ends)) if _is_known(part[start : ends[i][0]], known)
        ]
        position = max([position, *named])
        end, following = ends[position]
        if named or _is_body(part[start:end]):
            spans.append((start, end))
            start = following
        position += 1
    if start >= len(part):
        return spans
    return [*spans[:-1], (spans[-1][0], len(part))] if spans else [(0, len(part))]


def _is_known(text: str, known: Known) -> bool:
    """Say whether the words are a registered name, or such a name and a unit of its body.

    What follows the last mark must be more than a unit: "Barking and Dagenham Housing" is a unit
    of one council, "Sussex Police / Adult Social Care" is two bodies.
    """
    if known(folded(text)):
        return True
    rest = classify(text).rest
    return bool(rest) and known(rest) and bool(classify(_PERHAPS.split(text)[-1]).rest)


def _marks(part: str) -> Iterator[tuple[int, int]]:
    """Yield where a comma, an "and" or a slash may part two bodies: not inside brackets."""
    for match in _PERHAPS.finditer(part):
        inside = part.count("(", 0, match.start()) > part.count(")", 0, match.start())
        if not inside and not _holds_together(part, match):
            yield match.span()


def _holds_together(part: str, match: re.Match[str]) -> bool:
    return any(
        whole.start() < match.end() and match.start() < whole.end()
        for whole in _WHOLE.finditer(part)
    )


def _is_body(text: str) -> bool:
    """Say whether the words, without what stands around them, name a body, class or role."""
    text = text.strip(_EDGES)
    bracket = _BRACKET.match(text)
    if bracket is not None:
        text = bracket["name"]
    found = classify(text)
    if found.family is not None:
        return found.kind is not MentionKind.NATIONAL_GOVERNMENT or not found.rest
    if found.kind in (MentionKind.PSEUDONYM, MentionKind.ROLE, MentionKind.COLLECTIVE):
        return True
    people = found.kind is MentionKind.CLASS and not found.rest
    return bool(people and text) or _looks_national(text)


def _looks_national(text: str) -> bool:
    """Say whether the words are an abbreviation or one of the names without a family's words."""
    if re.fullmatch(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z0-9&]{2,10}", text):
        return True
    return folded(text) in STANDING_NAMES


STANDING_NAMES = frozenset(
    {
        "home office", "cafcass", "ofsted", "nhs england", "public health england", "refuge",
        "safelives", "victim support", "college of policing", "crown prosecution service",
        "care quality commission", "department of health", "ministry of justice", "respect",
        "department of health and social care", "department for education", "welsh government",
        "department for work and pensions", "police", "womens aid", "turning point", "gmc",
        "border force", "uk visas and immigration", "hm prison service", "metropolitan police",
        "the met", "met", "met police", "west mercia", "citizens advice", "relate", "samaritans",
        "mind",
        "domestic abuse commissioner", "oxleas", "mersey care", "change grow live", "addaction",
        "national police chiefs council", "local government association", "barnardos", "nacro",
        "royal college of general practitioners", "general medical council", "job centre",
        "jobcentre plus", "hm prison and probation service", "legal aid agency", "age uk",
    }
)  # fmt: skip
"""Bodies whose names hold no family's words but are often listed beside others."""

Bracketed = tuple[str, str | None, str | None]
"""A name without its bracket; the abbreviation in it; the place or part in it."""


@lru_cache(maxsize=100_000)
def unbracketed(name: str) -> Bracketed:
    """Return a name apart from its bracket: an abbreviation, a place, or a part; never a body.

    >>> unbracketed("Clinical Commissioning Group (CCG)")
    ('Clinical Commissioning Group', 'CCG', None)
    >>> unbracketed("NHS England (London)")
    ('NHS England', None, 'London')
    """
    match = _BRACKET.match(name)
    if match is None:
        return name, None, None
    inner = match["inner"].strip()
    if expansion_before(match["name"], inner) or re.fullmatch(r"[A-Z][A-Za-z&/]*[A-Z]", inner):
        return match["name"], inner, None
    return match["name"], None, inner
