"""Spreadsheets (XLSX, XLS, ODS, CSV): each sheet's rows, with merged cells and what the cells show."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import count, groupby, islice, repeat
from pathlib import Path
from typing import Any

import python_calamine as calamine

from gouji.document import Cell, Document, Unreadable
from gouji.readers.blocks import Blocks, visible
from gouji.readers.limits import MOST_CELLS, MOST_MARKUP, bounded, check_lines, check_size, checked_archive
from gouji.readers.text import decode

_MOST_COLUMNS = 702  # A to ZZ
# The library lays out all cells between the first and the last, so that two cells may cost any amount of memory.
_PLAIN = bytes.maketrans(b"'\t\r\n", b'"   ')
_SPACED = re.compile(rb"(?<! ) *= *")
_DEEP = re.compile(rb'r="[A-Za-z]{0,3}\d{5}')
_WIDE = re.compile(rb'r="[A-Za-z]{3}\d')
_DEEP_OR_WIDE = re.compile(rb'r="(?:[A-Za-z]{2,3}\d|[A-Za-z]{0,3}\d{6})')
_UNCOMPUTED = re.compile(rb"</f>(?:<v\s?/>|<v></v>)?</c>")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_DIGIT = re.compile(r"\d")
_LONG = 40  # a row of one cell with more text is a paragraph laid out in a table

Place = tuple[int, int]
Merge = tuple[Place, Place]
Spans = Mapping[Place, Place]
Rows = Sequence[list[str]]
Extent = tuple[int, int]  # the first and the one after the last
Covered = Mapping[int, set[int]]  # row → columns


def read(path: Path) -> Document:
    """Read a spreadsheet.

    Raises:
        Unreadable: the file is encrypted, damaged or too large, or all its sheets are blank.
    """
    if path.suffix.lower() == ".csv":
        return _csv(path)
    check_size(path)
    blocks = Blocks("xlsx")
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    if packed:
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
    if any(map(_far_out, parts)):
        raise Unreadable(
            "表格有十万行或七百列以外的格，请删去后再存",
            "cells beyond row 99999 or column ZZ, or below row 9999 right of column Z; delete them",
        )
    if any(map(_UNCOMPUTED.search, parts)):
        blocks.problem("有公式没有存下结果，请打开后另存", "formulas without their result; open the file and save it")


def _far_out(part: bytes) -> bool:
    """Tell whether a sheet has a cell so far out that the area to it is larger than what is laid out."""
    plain = part.translate(_PLAIN)
    if b" =" in plain or b"= " in plain:
        plain = _SPACED.sub(b"=", plain)
    return (_DEEP_OR_WIDE if _DEEP.search(plain) else _WIDE).search(plain) is not None


def _add_sheet(blocks: Blocks, sheet: calamine.CalamineSheet) -> None:
    values = sheet.to_python(skip_empty_area=False)
    rows = [
        [value.strip() if type(value) is str and value.isprintable() else shown(value) for value in row]
        for row in values
    ]
    _add_rows(blocks, rows, sheet.merged_cell_ranges or [])


def shown(value: Any) -> str:
    """Return what a cell shows for a value: of a number 15 digits at the most, as spreadsheets do."""
    if type(value) is float:
        if value.is_integer() and -1e15 < value < 1e15:
            return str(int(value))
        digits = format(value, ".15g")
        return digits if "e" not in digits else format(Decimal(digits), "f")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return str(value).removesuffix(" 00:00:00")
    return visible(str(value)).strip()


def _add_rows(blocks: Blocks, rows: Rows, merges: Sequence[Merge]) -> None:
    """Add the rows as tables; a blank row parts two, and a row of one text is a paragraph beside them."""
    spans = dict(merges)
    if (
        sum((min(bottom, len(rows)) - top + 1) * (right - left + 1) for (top, left), (bottom, right) in merges)
        > MOST_CELLS
    ):
        blocks.problem("合并的格过多，未计其合并", "too many merged cells, read as if they were not")
        spans = {}
    covered = _covered(spans, len(rows))
    first = 0
    for number, texts in enumerate(rows):
        if number in covered:
            continue
        filled = [text for text in texts if text]
        if len(filled) <= 1 and _stands_alone(filled, number == first):
            goes_on = not filled and _awaits_figures(rows, (first, number), spans, covered)
            _add_table(blocks, rows, (first, number + goes_on), spans, covered)
            blocks.paragraph("".join(filled), line=number + 1)
            first = number + 1
    _add_table(blocks, rows, (first, len(rows)), spans, covered)


def _covered(spans: Spans, height: int) -> Covered:
    """Return by row the columns that merged cells cover, but for the corner in which their text stands."""
    covered: defaultdict[int, set[int]] = defaultdict(set)
    for (top, left), (bottom, right) in spans.items():
        covered[top].update(range(left + 1, right + 1))
        for row in range(top + 1, min(bottom + 1, height)):
            covered[row].update(range(left, right + 1))
    return covered


def _stands_alone(filled: Sequence[str], begins: bool) -> bool:
    return not filled or begins or len(filled[0]) > _LONG or _NUMBERED.match(filled[0]) is not None


def _add_table(
    blocks: Blocks, rows: Rows, extent: Extent, spans: Spans, covered: Covered, sides: Extent | None = None
) -> None:
    """Add the rows from the first to before the last as one table, its places counted from its own corner."""
    top, end = extent
    filled = list(islice(((row, text) for row in range(top, end) for text in rows[row] if text), 2))
    if len(filled) < 2:
        for row, text in filled:
            blocks.paragraph(text, line=row + 1)
        return
    left, right = sides or _sides(rows, extent, spans)
    if (end - top) * (right - left) > MOST_CELLS:
        blocks.too_large(f"row {top + 1}")
        return
    cells: list[Cell] = []
    for row in range(top, end):
        texts = rows[row][left:right]
        texts += repeat("", right - left - len(texts))
        if row not in covered:
            cells += map(Cell, texts, repeat(row - top), count())
            continue
        hidden = covered[row]
        for column, text in enumerate(texts, left):
            if (row, column) in spans:
                bottom, last = spans[row, column]
                cells.append(Cell(text, row - top, column - left, bottom - row + 1, last - column + 1))
            elif column not in hidden:
                cells.append(Cell(text, row - top, column - left))
    blocks.table(tuple(cells), line=top + 1)


def _sides(rows: Rows, extent: Extent, spans: Spans) -> Extent:
    """Return the first column with text and the one after the last with text or merged cells."""
    top, end = extent
    written = [texts for texts in rows[top:end] if any(texts)]
    left = min(next(column for column, text in enumerate(texts) if text) for texts in written)
    right = max(next(column for column in range(len(texts), 0, -1) if texts[column - 1]) for texts in written)
    merged = max((stop[1] + 1 for start, stop in spans.items() if top <= start[0] < end), default=0)
    return left, min(max(right, merged), _MOST_COLUMNS)


def _awaits_figures(rows: Rows, extent: Extent, spans: Spans, covered: Covered) -> bool:
    """Tell whether rows end with a full row of words, the head of figures that were all left blank."""
    top, last = extent[0], extent[1] - 1
    if last < top or not any(rows[last]) or any(map(_DIGIT.search, rows[last])):
        return False
    left, right = _sides(rows, extent, spans)
    given = {column for column, text in enumerate(rows[last]) if text}.union(covered.get(last, ()))
    return right - left > 1 and given.issuperset(range(left, right))


def _csv(path: Path) -> Document:
    blocks = Blocks("csv")
    content = decode(bounded(path, MOST_MARKUP))
    check_lines(content, ",")
    try:
        rows = list(csv.reader(io.StringIO(content)))
    except csv.Error as error:
        raise _unreadable(error) from error
    rows = [[text.strip() for text in row] for row in rows]
    runs = [(wide, list(run)) for wide, run in groupby(rows, lambda row: len(row) > 1)]
    if len(runs) > 1 and all(len(set(map(len, run))) == 1 for wide, run in runs if wide):
        _add_runs(blocks, rows, [(wide, len(run)) for wide, run in runs])
    else:
        _add_rows(blocks, rows, ())
    return blocks.document()


def _add_runs(blocks: Blocks, rows: Rows, runs: Iterable[tuple[bool, int]]) -> None:
    """Add tables and paragraphs of a file whose rows are as long as their table is wide."""
    first = 0
    for wide, height in runs:
        if wide:
            _add_table(blocks, rows, (first, first + height), {}, {}, (0, min(len(rows[first]), _MOST_COLUMNS)))
        else:
            for number in range(first, first + height):
                blocks.paragraph("".join(rows[number]), line=number + 1)
        first += height
