"""Real pages, spoilt: what bad copying, bad programs and bad luck make of a source."""

import random
import re
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]

_ODD = (
    *("\u200f", "\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\u2028", "\u0085", "\u00a0"),
    *("\u0301" * 40, "\ud7ff", "\uffff", "\ufdd0", "\U0001f469\u200d\U0001f467", "\U0010ffff"),
    *("İ", "ß", "ﬁ", "ǆ", "Ａ", "٢٠٢٢", "２０１７", "Ⅻ", "½", "๓", "\x1b[31m", "\x7f", "\x01"),
)
_RAW = (b"\x00", b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80\x80\x80", b"\x80")
_SYNTAX = (
    *(b'"', b"'", b"<", b">", b"</td>", b"<tr>", b"<!--", b"<![CDATA[", b"&#x110000;", b"&#0;"),
    *(b"{", b"}", b"[", b"]", b",", b";", b"\t", b" | ", b"|", b":", b"\\", b"\\u0000", b"\\ud800"),
    *(b"\r", b"\n\n", b"#", b"=", b"CSP:", b"Published:", b"Year of death:", b"1.", b"1e999"),
    *(
        b"Infinity",
        b"-1",
        b"null",
        b"<https://x y>",
        b"https://",
        b"%ZZ",
        b"recommendations pulled",
    ),
)
_SEPARATORS = (b"\t", b",", b"|", b"  ")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes after one to four accidents."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = chance.choice(MUTATIONS)(data, chance)
    return data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _inserted(data: bytes, piece: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + piece + data[place:]


def flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def truncated(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] if chance.random() < 0.7 else data[place:]


def cut_lines(data: bytes, chance: random.Random) -> bytes:
    """Cut lines short, or take them out."""
    lines = data.splitlines(keepends=True)
    for _ in range(chance.choice((1, 3, 10))):
        if lines:
            place = chance.randrange(len(lines))
            lines[place] = lines[place][
                : _place(lines[place], chance) if chance.random() < 0.5 else 0
            ]
    return b"".join(lines)


def moved_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    for _ in range(chance.choice((1, 5))):
        if lines:
            lines.insert(_place(b" " * len(lines), chance), lines.pop(chance.randrange(len(lines))))
    return b"".join(lines)


def repeated(data: bytes, chance: random.Random) -> bytes:
    """Repeat a run of lines, as rows copied twice or a page that was joined to itself."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    start = chance.randrange(len(lines))
    run = lines[start : start + chance.choice((1, 1, 3, 30))]
    times = chance.choice((1, 1, 2, 50, 3000 if len(b"".join(run)) < 300 else 5))
    return b"".join([*lines[:start], *run * times, *lines[start:]])


def swapped_columns(data: bytes, chance: random.Random) -> bytes:
    separator = chance.choice(_SEPARATORS)
    lines = data.splitlines(keepends=True)
    everywhere = chance.random() < 0.5
    for place, line in enumerate(lines):
        cells = line.rstrip(b"\r\n").split(separator)
        if len(cells) > 1 and (everywhere or chance.random() < 0.2):
            first, second = chance.randrange(len(cells)), chance.randrange(len(cells))
            cells[first], cells[second] = cells[second], cells[first]
            lines[place] = separator.join(cells) + b"\n"
    return b"".join(lines)


def odd_characters(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 30))):
        data = _inserted(data, chance.choice(_ODD).encode("utf-8", "surrogatepass"), chance)
    return data


def raw_bytes(data: bytes, chance: random.Random) -> bytes:
    return _inserted(data, chance.choice(_RAW), chance)


def stray_syntax(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 10))):
        data = _inserted(data, chance.choice(_SYNTAX), chance)
    return data


def huge_cell(data: bytes, chance: random.Random) -> bytes:
    unit = chance.choice((b"a", b"word ", b"9", b"LA | ", b"and the ", b"<b>", b"[", b"training, "))
    return _inserted(data, unit * (chance.choice((5_000, 50_000, 300_000)) // len(unit)), chance)


def long_numbers(data: bytes, chance: random.Random) -> bytes:
    """Put an absurd number in the place of one that is printed."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    found = chance.choice(numbers)
    absurd = chance.choice(
        (b"9" * 5_000, "٣".encode() * 4, b"0", b"-5", b"1e400", b"0x1F", b"99999")
    )
    return data[: found.start()] + absurd + data[found.end() :]


def other_words(data: bytes, chance: random.Random) -> bytes:
    """Put one word of the page in the place of another, everywhere."""
    words = list(set(re.findall(rb"[A-Za-z]{2,12}", data)))
    if len(words) < 2:
        return data
    one, other = chance.sample(sorted(words), 2)
    return data.replace(one, other)


def other_lines_ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(
        b"\n", chance.choice((b"\r\n", b"\r", b"\x0b", b" ", b"\xe2\x80\xa8", b"\n\n"))
    )


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    encoding = chance.choice(("utf-16", "cp1252", "utf-8-sig", "utf-7", "utf-32"))
    return text.encode(encoding, "replace")


MUTATIONS: Sequence[Mutation] = (
    flipped,
    truncated,
    cut_lines,
    moved_lines,
    repeated,
    swapped_columns,
    odd_characters,
    raw_bytes,
    stray_syntax,
    huge_cell,
    long_numbers,
    other_words,
    other_lines_ends,
    other_encoding,
)
