"""Tables of a PDF page that level lines alone rule: the white space between what is printed parts their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from gouji.readers.pdf_columns import ROOM, Piece, Span, joined_spans, line_in_pieces, with_heads
from gouji.readers.pdf_lines import rows_of
from gouji.readers.pdf_page import Character, Edge
from gouji.readers.pdf_rules import TOLERANCE
from gouji.readers.pdf_tables import RuledTable, ruled_tables

_LARGER = 1.2  # times the size of a table's text: a heading between two tables
_LOOSE = 1.8  # times the usual distance of its lines: a heading of the table's own size
_PROSE = 0.7  # of a table's width: a line of words so long, under another one, is running text
_SEAM = 0.1  # of the height: white space inside a piece where words of two cells touch
_FEW_LEVELS, _FEW_HEADS = 3, 3
_WIDE = 100.0  # points: shorter lines underline words


class Strip(NamedTuple):
    """What is printed between two level lines, line by line in pieces."""

    top: float
    bottom: float
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the pieces of all lines."""
        return tuple(piece for line in self.lines for piece in line)

    @property
    def figured(self) -> bool:
        """Tell whether one of its lines ends with a figure."""
        return any(line[-1].is_figure for line in self.lines)


def level_tables(edges: Iterable[Edge], characters: Sequence[Character], page: int) -> list[RuledTable]:
    """Return the tables between level lines that no upright lines cross, with their columns by white space."""
    levels = _merged(edge for edge in edges if edge.level)
    if len(levels) < _FEW_LEVELS or not characters:
        return []
    tables: list[RuledTable] = []
    for stack in _stacks(levels, characters):
        if uprights := _uprights(stack, characters):
            tables += ruled_tables([*stack, *uprights], characters, page)
    return tables


def _merged(levels: Iterable[Edge]) -> list[Edge]:
    """Return the lines from top to bottom, the pieces of one as one."""
    merged: list[Edge] = []
    for edge in sorted(levels, key=lambda edge: (round(edge.top / TOLERANCE), edge.x0)):
        last = merged[-1] if merged else None
        if last and abs(edge.top - last.top) <= TOLERANCE and edge.x0 - last.x1 <= TOLERANCE:
            merged[-1] = last._replace(x1=max(last.x1, edge.x1))
        else:
            merged.append(edge)
    return sorted((edge for edge in merged if edge.x1 - edge.x0 > _WIDE / 4), key=lambda edge: edge.top)


def _stacks(levels: Sequence[Edge], characters: Sequence[Character]) -> Iterator[list[Edge]]:
    """Yield the lines that rule one table: one below the other as wide, and only rows of a table between them."""
    stack: list[Edge] = []
    strips: list[Strip] = []
    for edge in levels:
        if stack:
            left, right = min(e.x0 for e in stack), max(e.x1 for e in stack)
            within = edge.x0 >= left - TOLERANCE and edge.x1 <= right + TOLERANCE
            strip = _strip((stack[-1].top, edge.top), (left, right), characters)
            if not within or _parts(strip, strips, right - left):
                yield from _whole(stack)
                stack, strips = [], []
            elif strip.lines:
                strips.append(strip)
        if stack or edge.x1 - edge.x0 > _WIDE:
            stack.append(edge)
    yield from _whole(stack)


def _whole(stack: list[Edge]) -> Iterator[list[Edge]]:
    if len({round(edge.top / TOLERANCE) for edge in stack}) >= _FEW_LEVELS:
        yield stack


def _strip(between: Span, sides: Span, characters: Sequence[Character]) -> Strip:
    own = [c for c in characters if between[0] < c.middle < between[1] and sides[0] < (c.x0 + c.x1) / 2 < sides[1]]
    return Strip(*between, tuple(line_in_pieces(line) for line in rows_of(own)))


def _parts(strip: Strip, before: Sequence[Strip], width: float) -> bool:
    """Tell whether what stands between two lines is no row: a heading or running text between two tables."""
    if not strip.lines or strip.figured:
        return False
    sizes = [c.bottom - c.top for one in before for piece in one.pieces for c in piece.characters]
    own = median(c.bottom - c.top for piece in strip.pieces for c in piece.characters)
    if sizes and own > _LARGER * median(sizes):
        return True
    alone = all(len(line) == 1 for line in strip.lines)
    long = sum(line[-1].x1 - line[0].x0 > _PROSE * width for line in strip.lines)
    usual = median([(one.bottom - one.top) / len(one.lines) for one in before]) if before else 0.0
    loose = usual > 0 and (strip.bottom - strip.top) / len(strip.lines) > _LOOSE * usual
    return alone and (long > 1 or loose)


def _uprights(stack: Sequence[Edge], characters: Sequence[Character]) -> list[Edge]:
    """Return the upright lines that part the columns of a table, none where they are not sure."""
    left, right = min(edge.x0 for edge in stack), max(edge.x1 for edge in stack)
    places = sorted({edge.top for edge in stack})
    strips = [_strip(between, (left, right), characters) for between in pairwise(places)]
    sizes = [c.bottom - c.top for strip in strips for piece in strip.pieces for c in piece.characters]
    height = median(sizes) if sizes else 0.0
    sides = _sides(strips, height, sorted({edge.x0 for edge in stack if edge.x0 > left + TOLERANCE}))
    uprights = [Edge(side, places[0], side, places[-1], False) for side in (left, right) if sides]
    for strip in strips:
        taken = [span for piece in strip.pieces for span in _solid(piece, height)]
        uprights += [Edge(side, strip.top, side, strip.bottom, False) for side in sides if not _cuts(side, taken)]
    return uprights


def _cuts(side: float, taken: Iterable[Span]) -> int:
    return sum(x0 < side - 1 and x1 > side + 1 for x0, x1 in taken)


def _solid(piece: Piece, height: float) -> list[Span]:
    """Return a piece in parts where words of two cells touch: at white space wider than the piece's own."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(piece.characters)]
    wide = max(_SEAM * height, 2 * median(gaps)) if gaps else 0.0
    return joined_spans([(c.x0, c.x1) for c in piece.characters], wide)


def _sides(strips: Sequence[Strip], height: float, begins: Sequence[float]) -> list[float]:
    """Return where columns are parted: at white space through all rows with figures, and around heads in it.

    Lines that only begin at one of `begins` leave out the label of a group, and so part it from those of its rows.
    None where two figures of a row stand in one column, or what ends a row's label stands in the column of figures.
    """
    figured = _rows(strips)
    columns = joined_spans([(p.x0, p.x1) for strip in figured for p in strip.pieces], ROOM * height)
    if len(columns) < 2 or not all(_apart(line, columns) for strip in figured for line in strip.lines):
        return []
    heads = [strip.pieces for strip in strips if strip not in figured and len(strip.pieces) >= _FEW_HEADS]
    worded = [x1 for x0, x1 in columns if any(x0 <= p.x0 <= x1 and not p.is_figure for f in figured for p in f.pieces)]
    # Words behind the label (a measure word) have a head too, the label of a group in front of it has none.
    columns = with_heads(heads, columns, columns[0][1] if worded else -inf) or with_heads(
        heads, columns, max(worded, default=-inf)
    )
    if not columns:
        return []
    taken = [span for pieces in heads for piece in pieces for span in _solid(piece, height)]
    sides = []
    for (_, low), (high, _) in pairwise(columns):
        sides += [side for side in begins if low <= side <= high][:1] or [_between(low, high, taken)]
    return sorted({*sides, *(side for side in begins if side < columns[0][1])})


def _rows(strips: Sequence[Strip]) -> list[Strip]:
    """Return the strips with figures, but not one on top that numbers the columns: it stands where the head does."""
    figured = [strip for strip in strips if strip.figured]
    below = [piece for strip in figured[1:] for piece in strip.pieces]
    numbers = len(figured) > _FEW_LEVELS and any(
        not any(piece.x0 < other.x1 and piece.x1 > other.x0 for other in below) for piece in figured[0].pieces
    )
    return figured[1:] if numbers else figured


def _apart(line: Sequence[Piece], columns: Sequence[Span]) -> bool:
    """Tell whether the figures of a line stand in columns of their own."""
    at = [next(n for n, (x0, x1) in enumerate(columns) if x0 <= piece.x0 <= x1) for piece in line]
    figures = [place for place, piece in zip(at, line, strict=True) if piece.is_figure]
    return all(at.count(place) == 1 for place in figures)


def _between(low: float, high: float, taken: Sequence[Span]) -> float:
    """Return the place between two columns that cuts the fewest words of the head."""
    ends = sorted({low, high, *(x for span in taken for x in span if low < x < high)})
    middles = [(before + after) / 2 for before, after in pairwise(ends)] or [low]
    return min(middles, key=lambda place: (_cuts(place, taken), abs(place - (low + high) / 2)))
