"""Subtotals that offices add to a table: rows that sum up a group of the form (（三）不予公开, 小计)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.recognition.forms.rows import Row
from gouji.recognition.forms.values import printed_value
from schemas.forms import Label, core


def with_subtotals(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of one table, those named that sum up a group.

    A group's label before figures is no subtotal where a row of the group is lacking: the figures are then those of
    the row whose label was lost. Nor is such a label without any number; 小计 is a subtotal that was left blank.
    """
    read = {row.label.name for row in rows if row.label}
    seen: set[str] = set()
    for at, row in enumerate(rows):
        label = _label(rows, at) if row.ignored and (_has_numbers(row) or _sums_up(row)) else None
        if label and label.name not in seen | read and set(row.table.members(label.name)) <= read:
            seen.add(label.name)
            yield replace(row, label=label, ignored=False)
        else:
            yield row


def _sums_up(row: Row) -> bool:
    words = core(row.printed)
    return any(words.endswith(core(label)) for label in row.table.ignored_rows)


def _has_numbers(row: Row) -> bool:
    return any(printed_value(cell.text).value is not None for cell in row.cells)


def _label(rows: Sequence[Row], at: int) -> Label | None:
    """Return the subtotal that a row prints: by the group it names, else by the rows it stands below or above."""
    table, words = rows[at].table, core(rows[at].printed)
    if named := [group for group in table.groups if group in words]:
        return table.row(named[-1])
    above = next((row.label.name for row in reversed(rows[:at]) if row.label), None)
    below = next((row.label.name for row in rows[at + 1 :] if row.label), None)
    groups = {group: table.members(group) for group in table.groups if table.row(group) and table.members(group)}
    ended = [group for group, members in groups.items() if above == members[-1]]
    begun = [group for group, members in groups.items() if below == members[0]]
    return next((table.row(group) for group in (*ended, *begun)), None)
