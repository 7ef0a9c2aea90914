"""Cut a text into words that compare, each knowing where it stands.

Labels and texts go through the same folding, so a singular meets a plural, a straight quote a
curly one, and "organized" meets "organised". Folding is inflection only: "govern" is no
"government", and "house" no "housing". A label that wants a family of words says so
("recogni*").
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\b[^\W\d_]&[^\W\d_]\b|[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ`´]s?$")
_SENTENCE_END = re.compile(r"[.!?]['’”\")\]]*\s+[\s\"'“‘(•*–-]*$|[•\n\r]")
_ABBREVIATED = frozenset({"e", "g", "i", "etc", "no", "st", "dr", "para", "ref", "inc"})
_AMERICAN = re.compile(r"(?<=[a-z]{3})iz(?=e$|ed$|es$|er$|ers$|ing$|ation$|ations$)")
_INVARIABLE = re.compile(r"(?:ss|us|is|news|always|perhaps|whereas|besides|lens)$")
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "people": "people"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: half-open character offsets, its forms, and its sentence."""

    start: int
    end: int
    printed: str
    word: str
    """The folded form that labels are compared with."""
    sentence: int


def singular(word: str) -> str:
    """Return the singular of a lower-case English noun; other words come back as they are.

    >>> [singular(word) for word in ("policies", "boxes", "services", "process", "crisis")]
    ['policy', 'box', 'service', 'process', 'crisis']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or _INVARIABLE.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=65536)
def fold(printed: str) -> str:
    """Return the form of a word that is compared: lower case, singular, British, no possessive.

    >>> fold("Carers’"), fold("carer's"), fold("Organized")
    ('carer', 'carer', 'organised')
    """
    word = unicodedata.normalize("NFKC", printed).casefold()
    return singular(_AMERICAN.sub("is", _POSSESSIVE.sub("", word)))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of ``text`` in order; offsets count code points of ``text`` itself."""
    found: list[Token] = []
    sentence, last_end, last_word = 0, 0, ""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        gap = text[last_end:start]
        if _SENTENCE_END.search(gap) and _starts_sentence(gap, match[0], last_word):
            sentence += 1
        last_end, last_word = end, fold(match[0])
        found.append(Token(start, end, match[0], last_word, sentence))
    return tuple(found)


def _starts_sentence(gap: str, printed: str, before: str) -> bool:
    if "\n" in gap or "•" in gap or "!" in gap or "?" in gap:
        return True
    return before not in _ABBREVIATED and not printed[0].islower()
