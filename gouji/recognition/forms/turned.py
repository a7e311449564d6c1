"""A table printed with its rows and columns exchanged: the form's rows side by side, its columns one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.document import Cell, Table
from gouji.recognition.forms.labels import Labels, column_labels, row_labels
from schemas.forms import FormTable

_MUCH = 0.5  # of the form's rows, side by side in one line
_COLUMNS = 4  # of the form, one below the other


def is_turned(rows: Sequence[Sequence[Cell]], tables: Iterable[FormTable]) -> bool:
    """Tell whether one line prints most rows of a form's table, and lines below it begin with its columns."""
    for table in tables:
        if table.across or len(table.columns) < _COLUMNS:
            continue
        enough = _MUCH * len(table.rows)
        for place, row in enumerate(rows):
            if len(row) >= enough and len(_named(row_labels(table), row)) >= enough:
                below = (cells[0] for cells in rows[place + 1 :] if cells)
                return len(_named(column_labels(table), below)) >= _COLUMNS
    return False


def _named(labels: Labels, cells: Iterable[Cell]) -> set[int]:
    return {place for cell in cells for place in labels.exact(cell.text)[:1]}


def exchanged(table: Table) -> list[list[Cell]]:
    """Return the rows of a table whose columns they are in print."""
    cells = (
        Cell(cell.text, cell.column, cell.row, cell.colspan, cell.rowspan, cell.page)
        for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.row))
    )
    return list(Table(tuple(cells)).rows())
