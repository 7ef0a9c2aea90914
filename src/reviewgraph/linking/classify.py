"""What kind of thing a printed name is, told from its words alone.

Whether a body of that name exists is not asked here; that is the resolver's question. A name
that hides its bearer is told here, so that nothing later looks for the bearer.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from reviewgraph.linking.families import (
    CLASSES_OF_PEOPLE,
    COLLECTIVES,
    FAMILIES,
    ROLES,
    Family,
)
from reviewgraph.model import MentionKind
from reviewgraph.registries.areas import folded

_FILLER = re.compile(
    r"^(?:(?:the|a|an|local|lead|la|authority|nhs|area|relevant|county|borough|district|city|"
    r"council|local authority|their|its|via|and|in|for|all|both|area|statutory|host)\b ?)+$"
)
_LETTER = r"(?:[a-z]|\d{1,2}|one|two|three)"
_HIDDEN_NOUN = (
    r"(?:acute |mental health |community |local |nhs |foundation |general |private |primary |"
    r"secondary |housing |care |home |domiciliary |nursing |specialist |charity |health |gp |"
    r"voluntary |support )*"
    r"(?:trust|hospital|practice|surgery|agency|organisation|association|provider|home|school|"
    r"college|company|service|charity|employer|borough|council|force|area|university|nursery|"
    r"landlord|town|city|county|gp|authority|board|team|partnership)"
)
_PSEUDONYMS = re.compile(
    rf"(?:the )?{_HIDDEN_NOUN} {_LETTER}|[a-z] {_HIDDEN_NOUN}|"
    rf"(?:la|ccg|icb|pct|lhb|mht|csp|sab|asc|csc|police|constabulary) ?"
    rf"(?:\d{{1,2}}|(?<= ){_LETTER})|"
    rf"(?:the )?(?:home ?care|care|domiciliary care|home care|nursing|private care|social care|"
    rf"live in care|agency care)(?: support)? (?:provider|agency|company|home|service)|"
    rf"(?:the )?(?:care home|nursing home|residential home|domiciliary (?:care )?agency|"
    rf"homecare|company|agency)"
)
_PART_OF_HIDDEN = re.compile(rf"(?:the )?{_HIDDEN_NOUN} {_LETTER} (?!and e\b)\S.*")
"""A part of a hidden body: "Borough A Children's Social Care"; the A of "A and E" hides none."""
_LOCAL_TRUST = re.compile(r"l(?:mh|h)?ft|lmht|lnhst")
"""Letters that stand for "local … trust": a label made to hide which trust it is."""

_TYPES_HIDDEN = (
    ("care-provider", r"care|nursing|homecare|domiciliary|residential"),
    ("general-practice", r"practice|surgery|\bgp\b"),
    ("school", r"school|college|nursery|university"),
    ("social-landlord", r"housing|landlord|association"),
    ("nhs-mental-health-provider", r"mental"),
    ("nhs-provider", r"trust|hospital|health|nhs"),
    ("council", r"council|borough"),
    ("other-charity", r"charity"),
)


@dataclass(frozen=True, slots=True)
class Classified:
    """A printed name told apart: its family, and the words that are left when those are gone."""

    words: str
    kind: MentionKind
    agency_type: str | None
    family: str | None
    rest: str
    """Words besides the family's own: an area, a parent body; empty if there are none."""
    role: bool = False


@lru_cache(maxsize=200_000)
def classify(name: str) -> Classified:
    """Return what kind of thing ``name`` is, from its words."""
    words = re.sub(r"^the ", "", folded(name))
    if not words:
        return Classified(words, MentionKind.CLASS, None, None, "")
    hidden = _hidden(words)
    if hidden is not None:
        return hidden
    if COLLECTIVES.fullmatch(words) and not _is_own_body(words):
        return Classified(words, MentionKind.COLLECTIVE, "all-agencies", None, "")
    return _by_role(name, words) or _by_family(words) or _by_look(name, words)


def _is_own_body(words: str) -> bool:
    found = _family_of(words)
    return found is not None and found[0].kind is MentionKind.PARTNERSHIP


def _hidden(words: str) -> Classified | None:
    label = words.split(" ", 1)[0]
    if _LOCAL_TRUST.fullmatch(label):
        return Classified(words, MentionKind.PSEUDONYM, "nhs-provider", None, "")
    if not (_PSEUDONYMS.fullmatch(words) or _PART_OF_HIDDEN.fullmatch(words)):
        return None
    agency_type = next((key for key, part in _TYPES_HIDDEN if re.search(part, words)), None)
    return Classified(words, MentionKind.PSEUDONYM, agency_type or "employer-or-other", None, "")


def _by_role(name: str, words: str) -> Classified | None:
    if not ROLES.search(words) or words.startswith("director of public health"):
        return None
    body = re.sub(r"\s+", " ", ROLES.sub(" ", words)).strip()
    body = re.sub(r"^(?:of|for|the|at|in)\b ?", "", body)
    inner = _by_family(body) if body else None
    if re.search(r"chief constables?", words):
        inner = _by_family(f"{body} police".strip())
    if inner is None or inner.kind in (MentionKind.CLASS, MentionKind.COLLECTIVE):
        kind, agency_type = MentionKind.ROLE, inner.agency_type if inner else None
        return Classified(words, kind, agency_type, None, body, role=True)
    return Classified(
        words, MentionKind.ROLE, inner.agency_type, inner.family, inner.rest, role=True
    )


def _family_of(words: str) -> tuple[Family, str] | None:
    for family in FAMILIES:
        match = family.ends.fullmatch(words) or family.leads.fullmatch(words)
        if match is not None:
            rest = match["rest"].strip()
            rest = re.sub(r"^(?:the|and) ", "", rest)
            return family, "" if _FILLER.fullmatch(rest) else rest
    return None


def _by_family(words: str) -> Classified | None:
    found = _family_of(words)
    if found is None:
        return None
    family, rest = found
    kind = family.kind
    if rest and kind in (MentionKind.GENERIC_BODY, MentionKind.CLASS):
        kind = MentionKind.NAMED_BODY
    if not rest and _is_plural(words, family):
        kind = MentionKind.CLASS
    return Classified(words, kind, family.agency_type, family.name, rest)


def _is_plural(words: str, family: Family) -> bool:
    """Say whether a generic name is in the plural: "CCGs" are a class and no one body."""
    if family.kind is not MentionKind.GENERIC_BODY:
        return False
    return bool(re.search(r"(?:groups|ccgs|icbs|authorities|councils|trusts|hospitals|forces|las|"
                          r"boards|pccs|companies|commissioners|pcts|crcs)$", words))  # fmt: skip


_BOARD = MentionKind.PARTNERSHIP
_SAFER = re.compile(r"safe(?:r|st)? .+|.+ (?:safer )?(?:strategic )?partnership(?: board)?|"
                    r"one [a-z]+")  # fmt: skip


def _by_look(name: str, words: str) -> Classified:
    if _SAFER.fullmatch(words):
        if words.startswith("safe"):
            return Classified(words, _BOARD, "community-safety-partnership", "safer", words)
        return Classified(words, _BOARD, "partnership-board", None, words)
    if CLASSES_OF_PEOPLE.fullmatch(words) and (name[:1].islower() or " " in name):
        return Classified(words, MentionKind.CLASS, None, None, "")
    named = any(character.isupper() for character in name)
    kind = MentionKind.NAMED_BODY if named else MentionKind.CLASS
    return Classified(words, kind, None, None, words)
