"""What a PDF page carries: its characters and pictures, in points from the upper left corner."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from gouji.document import normalise

_MOST_CHARACTERS = 60_000
MOST_OBJECTS = 40_000
STRAIGHT = 1.0  # points by which a line drawn by hand may lean
_NO_GLYPH = frozenset((0xAD, 0x200B, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF))
_RADICALS = {code: normalise(chr(code)) for code in range(0x2E80, 0x2FE0)}

_QUARTER = math.pi / 2
_LEANING = 0.1  # radians by which upright text may lean, as on a crooked scan
_SAMPLED, _FEW_SAMPLES = 200, 8  # characters that tell how a page's text is turned
_DESCENT = 0.12  # of the em, of ideographs

Box = tuple[float, float, float, float]
Transform = Callable[[float, float], tuple[float, float]]


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


def seen_from(page: pdfium.PdfPage) -> Transform:
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
        return list(_characters(textpage, seen_from(page), _has_forms(page)))
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
    count = min(raw.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)
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
    if abs(x.value - matrix.e) < STRAIGHT and abs(y.value - matrix.f) < STRAIGHT:
        return None
    size = raw.FPDFText_GetFontSize(textpage, place)
    corners = [
        (matrix.e + size * (matrix.a * along + matrix.c * up), matrix.f + size * (matrix.b * along + matrix.d * up))
        for along, up in ((0.0, -_DESCENT), (1.0, 1.0 - _DESCENT))
    ]
    (xa, ya), (xb, yb) = corners
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def pictures(page: pdfium.PdfPage) -> list[Box]:
    """Return the boxes of the pictures on a page: left, top, right, bottom."""
    seen = seen_from(page)
    sides = [ctypes.c_float() for _ in range(4)]
    found = []
    for place in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, place)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(
            item, *map(ctypes.byref, sides)
        ):
            left, bottom, right, top = (side.value for side in sides)
            (xa, ya), (xb, yb) = seen(left, bottom), seen(right, top)
            found.append((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
    return found
