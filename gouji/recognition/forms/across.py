"""表四: all outcomes of reviews and lawsuits side by side in one printed row, under three groups of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gouji.document import Cell
from gouji.recognition.forms.head import Column, Head, align
from gouji.recognition.forms.labels import column_labels, row_labels
from gouji.recognition.forms.regions import Region, titles
from gouji.recognition.forms.row import Row
from gouji.recognition.forms.values import is_value
from schemas.forms import FormTable, Label


def across_rows(regions: Sequence[Region]) -> Iterator[Row]:
    """Yield the groups of a table printed across, each as a row of its own.

    A row of figures that does not hold one figure for each outcome of each group is yielded without a label. A blank
    row is the row of figures only where no other is.
    """
    blank: list[Row] = []
    figured = False
    for row, printed in _rows(regions):
        figured = figured or printed
        if printed:
            yield row
        else:
            blank.append(row)
    if not figured:
        yield from blank


def _rows(regions: Sequence[Region]) -> Iterator[tuple[Row, bool]]:
    """Yield the groups with whether the printed row that they stand in prints anything."""
    head: list[Column] = []
    for region in regions:
        if any(_outcomes(region.table, cells) for cells in region.rows):
            head = []  # printed again on this page
        if region.layout.unruled and sum(any(is_value(cell.text) for cell in cells) for cells in region.rows) > 1:
            yield _row(region, None, " ".join(row.label for row in region.table.rows), (*region.rows[-1],), head), True
            continue  # numbers that were wrapped
        for cells in _gathered(region) if region.layout.lossy else region.rows:
            outcomes = _outcomes(region.table, cells)
            titled = [cell for cell in cells if cell.text and row_labels(region.table).exact(cell.text)]
            if outcomes or not (_blank(cells, head) or any(is_value(cell.text) for cell in cells)):
                # A line with all outcomes is the whole head: the line above repeats the text of merged cells.
                head = outcomes if len(outcomes) == _count(region.table) else head + outcomes
            elif titled:  # a layout of its own: one line for each group
                own = tuple(cells[cells.index(titled[-1]) + 1 :])
                yield _row(region, row_labels(region.table).find(titled[-1].text), titled[-1].text, own, head), True
            else:
                printed = any(cell.text for cell in cells)
                yield from ((row, printed) for row in _groups(region, cells, head))


def _gathered(region: Region) -> Iterator[Sequence[Cell]]:
    """Yield the rows, those as one that text breaks into a figure a line and that have one for each outcome."""
    for valued, group in groupby(region.rows, key=lambda cells: all(is_value(c.text) for c in cells if c.text)):
        own = list(group)
        figures = [cell for cells in own for cell in cells if cell.text]
        yield from [figures] if valued and len(figures) == _count(region.table) else own


def _count(table: FormTable) -> int:
    return len(table.rows) * len(table.columns)


def _blank(cells: Sequence[Cell], head: Sequence[Column]) -> bool:
    """Tell whether a row below a whole head is the row of figures, all of them left blank."""
    return 0 < len(head) <= len(cells) and not any(cell.text for cell in cells)


def _outcomes(table: FormTable, cells: Sequence[Cell]) -> list[Column]:
    labels = column_labels(table)
    found = ((labels.find(cell.text), cell) for cell in cells if cell.text and not is_value(cell.text))
    return [Column(label, cell.text, cell) for label, cell in found if label]


def _groups(region: Region, cells: Sequence[Cell], printed: Sequence[Column]) -> Iterator[Row]:
    table = region.table
    named = [table.rows[place] for place in titles(region)]
    # A table of its own for reviews and one for lawsuits: each has the outcomes of the groups that it names.
    rows = named if region.layout.aligned and len(printed) == len(named) * len(table.columns) > 0 else table.rows
    head = _ordered(table, printed, region.layout.aligned, len(rows))
    own = [cell for cell in cells if not cell.text or is_value(cell.text)] if region.layout.aligned else list(cells)
    found = align(own, head, lossy=region.layout.lossy) if head else None
    if head is None or found is None:
        yield _row(region, None, " ".join(row.label for row in table.rows), tuple(cells), list(printed))
        return
    width = len(table.columns)
    for place, label in enumerate(rows):
        part = slice(place * width, place * width + width)
        yield _row(region, label, label.label, tuple(found[part]), list(head.columns[part]))


def _ordered(table: FormTable, printed: Sequence[Column], aligned: bool, count: int) -> Head | None:
    """Return the head in the order of its groups, `None` where a group lacks an outcome or has one twice."""
    if not printed:
        return Head(tuple(Column(label, label.label) for _ in table.rows for label in table.columns))
    by_grid = sorted(printed, key=lambda column: column.cell.column if column.cell else -1)
    distinct = len({column.cell.column for column in printed if column.cell}) == len(printed)
    columns = by_grid if aligned and distinct else list(printed)
    width = len(table.columns)
    groups = [columns[start : start + width] for start in range(0, len(columns), width)]
    whole = len(groups) == count and all(_complete(table, group) for group in groups)
    return Head(tuple(columns), aligned and distinct) if whole else None


def _complete(table: FormTable, group: Sequence[Column]) -> bool:
    return {column.label.name for column in group if column.label} == {column.name for column in table.columns}


def _row(region: Region, label: Label | None, printed: str, cells: tuple[Cell, ...], head: list[Column]) -> Row:
    page = next((cell.page for cell in cells if cell.page), region.page)
    return Row(region.table, label, printed, cells, Head(tuple(head)), region.block, page)
