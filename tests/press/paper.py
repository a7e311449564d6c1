"""PDF pages: paragraphs and ruled tables that go on over pages, set by reportlab."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import LayoutError

from gouji.readers.blocks import grid
from tests.press.layouts import Report, Rows, blocks

FONT = "STSong-Light"
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")


def print_pdf(report: Report, path: Path) -> None:
    """Print a report's blocks, a page number at the foot of each page, on A4 or, where a table is too tall, on A3."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    try:
        _print(report, path, A4)
    except LayoutError:  # a table that merged cells hold together does not go on over pages
        _print(report, path, A3)


def _print(report: Report, path: Path, paper: tuple[float, float]) -> None:
    size = landscape(paper) if report.layout.wrapped else paper
    story: list[Flowable] = []
    for block in blocks(report):
        story += (
            [Paragraph(escape(block), TEXT)]
            if isinstance(block, str)
            else [_table(block, size[0] - 100), Spacer(1, 12)]
        )
    template = SimpleDocTemplate(str(path), pagesize=size, leftMargin=50, rightMargin=50, topMargin=50, bottomMargin=50)
    template.build(story, onFirstPage=_number, onLaterPages=_number)


def _number(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(template.pagesize[0] / 2, 30, f"— {canvas.getPageNumber()} —")


def _table(rows: Rows, width: float) -> Table:
    cells = grid(rows)
    columns = max(cell.column + cell.colspan for cell in cells)
    texts: list[list[Paragraph | str]] = [[""] * columns for _ in rows]
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), FONT, 8),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
    for cell in cells:
        texts[cell.row][cell.column] = Paragraph(escape(cell.text) or "&nbsp;", CELL)
        if cell.rowspan > 1 or cell.colspan > 1:
            style.append(
                ("SPAN", (cell.column, cell.row), (cell.column + cell.colspan - 1, cell.row + cell.rowspan - 1))
            )
    label = {10: [0.07, 0.11, 0.22], 11: [0.07, 0.1, 0.2]}.get(columns, [])
    rest = (1 - sum(label)) / (columns - len(label))
    return Table(
        texts, [share * width for share in [*label, *[rest] * (columns - len(label))]], style=TableStyle(style)
    )
