"""Tables of Word files: their rows and cells, wherever they are wrapped, and the spans of merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from gouji.readers.blocks import Span
from gouji.readers.docx_numbers import W

_LONG_CELL = 400  # a longer cell lays out a page
_FEW_CELLS = 10
# what may be around paragraphs, rows and cells and prints nothing
HOLDERS = frozenset(
    f"{W}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "hyperlink",
        "fldSimple",
        "r",
        "dir",
        "bdo",
    )
)


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table that were not deleted."""
    for child in table.iterchildren(tag=etree.Element):
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in HOLDERS:
            yield from rows_of(child.find(f"{W}sdtContent") if child.tag == f"{W}sdt" else child)


def cells_of_row(row: Any) -> Iterator[Any]:
    """Yield the cells of a row; `None` for each column that it leaves out before or behind them."""
    properties = row.find(f"{W}trPr")
    before, after = (_value(properties, name) for name in ("gridBefore", "gridAfter"))
    yield from [None] * before
    yield from _held_cells(row)
    yield from [None] * after


def _held_cells(holder: Any) -> Iterator[Any]:
    for child in holder.iterchildren(tag=etree.Element):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in HOLDERS:
            yield from _held_cells(child)


def _value(properties: Any, name: str) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    text = found.get(f"{W}val", "") if found is not None else ""
    return min(int(text), 1000) if text.isdecimal() and len(text) < 6 else 0


def merged(rows: list[list[tuple[Any, str]]]) -> list[list[Span]]:
    """Return the cells of rows with their spans: Word marks the cells that go on with the one above."""
    spans: list[list[Span]] = []
    above: dict[int, tuple[int, int]] = {}  # column → where the cell stands whose span goes on below
    for number, row in enumerate(rows):
        line: list[Span] = []
        column, here = 0, {}
        for cell, text in row:
            properties = cell.find(f"{W}tcPr") if cell is not None else None
            width = max(_value(properties, "gridSpan"), 1)
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            if goes_on and column in above:
                top, place = above[column]
                spans[top][place] = spans[top][place]._replace(rowspan=spans[top][place].rowspan + 1)
                here[column] = above[column]
            else:
                line.append(Span(text, 1, width))
                if merge is not None:
                    here[column] = (number, len(line) - 1)
            column += width
        above = here
        spans.append(line)
    return spans


def lays_out(spans: list[list[Span]], tables_inside: int) -> bool:
    """Tell whether a table lays out the page: it has one cell, a long one, or few around tables."""
    texts = [span.text for row in spans for span in row]
    return (
        len(texts) < 2
        or any(len(text) > _LONG_CELL for text in texts)
        or bool(tables_inside and len(texts) < _FEW_CELLS)
    )
