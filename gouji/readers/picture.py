"""Pictures of pages (PNG, JPEG, TIFF, or a scan inside a PDF), read through OCR."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from gouji.document import Document, Unreadable
from gouji.readers import ocr
from gouji.readers.blocks import Blocks
from gouji.readers.limits import MOST_PAGES, check_size
from gouji.readers.pages import Page, fill, whole, without_margins
from gouji.readers.pdf_page import Character
from gouji.readers.pdf_tables import RuledTable

_PAGE_HEIGHT = 842.0  # points of an A4 page
_MOST_PIXELS = 40_000_000


def read(path: Path) -> Document:
    """Read a picture of one or more pages.

    Raises:
        Unreadable: the extra for OCR is not installed, or the file is damaged, too large or shows no text.
    """
    check_size(path)
    if ocr.engine() is None:
        raise Unreadable(f"读取图片请先 {ocr.INSTALL}", f"to read pictures, {ocr.INSTALL}")
    blocks = Blocks("picture")
    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_PIXELS or getattr(image, "n_frames", 1) > MOST_PAGES:
                raise Unreadable("图片过大，未读取", "the picture is too large; not read")
            pages = [
                seen_page(np.asarray(frame.convert("RGB")), max(frame.size) / _PAGE_HEIGHT, number, blocks)
                for number, frame in enumerate(ImageSequence.Iterator(image), 1)
            ]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable(
            "图片已损坏或不完整，请重新下载", "the picture is damaged or cut short; fetch it again"
        ) from error
    fill(blocks, without_margins(pages))
    return blocks.document()


def seen_page(image: ocr.Image, scale: float, number: int, blocks: Blocks) -> Page:
    """Return the page that a picture shows, `scale` pixels to the point.

    That its figures were recognised and not printed is reported, for a recogniser can take one digit for another.
    """
    picture = ocr.look(image)
    blocks.problem(
        "此页是图片，文字由 OCR 识别，数字须与原件核对",
        "this page is a picture read by OCR; compare its figures with the original",
        f"page {number}",
        unsure=True,
    )
    characters = [Character(text, *(side / scale for side in box)) for text, *box in picture.characters]
    page = whole(
        characters,
        [edge.scaled(scale) for edge in picture.edges],
        (image.shape[1] / scale, image.shape[0] / scale),
        number,
        blocks,
    )
    return page._replace(tables=[_with_ink(table, picture, scale) for table in page.tables])


def _with_ink(table: RuledTable, picture: ocr.Picture, scale: float) -> RuledTable:
    """Mark the cells that have ink and no text: a recogniser easily overlooks a lone figure."""
    held = [
        cell
        if cell.characters or not ocr.inked(picture.dark, [side * scale for side in cell.box])
        else cell._replace(characters=(Character(ocr.UNSURE, *cell.box),))
        for cell in table.held
    ]
    return table._replace(held=tuple(held))
