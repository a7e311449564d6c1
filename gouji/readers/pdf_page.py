"""What a PDF page carries: its characters and the edges of its ruled lines, in points from the upper left corner."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.document import normalise

_MOST_CHARACTERS = 60_000
_MOST_OBJECTS = 40_000
_MOST_NESTING = 8
_THIN = 3.0  # points: a filled rectangle no thicker is a line
_STRAIGHT = 1.0  # points by which a line drawn by hand may lean
_DASH_GAP = 4.0  # points between the dashes of one line
_WHITE = 250
_NO_GLYPH = frozenset((0xAD, 0x200B, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF))
_RADICALS = {code: normalise(chr(code)) for code in range(0x2E80, 0x2FE0)}

_QUARTER = math.pi / 2
_LEANING = 0.1  # radians by which upright text may lean, as on a crooked scan
_SAMPLED, _FEW_SAMPLES = 200, 8  # characters that tell how a page's text is turned
_DESCENT = 0.12  # of the em, of ideographs

Box = tuple[float, float, float, float]
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


def upright(page: pdfium.PdfPage) -> pdfium.PdfTextPage:
    """Return the text of a page, which is turned so that most of its text stands upright.

    A table that lies on its side is read as one turns the paper.
    """
    textpage = page.get_textpage()
    count = min(textpage.count_chars(), _MOST_CHARACTERS)
    turns = Counter(
        quarter
        for place in range(0, count, max(1, count // _SAMPLED))
        if (quarter := _quarter(raw.FPDFText_GetCharAngle(textpage.raw, place))) is not None
    )
    if turns.total() >= _FEW_SAMPLES:
        page.set_rotation(90 * (-turns.most_common(1)[0][0] % 4))
    return textpage


def _quarter(angle: float) -> int | None:
    """Return by how many quarters of a circle a character is turned, `None` where it leans."""
    quarter = round(angle / _QUARTER)
    return quarter % 4 if abs(angle - quarter * _QUARTER) < _LEANING else None


def characters(page: pdfium.PdfPage) -> list[Character]:
    """Return the visible characters of a page in the order of its content; radicals as the ideographs they print.

    Blanks are left out: those in the file and those that the library makes of gaps are told apart by nobody. So are
    characters that lean, a watermark. The page is turned so that its text stands upright.
    """
    textpage = upright(page)
    try:
        return list(_characters(textpage, _seen(page), _has_forms(page)))
    finally:
        textpage.close()


def _characters(textpage: pdfium.PdfTextPage, seen: Transform, forms: bool) -> Iterator[Character]:
    text_of, box_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    handle, rect = textpage.raw, raw.FS_RECTF()
    into = ctypes.byref(rect)
    for place in range(min(textpage.count_chars(), _MOST_CHARACTERS)):
        code = text_of(handle, place)
        text = _RADICALS.get(code) or chr(code)
        if code < 32 or code in _NO_GLYPH or text.isspace() or not box_of(handle, place, into):
            continue
        box = (rect.left, rect.bottom, rect.right, rect.top)
        if forms:
            box = _placed(handle, place) or box
        (xa, ya), (xb, yb) = seen(box[0], box[1]), seen(box[2], box[3])
        if xa != xb and ya != yb and _quarter(angle_of(handle, place)) is not None:
            yield Character(text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _has_forms(page: pdfium.PdfPage) -> bool:
    count = min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, place)) for place in range(count))
    return raw.FPDF_PAGEOBJ_FORM in kinds


def _placed(textpage: raw.FPDF_TEXTPAGE, place: int) -> Box | None:
    """Return the box of a character that pdfium leaves where the form has it, not where the page shows it.

    It does so for radicals that it replaces itself, which are all one em wide; `None` for other characters.
    """
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(textpage, place, ctypes.byref(x), ctypes.byref(y))
    if not raw.FPDFText_GetMatrix(textpage, place, ctypes.byref(matrix)):
        return None
    if abs(x.value - matrix.e) < _STRAIGHT and abs(y.value - matrix.f) < _STRAIGHT:
        return None
    size = raw.FPDFText_GetFontSize(textpage, place)
    corners = [
        (matrix.e + size * (matrix.a * along + matrix.c * up), matrix.f + size * (matrix.b * along + matrix.d * up))
        for along, up in ((0.0, -_DESCENT), (1.0, 1.0 - _DESCENT))
    ]
    (xa, ya), (xb, yb) = corners
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def edges(page: pdfium.PdfPage) -> list[Edge]:
    """Return the level and upright lines that are drawn on a page; the sides of boxes are lines too."""
    seen = _seen(page)
    pieces = (_edge(seen(*start), seen(*end)) for path, matrix in _paths(page) for start, end in _strokes(path, matrix))
    return [edge for edge in _chained(pieces) if max(edge.x1 - edge.x0, edge.bottom - edge.top) >= _STRAIGHT]


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
    return Edge(x0, top, x1, bottom, level) if min(across, down) <= _STRAIGHT and gap <= _DASH_GAP else None


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
    """Return the edge between two points, `None` where it leans."""
    (x0, x1), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if min(x1 - x0, bottom - top) > _STRAIGHT:
        return None
    return Edge(x0, top, x1, bottom, x1 - x0 >= bottom - top)


def pictures(page: pdfium.PdfPage) -> list[Box]:
    """Return the boxes of the pictures on a page: left, top, right, bottom."""
    seen = _seen(page)
    sides = [ctypes.c_float() for _ in range(4)]
    found = []
    for place in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, place)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(
            item, *map(ctypes.byref, sides)
        ):
            left, bottom, right, top = (side.value for side in sides)
            (xa, ya), (xb, yb) = seen(left, bottom), seen(right, top)
            found.append((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
    return found
