"""Files of every format that print a report's blocks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import yaml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gouji.document import Cell
from gouji.readers.blocks import Span, grid
from gouji.recognition.forms.values import is_value
from tests.press.layouts import Layout, Report, Rows, blocks


def width_of(cells: tuple[Cell, ...]) -> int:
    """Return how many columns a table has."""
    return max(cell.column + cell.colspan for cell in cells)


def txt(report: Report, path: Path) -> None:
    """Print tables as converters leave them: cells apart by `|`, merged cells without trace, rows padded."""
    lines: list[str] = []
    for block in blocks(report):
        lines += [block] if isinstance(block, str) else _piped(block)
    path.write_text("\n".join(lines), encoding="utf-8")


def _piped(rows: Rows) -> list[str]:
    width = width_of(grid(rows))
    return [" | ".join([*texts, *[""] * (width - len(texts))]) + " |" for texts in map(_traceless, rows)]


def _traceless(row: list[Span]) -> list[str]:
    """Return a row's texts without the part of a merged cell that a cut left above its label."""
    first = next((place for place, span in enumerate(row) if span.text and not is_value(span.text)), 0)
    return [span.text for place, span in enumerate(row) if span.text or place >= first]


def md(report: Report, path: Path) -> None:
    """Print Markdown, the text of a merged cell in each of its places."""
    lines: list[str] = []
    for block in blocks(report):
        if isinstance(block, str):
            lines += [f"## {block}", ""]
            continue
        cells = grid(block)
        places = {
            (row, column): cell.text
            for cell in cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        table = [[places.get((row, column), "") for column in range(width_of(cells))] for row in range(len(block))]
        lines += ["| " + " | ".join(row) + " |" for row in (table[0], ["---"] * len(table[0]), *table[1:])] + [""]
    path.write_text("\n".join(lines), encoding="utf-8")


def html(report: Report, path: Path) -> None:
    """Print a web page, with the site's own words around the report."""
    layout = report.layout
    body = "".join(
        f"<p>{_marked(block, layout)}</p>" if isinstance(block, str) else _table(block, layout)
        for block in blocks(report)
    )
    if layout.wrapped:
        body = f"<table width='100%'><tr><td><table><tr><td>{body}</td></tr></table></td></tr></table>"
    page = (
        "<!DOCTYPE html><html><head><meta charset='{}'><title>公开</title></head><body>"
        "<div class='nav'><ul><li><a href='/'>首页</a></li></ul></div>"
        "<table><tr><td>索引号</td><td>0001</td></tr></table>"
        f"{body}<div class='footer'>版权所有</div></body></html>"
    )
    charset = "gb2312" if layout.ugly else "utf-8"
    path.write_bytes(page.replace("{}", charset).encode("gb18030" if layout.ugly else "utf-8"))


def _table(rows: Rows, layout: Layout) -> str:
    lines = [
        "".join(
            f"<td{_span('rowspan', span.rowspan)}{_span('colspan', span.colspan)}>{_marked(span.text, layout)}</td>"
            for span in row
        )
        for row in rows
    ]
    inner = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table>{inner}</table>" if layout.ugly else f"<table><tbody>{inner}</tbody></table>"


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _marked(text: str, layout: Layout) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    if not layout.ugly:
        return escaped
    if escaped.isdecimal():
        return "<p><span>" + "</span><span>".join(escaped) + "</span><o:p></o:p></p>"
    return f"<p>&nbsp;{escaped}\n<o:p>&nbsp;</o:p></p>"


def word(report: Report, path: Path) -> None:
    """Print a Word file, its merged cells marked as Word marks them."""
    document = docx.Document()
    for block in blocks(report):
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            document.element.body.insert_element_before(parse_xml(_word_table(block)), "w:sectPr")
            document.add_paragraph("")
    document.save(str(path))


def _word_table(rows: Rows) -> str:
    cells = grid(rows)
    width = width_of(cells)
    lines = [
        "".join(
            _word_cell(cell, row)
            for cell in sorted(cells, key=lambda cell: cell.column)
            if cell.row <= row < cell.row + cell.rowspan
        )
        for row in range(len(rows))
    ]
    column = f'<w:gridCol w:w="{9000 // width}"/>'
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{column * width}</w:tblGrid>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"
    )


def _word_cell(cell: Cell, row: int) -> str:
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
    text = escape(cell.text) if cell.row == row else ""
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.colspan}"/>{merge}</w:tcPr>'
        f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
    )


def xlsx(report: Report, path: Path) -> None:
    """Print a workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    at = 1
    for block in blocks(report):
        rows = [[Span(block)]] if isinstance(block, str) else block
        for cell in grid(rows):
            text: str | int = (
                int(cell.text)
                if cell.text.isdecimal() and cell.text.isascii() and cell.text == str(int(cell.text))
                else cell.text
            )
            sheet.cell(at + cell.row, 1 + cell.column).value = text
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(
                    start_row=at + cell.row,
                    start_column=1 + cell.column,
                    end_row=at + cell.row + cell.rowspan - 1,
                    end_column=cell.column + cell.colspan,
                )
        at += len(rows) + (0 if report.layout.ugly else 1)
    book.save(path)


def comma(report: Report, path: Path) -> None:
    """Print comma-separated values, merged cells as spreadsheets save them: blank but the first."""
    written = io.StringIO()
    writer = csv.writer(written)
    for block in blocks(report):
        cells = grid([[Span(block)]] if isinstance(block, str) else block)
        rows = [[""] * width_of(cells) for _ in range(max(cell.row for cell in cells) + 1)]
        for cell in cells:
            rows[cell.row][cell.column] = cell.text
        writer.writerows(rows)
    path.write_bytes(written.getvalue().encode("gb18030"))


def pdf(report: Report, path: Path) -> None:
    """Print a PDF with ruled tables, in a font that every PDF library knows by name."""
    from tests.press.paper import print_pdf

    print_pdf(report, path)


def transcript(report: Report, path: Path) -> None:
    """Print a transcription: values as they are, `~` for a blank."""
    tables: dict[str, dict[str, list[object]]] = {}
    for (table, row, _), value in report.cells.items():
        tables.setdefault(table, {}).setdefault(row, []).append(None if value is None else int(value))
    content = {"report": {"title": "某县政府信息公开工作年度报告", "form": report.form}, "tables": tables}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


FORMATS: dict[str, Callable[[Report, Path], None]] = {
    ".txt": txt,
    ".md": md,
    ".html": html,
    ".docx": word,
    ".xlsx": xlsx,
    ".csv": comma,
    ".pdf": pdf,
}
