"""What a PDF page carries: its characters and the edges of its ruled lines, in points from the upper left corner."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.document import normalise

_MOST_CHARACTERS = 60_000
_MOST_OBJECTS = 40_000
_MOST_NESTING = 8
_THIN = 3.0  # points: a filled rectangle no thicker is a line
_STRAIGHT = 1.0  # points by which a line drawn by hand may lean
_WHITE = 250
_NO_GLYPH = frozenset((0xAD, 0x200B, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF))
_RADICALS = {code: normalise(chr(code)) for code in range(0x2E80, 0x2FE0)}

Transform = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Character(NamedTuple):
    """A printed character, or a run of them read from a picture, and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return the height of the character's centre."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """Return the width of one character."""
        return (self.x1 - self.x0) / len(self.text)


class Edge(NamedTuple):
    """A ruled line, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float
    level: bool

    def scaled(self, scale: float) -> Edge:
        """Return the edge of a picture in points, `scale` pixels to the point."""
        return Edge(self.x0 / scale, self.top / scale, self.x1 / scale, self.bottom / scale, self.level)


def _seen(page: pdfium.PdfPage) -> Transform:
    """Return how a point of the page's own space is seen: from the upper left corner, turned as the page is."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    if turn == 90:
        return lambda x, y: (y - bottom, x - left)
    if turn == 180:
        return lambda x, y: (right - x, y - bottom)
    if turn == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def characters(page: pdfium.PdfPage) -> list[Character]:
    """Return the visible characters of a page in the order of its content; radicals as the ideographs they print.

    Blanks are left out: those in the file and those that the library makes of gaps are told apart by nobody.
    """
    textpage = page.get_textpage()
    try:
        return list(_characters(textpage, _seen(page)))
    finally:
        textpage.close()


def _characters(textpage: pdfium.PdfTextPage, seen: Transform) -> Iterator[Character]:
    rect, place_of = raw.FS_RECTF(), ctypes.byref
    for place in range(min(textpage.count_chars(), _MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage.raw, place)
        text = _RADICALS.get(code) or chr(code)
        if text.isspace() or code < 32 or code in _NO_GLYPH:
            continue
        if raw.FPDFText_GetLooseCharBox(textpage.raw, place, place_of(rect)):
            (xa, ya), (xb, yb) = seen(rect.left, rect.top), seen(rect.right, rect.bottom)
            if xa != xb and ya != yb:
                yield Character(text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def edges(page: pdfium.PdfPage) -> list[Edge]:
    """Return the level and upright lines that are drawn on a page; the sides of boxes are lines too."""
    seen, found = _seen(page), []
    for path, matrix in _paths(page):
        found += [edge for start, end in _strokes(path, matrix) if (edge := _edge(seen(*start), seen(*end)))]
    return found


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Yield the path objects of a page, those inside forms too, each with what maps it to the page."""
    budget = _MOST_OBJECTS
    pending = [
        (raw.FPDFPage_GetObject(page.raw, place), _IDENTITY, 0)
        for place in range(min(raw.FPDFPage_CountObjects(page.raw), budget))
    ]
    while pending and budget:
        item, outer, depth = pending.pop()
        budget -= 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
            continue
        matrix = _within(_matrix(item), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif depth < _MOST_NESTING:
            pending += [
                (raw.FPDFFormObj_GetObject(item, place), matrix, depth + 1)
                for place in range(min(raw.FPDFFormObj_CountObjects(item), budget))
            ]


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


Stroke = tuple[tuple[float, float], tuple[float, float]]


def _strokes(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> list[Stroke]:
    """Return the straight pieces of a path that can be seen; a thin filled box is one line, not four."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroked))
    if not stroked.value and (not fill.value or _white(path)):
        return []
    pieces = _pieces(path, matrix)
    points = [point for piece in pieces for point in piece]
    if stroked.value or not points:
        return pieces
    (left, right), (low, high) = ((min(side), max(side)) for side in zip(*points, strict=True))
    if min(right - left, high - low) > _THIN:
        return pieces
    return [((left, low), (right, low)) if right - left > high - low else ((left, low), (left, high))]


def _pieces(path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> list[Stroke]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    pieces: list[Stroke] = []
    begin = last = (0.0, 0.0)
    for place in range(min(raw.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            pieces.append((last, point))
        if raw.FPDFPathSegment_GetClose(segment):
            pieces.append((point, begin))
        last = point
    return pieces


def _white(path: raw.FPDF_PAGEOBJECT) -> bool:
    """Tell whether a path is filled so that nothing of it is seen."""
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, parts))
    red, green, blue, opacity = (part.value for part in parts)
    return opacity == 0 or min(red, green, blue) >= _WHITE


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Edge | None:
    """Return the edge between two points, `None` where it leans or is a dot."""
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if min(x1 - x0, bottom - top) > _STRAIGHT or max(x1 - x0, bottom - top) < _STRAIGHT:
        return None
    return Edge(x0, top, x1, bottom, x1 - x0 >= bottom - top)


def pictured(page: pdfium.PdfPage) -> float:
    """Return how much of a page its largest picture covers, from 0 to 1."""
    width, height = page.get_size()
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    largest = 0.0
    for place in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, place)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(
            item, *map(ctypes.byref, (left, bottom, right, top))
        ):
            largest = max(largest, (right.value - left.value) * (top.value - bottom.value))
    return float(min(1.0, largest / max(width * height, 1.0)))
