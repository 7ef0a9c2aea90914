"""Tell a recommendation from narrative and from what leads to it."""

import re
from itertools import pairwise

from reviewgraph.extraction.lexicon import MODAL, NEVER_VERBS, NOUN_VERBS, VERBS
from reviewgraph.extraction.naming import is_title, may_name_body
from reviewgraph.sources.rows import words

_ARTICLE = re.compile(r"^(?:the|a|an|each|both|every)\s+(?=\S)", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:it is|it’s|it was|the (?!(?:previous|earlier|first|last|other|second|same)\b)"
    r"(?:\w+ ){0,4}(?:panel|author|chair|review))\s+"
    r"(?:\w+\s+){0,2}?recommend(?:ed|s)?(?:\s+that)?|we recommend(?:\s+that)?|"
    r"recommend(?:ation)?s?\s+that|"
    r"that)\s+",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\s*(?:acting|along|alongside|and|as|in|led|supported|through|together|via|with|working)\b",
    re.I,
)
"""Begins what may stand between commas behind a body's name."""
_MODAL_AT = re.compile(rf"\b{MODAL}\b", re.IGNORECASE)
_HAVE_DONE = re.compile(
    r"\s+(?:\w+ )?have (?:\w+ly )?(?:been\b|(?:\w+ed|known|told|led|done|made|taken|seen|given|"
    r"rung|sent|had|gone|kept|met|left|heard|spoken|written|begun|shown|held)"
    r"(?=[.,;)]|$| (?:a|an|at|back|because|by|for|from|him|her|how|if|in|it|its|on|out|than|that|"
    r"the|their|them|this|those|to|up|when|where|whether|with)\b))",
    re.IGNORECASE,
)
"""Behind a modal: what ought to have happened, and asks for nothing now."""
_NARRATIVE = re.compile(
    r"\b(?:(?:accepted|advised|asked|recommended|said|stated|suggested|thought) that|"
    r"was|were|had|did|has been|have been|noted|found|considered|heard|identified|believes?|"
    r"agreed|concluded|felt|acknowledges|recognises that|there is|there are|sets out|"
    r"(?:following|these|those|above|below) recommendations?|recommendations? (?:are|is|were|"
    r"below|above))\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:is|are) (?:about|also|an?|clear|how|important|likely|not|of|one|possible|that|the|this|"
    r"true|what|why|with)\b",
    re.IGNORECASE,
)
"""Says how something is; behind it stands no request."""
_PAST = words("""
    became came felt gave had held knew left met said saw sent spoke told took went wrote
    """)
_BEFORE_ADJECTIVES = words("""
    a all an and any are be better by clear each for from improved in is more new of on or
    so-called the through to well with
    """)
_SUBORDINATE = re.compile(r"\s(?:who|whom|whose|which|where|when|that|if|because|so that)\s", re.I)
_INTRODUCES = re.compile(
    r"\b(?:following|these|below)\b.{0,60}\b(?:recommendations?|actions?)\b|"
    r"\brecommendations?\b.{0,80}\b(?:are|is|were|have been|has been) (?:set out|made|listed|"
    r"grouped|"
    r"presented|given|as follows|shown|drawn|agreed|identified|addressed|numbered|based|intended|"
    r"for|to|below|"
    r"reproduced|recorded|monitored|directed)|"
    r"\b(?:makes?|made|agreed|propose[sd]?) (?:the following |\w+ |these )?recommendations?\b|"
    r"^this (?:section|chapter|review|part)\b|\bas follows\b",
    re.IGNORECASE,
)


def unopened(text: str) -> tuple[str, bool]:
    """Return a recommendation without "It is recommended that", and whether that stood there."""
    match = _OPENING.match(text)
    return (text[match.end() :], True) if match else (text, False)


def introduces(text: str) -> bool:
    """Say whether a paragraph speaks of recommendations and makes none."""
    inner, opened = unopened(text)
    sentence = first_sentence(inner)
    match = _INTRODUCES.search(sentence)
    if match is None or opened:
        return False
    modal = _MODAL_AT.search(sentence)
    asks = modal is not None and may_name_body(_ARTICLE.sub("", sentence[: modal.start()]))
    return not asks


def directs(text: str) -> bool:
    """Say whether a paragraph asks for something, by modal, verb first, or "to" and a verb."""
    inner, opened = unopened(text)
    if opened:
        return True
    words = [word.strip(",.;:").casefold() for word in inner.split()[:3]]
    if not words:
        return False
    if words[0] in VERBS or (words[0] == "to" and len(words) > 1 and words[1] in VERBS):
        return True
    sentence = first_sentence(inner)
    modal = next((m for m in _MODAL_AT.finditer(sentence) if not _is_past_modal(sentence, m)), None)
    if modal is None:
        return _to_verb(sentence)
    story = _NARRATIVE.search(sentence)
    return story is None or modal.start() < story.start()


def _is_past_modal(sentence: str, modal: re.Match[str]) -> bool:
    """Say whether a modal speaks of what was not done: "should have been seen"."""
    return _HAVE_DONE.match(sentence, modal.end()) is not None


def narrates(text: str) -> bool:
    """Say whether a paragraph tells what happened or what was found.

    Meant for numbered paragraphs of a section that both tells and recommends.
    """
    if directs(text):
        return False
    first = first_sentence(text)
    main = _SUBORDINATE.split(first)[0]
    tells = _NARRATIVE.search(main) or _STATES.search(main) or _is_past(main)
    return len(first) < len(text.strip()) or bool(tells)


def _is_past(sentence: str) -> bool:
    """Say whether a verb in the past stands near the beginning, after its subject."""
    words = [word.casefold() for word in sentence.split()[:8]]
    return any(
        (word in _PAST or (word.endswith("ed") and len(word) > 4))
        and before not in _BEFORE_ADJECTIVES
        and not before.endswith((",", ";"))
        for before, word in pairwise(words)
    )


def _to_verb(sentence: str) -> bool:
    """Say whether a body's name and then "to" and a verb begin the sentence."""
    words = sentence.split()[:24]
    for place, (word, after) in enumerate(pairwise(words[1:]), 1):
        if word != "to":
            continue
        before, _, aside = " ".join(words[:place]).partition(",")
        name = _ARTICLE.sub("", before)
        if acts(after, name) and (not aside or _WITH.match(aside)):
            called = is_title(name) and (" " in name or name != before)
            return may_name_body(name) or called
    return False


def acts(word: str, name: str) -> bool:
    """Say whether a word behind a name and "to" is a verb.

    No list holds all verbs: behind a proper name any small word that no list excludes is one.
    """
    bare = word.strip(",.;:")
    if bare.casefold() in VERBS or bare.casefold() in NOUN_VERBS:
        return True
    proper = is_title(name) and (len(name.split()) > 1 or name.isupper())
    return proper and bare.islower() and bare not in NEVER_VERBS


def first_sentence(text: str) -> str:
    """Return the text up to its first full stop before a capital."""
    return re.split(r"(?<=[a-z)’”][.?!])\s+(?=[A-Z])", text, maxsplit=1)[0]
