"""The statutory tables of a report, cell by cell, whichever form and layout they are printed in.

Every printed row is read, left out on purpose (a subtotal of no group) or reported; a blank is a blank and never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.document import Cell, Document
from gouji.recognition.forms.across import across_rows
from gouji.recognition.forms.fitting import Fitting, own_head
from gouji.recognition.forms.flat import flat_regions
from gouji.recognition.forms.head import Column
from gouji.recognition.forms.regions import Region, chosen_tables, of_first_report, regions
from gouji.recognition.forms.row import Row
from gouji.recognition.forms.rows import table_rows
from gouji.recognition.forms.subtotals import with_subtotals
from gouji.recognition.forms.values import printed_value
from gouji.wording import Said
from schemas.forms import FormTable, core, forms
from schemas.records import CellValue, Unread

_MONEY = re.compile(r"亿元|万元|元")
_HEADING_LENGTH = 60
_NARRATED = re.compile(r"[一二三四五六七八九十]{1,3}、.{0,20}(?:概述|主动公开|依申请公开|公开发布|公开情况)")
_YUAN = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "元": Decimal(1)}


class FormsRead(NamedTuple):
    """The form of a report, the cells of its tables, and what could not be read: rows that lack too."""

    form: str | None
    cells: tuple[CellValue, ...]
    problems: tuple[Unread, ...]


def read_forms(document: Document) -> FormsRead:
    """Read the statutory tables of a document and tell which form they are printed in.

    The form is detected from the labels of the tables, else from the headings of the text; never from the year.
    """
    marked, tables = chosen_tables(document)
    parts: dict[str, list[Region]] = {}
    for region in regions(document, tables):
        parts.setdefault(region.table.name, []).append(region)
    for region in flat_regions(document, tables, tuple(parts)):
        parts[region.table.name] = [region]
    reading = _Reading()
    for name, table in tables.items():
        if name == "disclosure" and name in parts and not marked:
            reading.headless(table)
        elif name in parts:
            own = reading.first(parts[name])
            rows = list(across_rows(own)) if table.across else table_rows(own)
            reading.add(table, list(with_subtotals(rows)))
    form = marked if marked and (reading.cells or parts) else detected(document, reading.cells)
    absent = _absent(document, form if form in ("2019", "2021") else "2021", parts)
    return FormsRead(form, tuple(reading.cells.values()), (*reading.problems, *absent))


def detected(document: Document, cells: Iterable[tuple[str, str, str]]) -> str | None:
    """Return the form of a report whose tables print no mark of one: by its rows, citations and headings."""
    rows = {row for table, row, _ in cells if table == "applications"}
    if rows:
        return "2021" if "逾期不补正" in rows else "2019" if "其他处理" in rows else None
    text = [paragraph.reading for _, paragraph in document.paragraphs()]
    sections = [line for line in text if len(line) <= _HEADING_LENGTH]
    if any("收到和处理政府信息公开申请" in line for line in sections):
        cited = [form.name for form in forms().values() if any(mark in line for line in text for mark in form.cited)]
        return next((name for name in cited if name in ("2019", "2021")), None)
    return "narrative" if any(map(_NARRATED.match, sections)) else None


def _absent(document: Document, form: str, parts: dict[str, list[Region]]) -> Iterator[Unread]:
    """Yield the tables whose section is printed without one: an image or an attachment stands in its place.

    Only reports of six sections have those tables; older ones have a section of the name 主动公开政府信息情况 too, and
    some a 统计表 with a title of its own.
    """
    lines = [paragraph.reading for _, paragraph in document.paragraphs() if len(paragraph.text) <= _HEADING_LENGTH]
    tables = forms()[form].tables
    headed = [table for name, table in tables.items() if name not in parts and _any_in(table.section, lines)]
    if not _any_in(tables["applications"].section, lines):
        statistics = [forms()[name].tables["statistics"] for name in ("statistics", "narrative")]
        titles = {core(line) for line in lines}
        headed = [table for table in statistics if not parts and core(table.section) in titles]
    for table in headed:
        yield Unread(
            Said(
                f"{table.title}没有读到：“{table.section}”下没有表格，可能是图片或附件",
                f"{table.title} not read: no table under {table.section}; it may be an image or attachment",
            ),
            table.title,
        )


def _any_in(words: str, lines: Iterable[str]) -> bool:
    return any(words in line for line in lines)


class _Reading:
    """What has been read so far: cells by table, row and column, and what could not be read."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str, str], CellValue] = {}
        self._twice: set[tuple[str, str, str]] = set()
        self.problems: list[Unread] = []

    def headless(self, table: FormTable) -> None:
        """Report a table whose rows the forms of several years have, and whose columns tell which it is."""
        said = Said(f"{table.title}的表头没有读到，未读取", f"the head of {table.title} is not there; not read")
        self.problems.append(Unread(said, table.title))

    def first(self, parts: list[Region]) -> list[Region]:
        """Return the parts of the first of several tables of one kind; that there are more is reported."""
        own, count = of_first_report(parts)
        if count > 1:
            title = own[0].table.title
            said = Said(
                f"文件里印了 {count} 份{title}，只读取第一份",
                f"{count} tables {title} are printed, only the first is read",
            )
            self.problems.append(Unread(said, title))
        return own

    def add(self, table: FormTable, rows: Sequence[Row]) -> None:
        """Add the rows of one table, and report those that could not be read and those that are lacking."""
        fitting = Fitting(rows)
        for row in rows:
            if row.label:
                self._add_row(row, fitting.cells(row))
            elif row.figured and not row.ignored:
                self._report(row, "认不出的行，未读取", "unknown row, not read")
        self._drop_headings(table)
        self._require(table, {row.label.name for row in rows if row.label})

    def _add_row(self, row: Row, found: Sequence[Cell] | None) -> None:
        assert row.label
        if found is None:
            if row.label not in row.table.subtotals:
                self._report(row, "数值与表头的列对不上，未读取", "its figures do not fit the columns, not read")
            return
        ends = [cell.row + cell.rowspan for cell in found]
        usual = max(set(ends), key=ends.count)
        for column, cell in zip(own_head(row).columns, found, strict=True):
            if row.layout.aligned and cell.text and cell.row + cell.rowspan > usual:
                self._report(
                    row, f"“{cell.text[:40]}”印在几行合并的格里", f"{cell.text[:40]!r} is in a cell over several rows"
                )
            elif column.label and column.label.name in row.table.all_columns_of(row.label):
                self._add_cell(row, column, cell)
            elif cell.text and not column.known:
                self._report(
                    row, f"认不出的列“{column.printed}”，未读取", f"unknown column {column.printed!r}, not read"
                )

    def _add_cell(self, row: Row, column: Column, cell: Cell) -> None:
        assert row.label
        assert column.label
        value, readable = _scaled(cell.text, column, row.label.unit)
        if not readable:
            self._report(
                row,
                f"{column.label.name}“{cell.text[:40]}”不是数",
                f"{column.label.name} {cell.text[:40]!r} is no number",
            )
            return
        read = CellValue(
            row.table.name,
            row.label.name,
            column.label.name,
            value,
            cell.text,
            row.printed,
            cell.page or row.page,
            row.block,
            *((cell.column, cell.row) if row.layout.turned else (cell.row, cell.column)),
        )
        earlier = self._cells.setdefault(read[:3], read)
        if earlier.value != value:
            self._twice.add(read[:3])
            self._report(
                row,
                f"{column.label.name}印了两次，且不同：{earlier.text}、{cell.text}",
                f"{column.label.name} printed twice and differently: {earlier.text}, {cell.text}",
            )

    @property
    def cells(self) -> dict[tuple[str, str, str], CellValue]:
        """Return the cells read; of one that is printed twice and differently, nobody knows which is meant."""
        return {key: cell for key, cell in self._cells.items() if key not in self._twice}

    def _drop_headings(self, table: FormTable) -> None:
        """Leave out （六）其他处理 without numbers where its three items are printed too: it only heads them."""
        for one in table.either:
            others = [name for names in table.either if len(names) > len(one) for name in names]
            numbered = any(cell.value is not None for key, cell in self._cells.items() if key[1] in one)
            if (
                others
                and not numbered
                and all(any(key[:2] == (table.name, name) for key in self._cells) for name in others)
            ):
                self._cells = {
                    key: cell for key, cell in self._cells.items() if key[0] != table.name or key[1] not in one
                }

    def _require(self, table: FormTable, found: set[str]) -> None:
        alternatives = {name for names in table.either for name in names}
        met = not table.either or any(set(names) <= found for names in table.either)
        lacking = [
            row.label
            for row in table.rows
            if row.name not in found and not (row.name in alternatives and (met or row.local))
        ]
        if lacking:
            some = "、".join(lacking[:3]) + ("等" if len(lacking) > 3 else "")
            self.problems.append(
                Unread(
                    Said(
                        f"{table.title}缺 {len(lacking)} 行：{some}", f"{table.title} lacks {len(lacking)} rows: {some}"
                    ),
                    table.title,
                )
            )

    def _report(self, row: Row, zh: str, en: str) -> None:
        where = f"{row.table.title} {row.label.name if row.label else row.printed[:40]}".strip()
        self.problems.append(Unread(Said(zh, en), f"{where}, page {row.page}" if row.page else where))


def _scaled(text: str, column: Column, unit: str) -> tuple[Decimal | None, bool]:
    """Return a cell's value in the form's unit, where the head or the row prints another one."""
    assert column.label
    own = column.label.unit or unit
    value, readable = printed_value(text, own)
    printed = _MONEY.search(column.printed)
    if value is not None and own in _YUAN and printed and not re.search("[亿万元]", text):
        value = value * _YUAN[printed[0]] / _YUAN[own]
    return value, readable
