"""The lines that a PDF page draws, level and upright, out of its paths."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.readers.pdf_page import MOST_OBJECTS, STRAIGHT, Edge, seen_from

_MOST_NESTING = 8
_THIN = 3.0  # points: a filled rectangle no thicker is a line
_DASH_GAP = 4.0  # points between the dashes of one line
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def edges(page: pdfium.PdfPage) -> list[Edge]:
    """Return the level and upright lines that are drawn on a page; the sides of boxes are lines too."""
    seen = seen_from(page)
    pieces = (_edge(seen(*start), seen(*end)) for path, matrix in _paths(page) for start, end in _strokes(path, matrix))
    return [edge for edge in _chained(pieces) if max(edge.x1 - edge.x0, edge.bottom - edge.top) >= STRAIGHT]


def _chained(pieces: Iterable[Edge | None]) -> Iterator[Edge]:
    """Yield edges in the order they are drawn, the dots and dashes of one line as one."""
    line: Edge | None = None
    for piece in pieces:
        if line and piece and (longer := _longer(line, piece)):
            line = longer
        elif piece:
            if line:
                yield line
            line = piece
    if line:
        yield line


def _longer(line: Edge, piece: Edge) -> Edge | None:
    """Return a line with the next dot or dash behind it, `None` where that is another line."""
    x0, top, x1, bottom = (
        min(line.x0, piece.x0),
        min(line.top, piece.top),
        max(line.x1, piece.x1),
        max(line.bottom, piece.bottom),
    )
    across, down = x1 - x0, bottom - top
    level = across >= down
    gap = (across if level else down) - sum((e.x1 - e.x0) if level else (e.bottom - e.top) for e in (line, piece))
    return Edge(x0, top, x1, bottom, level) if min(across, down) <= STRAIGHT and gap <= _DASH_GAP else None


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Yield the path objects of a page, those inside forms too, each with what maps it to the page."""
    budget = MOST_OBJECTS
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
    for place in range(min(raw.FPDFPath_CountSegments(path), MOST_OBJECTS)):
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
    """Return the edge between two points, `None` where it leans."""
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if min(x1 - x0, bottom - top) > STRAIGHT:
        return None
    return Edge(x0, top, x1, bottom, x1 - x0 >= bottom - top)
