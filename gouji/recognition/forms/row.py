"""A printed row of a form's table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gouji.document import Cell
from gouji.recognition.forms.head import Head
from gouji.recognition.forms.values import is_value
from schemas.forms import FormTable, Label


class Layout(NamedTuple):
    """How the table is printed that a row is from: see `gouji.document.Table`; `turned` where its rows are columns."""

    aligned: bool = False
    lossy: bool = False
    unruled: bool = False
    turned: bool = False


AS_TEXT = Layout()  # without a grid


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: `label` is `None` while what it prints (`printed`) names no row of the form."""

    table: FormTable
    label: Label | None
    printed: str
    cells: tuple[Cell, ...]
    head: Head | None
    block: int
    page: int | None
    ignored: bool = False
    layout: Layout = AS_TEXT

    @property
    def figured(self) -> bool:
        """Tell whether the row prints a number or a sign for none."""
        return any(is_value(cell.text) for cell in self.cells)
