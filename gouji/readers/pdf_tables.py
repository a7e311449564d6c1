"""The ruled tables of a PDF page: the cells that drawn lines enclose, over page ends too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from operator import itemgetter
from typing import Any, NamedTuple

from gouji.document import Cell
from gouji.readers.pdf_lines import Placed, cell_texts
from gouji.readers.pdf_page import Box, Character, Edge

_TOLERANCE = 3.0  # points between lines that are meant to be one, pdfplumber's own default
_FEW_EDGES = 4
_SHORT = 6.0  # points: a shorter line is no side of a cell
_MOST_EDGES = 2000
_MOST_UNITS = 250_000
_MANY = 3  # lines that end in line inside a table
_OVERHANG = 0.6  # of a character's height: how near below an open end its text goes on

Unit = tuple[int, int]  # the row and the column of the smallest field between lines
Lined = dict[str, Any]  # a line as pdfplumber has it


class Held(NamedTuple):
    """A cell as it is enclosed: its box, what is printed in it, and its page."""

    box: Box
    characters: tuple[Character, ...]
    page: int


class RuledTable(NamedTuple):
    """A table on a page: its box and cells, and which of them the end of the page left open above or below."""

    box: Box
    held: tuple[Held, ...]
    above: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()

    def moved(self, right: float, down: float) -> RuledTable:
        """Return the table at another place of its page."""
        held = tuple(_moved(one, right, down) for one in self.held)
        return self._replace(box=_around(one.box for one in held), held=held)

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells with their text, each at its place in the table's grid."""
        columns = _steps(side for held in self.held for side in (held.box[0], held.box[2]))
        rows = _steps(side for held in self.held for side in (held.box[1], held.box[3]))
        spans = [
            (_at(rows, top), _at(columns, x0), _at(rows, bottom), _at(columns, x1))
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


def joined(upper: RuledTable, lower: RuledTable) -> RuledTable | None:
    """Return the table that goes on over a page's end, `None` where these are two.

    A cell that is open at the end of the page is one with the open cell of the same width on the next page.
    """
    if not (upper.below and lower.above) or not all(
        abs(upper.box[side] - lower.box[side]) <= _TOLERANCE for side in (0, 2)
    ):
        return None
    shift = upper.box[3] - lower.box[1]
    held = list(upper.held)
    again: set[int] = set()
    for place, one in enumerate(lower.held):
        box, characters, page = _moved(one, 0.0, shift)
        begins = box[1] <= upper.box[3] + _TOLERANCE
        partner = next((at for at in upper.below if begins and _same_width(held[at].box, box)), None)
        if partner is not None and place in lower.above:
            before = held[partner]
            held[partner] = Held(
                (before.box[0], before.box[1], before.box[2], box[3]), before.characters + characters, before.page
            )
            again |= {partner} if place in lower.below else set()
        else:
            again |= {len(held)} if place in lower.below else set()
            held.append(Held(box, characters, page))
    left, top, right, _ = upper.box
    return RuledTable((left, top, right, lower.box[3] + shift), tuple(held), upper.above, frozenset(again))


def _moved(held: Held, right: float, down: float) -> Held:
    (x0, top, x1, bottom), characters, page = held
    moved = (Character(c.text, c.x0 + right, c.top + down, c.x1 + right, c.bottom + down) for c in characters)
    return Held((x0 + right, top + down, x1 + right, bottom + down), tuple(moved), page)


def _same_width(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) <= _TOLERANCE and abs(one[2] - other[2]) <= _TOLERANCE


def ruled_tables(edges: Sequence[Edge], characters: Sequence[Character], page: int) -> list[RuledTable]:
    """Return the tables of two or more columns that ruled lines enclose, with their text."""
    if len(edges) < _FEW_EDGES:
        return []
    from pdfplumber.table import merge_edges  # half a second to import: only where lines are drawn

    merged = [
        edge
        for edge in merge_edges([_as_dict(edge) for edge in set(edges)], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
        if edge["x1"] - edge["x0"] + edge["bottom"] - edge["top"] > _SHORT
    ]
    if len(merged) > _MOST_EDGES:
        raise TooManyLines
    return [table for group in _connected(merged) for table in _Lattice(group, characters).tables(characters, page)]


class _Lattice:
    """The smallest fields (units) between lines that touch each other, and the walls between them."""

    def __init__(self, edges: Sequence[Lined], characters: Sequence[Character]) -> None:
        closing = [_as_dict(edge) for edge in _closing(edges, characters)]
        self.columns = _steps(edge["x0"] for edge in (*edges, *closing) if not _level(edge))
        self.rows = _steps(edge["top"] for edge in (*edges, *closing) if _level(edge))
        if len(self.rows) * len(self.columns) > _MOST_UNITS:
            raise TooManyLines
        self.over: set[Unit] = set()  # units with a wall above
        self.left: set[Unit] = set()  # units with a wall on their left
        self._build(edges)
        drawn = set(self.over)
        self._build(closing)
        self.added = self.over - drawn

    def _build(self, edges: Iterable[Lined]) -> None:
        for edge in edges:
            along, start, stop = (
                (self.columns, edge["x0"], edge["x1"]) if _level(edge) else (self.rows, edge["top"], edge["bottom"])
            )
            reach = range(bisect_left(along, start - _TOLERANCE), bisect_right(along, stop + _TOLERANCE) - 1)
            if _level(edge):
                row = _at(self.rows, edge["top"])
                self.over.update((row, column) for column in reach)
            else:
                column = _at(self.columns, edge["x0"])
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
            at = (_below(self.rows, character.middle), _below(self.columns, (character.x0 + character.x1) / 2))
            if at in owner and _fits(character, boxes[owner[at]]):
                printed[owner[at]].append(character)
        for table in _touching(fields, owner):
            held = tuple(Held(boxes[number], tuple(printed[number]), page) for number in table)
            if len({side for one in held for side in (one.box[0], one.box[2])}) > 2:
                yield RuledTable(
                    _around(one.box for one in held),
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


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


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


def _closing(table: Sequence[Lined], characters: Sequence[Character]) -> Iterator[Edge]:
    """Yield lines that close a table which a page break or its style left open.

    Where lines of a table end in line, at its rim or three or more of them, and meet no other there, one is added,
    up to the lines beside them. Text that hangs over the end of the page belongs to the cells: the lines are drawn out around it.
    """
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
            outmost = max if end in ("bottom", "x1") else min
            limit = outmost(edge[end] for edge in table)
            for group in _groups(loose, end):
                place = group[0][end]
                if len(group) < _MANY and abs(place - limit) > _TOLERANCE:
                    continue
                start, stop = min(e[along[0]] for e in group), max(e[along[1]] for e in group)
                beside = [e for e in table if _level(e) == level and _reaches(e, place, ends)]
                start = max((e[along[0]] for e in beside if e[along[0]] < start - _TOLERANCE), default=start)
                stop = min((e[along[1]] for e in beside if e[along[1]] > stop + _TOLERANCE), default=stop)
                if end == "bottom":
                    place = _overhang(place, sorted(e["x0"] for e in beside), characters)
                    for edge in beside:
                        if start - _TOLERANCE <= edge["x0"] <= stop + _TOLERANCE:
                            edge["bottom"] = max(edge["bottom"], place)
                yield Edge(place, start, place, stop, False) if level else Edge(start, place, stop, place, True)


def _reaches(edge: Lined, place: float, ends: tuple[str, str]) -> bool:
    return bool(edge[ends[0]] - _TOLERANCE <= place <= edge[ends[1]] + _TOLERANCE)


def _overhang(place: float, sides: Sequence[float], characters: Sequence[Character]) -> float:
    """Return how far down the text goes on that begins right below an open end, between the lines that end there.

    Text that runs across the lines is none of the table's: a running foot.
    """
    hanging = sorted(
        (c for c in characters if place - (c.bottom - c.top) / 2 < c.top < place + _OVERHANG * (c.bottom - c.top)),
        key=lambda c: c.x0,
    )
    for before, after in pairwise(hanging):
        near = after.x0 - before.x1 < after.bottom - after.top
        if near and bisect_right(sides, before.x0) != bisect_right(sides, after.x0):
            return place
    return max((c.bottom for c in hanging if sides[0] < c.x0 < sides[-1]), default=place)


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


def _at(steps: Sequence[float], side: float) -> int:
    """Return the number of the line at a place."""
    return bisect_right(steps, side + _TOLERANCE / 2) - 1


def _below(steps: Sequence[float], place: float) -> int:
    """Return the number of the field that a place lies in."""
    return bisect_right(steps, place) - 1
