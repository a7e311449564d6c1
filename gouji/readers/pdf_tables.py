"""The ruled tables of a PDF page: the cells that drawn lines enclose, over page ends too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from gouji.document import Cell
from gouji.readers.pdf_lines import Placed, cell_texts
from gouji.readers.pdf_page import Box, Character, Edge
from gouji.readers.pdf_rules import (
    TOLERANCE,
    Lined,
    TooManyLines,
    as_lined,
    closing,
    connected,
    field_of,
    is_level,
    place_of,
    steps,
    without_underlines,
)

_FEW_EDGES = 4
_SHORT = 6.0  # points: a shorter line is no side of a cell
_MOST_EDGES = 2000
_MOST_UNITS = 250_000

Unit = tuple[int, int]  # the row and the column of the smallest field between lines


class Held(NamedTuple):
    """A cell as it is enclosed: its box, what is printed in it, and its page."""

    box: Box
    characters: tuple[Character, ...]
    page: int

    def moved(self, right: float, down: float) -> Held:
        """Return the cell at another place of its page."""
        x0, top, x1, bottom = self.box
        moved = (Character(c.text, c.x0 + right, c.top + down, c.x1 + right, c.bottom + down) for c in self.characters)
        return Held((x0 + right, top + down, x1 + right, bottom + down), tuple(moved), self.page)


class RuledTable(NamedTuple):
    """A table on a page: its box and cells, and which of them the end of the page left open above or below.

    `sides` are those of its columns of figures, where no upright lines are drawn.
    """

    box: Box
    held: tuple[Held, ...]
    above: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()
    sides: tuple[float, ...] = ()

    def moved(self, right: float, down: float) -> RuledTable:
        """Return the table at another place of its page."""
        held = tuple(one.moved(right, down) for one in self.held)
        return self._replace(box=around(one.box for one in held), held=held)

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells with their text, each at its place in the table's grid."""
        columns = steps(side for held in self.held for side in (held.box[0], held.box[2]))
        rows = steps(side for held in self.held for side in (held.box[1], held.box[3]))
        spans = [
            (place_of(rows, top), place_of(columns, x0), place_of(rows, bottom), place_of(columns, x1))
            for (x0, top, x1, bottom), _, _ in self.held
        ]
        texts = cell_texts(
            [
                Placed(held.characters, span, held.box[2] - held.box[0])
                for held, span in zip(self.held, spans, strict=True)
            ]
        )
        return tuple(
            sorted(
                (
                    Cell(text, top, left, bottom - top, right - left, held.page)
                    for held, text, (top, left, bottom, right) in zip(self.held, texts, spans, strict=True)
                ),
                key=lambda cell: (cell.row, cell.column),
            )
        )


def ruled_tables(edges: Sequence[Edge], characters: Sequence[Character], page: int) -> list[RuledTable]:
    """Return the tables of two or more columns that ruled lines enclose, with their text."""
    if len(edges) < _FEW_EDGES:
        return []
    from pdfplumber.table import merge_edges  # half a second to import: only where lines are drawn

    drawn = without_underlines(set(edges), characters)
    merged = [
        edge
        for edge in merge_edges([as_lined(edge) for edge in drawn], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
        if edge["x1"] - edge["x0"] + edge["bottom"] - edge["top"] > _SHORT
    ]
    if len(merged) > _MOST_EDGES:
        raise TooManyLines
    return [table for group in connected(merged) for table in _Lattice(group, characters).tables(characters, page)]


class _Lattice:
    """The smallest fields (units) between lines that touch each other, and the walls between them."""

    def __init__(self, edges: Sequence[Lined], characters: Sequence[Character]) -> None:
        added = [as_lined(edge) for edge in closing(edges, characters)]
        self.columns = steps(edge["x0"] for edge in (*edges, *added) if not is_level(edge))
        self.rows = steps(edge["top"] for edge in (*edges, *added) if is_level(edge))
        if len(self.rows) * len(self.columns) > _MOST_UNITS:
            raise TooManyLines
        self.over: set[Unit] = set()  # units with a wall above
        self.left: set[Unit] = set()  # units with a wall on their left
        self._build(edges)
        drawn = set(self.over)
        self._build(added)
        self.added = self.over - drawn

    def _build(self, edges: Iterable[Lined]) -> None:
        for edge in edges:
            along, start, stop = (
                (self.columns, edge["x0"], edge["x1"]) if is_level(edge) else (self.rows, edge["top"], edge["bottom"])
            )
            reach = range(bisect_left(along, start - TOLERANCE), bisect_right(along, stop + TOLERANCE) - 1)
            if is_level(edge):
                row = place_of(self.rows, edge["top"])
                self.over.update((row, column) for column in reach)
            else:
                column = place_of(self.columns, edge["x0"])
                self.left.update((row, column) for row in reach)

    def tables(self, characters: Sequence[Character], page: int) -> Iterator[RuledTable]:
        """Yield the tables whose cells touch each other."""
        if len(self.columns) < 3 or len(self.rows) < 2:
            return
        fields = [part for field in self._fields() for part in _rectangles(field)]
        boxes = [self._box(field) for field in fields]
        owner = {unit: number for number, field in enumerate(fields) for unit in field}
        printed: list[list[Character]] = [[] for _ in fields]
        for character in characters:
            at = (field_of(self.rows, character.middle), field_of(self.columns, (character.x0 + character.x1) / 2))
            if at in owner and _fits(character, boxes[owner[at]]):
                printed[owner[at]].append(character)
        for table in _touching(fields, owner):
            held = tuple(Held(boxes[number], tuple(printed[number]), page) for number in table)
            if len({side for one in held for side in (one.box[0], one.box[2])}) > 2:
                yield RuledTable(
                    around(one.box for one in held),
                    held,
                    frozenset(place for place, number in enumerate(table) if self._open(fields[number], 0)),
                    frozenset(place for place, number in enumerate(table) if self._open(fields[number], 1)),
                )

    def _fields(self) -> Iterator[list[Unit]]:
        """Yield the enclosed fields, each as its units."""
        height, width = len(self.rows) - 1, len(self.columns) - 1
        seen: set[Unit] = set()
        for unit in product(range(height), range(width)):
            if unit in seen:
                continue
            field, pending, enclosed = [], [unit], True
            seen.add(unit)
            while pending:
                row, column = here = pending.pop()
                field.append(here)
                for beside, walls, wall in (
                    ((row - 1, column), self.over, here),
                    ((row + 1, column), self.over, (row + 1, column)),
                    ((row, column - 1), self.left, here),
                    ((row, column + 1), self.left, (row, column + 1)),
                ):
                    if wall in walls:
                        continue
                    if not (0 <= beside[0] < height and 0 <= beside[1] < width):
                        enclosed = False
                    elif beside not in seen:
                        seen.add(beside)
                        pending.append(beside)
            if enclosed:
                yield field

    def _box(self, field: Sequence[Unit]) -> Box:
        (top, left), (bottom, right) = min(field), max(field)
        return self.columns[left], self.rows[top], self.columns[right + 1], self.rows[bottom + 1]

    def _open(self, field: Sequence[Unit], below: int) -> bool:
        """Tell whether the line over (or under) a field is one that was added where none is drawn."""
        edge = max(field)[0] + 1 if below else min(field)[0]
        return all((edge, column) in self.added for row, column in field if row == (edge - 1 if below else edge))


def _fits(character: Character, box: Box) -> bool:
    """Tell whether a character is no larger than its cell: a watermark behind the table is."""
    return character.bottom - character.top <= 1.5 * (box[3] - box[1])


def _rectangles(field: list[Unit]) -> Iterator[list[Unit]]:
    """Yield a field in parts that are rectangles; itself, unless a piece of a line between cells is missing."""
    (top, left), (bottom, right) = min(field), max(field)
    if len(field) == (bottom - top + 1) * (right - left + 1) and all(left <= column <= right for _, column in field):
        yield field
        return
    parts: dict[tuple[int, int], list[Unit]] = {}
    for row in range(top, bottom + 1):
        columns = sorted(column for at, column in field if at == row)
        runs: list[list[int]] = []
        for column in columns:
            if runs and column == runs[-1][-1] + 1:
                runs[-1].append(column)
            else:
                runs.append([column])
        for run in runs:
            part = parts.get((run[0], run[-1]))
            if part and max(part)[0] < row - 1:
                yield parts.pop((run[0], run[-1]))
            parts.setdefault((run[0], run[-1]), []).extend((row, column) for column in run)
    yield from parts.values()


def _touching(fields: Sequence[Sequence[Unit]], owner: dict[Unit, int]) -> Iterator[list[int]]:
    """Yield the fields in groups that lie side by side or one above the other."""
    seen: set[int] = set()
    for first in range(len(fields)):
        if first in seen:
            continue
        group, pending = [], [first]
        seen.add(first)
        while pending:
            group.append(pending.pop())
            for row, column in fields[group[-1]]:
                for beside in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                    number = owner.get(beside)
                    if number is not None and number not in seen:
                        seen.add(number)
                        pending.append(number)
        yield sorted(group)


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)
