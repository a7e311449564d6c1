"""Spreadsheets (XLSX, XLS, ODS, CSV): each sheet's rows, with merged cells and what the cells show."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine as calamine

from gouji.document import Cell, Document, Unreadable
from gouji.readers.blocks import Blocks
from gouji.readers.limits import MOST_MARKUP, bounded, check_archive, check_size
from gouji.readers.text import decode

_MOST_ROWS, _MOST_COLUMNS = 10_000, 702
# A cell below row 9999 or right of column ZZ. The library lays out all cells between the first and the last.
_FAR = re.compile(rb'<c [^>]{0,40}?r="(?:[A-Z]{3}\d|[A-Z]{1,3}\d{5})')
_UNCOMPUTED = re.compile(rb"</f>(?:<v\s?/>|<v></v>)?</c>")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_LONG = 40  # a row of one cell with more text is a paragraph laid out in a table

Merge = tuple[tuple[int, int], tuple[int, int]]


def read(path: Path) -> Document:
    """Read a spreadsheet.

    Raises:
        Unreadable: the file is encrypted, damaged or too large, or all its sheets are blank.
    """
    if path.suffix.lower() == ".csv":
        return _csv(path)
    check_size(path)
    blocks = Blocks("xlsx")
    if zipfile.is_zipfile(path):
        check_archive(path)
        _check_parts(path, blocks)
    try:
        book = calamine.load_workbook(str(path))
        for sheet in book.sheets_metadata:
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                _add_sheet(blocks, book.get_sheet_by_name(sheet.name))
    except (calamine.CalamineError, OSError) as error:
        raise _unreadable(error) from error
    return blocks.document()


def _unreadable(error: Exception) -> Unreadable:
    if isinstance(error, calamine.PasswordError) or "assword" in str(error):
        return Unreadable(
            "表格有密码，请另存为无密码的文件", "the spreadsheet asks for a password; save it without one"
        )
    return Unreadable("表格已损坏或不完整，请重新下载", "the spreadsheet is damaged or cut short; fetch it again")


def _check_parts(path: Path, blocks: Blocks) -> None:
    """Refuse sheets with cells far out, and report formulas that were saved without their result."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    part = archive.read(name)
                    if _FAR.search(part):
                        raise Unreadable(
                            "表格有一万行或七百列以外的格，请删去后再存",
                            "cells beyond row 9999 or column ZZ; delete them",
                        )
                    if _UNCOMPUTED.search(part):
                        blocks.problem(
                            "有公式没有存下结果，请打开后另存",
                            "formulas without their result; open the file and save it",
                        )
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
        raise _unreadable(error) from error


def _add_sheet(blocks: Blocks, sheet: calamine.CalamineSheet) -> None:
    values = sheet.to_python(skip_empty_area=False)
    if len(values) > _MOST_ROWS:
        blocks.problem(
            f"超过 {_MOST_ROWS} 行，其后未读取", f"more than {_MOST_ROWS} rows, those after are not read", sheet.name
        )
    _add_rows(blocks, [[shown(value) for value in row] for row in values[:_MOST_ROWS]], sheet.merged_cell_ranges or [])


def shown(value: Any) -> str:
    """Return what a cell shows for a value: of a number 15 digits at the most, as spreadsheets do."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        digits = format(value, ".15g")
        return digits if "e" not in digits else format(Decimal(digits), "f")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return str(value).removesuffix(" 00:00:00")
    return str(value).strip()


def _add_rows(blocks: Blocks, rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> None:
    """Add the rows as tables; a blank row parts two, and a row of one text is a paragraph beside them."""
    spans = dict(merges)
    covered = {
        (row, column)
        for (top, left), (bottom, right) in merges
        for row in range(top, min(bottom, len(rows)) + 1)
        for column in range(left, min(right, _MOST_COLUMNS) + 1)
    }
    covered -= spans.keys()
    width = max([len(row) for row in rows] + [end[1] + 1 for end in spans.values()], default=0)
    table: list[list[Cell]] = []
    for number, texts in enumerate(rows):
        line = [
            _cell(texts, number, column, spans)
            for column in range(min(width, _MOST_COLUMNS))
            if (number, column) not in covered
        ]
        filled = [cell.text for cell in line if cell.text]
        reached = any((number, column) in covered for column in range(width))
        if len(filled) <= 1 and not reached and _stands_alone(filled, table):
            _flush(blocks, table)
            blocks.paragraph("".join(filled), line=number + 1)
        else:
            table.append(line)
    _flush(blocks, table)


def _cell(texts: Sequence[str], row: int, column: int, spans: dict[tuple[int, int], tuple[int, int]]) -> Cell:
    bottom, right = spans.get((row, column), (row, column))
    return Cell(texts[column] if column < len(texts) else "", row, column, bottom - row + 1, right - column + 1)


def _stands_alone(filled: Sequence[str], table: Sequence[Sequence[Cell]]) -> bool:
    return not filled or not table or len(filled[0]) > _LONG or _NUMBERED.match(filled[0]) is not None


def _flush(blocks: Blocks, table: list[list[Cell]]) -> None:
    """Add the rows so far as one table, its rows and columns counted from its own corner."""
    cells = [cell for line in table for cell in line]
    texts = [cell for cell in cells if cell.text]
    if len(texts) == 1:
        blocks.paragraph(texts[0].text, line=texts[0].row + 1)
    elif texts:
        left, top = min(cell.column for cell in texts), table[0][0].row
        right = max(cell.column + cell.colspan for cell in cells if cell.text or cell.colspan > 1)
        blocks.table(
            tuple(
                replace(cell, row=cell.row - top, column=cell.column - left)
                for cell in cells
                if left <= cell.column < right
            ),
            line=top + 1,
        )
    table.clear()


def _csv(path: Path) -> Document:
    blocks = Blocks("csv")
    try:
        rows = list(csv.reader(io.StringIO(decode(bounded(path, MOST_MARKUP)))))
    except csv.Error as error:
        raise _unreadable(error) from error
    _add_rows(blocks, [[text.strip() for text in row] for row in rows[:_MOST_ROWS]], [])
    return blocks.document()
