"""The ruled tables of a PDF page: pdfplumber's geometry over the lines that pdfium finds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gouji.document import Cell
from gouji.readers.pdf_lines import cell_text
from gouji.readers.pdf_page import Character, Edge

_TOLERANCE = 3.0  # points between lines that are meant to be one, pdfplumber's own default
_FEW_EDGES = 4
_MOST_EDGES = 4000

Box = tuple[float, float, float, float]


class RuledTable(NamedTuple):
    """A table on a page: its box, its cells, and the box of each cell."""

    box: Box
    cells: tuple[Cell, ...]
    boxes: tuple[Box, ...]


def ruled_tables(edges: Sequence[Edge], characters: Sequence[Character], page: int) -> list[RuledTable]:
    """Return the tables of two or more columns that ruled lines enclose, with their text."""
    tables = []
    for boxes in _enclosed(edges):
        columns = _steps(side for box in boxes for side in (box[0], box[2]))
        rows = _steps(side for box in boxes for side in (box[1], box[3]))
        if len(columns) > 2:
            placed = _cells(boxes, columns, rows, characters, page)
            tables.append(RuledTable((columns[0], rows[0], columns[-1], rows[-1]),
                                     tuple(cell for cell, _ in placed), tuple(box for _, box in placed)))
    return tables


def _enclosed(edges: Sequence[Edge]) -> list[list[Box]]:
    """Return the cells of each table. Source: Nurminen (2013), Algorithmic Extraction of Data in Tables in PDF."""
    if len(edges) < _FEW_EDGES:
        return []
    from pdfplumber import table as geometry  # half a second to import: only where lines are drawn

    drawn = [{"x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom,
              "orientation": "h" if edge.level else "v", "object_type": "line",
              "width": edge.x1 - edge.x0, "height": edge.bottom - edge.top} for edge in set(edges)]
    merged = geometry.merge_edges(drawn, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    if len(merged) > _MOST_EDGES:
        raise TooManyLines
    meeting = geometry.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    return geometry.cells_to_tables(geometry.intersections_to_cells(meeting))


class TooManyLines(Exception):
    """A page is drawn with more lines than any table has."""


def _steps(sides: Iterable[float]) -> list[float]:
    """Return the distinct places of lines, those within the tolerance as one."""
    steps: list[float] = []
    for side in sorted(sides):
        if not steps or side - steps[-1] > _TOLERANCE:
            steps.append(side)
    return steps


def _cells(boxes: Sequence[Box], columns: Sequence[float], rows: Sequence[float],
           characters: Sequence[Character], page: int) -> list[tuple[Cell, Box]]:
    def place(steps: Sequence[float], side: float) -> int:
        return bisect_right(steps, side + _TOLERANCE / 2) - 1

    spans = [(place(rows, top), place(columns, x0), place(rows, bottom), place(columns, x1))
             for x0, top, x1, bottom in boxes]
    owner = {(row, column): number for number, (top, left, bottom, right) in enumerate(spans)
             for row in range(top, bottom) for column in range(left, right)}
    inside: list[list[Character]] = [[] for _ in boxes]
    for character in characters:
        at = (bisect_right(rows, character.middle) - 1, bisect_right(columns, (character.x0 + character.x1) / 2) - 1)
        if at in owner:
            inside[owner[at]].append(character)
    return sorted(
        ((Cell(cell_text(held, box[2] - box[0]), top, left, bottom - top, right - left, page), box)
         for held, box, (top, left, bottom, right) in zip(inside, boxes, spans, strict=True)),
        key=lambda placed: (placed[0].row, placed[0].column))
