"""Split an addressee cell into the bodies it lists, each as printed.

" | " always separates. Commas, "and", "&", "/" and "along with" separate only where what stands
on both sides is a body by itself: "Avon and Somerset Police" is one force, "Essex Police and
Essex County Council" are two bodies.
"""

import re
from collections.abc import Callable

from reviewgraph.linking.classify import classify
from reviewgraph.linking.glossary import expansion_before
from reviewgraph.model import MentionKind
from reviewgraph.registries.areas import folded

_ALWAYS = re.compile(r"\s*[|;•\n]\s*|\s+(?:along with|together with|as well as|"
                     r"in conjunction with|in partnership with|"
                     r"in collaboration with|working with|supported by)\s+")  # fmt: skip
_PERHAPS = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&|with|or)\s+|\s*/\s*")
_SUB_UNITS = re.compile(r"\s*[,:]?\s+(?:specifically|including|in particular|namely)\s+")
_EDGES = ' \t.,;:-–—*•"“”'
_BRACKET = re.compile(r"^(?P<name>.*\S)\s*\((?P<inner>[^()]*)\)\s*$")
_WHOLE = re.compile(
    r"police and crime|health and (?:well|social|care)|fire and rescue|children and (?:young|fam)|"
    r"courts? and trib|prison and prob|crime and disorder|drugs? and alcohol|schools? and coll|"
    r"probation and|domestic (?:abuse|violence) and sexual|guy.?s and|health and safety|"
    r"foreign and comm|visas and imm|advisory and support|housing and communities|"
    r"levelling up|adults? and (?:child|health|comm)|voluntary and|accident and|a&e|"
    r"learning and|voluntary, community|women and girls|birmingham and solihull mental|"
    r"nursing and mid|prisons and prob|work and pens|education and skills|revenue and cust",
    re.IGNORECASE,
)


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the bodies an addressee cell lists, in order, each as printed.

    >>> split_cell("NHS England along with the London Safeguarding Board")
    ('NHS England', 'London Safeguarding Board')
    >>> split_cell("Avon and Somerset Police, Bristol City Council and the CCG")
    ('Avon and Somerset Police', 'Bristol City Council', 'CCG')
    """
    parts: list[str] = []
    for piece in _ALWAYS.split(cell):
        for part in _SUB_UNITS.split(piece):
            parts.extend(_split_further(part.strip(_EDGES)))
    clean = (_trimmed(part) for part in parts)
    return tuple(dict.fromkeys(part for part in clean if part))


def _trimmed(part: str) -> str:
    part = part.strip(_EDGES)
    return re.sub(r"^(?:the|all of the|both)\s+(?=[A-Z])", "", part, flags=re.IGNORECASE)


def _split_further(part: str) -> list[str]:
    if not _PERHAPS.search(part) or _is_body(part, strict=True):
        return [part]
    pieces, marks = _outside_brackets(part)
    if len(pieces) == 1:
        return [part]
    return _joined(pieces, marks)


def _outside_brackets(part: str) -> tuple[list[str], list[str]]:
    pieces, marks, last = [], [], 0
    for match in _PERHAPS.finditer(part):
        inside = part.count("(", 0, match.start()) > part.count(")", 0, match.start())
        if inside or _holds_together(part, match):
            continue
        pieces.append(part[last : match.start()])
        marks.append(match.group())
        last = match.end()
    return [*pieces, part[last:]], marks


def _holds_together(part: str, match: re.Match[str]) -> bool:
    return any(
        whole.start() < match.end() and match.start() < whole.end()
        for whole in _WHOLE.finditer(part)
    )


def _joined(pieces: list[str], marks: list[str]) -> list[str]:
    """Join pieces that are no bodies by themselves to what follows them."""
    result: list[str] = []
    pending = ""
    for piece, mark in zip(pieces, [*marks, ""], strict=True):
        candidate = pending + piece
        if _is_body(candidate) and (not mark or _is_body_start(pieces, piece)):
            result.append(candidate)
            pending = ""
        else:
            pending = candidate + mark
    if pending.strip(_EDGES):
        return [*result[:-1], (result[-1] + " " + pending).strip()] if result else [pending]
    return result


def _is_body_start(pieces: list[str], piece: str) -> bool:
    return bool(piece.strip())


def _is_body(text: str, *, strict: bool = False) -> bool:
    """Say whether the words name a body; ``strict`` asks for one whose name holds an "and"."""
    text = text.strip(_EDGES)
    bracket = _BRACKET.match(text)
    if bracket is not None:
        text = bracket["name"]
    found = classify(text)
    if strict:
        return found.kind is MentionKind.COLLECTIVE
    if found.kind is MentionKind.COLLECTIVE:
        return True
    if found.family is not None:
        return found.kind is not MentionKind.NATIONAL_GOVERNMENT or bool(found.rest == "")
    return found.kind in (MentionKind.PSEUDONYM, MentionKind.ROLE) or _looks_national(text)


def _looks_national(text: str) -> bool:
    """Say whether the words are an abbreviation or one of the names without a family's words."""
    if re.fullmatch(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z&]{2,10}", text):
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
        "the met", "met police", "west mercia", "citizens advice", "relate", "samaritans", "mind",
        "domestic abuse commissioner", "oxleas", "mersey care", "change grow live", "addaction",
        "national police chiefs council", "local government association", "barnardos", "nacro",
        "royal college of general practitioners", "general medical council", "job centre",
        "jobcentre plus", "hm prison and probation service", "legal aid agency", "age uk",
    }
)  # fmt: skip
"""Bodies whose names hold no family's words but are often listed beside others."""

Bracketed = tuple[str, str | None, str | None]
"""A name without its bracket; the abbreviation in it; the place or part in it."""


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


Splitter = Callable[[str], tuple[str, ...]]
