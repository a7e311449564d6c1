"""The rows of a form's table as printed: label, cells, and the head they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from gouji.document import Cell
from gouji.recognition.forms.head import MEASURES, Head, read_head
from gouji.recognition.forms.labels import Labels, column_labels, heads, masked, names, row_labels
from gouji.recognition.forms.regions import Region
from gouji.recognition.forms.row import Row
from gouji.recognition.forms.unruled import with_labels
from gouji.recognition.forms.values import is_value
from schemas.forms import FormTable, Label, core

# Behind a label whose cell has lost the line to the next.
_FIGURE_BEHIND = re.compile(r"[^\W\d] \d[\d.,]{0,14}(?: [\d.,]{1,15}){0,9}$")
_STEMS = frozenset("甲乙丙丁戊己庚辛壬癸")


def table_rows(regions: Iterable[Region]) -> list[Row]:
    """Return the rows of one table of the form, over all its printed parts.

    A part without a head of its own goes on under the last one; a head may be cut by the end of a page.
    """
    rows: list[Row] = []
    head: Head | None = None
    waiting: list[list[Cell]] = []  # lines of a head that has no rows yet
    block = -1
    for region in regions:
        labels = row_labels(region.table)
        last = max((labels.place(row.label) for row in rows if row.label), default=-1)
        for cells in region.rows:
            row = (
                _words(region, cells[0])
                if region.layout.unruled and len(cells) == 1
                else _row(region, labels, cells, last)
            )
            if row is None:
                waiting.append(cells)
                block = region.block
                continue
            if waiting:
                printed = read_head(region.table, waiting, region.layout.aligned)
                head = replace(printed, block=block) if printed else head
                waiting = []
            rows.append(replace(row, head=head, layout=region.layout))
            if row.label:
                last = max(last, labels.place(row.label))
    return _unmasked(_joined(_gathered(with_labels(rows))))


def _words(region: Region, cell: Cell) -> Row:
    """Return a line of words alone, which is no row but may be a part of the label of one."""
    return Row(region.table, None, cell.text, (), None, region.block, cell.page or region.page, ignored=True)


def _gathered(rows: Iterable[Row]) -> list[Row]:
    """Put together rows that text breaks: a label, and its figures in lines of their own below it."""
    whole: list[Row] = []
    for row in rows:
        before = whole[-1] if whole else None
        goes_on = row.label is None and not row.printed and not row.ignored and row.layout.lossy
        if before and before.label and goes_on and row.block == before.block and not _full_row(before):
            whole[-1] = replace(before, cells=tuple(cell for cell in (*before.cells, *row.cells) if cell.text))
        else:
            whole.append(row)
    return whole


def _full_row(row: Row) -> bool:
    """Tell whether a row has a figure for each of its columns."""
    assert row.label
    figures = sum(is_value(cell.text) for cell in row.cells)
    return figures >= (len(row.head.columns) if row.head else len(row.table.columns_of(row.label)))


def _row(region: Region, labels: Labels, cells: list[Cell], last: int) -> Row | None:
    """Return the row that `cells` print, `None` where they are part of a head."""
    if _numbers_columns(cells):
        return None
    worded = next((place for place, cell in enumerate(cells) if cell.text and not is_value(cell.text)), len(cells))
    start = next((place for place in range(worded, len(cells)) if is_value(cells[place].text)), len(cells))
    titles = [place for place in range(worded, start) if cells[place].text and cells[place].text not in MEASURES]
    page = next((cell.page for cell in cells if cell.page), region.page)
    if (
        start == len(cells)
        and len({core(cells[at].text) for at in titles if _is_column(region.table, cells[at].text)}) > 1
    ):
        return None
    for place in reversed(titles):
        text = cells[place].text
        if names(region.table.ignored_rows, text):
            above = "".join(cells[at].text for at in titles if at <= place)
            return Row(region.table, None, above, tuple(cells[place + 1 :]), None, region.block, page, ignored=True)
        label = None if place != titles[-1] and _over_several(region.table, cells[place]) else labels.find(text, last)
        if label and (labels.exact(text) or not heads(region.table, text)):
            own = () if region.layout.aligned and _FIGURE_BEHIND.search(text) else tuple(cells[place + 1 :])
            return Row(region.table, label, text, own, None, region.block, page)
    if not titles and any(is_value(cell.text) for cell in cells):
        return Row(region.table, None, "", tuple(cells), None, region.block, page)
    if not titles or (start == len(cells) and any(heads(region.table, cells[place].text) for place in titles)):
        return None
    joined = "".join(
        cells[place].text for place in titles if place == titles[-1] or not _over_several(region.table, cells[place])
    )
    found, place = labels.find(joined, last), titles[-1]
    return Row(
        region.table,
        found,
        joined if found else cells[place].text,
        tuple(cells[place + 1 :]),
        None,
        region.block,
        page,
        ignored=names(region.table.groups, cells[place].text),
    )


def _numbers_columns(cells: Iterable[Cell]) -> bool:
    """Tell whether a row only numbers the columns of a statistical table (甲, 乙, 丙, 1, 2)."""
    texts = [text for cell in cells if (text := "".join(cell.text.split()))]
    stems = [text for text in texts if text in _STEMS]
    counted = [text for text in texts if text not in _STEMS]
    return bool(stems) and [*stems, *counted] == texts and counted == [str(n + 1) for n in range(len(counted))]


def _over_several(table: FormTable, cell: Cell) -> bool:
    """Tell whether a cell before a row's own label stands over the rows of a group: it names none of them."""
    return cell.rowspan > 1 or names(table.groups, cell.text)


def _is_column(table: FormTable, text: str) -> bool:
    return bool(column_labels(table).exact(text)) or heads(table, text)


def _joined(rows: list[Row]) -> list[Row]:
    """Put together a row whose label a page break cut in two, so that only the two parts name a row of the form."""
    whole: list[Row] = []
    for row in rows:
        before = whole[-1] if whole else None
        if before and not row.ignored and not row.layout.unruled and (full := _full(before, row)):
            figured = before if before.figured else row
            whole[-1] = replace(figured, label=full, printed=before.printed + row.printed)
        else:
            if before and _unsure(before, row):
                whole[-1], row = (replace(one, cells=()) if one.label else one for one in (before, row))
            whole.append(row)
    return whole


def _unsure(before: Row, row: Row) -> bool:
    """Tell whether the figures of one row may go on in the other, over the end of a page or beside a crooked line."""
    if row.ignored or before.ignored:
        return False
    if row.block == before.block:
        return _strewn(before, row) or _strewn(row, before)
    return (row.label is None and row.figured) or (before.label is None and before.figured and not row.figured)


def _strewn(row: Row, rest: Row) -> bool:
    """Tell whether figures without a label may be those that a row beside them leaves blank."""
    if (
        row.label is None
        or rest.label
        or rest.printed
        or not rest.figured
        or not (row.layout.aligned and rest.layout.aligned)
    ):
        return False
    own = {cell.column for cell in row.cells if cell.text}
    return len(own) < len(row.cells) and not any(cell.column in own for cell in rest.cells if cell.text)


def _full(first: Row, second: Row) -> Label | None:
    """Return the row of the form whose label the two print together, if only one of them has figures."""
    labels = row_labels(first.table)
    exact = labels.exact(first.printed + second.printed)
    if not exact or (first.figured and second.figured) or labels.exact(second.printed):
        return None
    return first.table.rows[exact[0]]


def _unmasked(rows: list[Row]) -> list[Row]:
    """Name a wholly masked row by its neighbours, where exactly that row of the form is between them."""
    known = list(rows)
    for place, row in enumerate(rows):
        if row.label or not masked(core(row.printed)) or not 0 < place < len(rows) - 1:
            continue
        labels = row_labels(row.table)
        before, after = rows[place - 1].label, rows[place + 1].label
        if before and after and labels.place(after) - labels.place(before) == 2:
            known[place] = replace(row, label=row.table.rows[labels.place(before) + 1])
    return known
