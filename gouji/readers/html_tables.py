"""The tables of a web page: which hold data and which lay out the page, and what their cells print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from gouji.readers.blocks import collapsed
from gouji.readers.html_source import UNPRINTED, text_of

BREAKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form frameset "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav noframes ol p pre section table tbody td tfoot th thead tr ul".split()
)
# what parts the text of a cell into lines, or prints what is no text of its own
_PARTING = BREAKS | UNPRINTED | {"input"}
_CELLS = frozenset(("td", "th"))
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_SILENT = UNPRINTED | {"caption", "colgroup", "col"}
_MOST_NESTING = 12
_LOOSE: Any = etree.XPath("(.|tr|thead|tbody|tfoot|*/tr)/text()[normalize-space()]")
_TYPED = frozenset(("", "text", "number", "tel", "search"))  # fields whose value is printed
_FEW_CELLS = 10  # a table with tables inside and fewer cells of its own lays out a page
_DIGITS = re.compile(r"\s{0,9}\+?(\d{1,5})")  # as browsers do: 2.5 is 2, -1 is none

Element = Any  # lxml's, whose stubs know no skipping of subtrees
Rows = list[list[Element]]
Printed = tuple[str, int, int]


class Parts(NamedTuple):
    """The rows of cells of a table, and what stands in it but in no cell: a browser prints that before the table."""

    rows: Rows
    stray: list[str | Element]


def parts(table: Element) -> Parts:
    """Return the cells of a table's rows in the order of print: head first and foot last, wherever they are written.

    Source: CSS 2.1, 17.2 (a second head or foot stands where it is written).
    """
    head: Rows = []
    body: Rows = []
    foot: Rows = []
    stray: list[str | Element] = [str(text) for text in _LOOSE(table)]
    for row, part in _rows(table, stray, ""):
        (head if part == "thead" else foot if part == "tfoot" else body).append(row)
    return Parts([*head, *body, *foot], stray)


def _rows(
    part: Element, stray: list[str | Element], within: str, depth: int = 0
) -> Iterator[tuple[list[Element], str]]:
    """Yield the rows of a part of a table; markup that does not belong there, as a form, is seen through."""
    bare: list[Element] = []  # cells outside of a row
    sections: set[str] = set()
    for child in part:
        tag = child.tag
        if tag in _CELLS:
            bare.append(child)
            continue
        if bare:
            yield bare, within
            bare = []
        if tag == "tr":
            if (row := _cells(child, stray)) or child.get("height") != "0":
                yield row, within
        elif tag in _SECTIONS:
            yield from _rows(child, stray, "" if tag in sections else tag, depth + 1)
            sections.add(tag)
        elif tag in _SILENT:
            continue
        elif depth < _MOST_NESTING and tag != "table" and next(child.iterdescendants("tr", *_CELLS), None) is not None:
            yield from _rows(child, stray, within, depth + 1)
        else:
            stray.append(child)
    if bare:
        yield bare, within


def _cells(row: Element, stray: list[str | Element], depth: int = 0) -> list[Element]:
    cells = [child for child in row if child.tag in _CELLS]
    if len(cells) < len(row):
        cells = []
        for child in row:
            if child.tag in _CELLS:
                cells.append(child)
            elif child.tag in _SILENT:
                continue
            elif depth < _MOST_NESTING and child.tag != "table" and next(child.iter(*_CELLS), None) is not None:
                cells += _cells(child, stray, depth + 1)
            else:
                stray.append(child)
    if row.get("height") == "0" and not any(map(text_of, cells)):
        return []  # word processors set the widths of columns so
    return cells


def lays_out(cells: list[Element], holders: list[Element]) -> bool:
    """Tell whether a table lays out the page: it has one cell, or few beside those that hold tables."""
    return len(cells) < 2 or (bool(holders) and len(cells) - len(holders) < _FEW_CELLS)


def printed(rows: Rows) -> list[list[Printed]]:
    """Return text, rowspan and colspan of each cell."""
    return [
        [(cell_text(cell), _number(cell.get("rowspan")), _number(cell.get("colspan"))) for cell in row] for row in rows
    ]


def _number(attribute: str | None) -> int:
    digits = attribute and _DIGITS.match(attribute)
    return int(digits[1]) if digits else 1


def cell_text(cell: Element) -> str:
    """Return the text of a cell without tables inside, its lines apart; a text field's value is part of the print."""
    if not len(cell):
        return collapsed(cell.text or "")
    holder = cell
    first = cell[0]
    if first.tag == "p" and len(cell) == 1 and not (_has_text(cell.text) or _has_text(first.tail)):
        holder = first  # one paragraph that is all of its cell is no line of its own
    if not _PARTING.isdisjoint([element.tag for element in holder.iterdescendants()]):
        return "\n".join(line for line in map(collapsed, _lines(cell)) if line)
    return collapsed(etree.tostring(holder, method="text", encoding="unicode", with_tail=False))


def _has_text(text: str | None) -> bool:
    return text is not None and not text.isspace()


def _lines(cell: Element) -> Iterator[str]:
    """Yield the text of each line of a cell, blank ones too."""
    parts: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if element.tag in BREAKS and element is not cell and (event == "start" or element.tag != "br"):
            yield "".join(parts)
            parts.clear()
        if event == "end":
            parts.append("" if element is cell else element.tail or "")
        elif element.tag == "table" or element.tag in UNPRINTED:
            walker.skip_subtree()
        else:
            parts.append(field(element) if element.tag == "input" else element.text or "")
    yield "".join(parts)


def field(element: Element) -> str:
    """Return what a field prints: the value of one for text."""
    return str(element.get("value", "")) if element.get("type", "").lower() in _TYPED else ""
