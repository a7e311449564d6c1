"""The ruled tables of a PDF page: pdfplumber's geometry over the lines that pdfium finds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from gouji.document import Cell
from gouji.readers.pdf_lines import cell_text
from gouji.readers.pdf_page import Character, Edge

_TOLERANCE = 3.0  # points between lines that are meant to be one, pdfplumber's own default
_FEW_EDGES = 4
_SHORT = 6.0  # points: a shorter line is no side of a cell
_MOST_EDGES = 2000

Box = tuple[float, float, float, float]
Lined = dict[str, Any]  # a line as pdfplumber has it


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
            tables.append(
                RuledTable(
                    (columns[0], rows[0], columns[-1], rows[-1]),
                    tuple(cell for cell, _ in placed),
                    tuple(box for _, box in placed),
                )
            )
    return tables


def _enclosed(edges: Sequence[Edge]) -> list[list[Box]]:
    """Return the cells of each table. Source: Nurminen (2013), Algorithmic Extraction of Data in Tables in PDF."""
    if len(edges) < _FEW_EDGES:
        return []
    from pdfplumber import table as geometry  # half a second to import: only where lines are drawn

    drawn = [_as_dict(edge) for edge in set(edges)]
    merged = [
        edge
        for edge in geometry.merge_edges(drawn, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
        if edge["x1"] - edge["x0"] + edge["bottom"] - edge["top"] > _SHORT
    ]
    if len(merged) > _MOST_EDGES:
        raise TooManyLines
    merged += [_as_dict(edge) for edge in _closing(merged)]
    meeting = geometry.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    boxes: list[list[Box]] = geometry.cells_to_tables(geometry.intersections_to_cells(meeting))
    return boxes


def _as_dict(edge: Edge) -> Lined:
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "orientation": "h" if edge.level else "v",
        "object_type": "line",
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
    }


def _closing(edges: Sequence[Lined]) -> Iterator[Edge]:
    """Yield lines that close a table which a page break or its style left open.

    Where three or more lines of one table end in line and meet no other there, one is added.
    """
    for table in _connected(edges):
        for level, ends, along in ((False, ("top", "bottom"), ("x0", "x1")), (True, ("x0", "x1"), ("top", "bottom"))):
            across = [edge for edge in table if _level(edge) != level]
            for end in ends:
                loose = [
                    edge
                    for edge in table
                    if _level(edge) == level
                    and not any(
                        abs(other[ends[0]] - edge[end]) <= _TOLERANCE and _spans(other, edge, along) for other in across
                    )
                ]
                for group in _groups(loose, end):
                    place, start, stop = group[0][end], min(e[along[0]] for e in group), max(e[along[1]] for e in group)
                    if len(group) > 2:
                        yield Edge(place, start, place, stop, False) if level else Edge(start, place, stop, place, True)


def _level(edge: Lined) -> bool:
    return bool(edge["orientation"] == "h")


def _spans(edge: Lined, other: Lined, along: tuple[str, str]) -> bool:
    """Tell whether `edge` reaches over the place of `other`, in the direction `along`."""
    return bool(edge[along[0]] <= other[along[0]] + _TOLERANCE and edge[along[1]] >= other[along[1]] - _TOLERANCE)


def _connected(edges: Sequence[Lined]) -> list[list[Lined]]:
    """Return the edges in groups that touch each other."""
    parents = list(range(len(edges)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    upright = [place for place, edge in enumerate(edges) if not _level(edge)]
    for level in (place for place, edge in enumerate(edges) if _level(edge)):
        for other in upright:
            if _touch(edges[level], edges[other]):
                parents[root(level)] = root(other)
    groups: dict[int, list[Lined]] = {}
    for place, edge in enumerate(edges):
        groups.setdefault(root(place), []).append(edge)
    return list(groups.values())


def _touch(level: Lined, upright: Lined) -> bool:
    return bool(
        level["x0"] - _TOLERANCE <= upright["x0"] <= level["x1"] + _TOLERANCE
        and upright["top"] - _TOLERANCE <= level["top"] <= upright["bottom"] + _TOLERANCE
    )


def _groups(edges: Sequence[Lined], end: str) -> Iterator[list[Lined]]:
    """Yield the edges that end at the same place, within the tolerance."""
    group: list[Lined] = []
    for edge in sorted(edges, key=itemgetter(end)):
        if group and edge[end] - group[0][end] > _TOLERANCE:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


class TooManyLines(Exception):
    """A page is drawn with more lines than any table has."""


def _steps(sides: Iterable[float]) -> list[float]:
    """Return the distinct places of lines, those within the tolerance as one."""
    steps: list[float] = []
    for side in sorted(sides):
        if not steps or side - steps[-1] > _TOLERANCE:
            steps.append(side)
    return steps


def _cells(
    boxes: Sequence[Box], columns: Sequence[float], rows: Sequence[float], characters: Sequence[Character], page: int
) -> list[tuple[Cell, Box]]:
    def place(steps: Sequence[float], side: float) -> int:
        return bisect_right(steps, side + _TOLERANCE / 2) - 1

    spans = [
        (place(rows, top), place(columns, x0), place(rows, bottom), place(columns, x1)) for x0, top, x1, bottom in boxes
    ]
    owner = {
        (row, column): number
        for number, (top, left, bottom, right) in enumerate(spans)
        for row in range(top, bottom)
        for column in range(left, right)
    }
    inside: list[list[Character]] = [[] for _ in boxes]
    for character in characters:
        at = (bisect_right(rows, character.middle) - 1, bisect_right(columns, (character.x0 + character.x1) / 2) - 1)
        if at in owner:
            inside[owner[at]].append(character)
    return sorted(
        (
            (Cell(cell_text(held, box[2] - box[0]), top, left, bottom - top, right - left, page), box)
            for held, box, (top, left, bottom, right) in zip(inside, boxes, spans, strict=True)
        ),
        key=lambda placed: (placed[0].row, placed[0].column),
    )
