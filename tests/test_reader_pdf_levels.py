"""PDF tables that level lines alone rule: columns by white space, rows by the lines."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.readers.pdf_levels import level_tables
from gouji.readers.pdf_page import Character, Edge

Printed = tuple[float, float, str]  # x, top and text
SIZE = 10.0


def characters(*printed: Printed, size: float = SIZE) -> list[Character]:
    """Place ideographs as wide as they are high, digits half as wide."""
    placed: list[Character] = []
    for x, top, text in printed:
        for letter in text:
            width = size / 2 if letter.isascii() else size
            placed.append(Character(letter, x, top, x + width, top + size))
            x += width
    return placed


def read(levels: Sequence[float | Edge], *printed: Printed) -> list[list[list[tuple[str, int]]]]:
    """Return the tables as rows of text and column, blank cells left out."""
    edges = [edge if isinstance(edge, Edge) else Edge(0, edge, 400, edge, True) for edge in levels]
    tables = []
    for table in level_tables(edges, characters(*printed), 1):
        rows: dict[int, list[tuple[str, int]]] = {}
        for cell in table.cells():
            rows.setdefault(cell.row, []).extend([(cell.text, cell.column)] if cell.text else [])
        tables.append(list(rows.values()))
    return tables


HEAD = [(10.0, 5.0, "项目"), (150.0, 5.0, "甲栏"), (250.0, 5.0, "乙栏"), (350.0, 5.0, "丙栏")]


def test_white_space_parts_columns_and_blanks_stay_in_theirs() -> None:
    rows = [(10.0, 25.0, "一行"), (158.0, 25.0, "12"), (358.0, 25.0, "3"), (10.0, 45.0, "二行"), (258.0, 45.0, "0")]
    assert read([0, 20, 40, 60], *HEAD, *rows) == [
        [
            [("项目", 0), ("甲栏", 1), ("乙栏", 2), ("丙栏", 3)],
            [("一行", 0), ("12", 1), ("3", 3)],
            [("二行", 0), ("0", 2)],
        ]
    ]


def test_a_column_without_any_figure_is_known_by_its_head() -> None:
    rows = [(10.0, 25.0, "一行"), (158.0, 25.0, "12"), (358.0, 25.0, "3")]
    assert read([0, 20, 40], *HEAD, *rows)[0][1] == [("一行", 0), ("12", 1), ("3", 3)]


def test_a_label_of_three_lines_is_the_row_of_the_figures_beside_it() -> None:
    rows = [
        (10.0, 22.0, "很长的"),
        (10.0, 34.0, "一个行"),
        (10.0, 46.0, "名称"),
        (158.0, 34.0, "7"),
        (358.0, 34.0, "8"),
    ]
    assert read([0, 20, 60], *HEAD, *rows)[0][1] == [("很长的\n一个行\n名称", 0), ("7", 1), ("8", 3)]


def test_a_line_that_begins_behind_a_group_parts_its_label_from_those_of_its_rows() -> None:
    printed = [
        *HEAD,
        (2.0, 35.0, "组"),
        (40.0, 25.0, "一行"),
        (158.0, 25.0, "1"),
        (258.0, 25.0, "2"),
        (358.0, 25.0, "3"),
    ]
    printed += [(40.0, 45.0, "二行"), (158.0, 45.0, "4"), (258.0, 45.0, "5"), (358.0, 45.0, "6")]
    assert read([0, 20, Edge(30, 40, 400, 40, True), 60], *printed)[0][1:] == [
        [("组", 0), ("一行", 1), ("1", 2), ("2", 3), ("3", 4)],
        [("二行", 1), ("4", 2), ("5", 3), ("6", 4)],
    ]


def test_a_heading_of_columns_stands_in_one_cell() -> None:
    printed = [(230.0, 5.0, "几栏的总称呼"), *((x, 25.0, text) for x, _, text in HEAD)]
    rows = [(10.0, 45.0, "一行"), (158.0, 45.0, "1"), (258.0, 45.0, "2"), (358.0, 45.0, "3")]
    assert read([0, 20, 40, 60], *printed, *rows)[0][0] == [("几栏的总称呼", 2)]


def test_two_figures_over_each_other_in_one_column_make_no_table() -> None:
    rows = [(10.0, 25.0, "一行"), (150.0, 25.0, "1"), (170.0, 25.0, "2"), (10.0, 45.0, "二行"), (152.0, 45.0, "33333")]
    assert read([0, 20, 40, 60], *HEAD, *rows) == []


def test_a_larger_heading_between_two_tables_is_no_row_of_them() -> None:
    rows = [(10.0, 25.0, "一行"), (158.0, 25.0, "12"), (258.0, 25.0, "1"), (358.0, 25.0, "3")]
    below = [(x, top + 80, text) for x, top, text in (*HEAD, *rows)]
    edges = [Edge(0, y, 400, y, True) for y in (0, 20, 40, 80, 100, 120)]
    placed = [*characters(*HEAD, *rows, *below), *characters((10.0, 50.0, "二、标题"), size=16.0)]
    assert [len(table.cells()) for table in level_tables(edges, placed, 1)] == [8, 8]


def test_underlined_words_and_rules_between_paragraphs_make_no_table() -> None:
    prose = [
        (0.0, top, "本年度公开政府信息五条，其余各项工作均已完成，有关情况说明如下。") for top in (5.0, 25.0, 45.0)
    ]
    assert read([0, 20, 40, 60], *prose) == []


def test_figures_at_the_left_of_their_columns_are_those_of_as_many_heads() -> None:
    rows = [(10.0, 25.0, "一行"), (125.0, 25.0, "1"), (225.0, 25.0, "0"), (325.0, 25.0, "3")]
    assert read([0, 20, 40], *HEAD, *rows)[0] == [
        [("项目", 0), ("甲栏", 1), ("乙栏", 2), ("丙栏", 3)],
        [("一行", 0), ("1", 1), ("0", 2), ("3", 3)],
    ]
    assert read([0, 20, 40], *HEAD, *rows[:3]) == []  # a column has no figure, and none stands below its head


def test_numbers_of_the_columns_stand_where_their_heads_do() -> None:
    numbers = [(15.0, 25.0, "甲"), (158.0, 25.0, "1"), (258.0, 25.0, "2"), (358.0, 25.0, "3")]
    rows = [(10.0, 45.0 + 20 * at, "某行") for at in range(3)]
    rows += [(x, 45.0 + 20 * at, "7") for at in range(3) for x in (175.0, 275.0, 375.0)]
    table = read([0, 20, 40, 60, 80, 100], *HEAD, *numbers, *rows)[0]
    assert table[1:3] == [
        [("甲", 0), ("1", 1), ("2", 2), ("3", 3)],
        [("某行", 0), ("7", 1), ("7", 2), ("7", 3)],
    ]
