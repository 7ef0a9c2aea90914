"""Straight lines drawn on a PDF page: borders of cells, boxes and shaded fields."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from reviewgraph.extraction.pdf.turning import Box, Turn

_THIN = 2.5
"""A drawn rectangle no thicker than this many points is a line."""
_SHORTEST = 5.0
_MOST_OBJECTS = 20_000
"""A page with more drawn objects is a drawing, not a table."""
_MOST_SEGMENTS = 2_000
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal (``flat``) or upright line: where it stands, and from where to where."""

    flat: bool
    at: float
    start: float
    end: float


def page_rulings(page: pdfium.PdfPage, turn: Turn) -> list[Ruling]:
    """Return the page's straight lines, with the edges of its filled rectangles."""
    width, height = turn.size
    found: list[Ruling] = []
    for path in _paths(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0):
        for box in _boxes(path, turn):
            if box[2] - box[0] > 0.97 * width and box[3] - box[1] > 0.97 * height:
                continue
            found.extend(_edges(box))
    return found


def _paths(holder: object, count: object, get: object, depth: int) -> Iterator[object]:
    number = count(holder)  # type: ignore[operator]
    if number > _MOST_OBJECTS:
        return
    for index in range(number):
        item = get(holder, index)  # type: ignore[operator]
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _paths(
                item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1
            )


def _boxes(path: object, turn: Turn) -> Iterator[Box]:
    segments = raw.FPDFPath_CountSegments(path)
    if segments > _MOST_SEGMENTS:
        return
    if segments <= 5:
        sides = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(path, *sides):
            left, bottom, right, top = (side.value for side in sides)
            yield turn.box(left, bottom, right, top)
        return
    yield from _segment_boxes(path, segments, turn)


def _segment_boxes(path: object, segments: int, turn: Turn) -> Iterator[Box]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    origin = before = (0.0, 0.0)
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            origin = point
        elif _is_straight(before, point):
            yield _between(before, point, turn)
        if raw.FPDFPathSegment_GetClose(segment) and _is_straight(point, origin):
            yield _between(point, origin, turn)
        before = point


def _is_straight(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 1.0


def _between(a: tuple[float, float], b: tuple[float, float], turn: Turn) -> Box:
    return turn.box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _edges(box: Box) -> list[Ruling]:
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if height <= _THIN:
        return (
            [Ruling(flat=True, at=(top + bottom) / 2, start=left, end=right)]
            if width >= _SHORTEST
            else []
        )
    if width <= _THIN:
        return (
            [Ruling(flat=False, at=(left + right) / 2, start=top, end=bottom)]
            if height >= _SHORTEST
            else []
        )
    return [
        Ruling(flat=True, at=top, start=left, end=right),
        Ruling(flat=True, at=bottom, start=left, end=right),
        Ruling(flat=False, at=left, start=top, end=bottom),
        Ruling(flat=False, at=right, start=top, end=bottom),
    ]
