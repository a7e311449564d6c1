"""A table whose rows go on beside themselves, under the same head printed again, to save paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gouji.document import Cell
from gouji.recognition.forms.labels import names

_NEAR = 4  # rows from the top in which the head stands

Rows = Sequence[list[Cell]]


def unfolded(rows: Rows, headings: Collection[str]) -> list[list[Cell]]:
    """Return rows one below the other where their head stands twice or more side by side; else as they are.

    A head is known by one of `headings`, the words that stand over labels (统计指标): columns of figures alone are
    printed several times in other tables too. Cells keep their places in print.
    """
    for number, row in enumerate(rows[:_NEAR]):
        starts = _starts(row, headings)
        if starts:
            return [*rows[:number], *_one_below_the_other(rows[number:], starts)]
    return list(rows)


def _starts(row: Sequence[Cell], headings: Collection[str]) -> list[int]:
    """Return the columns in which the same head begins, empty where it stands once."""
    texts = ["".join(cell.text.split()) for cell in row]
    for times in range(len(texts) // 2, 1, -1):
        width, rest = divmod(len(texts), times)
        whole = not rest and texts == texts[:width] * times
        if whole and width > 1 and any(names(headings, text) for text in texts[:width]):
            return [row[at * width].column for at in range(times)]
    return []


def _one_below_the_other(rows: Rows, starts: Sequence[int]) -> list[list[Cell]]:
    ends = [*starts[1:], 1 << 16]
    parts = [
        [cell for cell in row if start <= cell.column < end]
        for start, end in zip(starts, ends, strict=True)
        for row in rows
    ]
    return [part for part in parts if any(cell.text for cell in part)]
