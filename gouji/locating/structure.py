"""Structural hypotheses: a row or the table shifted by a column, two rows or two columns exchanged, last year's numbers.

After Scholtus, A generalized Fellegi–Holt paradigm for automatic error localization (Survey Methodology 42, 2016):
one such edit explains what otherwise takes many changed figures. Each hypothesis is an order in which the printed
figures are to be read, so that all are tried at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gouji.wording import Said
from schemas.forms import forms
from schemas.wide import wide_columns

Matrix = npt.NDArray[np.float64]
Order = npt.NDArray[np.int_]


class Edit(NamedTuple):
    """A hypothesis: what it says, where each figure of the table is printed, and the rows shifted (0: none)."""

    said: Said
    order: Order  # rows × columns of the table: the place where the figure meant there is printed
    rows: tuple[int, ...] = ()
    shifted: int = 0  # by how many columns: 1 right, -1 left


@cache
def edits(table: str, shown: tuple[str, ...]) -> tuple[Edit, ...]:
    """Return the hypotheses for a table of several rows and of the columns `shown`, those in print."""
    cells = list(wide_columns(table))
    rows, columns = (list(dict.fromkeys(names)) for names in zip(*cells, strict=True))
    if len(rows) * len(columns) != len(cells) or len(shown) < 3:
        return ()
    grid = np.arange(len(cells)).reshape(len(rows), len(columns))
    places = {column: columns.index(column) for column in shown}
    return (*_exchanged(rows, places, grid), *_shifted(rows, list(places.values()), grid))


def _exchanged(rows: list[str], columns: dict[str, int], grid: Order) -> Iterator[Edit]:
    for first, second in combinations(columns, 2):
        one, other = columns[first], columns[second]
        order = grid.copy()
        order[:, [one, other]] = order[:, [other, one]]
        yield Edit(Said(f"“{first}”与“{second}”两列互换", f"the columns {first} and {second} are exchanged"), order)
    for one, other in combinations(range(len(rows)), 2):
        order = grid.copy()
        order[[one, other]] = order[[other, one]]
        first, second = rows[one], rows[other]
        yield Edit(Said(f"“{first}”与“{second}”两行互换", f"the rows {first} and {second} are exchanged"), order)


def _shifted(rows: list[str], columns: list[int], grid: Order) -> Iterator[Edit]:
    for shifted, zh, en in ((1, "右", "right"), (-1, "左", "left")):
        for at, row in enumerate(rows):
            order = grid.copy()
            order[at, columns] = np.roll(order[at, columns], -shifted)
            said = Said(f"“{row}”一行的数字{zh}移了一列", f"the numbers of the row {row} are one column too far {en}")
            yield Edit(said, order, (at,), shifted)
        order = grid.copy()
        order[:, columns] = np.roll(order[:, columns], -shifted, axis=1)
        whole = Said(f"整表的数字{zh}移了一列", f"the numbers of the whole table are one column too far {en}")
        yield Edit(whole, order, tuple(range(len(rows))), shifted)


def explaining(table: str, printed: Matrix, a: Matrix) -> list[tuple[Said, Matrix]]:
    """Return the hypotheses under which every equation of `a` holds for one report, and the table each gives.

    The number that a shift pushed off the edge is what its row's sum wants: the last column is the total of the
    others, subtotals aside; shifted right, the total fell off, shifted left, the first column. A row that is not
    printed at all is exchanged with none, and a subtotal that no row prints is no column.
    """
    columns, rows = (len(dict.fromkeys(names)) for names in list(zip(*wide_columns(table), strict=True))[::-1])
    if columns * rows != len(printed):
        return []
    names, blank = list(wide_columns(table))[:columns], np.isnan(printed).reshape(rows, columns)
    added = [column in _subtotals(table) for _, column in names]
    shown = [at for at in range(columns) if not (added[at] and blank[:, at].all())]
    hypotheses = edits(table, tuple(names[at][1] for at in shown))
    if not hypotheses:
        return []
    values, absent = np.nan_to_num(printed), np.repeat(blank.all(axis=1), columns)
    meant = values[np.stack([edit.order for edit in hypotheses])]
    inner = [at for at in shown[1:-1] if not added[at]]
    for at, edit in enumerate(hypotheses):
        for row in edit.rows:
            between = meant[at, row, inner].sum()
            if edit.shifted > 0:
                meant[at, row, -1] = meant[at, row, 0] + between
            else:
                meant[at, row, 0] = meant[at, row, -1] - between
    flat = meant.reshape(len(hypotheses), -1)
    wrong = np.abs(flat @ a.T).max(axis=1, initial=0)
    taken = np.stack([absent[edit.order] for edit in hypotheses]).reshape(len(hypotheses), -1)
    good = (wrong < 1e-7) & (taken == absent).all(axis=1) & (flat >= 0).all(axis=1) & (flat != values).any(axis=1)
    return [(hypotheses[at].said, flat[at]) for at in np.flatnonzero(good)]


@cache
def _subtotals(table: str) -> frozenset[str]:
    """Return the columns that offices add to a table, whichever its form."""
    own = (form.tables[table] for form in forms().values() if table in form.tables)
    return frozenset(column.name for layout in own for column in layout.subtotal_columns)


_FEW = 5  # numbers other than zero that a table may share with last year's by chance, and
_FEW_IN_ROW = 2  # those that a row may


def repeats(table: str, values: Matrix, before: Matrix) -> Said | None:
    """Return what to say where a table is last year's, number for number; `None` where it is not."""
    if np.count_nonzero(np.nan_to_num(values)) < _FEW or not np.array_equal(values, before, equal_nan=True):
        return None
    title = _title(table)
    return Said(
        f"{title}与上年报告的完全相同，疑为照搬上年的表；请核对本年的数",
        f"{title} is last year's, number for number: pasted in? Compare this year's own figures",
    )


def repeated_rows(table: str, values: Matrix, before: Matrix, a: Matrix, residual: Matrix) -> Iterator[Said]:
    """Yield what to say of each row that is last year's, where other numbers in it would mend every equation of `a`."""
    cells = list(wide_columns(table))
    for row in dict.fromkeys(cell[0] for cell in cells):
        own = [at for at, cell in enumerate(cells) if cell[0] == row and not np.isnan(values[at])]
        same = np.array_equal(values[own], before[own])
        if not same or np.count_nonzero(values[own]) < _FEW_IN_ROW:
            continue
        change, *_ = np.linalg.lstsq(a[:, own], residual, rcond=None)
        right = np.round(values[own] - change, 6)
        left_over = np.abs(a[:, own] @ change - residual).max(initial=0)
        if left_over < 1e-6 and (right >= 0).all() and (right == np.round(right)).all():
            yield Said(
                f"“{row}”一行与上年报告的完全相同，疑为照搬；只有这一行另有其数，各条勾稽才都成立",
                f"the row {row} is last year's, number for number: pasted in? Other numbers in it alone would mend every tie",
            )


def _title(table: str) -> str:
    return next(form.tables[table].title for form in forms().values() if table in form.tables)
