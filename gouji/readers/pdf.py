"""PDF: text and ruled lines from pdfium, tables where lines enclose them, pictures of pages through OCR."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from gouji.document import Document, Unreadable
from gouji.readers import ocr
from gouji.readers.blocks import Blocks
from gouji.readers.limits import MOST_PAGES, check_size
from gouji.readers.pages import Page, fill, laid_out, without_margins
from gouji.readers.pdf_page import Box, characters, pictures
from gouji.readers.pdf_paths import edges
from gouji.readers.pdf_tables import RuledTable
from gouji.readers.picture import seen_page

_FEW_CHARACTERS = 30  # a scanned page may carry a page number or a stamp's text
_WHOLE_PICTURE, _LARGE_PICTURE, _PICTURED_TABLE = 0.5, 0.12, 0.03  # of the page
_SCALE = 2.5  # pixels per point for OCR: 180 dpi
_MOST_PIXELS = 40_000_000


def read(path: Path) -> Document:
    """Read a PDF file.

    Raises:
        Unreadable: the file is encrypted, damaged, too large, or has neither text nor readable pictures.
    """
    check_size(path)
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _unreadable(error) from error
    try:
        return _document(pdf)
    finally:
        pdf.close()


def _unreadable(error: pdfium.PdfiumError) -> Unreadable:
    if "assword" in str(error):
        return Unreadable("PDF 有密码，请取得无密码的文件", "the PDF asks for a password; get the file without one")
    return Unreadable("PDF 已损坏或不完整，请重新下载", "the PDF is damaged or cut short; fetch it again")


def _document(pdf: pdfium.PdfDocument) -> Document:
    if len(pdf) > MOST_PAGES:
        raise Unreadable(
            f"PDF 有 {len(pdf)} 页，超过 {MOST_PAGES} 页，未读取",
            f"the PDF has {len(pdf)} pages, more than {MOST_PAGES}; not read",
        )
    blocks = Blocks("pdf")
    pages: list[Page] = []
    for number in range(len(pdf)):
        pages += _page(pdf, number, blocks, pages[-1] if pages else None)
    fill(blocks, without_margins(pages))
    return blocks.document()


def _page(pdf: pdfium.PdfDocument, number: int, blocks: Blocks, before: Page | None) -> list[Page]:
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        blocks.problem("此页已损坏，未读取", "this page is damaged, not read", f"page {number + 1}")
        return []
    try:
        return _read_page(page, number + 1, blocks, before)
    finally:
        page.close()


def _read_page(page: pdfium.PdfPage, number: int, blocks: Blocks, before: Page | None) -> list[Page]:
    printed = characters(page)
    width, height = page.get_size()
    shown = {box: _share(box, width, height) for box in pictures(page)}
    covered = max(shown.values(), default=0.0)
    if len(printed) < _FEW_CHARACTERS and covered > _WHOLE_PICTURE:
        return _scanned(page, number, blocks)
    if covered > _WHOLE_PICTURE and width * height * _SCALE**2 <= _MOST_PIXELS:
        # A scan with a layer of text behind it: its lines are in the picture.
        drawn = [edge.scaled(_SCALE) for edge in ocr.drawn_lines(page.render(scale=_SCALE).to_numpy())]
        return laid_out(printed, drawn, (width, height), number, blocks)
    pages = laid_out(printed, edges(page), (width, height), number, blocks, before)
    for box, share in shown.items():
        if share > _PICTURED_TABLE and (tables := _pictured_tables(page, box, number, blocks)):
            pages[-1] = pages[-1]._replace(tables=[*pages[-1].tables, *tables])
        elif share > _LARGE_PICTURE:
            blocks.problem(
                "此页有图片，图中的文字未读取", "a picture on this page, its text is not read", f"page {number}"
            )
    return pages


def _share(box: Box, width: float, height: float) -> float:
    """Return how much of a page a picture covers, from 0 to 1."""
    seen = (min(box[2], width) - max(box[0], 0.0)) * (min(box[3], height) - max(box[1], 0.0))
    return max(0.0, seen / max(width * height, 1.0))


def _pictured_tables(page: pdfium.PdfPage, box: Box, number: int, blocks: Blocks) -> list[RuledTable]:
    """Return the tables that a picture between the text shows; its other words are no text of the report."""
    width, height = page.get_size()
    if ocr.engine() is None or width * height * _SCALE**2 > _MOST_PIXELS:
        return []
    image = page.render(scale=_SCALE).to_numpy()
    left, top, right, bottom = (max(0, round(side * _SCALE)) for side in box)
    aside = Blocks("pdf")
    tables = seen_page(image[top:bottom, left:right], _SCALE, number, aside).tables
    for problem in aside.document().problems if tables else ():
        blocks.problem(*problem.what, problem.where, problem.unsure)
    return [table.moved(box[0], box[1]) for table in tables]


def _scanned(page: pdfium.PdfPage, number: int, blocks: Blocks) -> list[Page]:
    width, height = page.get_size()
    if ocr.engine() is None or width * height * _SCALE**2 > _MOST_PIXELS:
        blocks.problem(
            f"此页是图片，没有文字层：{ocr.INSTALL} 后可读",
            f"this page is a picture without text: {ocr.INSTALL} reads it",
            f"page {number}",
        )
        return []
    return [seen_page(page.render(scale=_SCALE).to_numpy(), _SCALE, number, blocks)]
