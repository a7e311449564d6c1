"""PDF: text and ruled lines from pdfium, tables where lines enclose them, pictures of pages through OCR."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from gouji.document import Document, Unreadable
from gouji.readers.blocks import Blocks
from gouji.readers.limits import MOST_PAGES, check_size
from gouji.readers.pdf_lines import Line, lines, paragraphs, text_of
from gouji.readers.pdf_page import Character, characters, edges
from gouji.readers.pdf_tables import RuledTable, TooManyLines, ruled_tables
from gouji.readers.text import is_chrome

_MARGIN = 0.12  # of the page's height: where page numbers and running heads stand
_PAGE_NUMBER = re.compile(r"[-–—―－─·•.~\s]{0,6}(?:第\s?)?(?:\d{1,3}|[IVXivx]{1,5})(?:\s?页)?"
                          r"(?:[\s/／,，、]{0,3}(?:共|of)?\s?\d{1,3}\s?页?)?[-–—―－─·•.~\s]{0,6}")


class Page(NamedTuple):
    """What is printed on one page: lines outside tables, and tables."""

    height: float
    lines: list[Line]
    tables: list[RuledTable]


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
    blocks = Blocks("pdf")
    if len(pdf) > MOST_PAGES:
        raise Unreadable(f"PDF 有 {len(pdf)} 页，超过 {MOST_PAGES} 页，未读取",
                         f"the PDF has {len(pdf)} pages, more than {MOST_PAGES}; not read")
    pages, pictures = [], []
    for number in range(len(pdf)):
        page = _page(pdf, number, blocks)
        pages.append(page)
        if not page.lines and not page.tables:
            pictures.append(number)
    pages = _without_margins(pages)
    _fill(blocks, pages)
    return blocks.document()


def _page(pdf: pdfium.PdfDocument, number: int, blocks: Blocks) -> Page:
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        blocks.problem("此页已损坏，未读取", "this page is damaged, not read", f"page {number + 1}")
        return Page(0.0, [], [])
    try:
        printed = characters(page)
        return _laid_out(printed, page, number + 1, blocks)
    finally:
        page.close()


def _laid_out(printed: Sequence[Character], page: pdfium.PdfPage, number: int, blocks: Blocks) -> Page:
    try:
        tables = ruled_tables(edges(page), printed, number)
    except TooManyLines:
        blocks.problem("此页线条过多，表格未读取", "too many lines are drawn on this page, its tables are not read",
                       f"page {number}")
        tables = []
    outside = [character for character in printed if not any(_inside(character, table) for table in tables)]
    return Page(float(page.get_height()), lines(outside, number), tables)


def _inside(character: Character, table: RuledTable) -> bool:
    left, top, right, bottom = table.box
    return left <= (character.x0 + character.x1) / 2 <= right and top <= character.middle <= bottom


def _without_margins(pages: Sequence[Page]) -> list[Page]:
    """Drop page numbers, and lines that stand in the margin of most pages."""
    heads = Counter(text for page in pages for text in {_masked(line) for line in page.lines if _marginal(line, page)})
    often = {text for text, count in heads.items() if count >= max(3, 0.5 * len(pages))}
    return [page._replace(lines=[line for line in page.lines if not (
        _marginal(line, page) and (_PAGE_NUMBER.fullmatch(line.text) or _masked(line) in often))]) for page in pages]


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _marginal(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _fill(blocks: Blocks, pages: Sequence[Page]) -> None:
    """Add paragraphs and tables in the order of print; a paragraph goes on over a page's end, never over a table."""
    run: list[Line] = []

    def flush() -> None:
        for first, own in paragraphs(run):
            text = text_of(own)
            blocks.paragraph(text, page=first.page, chrome=is_chrome(text))
        run.clear()

    for number, page in enumerate(pages, 1):
        items = sorted([*page.lines, *page.tables], key=lambda item: item.top if isinstance(item, Line) else item.box[1])
        for item in items:
            if isinstance(item, Line):
                run.append(item)
            else:
                flush()
                blocks.table(item.cells, page=number)
    flush()
