"""The subject of a recommendation's sentence: the words before the verb that asks."""

import re
from itertools import pairwise

from reviewgraph.extraction.lexicon import BODY_HEADS, MODAL, NEVER_VERBS, NOUN_VERBS, VERBS
from reviewgraph.extraction.naming import FUNCTION, is_acronym, is_title, names_body
from reviewgraph.extraction.wording import acts, first_sentence, unopened

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
    modal = _MODAL_AT.search(sentence)
    if _begins_with_verb(sentence, modal.start() if modal else 0):
        return None
    ends = [modal.start()] if modal else []
    verb = _verb_at(sentence, opened=opened)
    if verb is not None:
        ends.append(verb)
    if not ends:
        return None
    subject = _without_clause(sentence[: min(ends)])
    return subject if 0 < len(subject.split()) <= 30 else None


def _begins_with_verb(sentence: str, modal: int) -> bool:
    """Say whether a sentence asks by its first word; "Support workers should" does not."""
    words = sentence.split()
    first = words[0].strip(",").casefold() if words else ""
    if first not in VERBS:
        return first == "to"
    between = sentence[:modal].split()[1:]
    named = 0 < len(between) <= 3 and not any(
        word.casefold() in NEVER_VERBS | FUNCTION for word in between
    )
    return not (named and (names_body(" ".join(between)) or between[-1].endswith("s")))


def _without_clause(subject: str) -> str:
    """Return a subject without its clause, but for a class of bodies that the clause defines."""
    bare = _BREAK.split(subject)[0].strip(" ,")
    whole = subject.strip(" ,")
    proper = is_title(bare) and " " in bare
    defined = "," not in whole and not proper and len(whole.split()) <= 12
    return whole if defined and re.search(r"\s(?:which|who|that)\s", whole) else bare


def head_of(name: str) -> str:
    """Return a name without the clause that defines it."""
    return _BREAK.split(name)[0]


def _verb_at(sentence: str, *, opened: bool) -> int | None:
    """Return where "to" and a verb, or after "that" a bare verb, follow the subject."""
    words = list(re.finditer(r"\S+", sentence))
    for place, (before, after) in enumerate(pairwise(words)):
        word = after.group().casefold().strip(",")
        name = sentence[: before.start()].strip(" ,")
        if before.group().casefold() == "to" and name and acts(after.group(), _name_of(name)):
            return before.start()
        if opened and after.group()[0].islower() and _is_verb(word):
            adverb = before.group().endswith("ly") or before.group() in ("also", "both", "all")
            subject = words[place - 1] if adverb and place else before
            if _could_end_name(subject.group(), word):
                return subject.end()
    return _end_of_name(words) if opened else None


def _name_of(subject: str) -> str:
    """Return a subject without its article and what follows a comma."""
    return re.sub(r"^(?:the|a|an)\s+", "", subject, flags=re.I).split(",")[0]


def _end_of_name(words: list[re.Match[str]]) -> int | None:
    """Return where a proper name ends that an unknown small word follows: its verb."""
    capitals = 0
    last = ""
    for place, match in enumerate(words):
        word = match.group().strip(",()")
        if word[:1].isupper():
            capitals += 1
        elif word.casefold() not in FUNCTION | {"&"}:
            named = capitals > 1 or (capitals == 1 and (is_acronym(last) or names_body(last)))
            verb = word.isalpha() and word not in NEVER_VERBS
            return words[place - 1].end() if named and verb and last[:1].isupper() else None
        last = word
    return None


def _could_end_name(before: str, word: str) -> bool:
    bare = before.casefold().strip(",()")
    return bare in BODY_HEADS or is_acronym(before) or (before[0].isupper() and _is_verb(word))


def _is_verb(word: str) -> bool:
    return _base(word) in VERBS | NOUN_VERBS


def _base(word: str) -> str:
    """Return the form a verb has behind "to": "carry" for "carries"."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y")
    return next((form for form in forms if form in VERBS | NOUN_VERBS), word)


def parted(subject: str) -> tuple[str, list[str]]:
    """Return the body addressed, and those it acts with or through."""
    match = _ASIDES.search(subject)
    if match is None or match.start() == 0:
        return subject, []
    other = subject[match.end() :].strip(" ,()")
    return subject[: match.start()].strip(" ,("), [other] if other else []
