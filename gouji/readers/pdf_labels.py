"""Which lines of words on the left of a table without ruled lines are the label of which row of figures.

Figures stand in the middle of their row's height, or at its top: a label of several lines stands evenly above and
below its figures, or begins beside them. A line that two rows may claim is none's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.readers.pdf_columns import Piece, Row
from gouji.readers.pdf_page import Character

_EVEN = 0.25  # of a character's height: how evenly the lines of a label stand above and below the figures
_PITCH = 2.6  # times the height: how far lines of one cell are apart, at the most
_SAME = 0.5  # of the shorter of two lines: how much of it the other covers, where both are of one cell

Mark = tuple[int, Piece]  # the number of a line, and the piece of a label in it


class Labels(NamedTuple):
    """The lines of a table and beyond it, the words on the left of them, and the lines with the rows' figures."""

    lines: Sequence[Row]
    words: Sequence[tuple[Piece, ...]]
    rows: Sequence[int]
    height: float

    def found(self) -> list[tuple[Character, ...]]:
        """Return the label of each row."""
        own = [self._seed(row) for row in self.rows]
        taken = {mark for marks in own for mark in marks}
        while pairs := self._unrivalled(own, taken):
            for number, pair in pairs:
                own[number] = [pair[0], *own[number], pair[1]]
                taken.update(pair)
        self._rest(own, taken)
        return [tuple(c for _, piece in marks for c in piece.characters) for marks in own]

    def _seed(self, row: int) -> list[Mark]:
        """Return the label on the row's own line, or two lines right above and below it."""
        beside = [(row, self.words[row][-1])] if self.words[row] else []
        pair = max(self._around(row, row, row), key=lambda pair: pair[0][1].x0, default=None)
        if pair and (not beside or beside[0][1].x1 <= min(piece.x0 for _, piece in pair)):
            return list(pair)  # what stands beside the figures is a group's label
        return beside

    def _around(self, upper: int, lower: int, row: int) -> Iterator[tuple[Mark, Mark]]:
        """Yield words above and below lines of one label that are as far from the figures as each other."""
        middle = self.lines[row].middle
        for above in self._near(upper, -1):
            for below in self._near(lower, 1):
                even = abs((middle - self.lines[above].middle) - (self.lines[below].middle - middle))
                pair = (above, self.words[above][-1]), (below, self.words[below][-1])
                if even < _EVEN * self.height and alike(pair[0][1], pair[1][1]):
                    yield pair

    def _near(self, line: int, step: int) -> Iterator[int]:
        """Yield the lines with words above or below one that may go on with its cell, up to another row's figures."""
        at = line + step
        while 0 <= at < len(self.lines) and at not in self.rows:
            if abs(self.lines[at].middle - self.lines[line].middle) > _PITCH * self.height:
                return
            if self.words[at]:
                yield at
            at += step

    def _unrivalled(self, own: Sequence[list[Mark]], taken: set[Mark]) -> list[tuple[int, tuple[Mark, Mark]]]:
        """Return for labels the next lines above and below that are as surely their own as none of another row."""
        wanted = [
            (number, pair)
            for number, (marks, row) in enumerate(zip(own, self.rows, strict=True))
            for pair in (self._around(marks[0][0], marks[-1][0], row) if marks else ())
            if not taken & set(pair)
            and all(alike(piece, mark[1]) for (_, piece), mark in zip(pair, (marks[0], marks[-1]), strict=True))
        ]
        claims = Counter(mark for _, pair in wanted for mark in pair)
        return [(number, pair) for number, pair in wanted if all(claims[mark] == 1 for mark in pair)]

    def _rest(self, own: Sequence[list[Mark]], taken: set[Mark]) -> None:
        """Give each line that is left to the label that it goes on with, or begins, where only one is near."""
        for at, words in enumerate(self.words):
            if not words or (at, words[-1]) in taken or at in self.rows:
                continue
            mark = (at, words[-1])
            near = sorted(self._ends(mark, own))
            if near and (len(near) == 1 or near[1][0] - near[0][0] >= _EVEN * self.height):
                _, number, behind = near[0]
                own[number][:] = [*own[number], mark] if behind else [mark, *own[number]]
                taken.add(mark)

    def _ends(self, mark: Mark, own: Sequence[list[Mark]]) -> Iterator[tuple[float, int, bool]]:
        """Yield the labels that a line may go on with or begin: how far it is from them, and whether behind them."""
        for number, marks in enumerate(own):
            for behind, end in ((True, marks[-1]), (False, marks[0])) if marks else ():
                distance = abs(self.lines[mark[0]].middle - self.lines[end[0]].middle)
                if behind == (end[0] < mark[0]) and distance <= _PITCH * self.height and alike(end[1], mark[1]):
                    yield distance, number, behind


def alike(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces stand one over the other, as lines of one cell do."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared >= _SAME * min(one.x1 - one.x0, other.x1 - other.x0)
