"""Tables of a PDF page without upright lines: columns of figures below the words of a head.

Nothing but white space tells the columns: a table is read only where every figure stands in one of them, below one
head each. A row that another line of figures comes near to (a number that was wrapped) keeps its figures in one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gouji.readers.pdf_lines import rows_of
from gouji.readers.pdf_page import Character
from gouji.readers.pdf_tables import Held, RuledTable

_GAP = 0.35  # of a character's height: between what stands in two columns
_ROOM = 0.2  # of the height: white space between two columns, all rows taken together
_APART = 1.25  # times the height: how far lines of figures of two rows are apart, at the least
_EVEN = 0.25  # of the height: how evenly the two lines of a label stand above and below the figures
_BREAK = 3.5  # times the height: white space above or below a table
_NEAR = 1.5  # of the height: between the lines of one cell
_CORNER = 4.0  # times the height: what begins so far on the left of the first column is no head of it
_FEW_COLUMNS, _FEW_ROWS = 3, 4
_FIGURE = re.compile(r"[-+−－]?[\d.,，]{1,20}|[/／—–-]{1,2}")

Span = tuple[float, float]


class Piece(NamedTuple):
    """What stands together in a line."""

    text: str
    x0: float
    x1: float
    characters: tuple[Character, ...]

    @property
    def is_figure(self) -> bool:
        """Tell whether it is a number or a sign for none."""
        return _FIGURE.fullmatch(self.text) is not None


class Row(NamedTuple):
    """A line in pieces; `label` are those before the first figure."""

    middle: float
    top: float
    bottom: float
    pieces: tuple[Piece, ...]

    @property
    def figures(self) -> tuple[Piece, ...]:
        """Return the figures that end the line."""
        first = len(self.pieces)
        while first and self.pieces[first - 1].is_figure:
            first -= 1
        return self.pieces[first:]

    def before(self, place: float) -> tuple[Piece, ...]:
        """Return the pieces on the left of a place."""
        return tuple(piece for piece in self.pieces if piece.x0 < place)


def open_tables(characters: Sequence[Character], page: int) -> list[RuledTable]:
    """Return the tables of three or more columns of figures that no upright lines part."""
    if not characters:
        return []
    height = median(c.bottom - c.top for c in characters)
    printed = [_row(line, height) for line in rows_of(characters)]
    return [table for run in _runs(printed, height) if (table := _table(run, height, page))]


def line_in_pieces(line: Sequence[Character], height: float) -> tuple[Piece, ...]:
    """Return a line's characters in pieces, parted where there is white space; `height` is that of the text."""
    parts: list[list[Character]] = [[line[0]]]
    for before, after in pairwise(line):
        if after.x0 - before.x1 > _GAP * height:
            parts.append([])
        parts[-1].append(after)
    return tuple(
        Piece("".join(c.text for c in part), part[0].x0, max(c.x1 for c in part), tuple(part)) for part in parts
    )


def _row(line: Sequence[Character], height: float) -> Row:
    top, bottom = min(c.top for c in line), max(c.bottom for c in line)
    return Row(median(c.middle for c in line), top, bottom, line_in_pieces(line, height))


def _runs(printed: Sequence[Row], height: float) -> Iterator[list[Row]]:
    """Yield the lines in runs that no white space and no sentence parts."""
    run: list[Row] = []
    for row in printed:
        if run and row.middle - run[-1].middle > _BREAK * height:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _table(run: Sequence[Row], height: float, page: int) -> RuledTable | None:
    figured = [row for row in run if len(row.figures) >= _FEW_COLUMNS]
    if len(figured) < _FEW_ROWS:
        return None
    columns = joined_spans([(piece.x0, piece.x1) for row in figured for piece in row.figures], _ROOM * height)
    first = next(at for at, row in enumerate(run) if row is figured[0])
    while first and any(piece.is_figure and _over(piece, columns) for piece in run[first - 1].pieces):
        first -= 1  # the upper half of a number that was wrapped
    last = max(at for at, row in enumerate(run) if row is figured[-1])
    head, begin = _head(run[:first], columns, height)
    body = run[first : last + 1]
    if head is None or len(columns) < _FEW_COLUMNS or not all(_in_columns(row, columns) for row in body):
        return None
    sides = [columns[0][0] - height / 2, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + height]
    left = min(piece.x0 for row in run[begin : last + 1] for piece in row.pieces) - height
    rows = [row for row in body if any(piece.x0 > sides[0] for piece in row.pieces)]
    after = run[last + 1] if last + 1 < len(run) else None
    held = list(_held_head(head, run[begin].top, run[first].middle - height / 2, sides, page))
    for at, row in enumerate(rows):
        near = any(abs(row.middle - other.middle) < _APART * height for other in (*rows[:at][-1:], *rows[at + 1 :][:1]))
        label = _label(row, [*body, *([after] if after else [])], sides[0], height)
        upper, lower = row.middle - height / 2, row.middle + height / 2
        held.append(Held((left, upper, sides[0], lower), label, page))
        own = [piece for piece in row.pieces if piece.x0 > sides[0]]
        for x0, x1 in [(sides[0], sides[-1])] if near else pairwise(sides):
            inside = tuple(c for piece in own if x0 < (piece.x0 + piece.x1) / 2 < x1 or near for c in piece.characters)
            held.append(Held((x0, upper, x1, lower), inside, page))
    box = (left, run[begin].top, sides[-1], run[last].bottom)
    return RuledTable(box, tuple(held))


def joined_spans(spans: Sequence[Span], room: float) -> list[Span]:
    """Return the spans with those that overlap, or nearly do, as one."""
    joined: list[Span] = []
    for x0, x1 in sorted(spans):
        if joined and x0 - joined[-1][1] <= room:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def _over(piece: Piece, columns: Sequence[Span]) -> list[int]:
    return [at for at, (x0, x1) in enumerate(columns) if piece.x0 < x1 and piece.x1 > x0]


def _in_columns(row: Row, columns: Sequence[Span]) -> bool:
    """Tell whether what stands right of the labels are figures, one in each column at the most."""
    own = [piece for piece in row.pieces if piece.x1 > columns[0][0]]
    places = [_over(piece, columns) for piece in own]
    figures = all(piece.is_figure for piece in own)
    return figures and all(len(place) == 1 for place in places) and len({p[0] for p in places}) == len(places)


def _head(above: Sequence[Row], columns: Sequence[Span], height: float) -> tuple[list[list[Piece]] | None, int]:
    """Return the pieces of the head over each column, `None` unless each has its own, and where the head begins."""
    found: list[list[Piece]] = [[] for _ in columns]
    reached = [0.0] * len(columns)
    spans: list[Span] = []
    begin = len(above)
    for row in reversed(above):
        if any(piece.x0 < columns[0][0] - _CORNER * height and _over(piece, columns) for piece in row.pieces):
            break  # a sentence or a heading
        begin -= 1
        for piece in (piece for piece in row.pieces if piece.x1 > columns[0][0]):
            places = _over(piece, columns)
            if not places:
                return None, begin  # over a column without any figure: which it is, nobody knows
            goes_on = all(found[at] and reached[at] - row.bottom < _NEAR * height for at in places)
            covers = all(
                piece.x0 <= under.x0 + _ROOM and piece.x1 >= under.x1 - _ROOM for p in places for under in found[p]
            )
            if (goes_on and (len(places) == 1 or covers)) or (
                len(places) == 1 and not found[places[0]]
            ):  # others are a common heading of columns
                for at, part in _parted(piece, places, columns):
                    found[at].insert(0, part)
                    reached[at] = row.top
                spans += [(piece.x0, piece.x1)] if len(places) == 1 else []
    whole = all(found) and len(joined_spans(spans, 0.0)) == len(columns)
    return (found if whole else None), begin


def _parted(piece: Piece, places: Sequence[int], columns: Sequence[Span]) -> Iterator[tuple[int, Piece]]:
    """Yield a piece in parts by the column whose middle is nearest: words of several cells may touch."""
    middles = {at: sum(columns[at]) / 2 for at in places}
    parts: dict[int, list[Character]] = {at: [] for at in places}
    for character in piece.characters:
        middle = (character.x0 + character.x1) / 2
        parts[min(places, key=lambda at: abs(middles[at] - middle))].append(character)
    for at, own in parts.items():
        if own:
            yield at, Piece("".join(c.text for c in own), own[0].x0, own[-1].x1, tuple(own))


def _held_head(
    head: Sequence[Sequence[Piece]], top: float, bottom: float, sides: Sequence[float], page: int
) -> Iterator[Held]:
    for pieces, (x0, x1) in zip(head, pairwise(sides), strict=True):
        yield Held((x0, top, x1, bottom), tuple(c for piece in pieces for c in piece.characters), page)


def _label(row: Row, lines: Sequence[Row], place: float, height: float) -> tuple[Character, ...]:
    """Return the label on a row's own line, else the one whose two lines stand evenly above and below it."""
    if own := row.before(place):
        return own[-1].characters
    at = lines.index(row)
    if not 0 < at < len(lines) - 1:
        return ()
    above, below = lines[at - 1], lines[at + 1]
    even = abs((row.middle - above.middle) - (below.middle - row.middle)) < _EVEN * height
    near = below.middle - above.middle < 2 * _APART * height
    words = [one.before(place) for one in (above, below)]
    alone = all(len(one.pieces) == len(own) for one, own in zip((above, below), words, strict=True))
    if not (even and near and alone and all(words)):
        return ()
    return words[0][-1].characters + words[1][-1].characters
