"""A table whose rows go on beside themselves, under the same head printed again, to save paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from gouji.document import Cell
from gouji.recognition.forms.labels import names
from gouji.recognition.forms.values import is_value

_NEAR = 4  # rows from the top in which the head stands

Rows = Sequence[list[Cell]]


class Fold(NamedTuple):
    """The columns in which the same head begins, of a table that is so many columns wide."""

    starts: tuple[int, ...]
    width: int


def unfolded(rows: Rows, headings: Collection[str], before: Fold | None) -> tuple[list[list[Cell]], Fold | None]:
    """Return rows one below the other where their head stands twice or more side by side; else as they are.

    A head is known by one of `headings`, the words that stand over labels (统计指标): columns of figures alone are
    printed several times in other tables too. A table without a head right behind a folded one (`before`) goes on
    with it. Cells keep their places in print.
    """
    for number, row in enumerate(rows[:_NEAR]):
        if starts := _starts(row, headings):
            return [*rows[:number], *_one_below_the_other(rows[number:], starts)], Fold(tuple(starts), _width(rows))
    if before and before.width == _width(rows) and all(_labelled(row, before.starts) for row in rows):
        return _one_below_the_other(rows, before.starts), before
    return list(rows), None


def _width(rows: Rows) -> int:
    return max((cell.column + cell.colspan for row in rows for cell in row), default=0)


def _labelled(row: Sequence[Cell], starts: Sequence[int]) -> bool:
    """Tell whether a row has a label, or a blank, wherever a part of a folded table begins."""
    begins = [cell for cell in row if cell.column in starts]
    return len(begins) == len(starts) and not any(is_value(cell.text) for cell in begins)


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
