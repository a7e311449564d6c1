"""PDF tables without ruled lines: columns and labels by white space, and what the end of a page cuts off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gouji.readers.pdf_lines import rows_of
from gouji.readers.pdf_open import open_tables
from gouji.readers.pdf_page import Character
from gouji.readers.pdf_tables import RuledTable

Figures = Mapping[int, str] | Mapping[float, str]  # by column
Line = tuple[float, str, Figures]  # top and label; ideographic blanks before it indent it


def tables(lines: Sequence[Line], left: float = 10.0, above: Sequence[float] = ()) -> list[RuledTable]:
    """Read lines of a label and of figures by column; columns are 60 points apart."""
    placed: list[Character] = []
    for top, label, figures in lines:
        for x, text in [(left, label), *((100.0 + 60 * at, text) for at, text in figures.items())]:
            spots = ((n, char) for n, char in enumerate(text) if not char.isspace())
            placed += [Character(char, x + 9 * n, top, x + 9 * n + 9, top + 10) for n, char in spots]
    return open_tables(list(rows_of(placed)), 1, above)


def rows_in(table: RuledTable) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells():
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


def open_table(*lines: Line) -> list[list[str]]:
    """Read lines below a head of three columns."""
    heads = {at: f"第{word}栏" for at, word in enumerate("一二三")}
    found = tables([(0.0, "", heads), *lines])
    return rows_in(found[0]) if found else []


HEAD = ["第一栏", "第二栏", "第三栏"]
ROWS: list[Line] = [(20.0 + 20 * at, f"第{word}行", {0: "12", 1: "0", 2: "345"}) for at, word in enumerate("甲乙丙丁")]
WHOLE = [[label, "12", "0", "345"] for _, label, _ in ROWS]


def test_columns_of_figures_below_a_head_are_a_table_without_lines() -> None:
    assert open_table(*ROWS) == [HEAD, *WHOLE]
    assert open_table(*ROWS[:3]) == []


def test_a_blank_in_a_table_without_lines_stays_in_its_column() -> None:
    assert open_table(*ROWS, (100.0, "戊", {0: "7", 2: "8"}), (120.0, "己", {0: "1", 1: "2", 2: "3"})) == [
        HEAD,
        *WHOLE,
        ["戊", "7", "", "8"],
        ["己", "1", "2", "3"],
    ]


def test_a_label_in_two_lines_belongs_to_the_figures_between_them() -> None:
    wrapped = [(100.0, "前半", {}), (106.0, "", {0: "1", 1: "2", 2: "3"}), (112.0, "后半", {})]
    assert open_table(*ROWS, *wrapped)[-1] == ["前半\n后半", "1", "2", "3"]


def test_halves_of_a_wrapped_number_go_together_where_the_column_is_full() -> None:
    wrapped = [(99.0, "", {1: "456"}), (105.0, "戊", {0: "1", 2: "3"}), (111.0, "", {1: "7"})]
    short = [(129.0, "", {1: "45"}), (135.0, "己", {0: "1", 2: "3"}), (141.0, "", {1: "6"})]
    assert open_table(*ROWS, *wrapped, *short) == [HEAD, *WHOLE, ["戊", "1", "4567", "3"], ["己", "1", "45\n6", "3"]]


def test_lines_of_figures_that_are_too_near_spoil_their_rows() -> None:
    near = [(100.0, "戊", {1: "45"}), (107.0, "己", {0: "1", 2: "3"}), (114.0, "庚", {1: "6"})]
    last = (140.0, "辛", {0: "1", 1: "2", 2: "3"})
    spoilt = [["戊", "45"], ["己", "1 3"], ["庚", "6"]]
    assert open_table(*ROWS, *near, last) == [HEAD, *WHOLE, *spoilt, ["辛", "1", "2", "3"]]


def test_figures_between_the_columns_make_no_table() -> None:
    placed: list[Line] = [(100.0, "戊", {0: "1", 1: "2", 2: "3"}), (120.0, "己", {0.6: "88", 1.1: "2", 2: "3"})]
    assert open_table(*ROWS, *placed) == []
    sentence = (100.0, "一句长长的话伸到了各栏的里面去说", {2: "3"})
    assert open_table(*ROWS, sentence, (120.0, "己", ROWS[0][2])) == [HEAD, *WHOLE]


def test_words_that_may_belong_to_either_label_are_left_in_rows_of_their_own() -> None:
    figures = {0: "1", 1: "2", 2: "3"}
    lines: list[Line] = [(100.0, "前段", {}), (113.0, "戊", figures), (126.0, "后段", {}), (145.0, "己", figures)]
    assert open_table(*ROWS, *lines)[-4:] == [["前段"], ["戊", "1", "2", "3"], ["后段"], ["己", "1", "2", "3"]]


def test_the_label_of_a_group_is_no_label_of_a_row() -> None:
    figures = {0: "1", 1: "2", 2: "3"}
    lines: list[Line] = [(100.0, "　　　前半", {}), (106.0, "组别", figures), (112.0, "　　　后半", {})]
    assert open_table(*ROWS, *lines)[-1] == ["前半\n后半", "1", "2", "3"]


def test_a_column_without_any_figure_has_its_head() -> None:
    heads = {0: "甲栏", 1: "乙栏", 2: "丙栏", 3: "丁栏"}
    lines: list[Line] = [(20.0 + 20 * at, f"第{at}行", {0: "1", 1: "2", 3: "4"}) for at in range(4)]
    (table,) = tables([(0.0, "", heads), *lines])
    assert rows_in(table) == [list(heads.values()), *([f"第{at}行", "1", "2", "", "4"] for at in range(4))]


def test_many_columns_need_one_row() -> None:
    heads = {at: f"{word}栏" for at, word in enumerate("甲乙丙丁戊己")}
    figures = {at: str(at) for at in range(6)}
    assert [len(table.cells()) for table in tables([(0.0, "", heads), (20.0, "行", figures)])] == [13]


def test_a_table_goes_on_below_the_columns_of_the_page_before() -> None:
    (upper,) = tables([(0.0, "", {0: "甲栏", 1: "乙栏", 2: "丙栏"}), *ROWS])
    rest: list[Line] = [(0.0, "某个", {}), (6.0, "", {0: "1", 2: "3"}), (12.0, "名称", {}), (30.0, "末行", {1: "7"})]
    (lower,) = tables([*rest, (50.0, "合计", {0: "1", 1: "7", 2: "3"})], above=upper.sides)
    assert rows_in(lower) == [["某个\n名称", "1", "", "3"], ["末行", "", "7", ""], ["合计", "1", "7", "3"]]
    assert lower.sides == upper.sides


def test_other_columns_on_the_next_page_are_another_table() -> None:
    (upper,) = tables([(0.0, "", {0: "甲栏", 1: "乙栏", 2: "丙栏"}), *ROWS])
    assert tables([(0.0, "行", {0.5: "1", 1.5: "2", 2.5: "3"})], above=upper.sides) == []
    assert tables([(0.0, "某句话一直写到了栏目里", {}), *ROWS], above=upper.sides) == []


def test_a_heading_over_one_of_its_columns_is_no_part_of_its_head() -> None:
    heads = {at: f"{word}栏" for at, word in enumerate("甲乙丙丁戊己")}
    figures = {at: str(at) for at in range(6)}
    (table,) = tables([(0.0, "", {1: "总称"}), (16.0, "", heads), (32.0, "行", figures)])
    assert rows_in(table)[0] == list(heads.values())


def test_a_head_of_two_lines_in_one_column_only() -> None:
    heads = {at: f"{word}栏" for at, word in enumerate("甲乙丙丁戊己")}
    (table,) = tables(
        [(0.0, "", {0.7: "很长很长栏"}), (16.0, "", heads | {1: "名"}), (32.0, "行", dict.fromkeys(range(6), "7"))]
    )
    assert rows_in(table)[0] == ["甲栏", "很长很长栏\n名", "丙栏", "丁栏", "戊栏", "己栏"]
