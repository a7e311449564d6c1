"""Pictures of pages: text by rapidocr with the models that its package carries, ruled lines by morphology."""

from __future__ import annotations

import importlib.util
import logging
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gouji.readers.pdf_page import Character, Edge

INSTALL = "pip install 'gouji[ocr]'"
UNSURE = "？"  # stands for ink that could not be read; no number and no blank
_SURE = 0.85  # the least confidence at which a reading stands
_LINE = 1 / 40  # of the longer side: the least length of a ruled line
_DIGIT = re.compile(r"\d")
_DARK = 160
_BORDER = 4  # pixels of a cell's rim that its lines may cover
_TALL = 1.3  # of the height of text: the least height of a line between cells
_INK = 12  # dark pixels that are no speck

Image = npt.NDArray[np.uint8]


class Picture(NamedTuple):
    """What was seen in a picture, in pixels: pieces of text, ruled lines, and the dark pixels."""

    characters: list[Character]
    edges: list[Edge]
    dark: npt.NDArray[np.bool_]


@cache
def engine() -> Any:
    """Return the recogniser, loaded once in a process; `None` where the extra is not installed."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})


def look(image: Image) -> Picture:
    """Return what a picture shows. A number read without confidence is `UNSURE`."""
    import cv2

    grey = image if image.ndim == 2 else cv2.cvtColor(image[:, :, :3], cv2.COLOR_RGB2GRAY)
    dark = np.asarray(grey < _DARK, dtype=bool)
    read = engine()(image)
    pieces = zip(read.boxes if read.boxes is not None else (), read.txts or (), read.scores or (), strict=True)
    characters = [
        Character(
            text if score >= _SURE or not _DIGIT.search(text) else UNSURE,
            *map(float, (box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max())),
        )
        for box, text, score in pieces
        if text.strip()
    ]
    edges = _ruled(dark)
    return Picture([part for whole in characters for part in _parted(whole, edges)], edges, dark)


def _parted(piece: Character, edges: Sequence[Edge]) -> Iterator[Character]:
    """Yield a piece of text in parts, where it was read across the ruled lines between cells.

    Words are parted by the width of their letters; where digits stand among them, nobody knows which are whose.
    """
    cuts = sorted(
        edge.x0
        for edge in edges
        if not edge.level
        and edge.top <= piece.middle <= edge.bottom
        and edge.bottom - edge.top > _TALL * (piece.bottom - piece.top)  # a long stroke of a letter is no ruled line
        and piece.x0 + piece.width / 2 < edge.x0 < piece.x1 - piece.width / 2
    )
    if not cuts:
        yield piece
        return
    parts: dict[int, list[int]] = {}
    for place in range(len(piece.text)):
        parts.setdefault(bisect_right(cuts, piece.x0 + (place + 0.5) * piece.width), []).append(place)
    for places in parts.values():
        text = "".join(piece.text[place] for place in places)
        x0, x1 = (piece.x0 + at * piece.width for at in (places[0], places[-1] + 1))
        yield piece._replace(text=UNSURE if _DIGIT.search(piece.text) else text, x0=x0, x1=x1)


def drawn_lines(image: Image) -> list[Edge]:
    """Return the ruled lines of a picture, in pixels; none where the extra is not installed."""
    if importlib.util.find_spec("cv2") is None:
        return []
    return _ruled(np.asarray(image.mean(axis=2) < _DARK, dtype=bool))


def _ruled(dark: npt.NDArray[np.bool_]) -> list[Edge]:
    import cv2

    length = max(20, int(max(dark.shape) * _LINE))
    found = []
    for kernel in ((length, 1), (1, length)):
        lines = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_OPEN, np.ones(kernel[::-1], np.uint8))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
        for left, top, width, height, _ in boxes[1:]:
            if kernel[1] == 1 and width > 4 * height:
                found.append(Edge(float(left), top + height / 2, float(left + width), top + height / 2, True))
            elif kernel[0] == 1 and height > 4 * width:
                found.append(Edge(left + width / 2, float(top), left + width / 2, float(top + height), False))
    return found


def inked(dark: npt.NDArray[np.bool_], box: Sequence[float]) -> bool:
    """Tell whether there are dark pixels in a cell's box, its ruled rim left out."""
    left, top, right, bottom = map(round, box)
    return int(dark[top + _BORDER : bottom - _BORDER, left + _BORDER : right - _BORDER].sum()) >= _INK
