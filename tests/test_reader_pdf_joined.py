"""PDF tables that go on over the end of a page which cut a row, or stands between two."""

from __future__ import annotations

import pytest

from gouji.readers.pdf_joined import joined
from gouji.readers.pdf_page import Character, Edge
from gouji.readers.pdf_tables import RuledTable, ruled_tables

X = (0, 60, 80, 100)


def part(texts: tuple[str, ...], *, below: bool) -> RuledTable:
    """Return a table of one closed row and, at the end (or the beginning) of its page, one without its line there."""
    levels, ends, open_row, closed = ((0, 20), (0, 40), 24, 4) if below else ((20, 40), (0, 40), 4, 24)
    edges = [Edge(0, y, 100, y, True) for y in levels] + [Edge(x, ends[0], x, ends[1], False) for x in X]
    marks = [
        Character(letter, x + 2 + 5 * at, top, x + 7 + 5 * at, top + 10)
        for top, row in ((open_row, texts), (closed, ("丁", "9", "9")))
        for x, text in zip(X, row, strict=False)
        for at, letter in enumerate(text)
    ]
    (table,) = ruled_tables(edges, marks, 1 if below else 2)
    return table


@pytest.mark.parametrize(
    ("above", "below", "rows"),
    [
        (("甲上", "1", "2"), ("甲下", "", ""), [["甲上\n甲下", "1", "2"]]),
        (("甲", "1", ""), ("乙", "3", "4"), [["甲", "1", ""], ["乙", "3", "4"]]),
        (("甲", "", "2"), ("乙", "3", ""), [["甲", "", "2"], ["乙", "3", ""]]),
        (("甲", "300", "2"), ("乙", "4", ""), [["甲\n乙", "3004", "2"]]),  # no room for another digit
    ],
)
def test_figures_tell_a_row_that_the_page_cut_from_two_rows(
    above: tuple[str, ...], below: tuple[str, ...], rows: list[list[str]]
) -> None:
    table = joined(part(above, below=True), part(below, below=False))
    assert table
    printed: dict[int, list[str]] = {}
    for cell in table.cells():
        printed.setdefault(cell.row, []).append(cell.text)
    assert list(printed.values())[1:-1] == rows
