"""The tables of a web page: which hold data and which lay out the page, and what their cells print."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cached_property
from itertools import chain
from typing import Any

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
_STRUCTURE = _CELLS | _SECTIONS | {"table", "tr"}
_SILENT = UNPRINTED | {"caption", "colgroup", "col"}
_MOST_NESTING = 12
_LOOSE: Any = etree.XPath("(.|tr|thead|tbody|tfoot|*/tr)/text()[normalize-space()]")
_TYPED = frozenset(("", "text", "number", "tel", "search"))  # fields whose value is printed
_FEW_CELLS = 10  # a table with tables inside and fewer cells of its own lays out a page
_DIGITS = re.compile(r"\s{0,9}\+?(\d{1,5})")  # as browsers do: 2.5 is 2, -1 is none

Element = Any  # lxml's, whose stubs know no skipping of subtrees
Rows = list[list[Element]]
Printed = tuple[str, int, int]


class Parts:
    """The rows of cells of a table, and what stands in it but in no cell: a browser prints that before the table.

    The rows are in the order of print: head first and foot last, wherever they are written.
    Source: CSS 2.1, 17.2 (a second head or foot stands where it is written).
    """

    def __init__(self, table: Element) -> None:
        """Take the table apart; markup that does not belong in it, as a form, is seen through."""
        self.stray: list[str | Element] = [str(text) for text in _LOOSE(table)]
        self._table = table
        self._structure = 1  # how many elements of tables were passed, this one included
        self._rows: dict[str, Rows] = {"thead": [], "": [], "tfoot": []}
        self._add(table, "")
        self.rows: Rows = list(chain.from_iterable(self._rows.values()))
        self.cells: list[Element] = list(chain.from_iterable(self.rows))

    @cached_property
    def lined(self) -> Container[Element]:
        """The cells in which something parts the text into lines."""
        elements = list(self._table.iter(*_PARTING))
        if len(elements) == self._structure:
            return ()
        parting = [element for element in elements if element.tag not in _STRUCTURE]
        if len(elements) - len(parting) > self._structure:  # a cell holds another, or a table
            return {cell for cell in self.cells if _is_lined(cell)}
        around = (
            next(element.iterancestors("td", "th", "table"))
            for element in parting
            if element.tag != "p" or not _fills_cell(element)
        )
        return {cell for cell in around if cell.tag in _CELLS}

    def _add(self, part: Element, within: str, depth: int = 0) -> None:
        """Add the rows of a part of the table."""
        rows = self._rows[within]
        bare: list[Element] = []  # cells outside of a row
        sections: set[str] = set()
        for child in part[:]:  # a list of them at once, at half the cost
            tag = child.tag
            if tag in _CELLS:
                self._structure += 1
                bare.append(child)
                continue
            if bare:
                rows.append(bare)
                bare = []
            if tag == "tr":
                if (row := self._cells(child)) or child.get("height") != "0":
                    rows.append(row)
            elif tag in _SECTIONS:
                self._structure += 1
                self._add(child, "" if tag in sections or tag == "tbody" else tag, depth + 1)
                sections.add(tag)
            elif tag in _SILENT:
                continue
            elif depth < _MOST_NESTING and tag != "table" and _holds(child, "tr", *_CELLS):
                self._add(child, within, depth + 1)
            else:
                self.stray.append(child)
        if bare:
            rows.append(bare)

    def _cells(self, row: Element, depth: int = 0) -> list[Element]:
        children = row[:]
        cells = [child for child in children if child.tag in _CELLS]
        self._structure += len(cells) + (depth == 0)
        if len(cells) < len(children):
            cells = []
            for child in children:
                if child.tag in _CELLS:
                    cells.append(child)
                elif child.tag in _SILENT:
                    continue
                elif depth < _MOST_NESTING and child.tag != "table" and _holds(child, *_CELLS):
                    cells += self._cells(child, depth + 1)
                else:
                    self.stray.append(child)
        if row.get("height") == "0" and not any(map(text_of, cells)):
            return []  # word processors set the widths of columns so
        return cells


def _holds(element: Element, *names: str) -> bool:
    return next(element.iterdescendants(*names), None) is not None


def lays_out(cells: list[Element], holders: list[Element]) -> bool:
    """Tell whether a table lays out the page: it has one cell, or few beside those that hold tables."""
    return len(cells) < 2 or (bool(holders) and len(cells) - len(holders) < _FEW_CELLS)


def printed(parts: Parts) -> list[list[Printed]]:
    """Return text, rowspan and colspan of each cell."""
    return [
        [
            (
                collapsed(cell.text or "")
                if not len(cell)
                else _lines_of(cell)
                if cell in parts.lined
                else _line_of(cell),
                _number(rowspan) if (rowspan := cell.get("rowspan")) else 1,
                _number(colspan) if (colspan := cell.get("colspan")) else 1,
            )
            for cell in row
        ]
        for row in parts.rows
    ]


def _number(attribute: str) -> int:
    digits = _DIGITS.match(attribute)
    return int(digits[1]) if digits else 1


def cell_text(cell: Element) -> str:
    """Return the text of a cell without tables inside, its lines apart; a text field's value is part of the print."""
    if not len(cell):
        return collapsed(cell.text or "")
    return _lines_of(cell) if _is_lined(cell) else _line_of(cell)


def _is_lined(cell: Element) -> bool:
    """Tell whether something parts the text of a cell into lines; a paragraph that is all of it does not."""
    first = cell[0] if len(cell) else None
    holder = first if first is not None and first.tag == "p" and _fills(first, cell) else cell
    return not _PARTING.isdisjoint([element.tag for element in holder.iterdescendants()])


def _fills_cell(paragraph: Element) -> bool:
    cell = paragraph.getparent()
    return cell.tag in _CELLS and _fills(paragraph, cell)


def _fills(paragraph: Element, around: Element) -> bool:
    """Tell whether a paragraph is all of the element around it."""
    if len(around) > 1 or ((tail := paragraph.tail) and not tail.isspace()):
        return False
    text = around.text
    return not text or text.isspace()


def _line_of(cell: Element) -> str:
    return collapsed(etree.tostring(cell, method="text", encoding="unicode", with_tail=False))


def _lines_of(cell: Element) -> str:
    return "\n".join(line for line in map(collapsed, _lines(cell)) if line)


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
