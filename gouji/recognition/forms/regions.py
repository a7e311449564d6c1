"""Which rows of a document's tables belong to which table of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from gouji.document import Cell, Document
from gouji.recognition.forms.folded import Fold, unfolded
from gouji.recognition.forms.labels import Labels, heads, row_labels
from gouji.recognition.forms.row import Layout
from gouji.recognition.forms.turned import exchanged, is_turned
from gouji.recognition.forms.values import is_value
from schemas.forms import Form, FormTable, core, forms

# Labels too common to tell a table by.
_COMMON = frozenset(
    map(
        core,
        (
            "其他",
            "其它",
            "总计",
            "合计",
            "企业",
            "数量",
            "本年",
            "年度",
            "累计",
            "当面",
            "传真",
            "网上",
            "信函",
            "同意",
            "部分",
            "否决",
            "复议",
            "诉讼",
            "申诉",
            "电子邮件",
            "其他处理",
        ),
    )
)
_TELLING = 6  # characters of a label that stands in no other table
_MUCH = 0.6  # of a form's rows: a table with so many is whole enough to stand for itself
_LONGEST_LABEL = 120  # longer cells are running text laid out in a table


@dataclass(slots=True)
class Region:
    """Consecutive rows of one printed table that belong to one table of the form."""

    table: FormTable
    block: int
    layout: Layout
    rows: list[list[Cell]] = field(default_factory=list)
    page: int | None = None


def chosen_tables(document: Document) -> tuple[str | None, Mapping[str, FormTable]]:
    """Return the form whose marks the tables print most, and the form's tables to look for in them.

    A township's 统计表 may stand beside the tables of 2019 or 2021: each is looked for in its latest form.
    """
    printed = [
        core(cell.text)
        for _, table in document.tables()
        for cell in table.cells
        if len(cell.text) <= _LONGEST_LABEL and not is_value(cell.text)
    ]
    if not any(_marks(form, label) for form in forms().values() for label in printed):  # tables that lost their grid
        lines = (line.text for _, line in document.paragraphs() if len(line.text) <= _LONGEST_LABEL)
        printed = [core(word) for line in lines for word in line.split()]
    counts = {name: sum(_marks(form, label) for label in printed) for name, form in forms().items()}
    tables: dict[str, FormTable] = {}
    for name in sorted(counts, key=lambda name: -counts[name]):
        if counts[name]:
            for table, entry in forms()[name].tables.items():
                tables.setdefault(table, entry)
    for form in forms().values():
        for table, entry in form.tables.items():
            tables.setdefault(table, entry)
    yearly = {name: counts[name] for name in ("2021", "2019")}
    best = max(yearly, key=lambda name: yearly[name]) if any(yearly.values()) else max(counts, key=lambda n: counts[n])
    return best if counts[best] else None, tables


def _marks(form: Form, label: str) -> bool:
    return any(label.startswith(core(mark)) for mark in form.marks)


def regions(document: Document, tables: Mapping[str, FormTable]) -> Iterator[Region]:
    """Yield the parts of the document's tables that belong to one of `tables`.

    What a page break has cut off from a table stands right behind it.
    """
    last: Region | None = None
    headings = {word for table in tables.values() for word in table.headings}
    fold: tuple[int, Fold | None] = (-1, None)  # the block of the table before, and how it is folded
    for block, table in document.tables():
        rows = list(table.rows())
        turned = table.aligned and not table.unruled and is_turned(rows, tables.values())
        if turned:
            rows = exchanged(table)
        elif not table.lossy:
            rows, folded = unfolded(rows, headings, fold[1] if block == fold[0] + 1 else None)
            fold = (block, folded)
        layout = Layout(table.aligned, table.lossy, table.unruled, turned)
        parts = _split(rows, tables, block, layout, table.page)
        found = [region for region in parts if _counts(region) or _continues(region, last)]
        if not found and last and block == last.block + 1 and _cut_off(rows, last):
            found = [Region(last.table, block, layout, rows, table.page)]
        last = found[-1] if found else last
        yield from found


def of_first_report(parts: list[Region]) -> tuple[list[Region], int]:
    """Return the parts of the first table of a form's kind, and how many whole tables of that kind are printed.

    A county's report may carry those of its townships behind its own: their figures are not the county's. Where
    only some rows are printed again, it is one table printed in pieces.
    """
    tables: list[list[Region]] = []
    for region in parts:
        if not tables or (_begins(region) and any(map(_begins, tables[-1]))):
            tables.append([])
        tables[-1].append(region)
    enough = _MUCH * len(parts[0].table.rows)
    if len(tables) < 2 or any(len(_printed_rows(table)) < enough for table in tables):
        return parts, 1
    return tables[0], len(tables)


def _begins(region: Region) -> bool:
    """Tell whether a part holds the first row of its table, with figures."""
    return 0 in _printed_rows([region])


def _printed_rows(parts: list[Region]) -> set[int]:
    """Return which rows of the form are printed with figures; of those side by side, the ones that a part names."""
    table = parts[0].table
    labels = row_labels(table)
    if table.across:
        return {
            place
            for region in parts
            if any(is_value(cell.text) for row in region.rows for cell in row)
            for place in titles(region) or range(len(table.rows))
        }
    figured = [row for region in parts for row in region.rows if any(is_value(cell.text) for cell in row)]
    return {place for row in figured for cell in row for place in labels.exact(cell.text)[:1]}


def titles(region: Region) -> list[int]:
    """Return the rows of the form that a part names, from left to right."""
    labels = row_labels(region.table)
    named = sorted((cell.column, place) for row in region.rows for cell in row for place in labels.exact(cell.text)[:1])
    return list(dict.fromkeys(place for _, place in named))


def _cut_off(rows: list[list[Cell]], last: Region) -> bool:
    """Tell whether rows are figures alone as wide as the table before, or carry its labels (（七）总计)."""
    if all(any(row_labels(last.table).exact(cell.text) for cell in row) for row in rows):
        return True
    figures = all(is_value(cell.text) or not re.search(r"[^\W\d]", cell.text) for row in rows for cell in row)
    return figures and _width(rows) == _width(last.rows)


def _width(rows: list[list[Cell]]) -> int:
    return max((cell.column + cell.colspan for row in rows for cell in row), default=0)


def _split(
    rows: list[list[Cell]], tables: Mapping[str, FormTable], block: int, layout: Layout, page: int | None
) -> Iterator[Region]:
    current: Region | None = None
    waiting: list[list[Cell]] = []  # rows before the first that tells which table this is
    for row in rows:
        name = family(row, tables)
        if name and (current is None or name != current.table.name):
            if current:
                yield current
            current = Region(tables[name], block, layout, waiting, page)
            waiting = []
        (current.rows if current else waiting).append(row)
    if current:
        yield current


def family(row: list[Cell], tables: Mapping[str, FormTable]) -> str | None:
    """Return the table whose labels the row prints, `None` where it prints none that tells."""
    texts = [cell.text for cell in row if cell.text and len(cell.text) <= _LONGEST_LABEL and not is_value(cell.text)]
    votes = {name: sum(_tells(table, text) for text in texts) for name, table in tables.items()}
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] else None


@cache
def _labels(table: FormTable) -> Labels:
    return Labels((*table.rows, *table.columns))


def _tells(table: FormTable, text: str) -> bool:
    label = core(text)
    if label in _COMMON:
        return False
    return (
        bool(_labels(table).exact(text))
        or heads(table, text)
        or (table.name != "reviews" and len(label) >= 4 and bool(_labels(table).telling(label)))
    )


def _counts(region: Region) -> bool:
    """Tell whether two rows or two labels speak for the table: a stray word in another table does not."""
    rows = [
        sum(_tells(region.table, cell.text) for cell in row if len(cell.text) <= _LONGEST_LABEL) for row in region.rows
    ]
    return sum(count > 0 for count in rows) > 1 or max(rows, default=0) > 1


def _continues(region: Region, last: Region | None) -> bool:
    """Tell whether a lone row carries a label of the form and figures, as a table cut by a page does.

    A short label (规章) stands in other tables too: it counts only behind a part of the same table.
    """
    labels = [cell.text for row in region.rows for cell in row if _labels(region.table).exact(cell.text)]
    behind = last is not None and last.table is region.table
    told = any(core(text) not in _COMMON and (behind or len(core(text)) >= _TELLING) for text in labels)
    return told and any(is_value(cell.text) for row in region.rows for cell in row)
