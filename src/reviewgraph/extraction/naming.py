"""Tell a body's name from any other words."""

import re

from reviewgraph.extraction.lexicon import BODY_HEADS, NOT_BODIES, TOPICS
from reviewgraph.sources.rows import words

FUNCTION = words("""
    a across an and as at by for from in into of on or the to with within
    """)


_DEPARTMENT = re.compile(r"\b(?:public|environmental|occupational) health$|\bearly help$", re.I)
"""Departments whose last word is a topic otherwise."""


def is_acronym(word: str) -> bool:
    """Say whether a word is an abbreviation: two to eight letters, mostly capitals."""
    bare = word.strip("()[],.;:’'s")
    capitals = sum(letter.isupper() for letter in bare)
    return 2 <= len(bare) <= 8 and capitals >= 2 and capitals >= len(bare) / 2 and bare[0].isupper()


def names_body(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether words can be the name of a body or of a class of bodies.

    ``known`` holds names, in lower case, that the report itself uses for bodies.
    """
    words = name.strip(" ,.;:").split()
    if not words or len(words) > 14:
        return False
    if name.casefold().strip(" .,:") in known or (len(words) == 1 and is_acronym(words[0])):
        return True
    if _DEPARTMENT.search(name):
        return True
    heads = _heads(words)
    if heads[0] in NOT_BODIES or any(head in TOPICS for head in heads[1:]):
        return False
    if any(head in BODY_HEADS for head in heads):
        return True
    return words[0][:1].isupper() and (
        is_acronym(words[-1]) or (is_acronym(words[0]) and is_title(name) and len(words) <= 4)
    )


def may_name_body(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether words that stand as a subject can name a body: any proper name will do."""
    words = name.split()
    if names_body(name, known):
        return True
    capitals = sum(word[:1].isupper() for word in words)
    if capitals < 2 or len(words) > 7 or not is_title(name) or words[-1].casefold() in FUNCTION:
        return False
    return not any(head in NOT_BODIES or head in TOPICS for head in _heads(words))


def is_subject(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether words that stand before a sentence's modal can name a body.

    Topics are not written with capitals there, so "Public Health" is a department.
    """
    words = name.split()
    proper = 2 <= len(words) <= 7 and is_title(name) and words[-1].casefold() not in FUNCTION
    return may_name_body(name, known) or (proper and _heads(words)[0] not in NOT_BODIES)


def names_topic(title: str) -> bool:
    """Say whether a title tells what is to be done, and no body: "Training and Supervision"."""
    return _heads(title.split())[0] in NOT_BODIES


def _heads(words: list[str]) -> list[str]:
    """Return the last word of a name, and the last before *of*, *for*, *in* or a bracket."""
    bare = [
        word.strip("()[],.;:").removesuffix("’s").removesuffix("'s").casefold() for word in words
    ]
    while len(bare) > 1 and len(bare[-1]) == 1:
        bare.pop()  # the letter of a pseudonym, as in "Provider B"
    heads = [bare[-1]]
    for place, word in enumerate(bare[1:], 1):
        if word in (
            "of",
            "for",
            "in",
            "within",
            "across",
            "to",
            "involved",
            "with",
            "responsible",
        ) or words[place].startswith(("(", "–", "-")):
            heads.append(bare[place - 1])
    return heads


def is_title(name: str) -> bool:
    """Say whether every word of a name but the small ones begins with a capital."""
    words = [
        word for word in name.split() if word.casefold() not in FUNCTION and word[:1].isalpha()
    ]
    return bool(words) and all(word[0].isupper() for word in words)
