"""The columns of a printed table, and which cell of a row stands in which of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gouji.document import Cell
from gouji.recognition.forms.labels import column_labels, heads, names
from gouji.recognition.forms.values import is_value
from schemas.forms import FormTable, Label

MEASURES = frozenset(("条", "件", "次", "篇", "个", "人", "人次", "万元", "元", "项", "起", "份", "宗", "期"))
NUMBERS = ("序号", "编号", "行次")
_YEAR = re.compile(r"^\s{0,9}(?:19|20)\d\d\s{0,9}年")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as printed: `label` is `None` for one that is no part of the form.

    `above` are the head's cells that span a subtotal left out on purpose, where the grid tells them.
    """

    label: Label | None
    printed: str
    cell: Cell | None = None
    above: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Tell whether the column is the form's, or a subtotal left out on purpose."""
        return self.label is not None or not self.printed


@dataclass(frozen=True, slots=True)
class Head:
    """The printed columns from left to right; `gridded` where their grid columns can be relied on.

    `lead` is the number of columns between the labels and the figures (计量单位, 代码), `block` the printed table
    that the head stands in, -1 for none.
    """

    columns: tuple[Column, ...]
    gridded: bool = False
    lead: int = 0
    block: int = -1

    @property
    def first(self) -> int:
        """Return the grid column of the first figures."""
        return _place(self.columns[0])

    def whole(self, names: Collection[str]) -> bool:
        """Tell whether these columns of the form are printed, each once, and no other but subtotals."""
        own = [column.label.name for column in self.columns if column.label and not column.label.local]
        return sorted(own) == sorted(names) and all(column.known for column in self.columns)


def form_head(labels: Sequence[Label]) -> Head:
    """Return the form's own columns, for a table whose head is on an earlier page or lost."""
    return Head(tuple(Column(label, label.label) for label in labels))


def read_head(table: FormTable, rows: Sequence[Sequence[Cell]], aligned: bool) -> Head | None:
    """Return the columns that the head rows of a table print, `None` where they print none.

    A head whose merged cells left no trace is read as a tree: the cell that spans several columns (法人或其他
    组织) is replaced by the cells of the next row.
    """
    lines = [found for row in rows if (found := _line(table, row))]
    columns = _in_order(lines)
    if not any(column.label for column in columns):
        return None
    columns = [column if column.printed else replace(column, above=_above(rows, column, aligned)) for column in columns]
    places = [_place(column) for column in columns]
    # Where merged cells lost their spans, the grid contradicts the tree: then only the order counts.
    lead = max(0, next(at for at, column in enumerate(lines[0]) if column) - 1) if len(lines) == 1 else 0
    if lead and any(_numbers_rows(row) for row in rows):
        lead -= 1
    gridded = aligned and places == sorted(set(places))
    # By the grid the corner's own words (项目) stand over the labels; without it they might stand over figures.
    corner = next(at for at, column in enumerate(columns) if column.known) if gridded else 0
    return Head(tuple(columns[corner:]), gridded, lead)


def _above(rows: Sequence[Sequence[Cell]], column: Column, aligned: bool) -> tuple[str, ...]:
    """Return what spans a column by the grid, or where each place of a merged cell repeats its text."""
    own = column.cell
    assert own  # it was printed
    width = next(len(row) for row in rows if own in row)
    spanning = (cell for row in rows if aligned or len(row) == width for cell in row if cell.row < own.row)
    return tuple(cell.text for cell in spanning if 0 <= own.column - cell.column < cell.colspan)


def _numbers_rows(row: Sequence[Cell]) -> bool:
    """Tell whether a head begins with 序号: that column stands before the labels."""
    first = next((cell.text for cell in row if cell.text), "")
    return names(NUMBERS, first)


def _place(column: Column) -> int:
    return column.cell.column if column.cell else -1


def _line(table: FormTable, row: Sequence[Cell]) -> list[Column | None]:
    """Return a head row's columns; `None` stands for a cell that only heads others."""
    labels = column_labels(table)
    line: list[Column | None] = []
    for cell in row:
        if not cell.text or is_value(cell.text):
            continue
        if names(table.ignored_columns, cell.text):
            line.append(Column(None, "", cell))
        elif heads(table, cell.text) or names(table.groups, cell.text):
            line.append(None)
        else:
            line.append(Column(labels.only(cell.text) or labels.only(_this_year(cell.text)), cell.text, cell))
    return line if any(column and (column.label or not column.printed) for column in line) else []


def _this_year(printed: str) -> str:
    """Return a head that names the year itself (2009年度) in the words of the form (本年度)."""
    return _YEAR.sub("本年", printed, count=1)


def _in_order(lines: list[list[Column | None]]) -> list[Column]:
    if not lines:
        return []
    first, rest = lines[0], lines[1:]
    below = _in_order(rest)
    spans = [place for place, column in enumerate(first) if column is None]
    here = [column for column in first if column]
    if below and {column.label for column in here} <= {column.label for column in below}:
        return below  # each place of a merged cell repeats its text: the last line is the whole head
    if not below or not spans:
        return here + below
    place = spans[-1]  # the cells before it are the corner's
    left = [column for column in first[:place] if column]
    right = [column for column in first[place:] if column]
    return left + below + right


class Like(NamedTuple):
    """Where the figures of like rows stand: cells `before` and `behind` them, and the grid `column` of the first.

    `padded` where rows of the table are filled up with blank cells at their end; `column` is `None` where no grid
    tells it or rows differ.
    """

    before: int
    behind: int
    padded: bool
    column: int | None = None


def align(
    cells: Sequence[Cell], head: Head, like: Like | None = None, *, whole: bool = True, lossy: bool = False
) -> list[Cell] | None:
    """Return a row's cell for each column of `head`, `None` where the row does not surely fit it.

    Without a grid only the count of cells tells their columns. A row that prints its first and its last figure is
    sure. One that does not may lack a cell: it must have as many cells as there are columns, or as `like` rows have.
    A head that is not `whole` (columns of the form are lacking, or others stand in it) fits no other count than its
    own. In a `lossy` table a blank at the end may fill up a row that lacks a cell.
    """
    if head.gridded and (found := by_grid(cells, head, whole)):
        return found
    own, count = figures(cells, head), len(head.columns)
    start = _start(own, count, like if whole else None, whole)
    if lossy and not (like and whole) and start is not None and -1 < printed_from_to(own)[1] < start + count - 1:
        return None
    return None if start is None or start + count > len(own) else list(own[start : start + count])


def _start(own: Sequence[Cell], count: int, like: Like | None, whole: bool) -> int | None:
    first, last = printed_from_to(own)
    if last < 0:
        return 0
    if last - first + 1 > count:
        return None
    if whole and last - first + 1 == count:
        return first
    if like and like.column is not None:
        at = next((place for place, cell in enumerate(own) if cell.column == like.column), None)
        return at if at is not None and at <= first and last < at + count else None
    if like:
        begins, ends = like.before <= first, last < like.before + count
        # Blank cells that fill up a row hide that a figure is lacking: then the last one must be printed.
        sure = len(own) == like.before + count + like.behind and (last + 1 == like.before + count or not like.padded)
        return like.before if begins and ends and sure else None
    return 0 if len(own) == count else None


def printed_from_to(cells: Sequence[Cell]) -> tuple[int, int]:
    """Return the places of the first and the last cell that print anything, the last -1 where none does."""
    filled = [place for place, cell in enumerate(cells) if cell.text]
    return (filled[0], filled[-1]) if filled else (len(cells), -1)


def by_grid(cells: Sequence[Cell], head: Head, whole: bool) -> list[Cell] | None:
    """Return the cell below each column's own: that of its place, or the one with text below a head of several."""
    places = [_place(column) for column in head.columns]
    found: list[list[Cell]] = [[] for _ in places]
    lost = False
    for at, cell in enumerate(cells):
        over = bisect_right(places, cell.column) - 1
        if over < 0:
            lost = lost or (at >= head.lead and is_value(cell.text))
        elif cell.column < places[over] + _width(head.columns[over]):
            found[over].append(cell)
        elif cell.text and (is_value(cell.text) or over < len(places) - 1):
            return None  # below no head; words behind the last column are a remark
    below = [[cell for cell in own if cell.text] or own[:1] for own in found]
    return None if lost or any(len(own) != 1 for own in below) else [own[0] for own in below]


def _width(column: Column) -> int:
    return column.cell.colspan if column.cell else 1


def figures(cells: Sequence[Cell], head: Head) -> Sequence[Cell]:
    """Return the cells behind the measure word (条, 万元) and code that a row may print before its figures.

    Of a row that lacks one of several such cells nobody knows whether the next is a code or a figure.
    """
    if head.lead and len(cells) >= head.lead + len(head.columns):
        return cells[head.lead :]
    if head.lead > 1:
        return ()
    words = 0
    while words < len(cells) and cells[words].text in MEASURES:
        words += 1
    return cells[words:]
