"""Which cell of a row stands in which column, as like rows of the same table show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gouji.document import Cell
from gouji.recognition.forms.head import Head, Like, align, by_grid, figures, form_head, printed_from_to
from gouji.recognition.forms.row import Row
from gouji.recognition.forms.values import is_value

Kind = tuple[str, int]  # the group, by which labels take one cell or two, and the count of columns


class Fitting:
    """The rows of one table, whose own figures tell where those of the others stand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Take all rows of the table, over all its printed parts."""
        self._around: dict[Kind, Counter[tuple[int, int]]] = {}
        self._columns: dict[int, set[int]] = {}  # of the first figures of a printed table
        self._kinds: dict[int, set[Kind]] = {}  # of the rows of a printed table that tell
        self._ends: dict[int, set[int]] = {}  # columns of the last cells of these rows
        self._width: dict[tuple[int, bool], int] = {}  # more rows that fit than rows that are too wide
        self._padded = False
        for row in rows:
            if row.label:
                self._see(row)

    def _see(self, row: Row) -> None:
        assert row.label
        head = own_head(row)
        own, count = figures(row.cells, head), len(head.columns)
        first, last = printed_from_to(own)
        wide = last - first + 1
        key = (row.block, head.gridded)
        if wide > count and head.gridded and by_grid(row.cells, head, head.whole(row.table.columns_of(row.label))):
            self._width[key] = self._width.get(key, 0) + 1  # blank cells stand between its columns
        elif wide >= count:
            self._width[key] = self._width.get(key, 0) + (1 if wide == count else -1)
        if wide == count:
            around = (first, len(own) - 1 - last)
            self._padded = self._padded or around[1] > 0
            self._around.setdefault((_group(row), count), Counter())[around] += 1
            self._columns.setdefault(row.block, set()).add(own[first].column)
            self._kinds.setdefault(row.block, set()).add((_group(row), count))
            self._ends.setdefault(row.block, set()).add(own[-1].column)

    def cells(self, row: Row) -> list[Cell] | None:
        """Return the row's cell for each column of its head, `None` where they do not surely fit."""
        assert row.label
        head = self._gridded(row, own_head(row))
        if row.head is None and len(head.columns) > 1 and row.label.unit:
            return None  # offices print some of the columns of such a table, and codes beside them
        if self._width.get((row.block, head.gridded), 0) < 0:
            return None  # most rows have more figures than the head has columns: one of them is lost
        whole = head.whole(row.table.columns_of(row.label))
        found = align(row.cells, head, self._like(row, len(head.columns)), whole=whole, lossy=row.layout.lossy)
        counted = row.layout.aligned and not whole and not (head.gridded and by_grid(row.cells, head, whole))
        # What is no number may be several, out of cells that have lost the line between them: then no count tells.
        return None if counted and found and any(c.text and not is_value(c.text) for c in found) else found

    def _gridded(self, row: Row, head: Head) -> Head:
        """Return the head, without its grid where another table prints it and the figures here stand elsewhere."""
        elsewhere = head.block != row.block and self._columns.get(row.block) != {head.first}
        return replace(head, gridded=False) if head.gridded and elsewhere else head

    def _like(self, row: Row, count: int) -> Like | None:
        columns = self._columns.get(row.block, set())
        if row.layout.aligned or self._rectangular(row):
            return Like(0, 0, False, *columns) if len(columns) == 1 else None
        around = self._around.get((_group(row), count))
        # Rows of equally many labels do not show whether a lossy table was filled up: those of table three do.
        padded = self._padded or (row.layout.lossy and not any(other.group for other in row.table.rows))
        return Like(*around.most_common(1)[0][0], padded) if around else None

    def _rectangular(self, row: Row) -> bool:
        """Tell whether merged cells left their places blank: rows of unlike labels have their figures in one column."""
        alike = all(len(places.get(row.block, ())) == 1 for places in (self._columns, self._ends))
        ends = alike and bool(row.cells) and self._ends[row.block] == {row.cells[-1].column}
        return ends and not row.layout.lossy and len(self._kinds[row.block]) > 1


def _group(row: Row) -> str:
    """Return what rows of like cells have in common; subtotals have labels of their own kind."""
    assert row.label
    return "subtotals" if row.label in row.table.subtotals else row.label.group


def own_head(row: Row) -> Head:
    """Return the printed head, or the form's own where it was lost or belongs to other rows."""
    assert row.label
    own = row.table.columns_of(row.label)
    if row.head and any(column.label and column.label.name in own for column in row.head.columns):
        return row.head
    return form_head([column for column in row.table.columns if column.name in own])
