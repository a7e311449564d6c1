"""Spreadsheets (XLSX, XLS, ODS, CSV): each sheet's rows, with merged cells and what the cells show."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine as calamine

from gouji.document import Cell, Document, Unreadable
from gouji.readers.blocks import Blocks
from gouji.readers.limits import MOST_CELLS, MOST_MARKUP, bounded, check_size, checked_archive
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
    with checked_archive(path) as archive:
        try:
            parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
            raise _unreadable(error) from error
    if any(map(_FAR.search, parts)):
        raise Unreadable(
            "表格有一万行或七百列以外的格，请删去后再存", "cells beyond row 9999 or column ZZ; delete them"
        )
    if any(map(_UNCOMPUTED.search, parts)):
        blocks.problem("有公式没有存下结果，请打开后另存", "formulas without their result; open the file and save it")


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
    covered = _covered(blocks, rows, merges)
    first = 0
    for number, texts in enumerate(rows):
        filled = [text for text in texts if text]
        if len(filled) <= 1 and number not in covered and _stands_alone(filled, number == first):
            _add_table(blocks, rows, (first, number), merges, covered)
            blocks.paragraph("".join(filled), line=number + 1)
            first = number + 1
    _add_table(blocks, rows, (first, len(rows)), merges, covered)


def _covered(blocks: Blocks, rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> dict[int, set[int]]:
    """Return by row the columns that merged cells cover, but for the corner in which their text stands."""
    covered: dict[int, set[int]] = {}
    budget = MOST_CELLS
    for (top, left), (bottom, right) in merges:
        height = min(bottom, len(rows) - 1) - top + 1
        budget -= max(height, 0) * (right - left + 1)
        if budget < 0:
            blocks.problem("合并的格过多，未计其合并", "too many merged cells, read as if they were not")
            return {}
        for row in range(top, top + height):
            covered.setdefault(row, set()).update(range(left, right + 1))
    for (top, left), _ in merges:
        covered.get(top, set()).discard(left)
    return covered


def _stands_alone(filled: Sequence[str], begins: bool) -> bool:
    return not filled or begins or len(filled[0]) > _LONG or _NUMBERED.match(filled[0]) is not None


def _add_table(
    blocks: Blocks,
    rows: Sequence[Sequence[str]],
    extent: tuple[int, int],
    merges: Sequence[Merge],
    covered: dict[int, set[int]],
) -> None:
    """Add the rows from the first to before the last as one table, its places counted from its own corner."""
    top, end = extent
    spans = {start: stop for start, stop in merges if top <= start[0] < end}
    filled = [(row, column) for row in range(top, end) for column, text in enumerate(rows[row]) if text]
    if len(filled) < 2:
        for row, column in filled:
            blocks.paragraph(rows[row][column], line=row + 1)
        return
    left = min(column for _, column in filled)
    right = max([column for _, column in filled] + [stop[1] for stop in spans.values()]) + 1
    cells = []
    for row in range(top, end):
        texts, hidden = rows[row], covered.get(row, ())
        for column in range(left, min(right, _MOST_COLUMNS)):
            if column not in hidden:
                bottom, last = spans.get((row, column), (row, column))
                text = texts[column] if column < len(texts) else ""
                cells.append(Cell(text, row - top, column - left, bottom - row + 1, last - column + 1))
    blocks.table(tuple(cells), line=top + 1)


def _csv(path: Path) -> Document:
    blocks = Blocks("csv")
    try:
        rows = list(csv.reader(io.StringIO(decode(bounded(path, MOST_MARKUP)))))
    except csv.Error as error:
        raise _unreadable(error) from error
    _add_rows(blocks, [[text.strip() for text in row] for row in rows[:_MOST_ROWS]], [])
    return blocks.document()
