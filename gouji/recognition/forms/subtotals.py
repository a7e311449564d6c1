"""Subtotals that offices add to a table: rows that sum up a group of the form (（三）不予公开, 小计), and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.recognition.forms.head import Column, Head
from gouji.recognition.forms.row import Row
from gouji.recognition.forms.values import printed_value
from schemas.forms import FormTable, Label, core


def with_subtotals(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of one table, those named that sum up a group, and in their heads the columns that do.

    A group's label before figures is no subtotal where a row of the group is lacking: the figures are then those of
    the row whose label was lost. Nor is such a label without any number; 小计 is a subtotal that was left blank.
    """
    read = {row.label.name for row in rows if row.label}
    seen: set[str] = set()
    heads = {id(row.head): _headed(row.table, row.head) for row in rows if row.head}
    for at, row in enumerate(rows):
        row = replace(row, head=heads[id(row.head)]) if row.head else row
        label = _label(rows, at) if row.ignored and (_has_numbers(row) or _sums_up(row)) else None
        if label and label.name not in seen | read and set(row.table.members(label.name)) <= read:
            seen.add(label.name)
            yield replace(row, label=label, ignored=False)
        else:
            yield row


def _headed(table: FormTable, head: Head) -> Head:
    """Return the head with the one column named that sums up a group, if that is certain.

    A column 小计 may stand for anything: it is the subtotal of a group where the group's own words span it, or where
    its line of the head has that group's columns and no other.
    """
    named = [(at, label) for at, column in enumerate(head.columns) if (label := _summing(table, head, column))]
    if len(named) != 1:
        return head
    ((at, label),) = named
    column = replace(head.columns[at], label=label, printed=label.label)
    return replace(head, columns=(*head.columns[:at], column, *head.columns[at + 1 :]))


def _summing(table: FormTable, head: Head, column: Column) -> Label | None:
    """Return the subtotal that a column which is none of the form's prints."""
    if column.label or column.printed or not column.cell:
        return None
    own = [other for other in head.columns if other.label]
    beside = {other.label.group for other in own if other.label and other.cell and other.cell.row == column.cell.row}
    words = core(column.cell.text)
    for label in table.subtotal_columns:
        below = core(label.group) in map(core, column.above) or beside == {label.group}
        told = words in map(core, label.also) or (words == core(label.label) and below)
        if told and set(table.members_across(label.group)) <= {other.label.name for other in own if other.label}:
            return label
    return None


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
