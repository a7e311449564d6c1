"""Spreadsheets (XLSX, XLS, ODS, CSV): each sheet's rows, with merged cells and what the cells show."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, chain, compress, cycle, groupby, islice, repeat
from pathlib import Path
from typing import Any

import python_calamine as calamine

from gouji.document import Document, Unreadable, cells_of
from gouji.readers.blocks import Blocks, visible
from gouji.readers.limits import MOST_CELLS, MOST_MARKUP, bounded, check_lines, opened_archive, uncollected
from gouji.readers.sheets_beside import side_by_side
from gouji.readers.text import decode

_MOST_COLUMNS = 702  # A to ZZ
# The library lays out all cells between the first and the last, so that two cells may cost any amount of memory.
_PLACED = rb"r[ \t\r\n]*+=[ \t\r\n]*+[\"']"  # row 12 or cell C12
_DEEP = re.compile(_PLACED + rb"[A-Za-z]{0,3}\d{5}")
_WIDE = re.compile(_PLACED + rb"[A-Za-z]{3}\d")
_DEEP_OR_WIDE = re.compile(_PLACED + rb"(?:[A-Za-z]{2,3}\d|[A-Za-z]?\d{6})")
_UNCOMPUTED = re.compile(rb"</f>(?:<v\s?/>|<v></v>)?</c>")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_DIGIT = re.compile(r"\d")
_EXACT = 1e15  # larger numbers have more digits than a cell shows
_LONG = 40  # a row of one cell with more text is a paragraph laid out in a table

Place = tuple[int, int]
Merge = tuple[Place, Place]
Rows = Sequence[list[str]]
Extent = tuple[int, int]  # the first and the one after the last


class _Sheet:
    """What a sheet shows, and its merged cells in the order of their rows."""

    def __init__(self, rows: Rows, merges: Iterable[Merge] = ()) -> None:
        self.rows = rows
        self._merges = sorted(dict(merges).items(), key=lambda merge: merge[0][0])
        self._tops = [top for (top, _), _ in self._merges]
        self._reach = list(accumulate((max(place[0], stop[0]) for place, stop in self._merges), max))

    def merged(self, extent: Extent) -> Sequence[Merge]:
        """Return the merged cells of some rows; none reaches into the rows of another table."""
        top, end = extent
        return self._merges[bisect_left(self._tops, top) : bisect_left(self._tops, end)] if self._tops else ()

    def is_merged(self, row: int) -> bool:
        """Tell whether merged cells lie in a row."""
        before = bisect_right(self._tops, row)
        return before > 0 and self._reach[before - 1] >= row


@uncollected()
def read(path: Path) -> Document:
    """Read a spreadsheet.

    Raises:
        Unreadable: the file is encrypted, damaged or too large, or all its sheets are blank.
    """
    if path.suffix.lower() == ".csv":
        return _csv(path)
    content = bounded(path)
    blocks = Blocks("xlsx")
    packed = content.startswith(b"PK")
    if packed:
        _check_parts(content, blocks)
    try:  # of others, the library tells a file with a password from a damaged one by its suffix
        book = calamine.load_workbook(io.BytesIO(content) if packed else str(path))
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


def _check_parts(content: bytes, blocks: Blocks) -> None:
    """Refuse sheets with cells far out, and report formulas that were saved without their result."""
    with opened_archive(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            try:
                part = archive.read(name)
            except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
                raise _unreadable(error) from error
            if _far_out(part):
                raise Unreadable(
                    "表格有十万行或七百列以外的格，请删去后再存",
                    "cells beyond row 99999 or column ZZ, or below row 9999 right of column Z; delete them",
                )
            if _UNCOMPUTED.search(part):
                blocks.problem(
                    "有公式没有存下结果，请打开后另存", "formulas without their result; open the file and save it"
                )


def _far_out(part: bytes) -> bool:
    """Tell whether a sheet has a cell so far out that the area to it is larger than what is laid out."""
    if not _DEEP_OR_WIDE.search(part):  # nearly all sheets
        return False
    return _WIDE.search(part) is not None or _DEEP.search(part) is not None


def _add_sheet(blocks: Blocks, sheet: calamine.CalamineSheet) -> None:
    rows = [
        [
            value and (value.strip() if value.isprintable() else shown(value))
            if type(value) is str
            else str(int(value))  # what `shown` returns for most numbers, without a call for each
            if type(value) is float and value.is_integer() and -_EXACT < value < _EXACT
            else shown(value)
            for value in row
        ]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    _add_rows(blocks, rows, sheet.merged_cell_ranges or [])


def shown(value: Any) -> str:
    """Return what a cell shows for a value: of a number 15 digits at the most, as spreadsheets do."""
    if type(value) is float:
        if value.is_integer() and -_EXACT < value < _EXACT:
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
    if _area(merges, len(rows)) > MOST_CELLS:
        blocks.problem("合并的格过多，未计其合并", "too many merged cells, read as if they were not")
        merges = ()
    strips = side_by_side(rows, merges)
    if not strips:
        _add_strip(blocks, _Sheet(rows, merges))
    for left, right in strips:
        inside = [((top, a - left), (end, b - left)) for (top, a), (end, b) in merges if left <= a < right]
        _add_strip(blocks, _Sheet([texts[left:right] for texts in rows], inside))


def _add_strip(blocks: Blocks, sheet: _Sheet) -> None:
    rows, first = sheet.rows, 0
    for number, texts in enumerate(rows):
        if len(texts) - texts.count("") > 1 or sheet.is_merged(number):
            continue
        text = "".join(texts)
        if _stands_alone(text, number == first):
            if number > first:
                goes_on = not text and _awaits_figures(sheet, (first, number))
                _add_table(blocks, sheet, (first, number + goes_on))
            blocks.paragraph(text, line=number + 1)
            first = number + 1
    if first < len(rows):
        _add_table(blocks, sheet, (first, len(rows)))


def _area(merges: Iterable[Merge], height: int) -> int:
    return sum(
        ((bottom if bottom < height else height) - top + 1) * (right - left + 1)
        for (top, left), (bottom, right) in merges
    )


def _stands_alone(text: str, begins: bool) -> bool:
    return not text or begins or len(text) > _LONG or _NUMBERED.match(text) is not None


def _add_table(blocks: Blocks, sheet: _Sheet, extent: Extent, sides: Extent | None = None) -> None:
    """Add the rows from the first to before the last as one table, its places counted from its own corner."""
    top, end = extent
    rows = sheet.rows[top:end]
    filled = list(islice(((row, text) for row, texts in enumerate(rows, top) for text in texts if text), 2))
    if len(filled) < 2:
        for row, text in filled:
            blocks.paragraph(text, line=row + 1)
        return
    merges = sheet.merged(extent)
    left, right = sides or _sides(rows, merges)
    height, width = len(rows), right - left
    if height * width > MOST_CELLS:
        blocks.too_large(f"row {top + 1}")
        return
    if left or any(len(texts) != width for texts in rows):
        rows = [texts[left:right] for texts in rows]
        if any(len(texts) < width for texts in rows):
            rows = [texts + [""] * (width - len(texts)) for texts in rows]
    texts = chain.from_iterable(rows)
    places = chain.from_iterable(map(repeat, range(height), repeat(width))), cycle(range(width))
    fields: Iterable[tuple[str, int, int, int, int, None]]
    if merges:
        printed, rowspans, colspans = _laid_out(merges, (top, left), (height, width))
        fields = compress(zip(texts, *places, rowspans, colspans, repeat(None)), printed)
    else:
        fields = zip(texts, *places, repeat(1), repeat(1), repeat(None))
    blocks.table(tuple(cells_of(fields)), line=top + 1)


def _laid_out(merges: Sequence[Merge], corner: Place, size: Place) -> tuple[bytearray, list[int], list[int]]:
    """Return of each place of a table whether a cell is printed there, and the cell's rowspan and colspan."""
    (top, left), (height, width) = corner, size
    printed = bytearray(b"\1") * (height * width)
    rowspans, colspans = [1] * len(printed), [1] * len(printed)
    for (first, start), (last, stop) in merges:
        begin, end = max(start - left, 0), min(stop + 1 - left, width)
        covered = bytes(max(end - begin, 0))
        for place in range((first - top) * width + begin, min(last + 1 - top, height) * width, width):
            printed[place : place + len(covered)] = covered
    for (first, start), (last, stop) in merges:
        if 0 <= start - left < width:
            place = (first - top) * width + start - left
            printed[place], rowspans[place], colspans[place] = 1, last - first + 1, stop - start + 1
    return printed, rowspans, colspans


def _sides(rows: Rows, merges: Iterable[Merge]) -> Extent:
    """Return the first column with text and the one after the last with text or merged cells."""
    left, right = _MOST_COLUMNS, 0
    for texts in rows:
        if left and any(texts[:left]):
            left = _indent(texts)
        if len(texts) > right and any(texts[right:]):
            right = len(texts) - _indent(texts[::-1])
    return left, min(max([right, *(last + 1 for _, (_, last) in merges)]), _MOST_COLUMNS)


def _indent(texts: Iterable[str]) -> int:
    return next(column for column, text in enumerate(texts) if text)


def _awaits_figures(sheet: _Sheet, extent: Extent) -> bool:
    """Tell whether rows end with a full row of words, the head of figures that were all left blank."""
    number = extent[1] - 1
    texts = sheet.rows[number]
    if not any(texts) or any(map(_DIGIT.search, texts)):
        return False
    merges = sheet.merged(extent)
    left, right = _sides(sheet.rows[slice(*extent)], merges)
    given = {column for column, text in enumerate(texts) if text}
    for (top, start), (bottom, stop) in merges:
        if bottom >= number:
            given.update(range(start + (top == number), stop + 1))
    return right - left > 1 and given.issuperset(range(left, right))


def _csv(path: Path) -> Document:
    blocks = Blocks("csv")
    content = decode(bounded(path, MOST_MARKUP))
    separator = max(",\t;", key=content.count)  # of as many, the comma
    check_lines(content, separator)
    try:
        rows = list(csv.reader(io.StringIO(content), delimiter=separator))
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
    sheet = _Sheet(rows)
    first = 0
    for wide, height in runs:
        if wide:
            _add_table(blocks, sheet, (first, first + height), (0, min(len(rows[first]), _MOST_COLUMNS)))
        else:
            for number in range(first, first + height):
                blocks.paragraph("".join(rows[number]), line=number + 1)
        first += height
