"""Tables of a PDF page without ruled lines: rows of figures in columns, below a head or below those of the page before.

Nothing but white space tells the columns: a table is read only where every figure stands in one of them, below one
head each. A row keeps its figures in one cell where another line of figures comes near to it: a number may have been
wrapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from gouji.readers.pdf_columns import ROOM, Piece, Row, Span, head_of, joined_spans, over, row_of, with_heads
from gouji.readers.pdf_labels import Labels, alike
from gouji.readers.pdf_page import Character
from gouji.readers.pdf_tables import Held, RuledTable

_APART = 1.25  # times a character's height: how far lines of figures of two rows are apart, at the least
_HALVES = 3.0  # times the height: how far the halves of a number are apart, at the most
_EVEN = 0.25  # of the height: how evenly the halves of a number stand above and below the figures of its row
_BREAK = 3.5  # times the height: white space above or below a table
_FEW_COLUMNS, _FEW_ROWS = 3, 4
_MANY_COLUMNS = 6  # with words over each: one row is enough
_BEYOND = 3  # lines of a label behind the last figures


class Body(NamedTuple):
    """Lines of figures in columns, by their numbers in the page's lines, and the height of their characters."""

    first: int
    last: int
    columns: tuple[Span, ...]
    height: float


class _Figures(NamedTuple):
    """The figures of a row by column, in the line in whose middle they stand; `doubted` where lines are too near."""

    line: int
    columns: dict[int, list[Piece]]
    doubted: bool


def open_tables(printed: Sequence[Sequence[Character]], page: int, above: Sequence[float] = ()) -> list[RuledTable]:
    """Return the tables of three or more columns of figures that no lines rule, out of a page's lines of characters.

    `above` are the sides of the columns of one that the end of the page before may have cut.
    """
    lines = [row_of(line) for line in printed]
    rest = _continued(lines, above, page) if above else None
    tables, done = ([rest[0]], rest[1]) if rest else ([], 0)
    for body in _bodies(lines, done):
        if table := _table(lines, body, done, page):
            tables.append(table)
            done = body.last + 1
    return tables


def _bodies(lines: Sequence[Row], at: int) -> Iterator[Body]:
    """Yield the runs of lines whose figures stand in columns, and in which no words stand there."""
    while at < len(lines):
        if len(lines[at].figures) < _FEW_COLUMNS:
            at += 1
            continue
        body = _body(lines, at)
        yield body
        at = body.last + 1


def _body(lines: Sequence[Row], start: int) -> Body:
    height = median(c.bottom - c.top for piece in lines[start].figures for c in piece.characters)
    columns = joined_spans([(piece.x0, piece.x1) for piece in lines[start].figures], ROOM * height)
    last = start
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.middle - lines[at - 1].middle > _BREAK * height or _intrudes(line, columns):
            break
        if line.figures and (own := [piece for piece in line.figures if _among(piece, columns, height)]):
            columns = joined_spans([*columns, *((piece.x0, piece.x1) for piece in own)], ROOM * height)
            last = at
    first = start
    while first and _halves(lines[first - 1], columns):
        first -= 1
    return Body(first, last, tuple(columns), height)


def _intrudes(line: Row, columns: Sequence[Span]) -> bool:
    """Tell whether words stand where the figures do: a head, a heading, a sentence."""
    return any(not piece.is_figure and piece.x1 > columns[0][0] for piece in line.pieces)


def _among(piece: Piece, columns: Sequence[Span], height: float) -> bool:
    """Tell whether a figure stands in the columns or between or behind them, not among the labels."""
    return bool(over(piece, columns)) or piece.x0 > columns[0][0] - 3 * height


def _halves(line: Row, columns: Sequence[Span]) -> bool:
    """Tell whether a line has the upper halves of numbers that were wrapped, and nothing else in the columns."""
    return any(piece.is_figure and over(piece, columns) for piece in line.pieces) and not _intrudes(line, columns)


def _table(lines: Sequence[Row], body: Body, done: int, page: int) -> RuledTable | None:
    """Return the table of a body with its head, `None` where a column has none."""
    inside = lines[body.first : body.last + 1]
    ends = [piece.x1 for line in inside for piece in line.pieces if piece.x1 <= body.columns[0][0]]
    above = _near_above(lines[done : body.first], inside[0], body.height)
    columns = with_heads([line.pieces for line in above], body.columns, max(ends, default=-inf))
    if len(columns) < _FEW_COLUMNS or not all(_in_columns(line, columns) for line in inside):
        return None
    head, begin = head_of(above, columns, body.height)
    few = 1 if len(columns) >= _MANY_COLUMNS else _FEW_ROWS
    if head is None or sum(bool(line.figures) for line in inside) < few:
        return None
    between = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    sides = [columns[0][0] - body.height / 2, *between, columns[-1][1] + body.height]
    top = above[begin].top if begin < len(above) else inside[0].top
    held = [
        Held((x0, top, x1, inside[0].middle - body.height / 2), _characters(pieces), page)
        for pieces, (x0, x1) in zip(head, pairwise(sides), strict=True)
    ]
    return _assembled(held, lines, body, sides, page)


def _near_above(lines: Sequence[Row], first: Row, height: float) -> Sequence[Row]:
    """Return the lines above a body that no white space parts from it, and no other figures."""
    begin, below = len(lines), first
    while begin and below.middle - lines[begin - 1].middle <= _BREAK * height and not lines[begin - 1].figures:
        begin -= 1
        below = lines[begin]
    return lines[begin:]


def _in_columns(line: Row, columns: Sequence[Span]) -> bool:
    """Tell whether what stands right of the labels are figures, one in each column at the most."""
    places = [over(piece, columns) for piece in line.pieces if piece.x1 > columns[0][0]]
    return all(len(place) == 1 for place in places) and len({p[0] for p in places}) == len(places)


def _continued(lines: Sequence[Row], sides: Sequence[float], page: int) -> tuple[RuledTable, int] | None:
    """Return the rest of a table that begins on the page before, and the line behind it.

    `None` where other words, or figures in other columns, come first.
    """
    columns = list(pairwise(sides))
    last, first = -1, len(lines)
    for at, line in enumerate(lines):
        own = [piece for piece in line.pieces if piece.x1 > sides[0]]
        inside = all(piece.is_figure and any(x0 < piece.x0 and piece.x1 < x1 for x0, x1 in columns) for piece in own)
        gap = at and line.middle - lines[at - 1].middle > _BREAK * (line.bottom - line.top)
        if gap or not inside or not _in_columns(line, columns):
            break
        first, last = (min(first, at), at) if own else (first, last)
    if last < 0:
        return None
    height = median(c.bottom - c.top for line in lines[: last + 1] for piece in line.pieces for c in piece.characters)
    return _assembled([], lines, Body(first, last, tuple(columns), height), sides, page), last + 1


def _assembled(head: Sequence[Held], lines: Sequence[Row], body: Body, sides: Sequence[float], page: int) -> RuledTable:
    """Return the table of a head and the rows of a body: a cell for the label, and one for each column.

    Words that stand between rows, and may belong to the label of either, are a row of one cell.
    """
    begin, end = _reach(lines, body, sides[0], _BEYOND if head else body.first)
    near = lines[begin:end]
    rows = list(_rows(near, range(body.first - begin, body.last + 1 - begin), list(pairwise(sides)), body.height))
    words = [tuple(piece for piece in line.pieces if piece.x1 <= sides[0]) for line in near]
    sizes = [c.bottom - c.top for own in words for piece in own for c in piece.characters]
    labels, rest = Labels(near, words, [row.line for row in rows], median([body.height, *sizes])).found()
    left = min(sides[0], *(piece.x0 for line in near for piece in line.pieces)) - body.height
    shown = sorted({row.line for row in rows} | {at for at, _ in rest})
    middles = [near[at].middle for at in shown]
    edges = [-inf, *((upper + lower) / 2 for upper, lower in pairwise(middles)), inf]
    half = body.height / 2
    extent = {
        at: (max(middle - half, edges[n]), min(middle + half, edges[n + 1]))
        for n, (at, middle) in enumerate(zip(shown, middles, strict=True))
    }
    held = [
        *head,
        *(Held((left, extent[at][0], sides[0], extent[at][1]), piece.characters, page) for at, piece in rest),
    ]
    for row, label in zip(rows, labels, strict=True):
        upper, lower = extent[row.line]
        held.append(Held((left, upper, sides[0], lower), _characters([piece for _, piece in label]), page))
        if row.doubted:
            held.append(Held((sides[0], upper, sides[-1], lower), _characters([*chain(*row.columns.values())]), page))
            continue
        for column, (x0, x1) in enumerate(pairwise(sides)):
            held.append(Held((x0, upper, x1, lower), _characters(row.columns.get(column, ())), page))
    top = min(near[0].top, *(one.box[1] for one in held))
    return RuledTable((left, top, sides[-1], max(line.bottom for line in near)), tuple(held), sides=tuple(sides))


def _reach(lines: Sequence[Row], body: Body, left: float, above: int) -> tuple[int, int]:
    """Return the first line of a body and the one behind its last, with the lines of words alone around them."""
    begin, end = body.first, body.last + 1
    while begin > body.first - above and begin and all(piece.x1 <= left for piece in lines[begin - 1].pieces):
        begin -= 1
    while end < min(len(lines), body.last + 1 + _BEYOND) and all(piece.x1 <= left for piece in lines[end].pieces):
        end += 1
    return begin, end


def _characters(pieces: Sequence[Piece]) -> tuple[Character, ...]:
    return tuple(c for piece in pieces for c in piece.characters)


def _rows(lines: Sequence[Row], body: range, columns: Sequence[Span], height: float) -> Iterator[_Figures]:
    """Yield the rows of figures; halves of numbers evenly above and below a line without them belong to it."""
    by_line = {
        at: {over(piece, columns)[0]: [piece] for piece in lines[at].pieces if piece.x1 > columns[0][0]} for at in body
    }
    figured = [at for at, own in by_line.items() if own]
    halves: dict[int, int] = {}
    for above, middle, below in zip(figured, figured[1:], figured[2:], strict=False):
        if not {above, middle, below} & halves.keys() and _wrapped(
            lines, by_line, (above, middle, below), columns, height
        ):
            halves |= {above: middle, below: middle}
            for half in (above, below):
                for column, pieces in by_line[half].items():
                    by_line[middle][column] = [*by_line[middle].get(column, []), *pieces]
    rows = [at for at in figured if at not in halves]
    for before, at, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        beside = [abs(lines[at].middle - lines[other].middle) for other in (before, after) if other is not None]
        yield _Figures(at, by_line[at], any(distance < _APART * height for distance in beside))


def _wrapped(
    lines: Sequence[Row],
    by_line: dict[int, dict[int, list[Piece]]],
    three: Sequence[int],
    columns: Sequence[Span],
    height: float,
) -> bool:
    """Tell whether the upper and the lower of three lines hold the halves of the numbers that the middle one lacks.

    Three rows have a label each; of one row not all three lines have words, unless two of them are a group's.
    """
    first, middle, last = (lines[at].middle for at in three)
    upper, own, lower = (by_line[at].keys() for at in three)
    words = [[piece for piece in lines[at].pieces if piece.x1 <= columns[0][0]][-1:] for at in three]
    worded = all(words) and (alike(words[0][0], words[1][0]) or alike(words[1][0], words[2][0]))
    even = abs((middle - first) - (last - middle)) < _EVEN * height and last - first < _HALVES * height
    return upper == lower and not upper & own and even and not worded
