"""A bar chart as SVG, without a library: horizontal bars on a logarithmic scale."""

import math
from dataclasses import dataclass
from html import escape

_WIDTH, _LEFT, _RIGHT = 860, 230, 110
_BAR, _GAP, _HEAD = 18, 6, 34
_COLOURS = ("#1b5e7a", "#d9822b", "#7a7a7a", "#5c8a3a")


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that are compared with one another."""

    title: str
    bars: tuple[tuple[str, float], ...]
    """Label and seconds."""


def chart(title: str, groups: list[Group]) -> str:
    """Return the chart; every bar carries its figure, so that nothing hangs on colour alone."""
    values = [value for group in groups for _, value in group.bars if value > 0]
    low = math.floor(math.log10(min(values)))
    high = math.ceil(math.log10(max(values))) if max(values) > 10**low else low + 1
    height = _HEAD + sum(_HEAD + len(group.bars) * (_BAR + _GAP) for group in groups) + 26
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{escape(title)}">',
        f'<rect width="{_WIDTH}" height="{height}" fill="white"/>',
        f'<text x="12" y="22" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    top = _HEAD
    for group in groups:
        lines.append(f'<text x="12" y="{top + 20}" font-weight="bold">{escape(group.title)}</text>')
        top += _HEAD
        for place, (label, value) in enumerate(group.bars):
            lines += _bar(label, value, top, (low, high), _COLOURS[place % len(_COLOURS)])
            top += _BAR + _GAP
    lines += _ticks(low, high, top)
    return "\n".join([*lines, "</svg>", ""])


def _bar(label: str, value: float, top: int, scale: tuple[int, int], colour: str) -> list[str]:
    width = max(1.0, _along(value, scale))
    middle = top + _BAR - 5
    return [
        f'<text x="{_LEFT - 8}" y="{middle}" text-anchor="end">{escape(label)}</text>',
        f'<rect x="{_LEFT}" y="{top}" width="{width:.1f}" height="{_BAR}" fill="{colour}"/>',
        f'<text x="{_LEFT + width + 6:.1f}" y="{middle}">{seconds(value)}</text>',
    ]


def _along(value: float, scale: tuple[int, int]) -> float:
    low, high = scale
    place = (math.log10(value) - low) / (high - low) if value > 0 else 0
    return place * (_WIDTH - _LEFT - _RIGHT)


def _ticks(low: int, high: int, top: int) -> list[str]:
    return [
        f'<text x="{_LEFT + _along(10**power, (low, high)):.1f}" y="{top + 14}" fill="#555" '
        f'text-anchor="middle" font-size="11">{seconds(10.0**power)}</text>'
        for power in range(low, high + 1)
    ]


def seconds(value: float) -> str:
    """Return a duration for people.

    >>> seconds(0.00012), seconds(0.25), seconds(12.34), seconds(500)
    ('0.12 ms', '250 ms', '12.3 s', '500 s')
    """
    if value < 1:
        return f"{value * 1000:.3g} ms"
    return f"{value:.3g} s"
