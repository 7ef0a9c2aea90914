"""Labels of recommendations as printed: one parser for every numbering scheme."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from reviewgraph.extraction.misspelt import means_recommendation


class Kind(StrEnum):
    """What a label looks like."""

    WORD = "word"
    """``Recommendation 1:``, ``Rec 1``, ``R1``, ``ABCT 1:``: says itself what it labels."""
    DECIMAL = "decimal"
    """``14.3.1``, with or without a letter behind."""
    INTEGER = "integer"
    """``1.``, ``1)``, ``1``, ``2a``, ``10 (ABCT)``."""
    LETTER = "letter"
    """``a)``, ``(iv)``: a part of something."""
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line."""

    kind: Kind
    printed: str
    """The whole label as printed, with the word and the punctuation."""
    number: str
    """The number alone; empty for bullets."""
    key: tuple[int, ...]
    """The number's parts, for comparing; a letter is 1 to 26."""
    rest: str
    """What follows on the line."""
    form: str = ""
    """Punctuation behind the number."""
    aside: str = ""
    """Whom the label itself names: a bracket, a code, or "to X"."""


_NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_WORD = re.compile(
    r"(?P<lead>(?:(?:[A-Z][\w’'&/-]*|of|the|and)\s+){0,5})"
    r"(?i:recommendation|rec\.?|action)(?:\s*(?i:no\.?|number|n[°º]|\#))?\s*[-–:]?\s*"
    r"(?P<number>(?:[A-Z]{1,6}[ -]?)?\d{1,3}(?:\.\d{1,3}){0,4}(?:\s?\(?[a-z]\)?(?![\w’']))?"
    r"|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|(?<=\s)[A-Z]\b)"
    r"(?P<tail>.*)",
    re.DOTALL,
)
_WORD_ALONE = re.compile(r"(?P<printed>recommendation)\s*[:–—]\s*(?P<rest>\S.*)?$", re.I | re.S)
_ASIDE = re.compile(
    r"\s*[-–—:]?\s*(?:[(\[](?:(?:for|to)\s+(?:the\s+)?)?(?P<bracket>[A-Z][^()\[\]]{1,80})[)\]]"
    r"|(?:to|for)\s+(?:the\s+)?(?P<to>[A-Z][^:]{1,100}?)(?=\s*:|\s*$))"
)
_SEPARATOR = re.compile(r"\s*(?P<form>[:.)\]–—-]*)\s*")
_R = re.compile(
    r"(?P<number>R\s?\d{1,3}(?:\.\d{1,2})?)(?P<form>[.:)]?)(?=\s|$)\s*(?P<rest>.*)", re.S
)
_CODE_FIRST = re.compile(
    r"(?P<code>[A-Z][A-Z&]{1,7})[ -]?(?P<number>\d{1,2})(?P<form>[.:)])\s+(?P<rest>\S.*)?$", re.S
)
_DECIMAL = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})(?P<dot>\.?)"
    r"(?P<letter>[a-z](?![\w’'])\)?|\s?\([a-z]{1,4}\)|\s[a-z](?:[.)]|(?=\s+[A-Z])))?"
    r"(?P<form>[.:)]?)(?=\s|$)\s*(?P<rest>.*)",
    re.S,
)
_INTEGER = re.compile(
    r"(?:\((?P<bracketed>\d{1,3})\)|(?P<number>\d{1,3})"
    r"(?P<letter>\s?\([a-z]\)|[a-z](?![\w’'])|\s[a-z](?:[.)]|(?=\s+[A-Z])))?"
    r"(?P<code>\s?\([A-Z][A-Za-z&/ -]{1,14}\))?(?P<form>[.:)\]]?))(?=\s|$)\s*(?P<rest>.*)",
    re.S,
)
_LETTER = re.compile(
    r"(?P<printed>\((?P<a>[a-z]|[ivx]{1,5})\)|(?P<b>[a-zA-Z]|[ivx]{1,5})[.)])(?=\s|"
    r"$)\s*(?P<rest>.*)",
    re.S,
)
_BULLET = re.compile(
    r"(?P<printed>[•●▪◦‣⁃∙·➢►○■□✓✔❖◆➤⮚*\uf000-\uf0ff]|[-–—](?=\s)|o(?=\s+[A-Z]))\s*(?P<rest>.*)",
    re.S,
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NARRATIVE = re.compile(
    r"\s*(?:and|&|,|to \d|[-–] ?\d|was|were|is|are|has|had|have|above|below|of|in|from|made|which|"
    r"should|will|that|relates?|refers?|addresses|concerns?)\b"
)


def label_of(text: str) -> Label | None:
    """Return the label a line begins with; None if it begins with none."""
    for read in (_word, _short_code, _decimal, _integer, _letter, _bullet):
        label = read(text)
        if label is not None:
            return label
    return None


def without_paragraph_number(text: str) -> str:
    """Return a line without a decimal paragraph number before the word *Recommendation*."""
    match = _DECIMAL.match(text) or _INTEGER.match(text)
    if match and _word(match["rest"]) is not None:
        return match["rest"]
    return text


def _key(number: str) -> tuple[int, ...]:
    lowered = number.casefold()
    if lowered in _NUMBER_WORDS:
        return (_NUMBER_WORDS.index(lowered) + 1,)
    parts = re.findall(r"\d+|(?<![a-z])[a-z](?![a-z])", lowered.lstrip("r"))
    return tuple(int(part) if part.isdigit() else ord(part) - 96 for part in parts)


def _word(text: str) -> Label | None:
    text = text.lstrip()
    return _spelt(text) or _misspelt(text)


def _spelt(text: str) -> Label | None:
    match = _WORD.match(text)
    if match is None:
        return _word_alone(text)
    tail, aside = match["tail"], ""
    named = _ASIDE.match(tail)
    if named:
        aside = (named["bracket"] or named["to"] or "").strip()
        tail = tail[named.end() :]
    elif _NARRATIVE.match(tail):
        return None
    separator = _SEPARATOR.match(tail)
    form = separator["form"] if separator else ""
    rest = tail[separator.end() :] if separator else tail
    if rest and not form and not named and (rest[0].islower() or match["number"].isalpha()):
        return None
    if match["number"].isalpha() and match["number"].casefold() not in _NUMBER_WORDS and not form:
        return None
    number = " ".join(match["number"].split())
    printed = text[: len(text) - len(rest)].strip()
    return Label(Kind.WORD, printed, number, _key(number), rest.strip(), form, aside)


def _misspelt(text: str) -> Label | None:
    """Return the label whose first word is nearly *Recommendation*, printed as it is."""
    first = text.split(maxsplit=1)[0] if text else ""
    if not 11 <= len(first) <= 17 or first[0] not in "Rr":
        return None
    if first.casefold().startswith("recommendation") or not means_recommendation(first):
        return None
    label = _spelt(f"Recommendation{text[len(first) :]}")
    if label is None:
        return None
    return replace(label, printed=label.printed.replace("Recommendation", first, 1))


def _word_alone(text: str) -> Label | None:
    match = _WORD_ALONE.match(text)
    if match is None:
        return None
    return Label(Kind.WORD, match["printed"], "", (), (match["rest"] or "").strip(), ":")


def _short_code(text: str) -> Label | None:
    match = _R.match(text)
    if match:
        number = match["number"]
        return Label(Kind.WORD, number, number, _key(number), match["rest"], match["form"])
    match = _CODE_FIRST.match(text)
    if match is None:
        return None
    printed = f"{match['code']} {match['number']}"
    rest = match["rest"] or ""
    key = (int(match["number"]),)
    return Label(Kind.WORD, printed, match["number"], key, rest, match["form"], match["code"])


def _decimal(text: str) -> Label | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    number = match["number"] + _letter_part(match["letter"])
    printed = text[: match.start("rest")].strip()
    form = match["form"] or match["dot"]
    return Label(Kind.DECIMAL, printed, number, _key(number), match["rest"], form)


def _integer(text: str) -> Label | None:
    match = _INTEGER.match(text)
    if match is None:
        return None
    digits = match["number"] or match["bracketed"]
    code = (match["code"] or "").strip()
    number = digits + _letter_part(match["letter"]) + (f" {code}" if code else "")
    printed = text[: match.start("rest")].strip()
    key = _key(digits + _letter_part(match["letter"]))
    form = match["form"] or ("()" if match["bracketed"] else "")
    return Label(Kind.INTEGER, printed, number, key, match["rest"], form, code.strip("()"))


def _letter_part(letter: str | None) -> str:
    """Return the letter behind a number as printed, without a closing mark of its own."""
    if letter is None:
        return ""
    return letter if "(" in letter else letter.rstrip(".)")


def _letter(text: str) -> Label | None:
    match = _LETTER.match(text)
    if match is None:
        return None
    letter = match["a"] or match["b"]
    key = (ord(letter.casefold()) - 96,) if len(letter) == 1 else (roman_value(letter),)
    return Label(Kind.LETTER, match["printed"], letter, key, match["rest"], match["printed"][-1])


def roman_value(letters: str) -> int:
    """Return what lower-case Roman numerals count; 0 if they are none.

    >>> roman_value("xiv")
    14
    """
    values = [_ROMAN.get(letter, 0) for letter in letters.casefold()]
    if not all(values):
        return 0
    return sum(
        -value if any(value < later for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )


def _bullet(text: str) -> Label | None:
    match = _BULLET.match(text)
    if match is None or not match["rest"]:
        return None
    return Label(Kind.BULLET, match["printed"], "", (), match["rest"])
