"""The labels on the left of a table without ruled lines: which stands beside which row of figures.

A label on its row's own line is the row's, and so are two lines evenly right above and below figures that have none
beside them. Further lines may go on with the label above or below, for cells are set to their top, middle or bottom:
they are left as lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.readers.pdf_columns import Piece, Row

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

    def found(self) -> tuple[list[list[Mark]], list[Mark]]:
        """Return the label of each row, and the lines of words that are none's."""
        own = [self._of(row) for row in self.rows]
        taken = {at for marks in own for at, _ in marks} | set(self.rows)
        return own, [(at, words[-1]) for at, words in enumerate(self.words) if words and at not in taken]

    def _of(self, row: int) -> list[Mark]:
        """Return the label on the row's own line, or the two lines right above and below it."""
        beside = [(row, self.words[row][-1])] if self.words[row] else []
        pair = max(self._around(row), key=lambda pair: pair[0][1].x0, default=None)
        if pair and (not beside or beside[0][1].x1 <= min(piece.x0 for _, piece in pair)):
            return list(pair)  # what stands beside the figures is a group's label
        near = [self.words[at][-1].x0 for step in (-1, 1) for at in self._near(row, step)]
        return [] if beside and any(x0 >= beside[0][1].x1 for x0 in near) else beside

    def _around(self, row: int) -> Iterator[tuple[Mark, Mark]]:
        """Yield words above and below a row that may be one label: as far from the figures as each other."""
        middle = self.lines[row].middle
        for above in self._near(row, -1):
            for below in self._near(row, 1):
                uneven = abs((middle - self.lines[above].middle) - (self.lines[below].middle - middle))
                pair = (above, self.words[above][-1]), (below, self.words[below][-1])
                if uneven < _EVEN * self.height and alike(pair[0][1], pair[1][1]):
                    yield pair

    def _near(self, row: int, step: int) -> Iterator[int]:
        """Yield the lines with words above or below a row that may belong to it, up to another row's figures."""
        at = row + step
        while 0 <= at < len(self.lines) and at not in self.rows:
            if abs(self.lines[at].middle - self.lines[row].middle) > _PITCH / 2 * self.height:
                return
            if self.words[at]:
                yield at
            at += step


def alike(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces stand one over the other, as lines of one cell do."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared >= _SAME * min(one.x1 - one.x0, other.x1 - other.x0)
