"""The lines that a PDF page draws, level and upright, out of its paths."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.readers.pdf_page import MOST_OBJECTS, STRAIGHT, Box, Edge, seen_from

_MOST_NESTING = 8
_THIN = 3.0  # points: a filled rectangle no thicker is a line
_DASH_GAP = 4.0  # points between the dashes of one line
_WHITE = 250
_FEW_CELLS, _MOST_CELLS = 4, 1000  # white boxes on a ground that show as the cells of a table
_MOSTLY = 0.6  # of a ground: what the cells on it cover, unlike lines of text with a ground of their own

Stroke = tuple[tuple[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def edges(page: pdfium.PdfPage) -> list[Edge]:
    """Return the level and upright lines that are drawn on a page; the sides of boxes are lines too."""
    seen = seen_from(page)
    pieces = (_edge(seen(*start), seen(*end)) for start, end in _drawn(page))
    return [edge for edge in _chained(pieces) if max(edge.x1 - edge.x0, edge.bottom - edge.top) >= STRAIGHT]


def _drawn(page: pdfium.PdfPage) -> Iterator[Stroke]:
    """Yield the straight pieces that can be seen, the sides of white boxes where a ground lies below them."""
    white: list[list[Stroke]] = []
    grounds: list[tuple[Box, int]] = []  # and how many white boxes lie above it
    for path, matrix in _paths(page):  # from the one on top down
        kind = _kind(path)
        pieces = _pieces(path, matrix) if kind is not None else []
        if kind is _Kind.FILLED and pieces:
            thin = _thin(pieces)
            if not thin and white:
                grounds.append((_around(pieces), len(white)))
            yield from thin or pieces
        elif kind is _Kind.WHITE and pieces:
            white.append(pieces)
        else:
            yield from pieces
    yield from _cells_on(grounds, white)


def _cells_on(grounds: Sequence[tuple[Box, int]], white: Sequence[Sequence[Stroke]]) -> Iterator[Stroke]:
    """Yield the sides of the white boxes that stand side by side on a ground: a table's cells, whose lines it shows."""
    if len(grounds) > _MOST_CELLS or len(white) > _MOST_CELLS:
        return
    boxes = [_around(pieces) for pieces in white] if grounds else []
    shown: set[int] = set()
    for ground, above in grounds:
        on = [at for at in range(above) if _holds(ground, boxes[at])]
        beside = len({round(boxes[at][0]) for at in on}) > 1
        if beside and len(on) >= _FEW_CELLS and sum(_area(boxes[at]) for at in on) > _MOSTLY * _area(ground):
            shown.update(on)
    for at in sorted(shown):
        if not any(at != other and _holds(boxes[at], boxes[other]) for other in shown):
            yield from white[at]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(outer: Box, inner: Box) -> bool:
    begins = outer[0] <= inner[0] + STRAIGHT and outer[1] <= inner[1] + STRAIGHT
    return begins and outer[2] >= inner[2] - STRAIGHT and outer[3] >= inner[3] - STRAIGHT


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


class _Kind(Enum):
    """How a path is painted."""

    STROKED = auto()
    FILLED = auto()
    WHITE = auto()


def _kind(path: raw.FPDF_PAGEOBJECT) -> _Kind | None:
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroked))
    if stroked.value:
        return _Kind.STROKED
    opaque = fill.value and _fill_colour(path)
    return None if not opaque else _Kind.WHITE if min(opaque) >= _WHITE else _Kind.FILLED


def _thin(pieces: Sequence[Stroke]) -> list[Stroke]:
    """Return the one line that a thin filled box is, empty for other boxes."""
    left, low, right, high = _around(pieces)
    if min(right - left, high - low) > _THIN:
        return []
    return [((left, low), (right, low)) if right - left > high - low else ((left, low), (left, high))]


def _around(pieces: Iterable[Stroke]) -> Box:
    (left, right), (low, high) = (
        (min(side), max(side)) for side in zip(*(point for piece in pieces for point in piece), strict=True)
    )
    return left, low, right, high


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


def _fill_colour(path: raw.FPDF_PAGEOBJECT) -> tuple[int, int, int] | None:
    """Return the red, green and blue that a path is filled with, `None` where nothing of it is seen."""
    red, green, blue, opacity = parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, parts))
    return (red.value, green.value, blue.value) if opacity.value else None


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Edge | None:
    """Return the edge between two points, `None` where it leans."""
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if min(x1 - x0, bottom - top) > STRAIGHT:
        return None
    return Edge(x0, top, x1, bottom, x1 - x0 >= bottom - top)
