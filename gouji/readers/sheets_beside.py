"""Tables that stand beside one another in a sheet, a blank column between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_FIGURE = re.compile(r"[\d.,+\-/—%]{1,40}")
_MOST_ROWS = 2000  # a sheet of more is a register, which no tables stand beside
_LEAST_LABELS = 4  # of a table that stands beside another one

Place = tuple[int, int]
Rows = Sequence[list[str]]
Extent = tuple[int, int]  # the first and the one after the last


def side_by_side(rows: Rows, merges: Sequence[tuple[Place, Place]]) -> list[Extent]:
    """Return the columns of each of the tables that stand beside one another, none where there is but one.

    Each begins with a column of words, and has another one: else a table may have left a column blank.
    """
    if len(rows) > _MOST_ROWS:
        return []
    width = max(map(len, rows), default=0)
    blank = list(range(1, width - 1))
    for texts in rows:
        blank = [column for column in blank if column >= len(texts) or not texts[column]]
        if not blank:
            return []
    spanned = {column for (_, left), (_, right) in merges for column in blank if left <= column <= right}
    gutters = [-1, *(column for column in blank if column not in spanned), width]
    strips = [(left + 1, right) for left, right in pairwise(gutters) if right - left > 1]
    return strips if len(strips) > 1 and all(_is_table(rows, strip) for strip in strips) else []


def _is_table(rows: Rows, strip: Extent) -> bool:
    """Tell whether rows between two blank columns begin with words in the first column and go on behind it."""
    own = [texts[slice(*strip)] for texts in rows]
    labels = [texts[0] for texts in own if texts and texts[0]]
    words = sum(not _FIGURE.fullmatch(text) for text in labels)
    return any(any(texts[1:]) for texts in own) and len(labels) >= _LEAST_LABELS and 2 * words > len(labels)
