"""The subject of a recommendation's sentence: the words before the verb that asks."""

import re
from itertools import pairwise

from reviewgraph.extraction.lexicon import BODY_HEADS, MODAL, VERBS
from reviewgraph.extraction.naming import is_acronym
from reviewgraph.extraction.wording import first_sentence, unopened

_MODAL_AT = re.compile(
    rf"\s(?:also |therefore |both |each |all |jointly |together )?{MODAL}\b", re.I
)
_ASIDES = re.compile(
    r",?\s*\(?(?:in (?:consultation|partnership|conjunction|collaboration|liaison|cooperation|"
    r"co-operation)"
    r" with|(?:working |acting |together |along )?(?:alongside|with)|with (?:the )?(?:support|"
    r"assistance|help|involvement) (?:of|from)|"
    r"supported by|through|via|as (?:part|lead|the lead)|led by|on behalf of)\s+",
    re.I,
)
_BREAK = re.compile(
    r"\s+(?:which|who|that|where|when|if|because|whose|while|whilst|including)\s+", re.I
)


def subject_of(text: str, *, led: bool = False) -> str | None:
    """Return the words before the verb that asks; None if the text begins with a verb.

    ``led`` says that a lead-in such as "The panel recommends that:" stands before it.

    >>> subject_of("It is recommended that Anyshire Police should audit its files.")
    'Anyshire Police'
    """
    inner, opened = unopened(text)
    opened = opened or led
    sentence = first_sentence(inner)
    first = sentence.split(maxsplit=1)[0].strip(",").casefold() if sentence.strip() else ""
    if first in VERBS or first == "to":
        return None
    ends = [match.start() for match in [_MODAL_AT.search(sentence)] if match]
    verb = _verb_at(sentence, opened=opened)
    if verb is not None:
        ends.append(verb)
    if not ends:
        return None
    subject = _BREAK.split(sentence[: min(ends)])[0].strip(" ,")
    return subject if 0 < len(subject.split()) <= 30 else None


def _verb_at(sentence: str, *, opened: bool) -> int | None:
    """Return where "to" and a verb, or after "that" a bare verb, follow the subject."""
    words = list(re.finditer(r"\S+", sentence))
    for place, (before, after) in enumerate(pairwise(words)):
        word = after.group().casefold().strip(",")
        if before.group().casefold() == "to" and word in VERBS and before.start():
            return before.start()
        if opened and after.group()[0].islower() and _base(word) in VERBS:
            adverb = before.group().endswith("ly") or before.group() in ("also", "both", "all")
            subject = words[place - 1] if adverb and place else before
            if _could_end_name(subject.group(), word):
                return subject.end()
    return None


def _could_end_name(before: str, word: str) -> bool:
    bare = before.casefold().strip(",()")
    return bare in BODY_HEADS or is_acronym(before) or (before[0].isupper() and _is_verb(word))


def _is_verb(word: str) -> bool:
    return _base(word) in VERBS


def _base(word: str) -> str:
    """Return the form a verb has behind "to": "carry" for "carries"."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y")
    return next((form for form in forms if form in VERBS), word)


def parted(subject: str) -> tuple[str, list[str]]:
    """Return the body addressed, and those it acts with or through."""
    match = _ASIDES.search(subject)
    if match is None or match.start() == 0:
        return subject, []
    other = subject[match.end() :].strip(" ,()")
    return subject[: match.start()].strip(" ,("), [other] if other else []
