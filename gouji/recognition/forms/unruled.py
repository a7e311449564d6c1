"""Rows of a table without lines between them: a label, or a number, may go on in the lines beside its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from gouji.recognition.forms.labels import row_labels
from gouji.recognition.forms.row import Row

_MOST_LINES = 3  # of a label, above or below the line of its figures


def with_labels(rows: Sequence[Row]) -> list[Row]:
    """Return rows with labels that are whole only together with the words beside them.

    A line of figures that names no row may hold the rest of numbers of the rows beside it: theirs are not sure.
    """
    named = [_named(rows, at) if row.layout.unruled and row.figured else row for at, row in enumerate(rows)]
    figured = [at for at, row in enumerate(named) if row.figured]
    unsure: set[int] = set()
    for before, at, after in zip([-1, *figured], figured, [*figured[1:], -1], strict=False):
        if named[at].layout.unruled and named[at].label is None and not named[at].ignored:
            unsure |= {near for near in (before, after) if near >= 0 and named[near].block == named[at].block}
    return [replace(row, cells=()) if at in unsure and row.label else row for at, row in enumerate(named)]


def _named(rows: Sequence[Row], at: int) -> Row:
    """Return a row with the label that its own words make with the fewest lines of words around it."""
    row = rows[at]
    labels = row_labels(row.table)
    if row.label and labels.exact(row.printed):
        return row
    above, below = _words(reversed(rows[:at]), row), _words(rows[at + 1 :], row)
    choices = [(a, b) for a in range(len(above) + 1) for b in range(len(below) + 1) if a or b]
    for a, b in sorted(choices, key=sum):
        printed = "".join([*reversed(above[:a]), row.printed, *below[:b]])
        if exact := labels.exact(printed):
            return replace(row, label=row.table.rows[exact[0]], printed=printed, ignored=False)
    return row


def _words(rows: Iterable[Row], row: Row) -> list[str]:
    """Return the lines of words right above or below a row, the nearest first."""
    lines = takewhile(lambda other: other.layout.unruled and not other.cells and other.block == row.block, rows)
    return [line.printed for line in lines][:_MOST_LINES]
