"""Columns of a PDF table that no upright lines part: figures below the words of a head, told by white space alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from gouji.readers.pdf_page import Character

ROOM = 0.2  # of a character's height: white space between two columns, all rows taken together
_GAP = 0.35  # of a character's height: between what stands in two columns
_NEAR, _EVEN = 1.5, 0.35  # of the height: between the lines of one cell, and how much more between others
_FULL = 0.9  # of a column's width
_CORNER = 4.0  # times the height: what begins so far on the left of the first column is no head of it
_FEW_HEADS = 3  # in a line: fewer may stand over several columns
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
    """A line in pieces."""

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


def line_in_pieces(line: Sequence[Character]) -> tuple[Piece, ...]:
    """Return a line's characters in pieces, parted where there is white space."""
    height = median(c.bottom - c.top for c in line)
    parts: list[list[Character]] = [[line[0]]]
    for before, after in pairwise(line):
        if after.x0 - before.x1 > _GAP * height:
            parts.append([])
        parts[-1].append(after)
    return tuple(
        Piece("".join(c.text for c in part), part[0].x0, max(c.x1 for c in part), tuple(part)) for part in parts
    )


def row_of(line: Sequence[Character]) -> Row:
    """Return a line of characters as a row of pieces."""
    top, bottom = min(c.top for c in line), max(c.bottom for c in line)
    return Row(median(c.middle for c in line), top, bottom, line_in_pieces(line))


def joined_spans(spans: Sequence[Span], room: float) -> list[Span]:
    """Return the spans with those that overlap, or nearly do, as one."""
    joined: list[Span] = []
    for x0, x1 in sorted(spans):
        if joined and x0 - joined[-1][1] <= room:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def over(piece: Piece, columns: Sequence[Span]) -> list[int]:
    """Return the columns that a piece stands in or over."""
    return [at for at, (x0, x1) in enumerate(columns) if piece.x0 < x1 and piece.x1 > x0]


def with_heads(lines: Sequence[Sequence[Piece]], columns: Sequence[Span], left: float) -> list[Span]:
    """Return the columns as wide as their heads, and those that have a head and no figure at all.

    Heads stand right of the labels' end at `left`. Only lines of several tell: one word may stand over many columns.
    Figures at one side of their column may stand beside its head: then as many heads as columns are one each.
    Empty where it is not sure which head is whose.
    """
    heads = _heads(lines, left)
    own = [span for span in columns if span[0] >= left]
    below = [[at for at, (x0, x1) in enumerate(own) if x0 < head[1] and x1 > head[0]] for head in heads]
    counted = Counter(chain(*below))
    alone = [at for at in range(len(own)) if not counted[at]]
    if any(len(places) > 1 for places in below) or any(count > 1 for count in counted.values()):
        return []
    if alone and not all(below):
        if len(heads) != len(own):
            return []
        below, alone = [[at] for at in range(len(own))], []
    wide = [
        (min(head[0], *(own[at][0] for at in places)), max(head[1], *(own[at][1] for at in places))) if places else head
        for head, places in zip(heads, below, strict=True)
    ]
    found = sorted([*(span for span in columns if span[0] < left), *wide, *(own[at] for at in alone)])
    return found if all(before[1] <= after[0] for before, after in pairwise(found)) else []


def _heads(lines: Sequence[Sequence[Piece]], left: float) -> list[Span]:
    """Return where the heads of columns stand, from the lowest line up; a word over two of them is none."""
    heads: list[Span] = []
    for line in reversed(lines):
        for piece in reversed(line) if len(line) >= _FEW_HEADS else ():
            places = over(piece, heads)
            if piece.x0 >= left and len(places) < 2:
                x0, x1 = heads.pop(places[0]) if places else (piece.x0, piece.x1)
                heads = sorted([*heads, (min(x0, piece.x0), max(x1, piece.x1))])
    return heads


def head_of(above: Sequence[Row], columns: Sequence[Span], height: float) -> tuple[list[list[Piece]] | None, int]:
    """Return the pieces of the head over each column, `None` unless each has its own, and where the head begins.

    A cell goes on upwards as long as its lines are no further apart than those of the other cells: the heading of
    several columns may cover but one of them.
    """
    found: list[list[Piece]] = [[] for _ in columns]
    reached = [0.0] * len(columns)
    spans: list[Span] = []
    apart = _NEAR * height
    begin = len(above)
    for row in reversed(above):
        if any(piece.x0 < columns[0][0] - _CORNER * height and over(piece, columns) for piece in row.pieces):
            break  # a sentence or a heading
        begin -= 1
        own = [piece for piece in row.pieces if piece.x1 > columns[0][0]]
        more = [piece for piece in own if (places := over(piece, columns)) and all(found[at] for at in places)]
        if len(more) < _FEW_HEADS and apart == _NEAR * height:  # no cell has two lines so far
            own = [piece for piece in own if piece not in more or _fills(piece, columns, found)]
        for piece in own:
            places = over(piece, columns)
            if not places:
                return None, begin  # over a column without any figure: which it is, nobody knows
            gap = max((reached[at] - row.bottom for at in places if found[at]), default=0.0)
            goes_on = all(found[at] for at in places) and gap < apart
            covers = all(
                piece.x0 <= under.x0 + ROOM and piece.x1 >= under.x1 - ROOM for p in places for under in found[p]
            )
            if (goes_on and (len(places) == 1 or covers)) or (
                len(places) == 1 and not found[places[0]]
            ):  # others are a common heading of columns
                apart = min(apart, gap + _EVEN * height) if goes_on else apart
                for at, part in _parted(piece, places, columns):
                    found[at].insert(0, part)
                    reached[at] = row.top
                spans += [(piece.x0, piece.x1)] if len(places) == 1 else []
    whole = all(found) and len(joined_spans(spans, 0.0)) == len(columns)
    return (found if whole else None), begin


def _fills(piece: Piece, columns: Sequence[Span], found: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether a cell goes on below a piece: that leaves no room for a character, and below is a short rest."""
    places = over(piece, columns)
    if len(places) != 1 or len(columns) < 2:
        return False
    sides = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    sides = [2 * columns[0][0] - sides[0], *sides, 2 * columns[-1][1] - sides[-1]]
    x0, x1 = sides[places[0]], sides[places[0] + 1]
    width = piece.x1 - piece.x0
    below = found[places[0]][0]
    rest = below.x1 - below.x0 <= width / 2
    return rest and x0 <= piece.x0 and piece.x1 <= x1 and width + width / len(piece.text) > _FULL * (x1 - x0)


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
