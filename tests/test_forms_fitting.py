"""Which figure stands in which column: read where that is sure, told where a cell may be lacking."""

from __future__ import annotations

import pytest

from gouji.document import Document, Table
from gouji.readers.blocks import Span, grid
from gouji.readers.text import parse
from gouji.recognition.forms import read_forms
from gouji.recognition.forms.labels import column_labels
from schemas.forms import forms

LONG = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
HEAD = f"{LONG} | 申请人情况 | \n自然人 | 法人或其他组织 | 总计 | \n{' | '.join(NAMES[1:6])} | \n"
FULL = "1 | 0 | 0 | 0 | 0 | 2 | 3"
Read = dict[str, list[int | None]]


def rows(document: Document) -> Read:
    found: Read = {}
    for cell in read_forms(document).cells:
        found.setdefault(cell.row, []).append(None if cell.value is None else int(cell.value))
    return found


def printed(*lines: str) -> Read:
    """Read rows of text below a head; the first two print all their figures."""
    read = rows(parse(HEAD + "\n".join(lines)))
    assert read.pop("本年新收") == read.pop("上年结转") == [1, 0, 0, 0, 0, 2, 3]
    return read


def whole(behind: str) -> list[str]:
    return [f"{label} | {FULL} |{behind}" for label in ("一、本年新收政府信息公开申请数量", "二、上年结转")]


@pytest.mark.parametrize(
    ("figures", "values"),
    [
        ("| 5 | | 0 | 0 | 0 | 0 | 5", [5, None, 0, 0, 0, 0, 5]),
        ("| 5 | 0 | 0 | 0 | 0 | 0 |  |", [5, 0, 0, 0, 0, 0, None]),
        ("|  | 0 | 0 | 0 | 0 | 0 | 5", [None, 0, 0, 0, 0, 0, 5]),
        ("| 5 | 0 | 0 | 0 | 0 | 5", None),
        ("| 5 | 0 | 0 | 0 | 0 | 5 |  |  |", None),
        ("|  | 5 | 0 | 0 | 0 | 0 | 5 |  |", None),
        ("|  |  |  |  |  |  |  |", [None] * 7),
    ],
)
def test_a_row_of_text_without_padding(figures: str, values: list[int | None] | None) -> None:
    assert printed(*whole(""), f"四、结转下年度继续办理 {figures}").get("结转下年度") == values


@pytest.mark.parametrize(
    ("figures", "values"),
    [
        ("| 5 | 0 | 0 | 0 | 0 | 0 | 5 | | |", [5, 0, 0, 0, 0, 0, 5]),
        ("|  | 0 | 0 | 0 | 0 | 0 | 5 | | |", [None, 0, 0, 0, 0, 0, 5]),
        ("| 5 | 0 | 0 | 0 | 0 | 5 | | | |", None),  # 总计 is blank, or a figure is lacking and the row was filled up
        ("|  | 0 | 0 | 0 | 0 | 5 | | | |", None),
        ("| 5 | 0 | 0 | 0 | 0 | 5 |", None),
    ],
)
def test_a_row_of_text_filled_up_with_blank_cells(figures: str, values: list[int | None] | None) -> None:
    assert printed(*whole(" | |"), f"四、结转下年度继续办理 {figures}").get("结转下年度") == values


def test_blank_cells_of_a_merged_label_are_no_figures() -> None:
    like = [f"{label} |  | {FULL} |" for label in ("（一）予以公开", "（二）部分公开")]
    read = printed(
        *whole(""), *like, "（七）总计 |  | 5 | 0 | 0 | 0 | 0 | 5 |", "（六）其他处理 |  |  | 0 | 0 | 0 | 0 | 0 | 5 |"
    )
    assert "总计" not in read
    assert read["其他处理"] == [None, 0, 0, 0, 0, 0, 5]


def test_a_head_that_lost_a_column_fits_no_row_with_a_blank_end() -> None:
    head = f"{LONG} | {' | '.join(NAMES[1:])}\n"
    lines = [f"{label} | {FULL}" for label in ("一、本年新收政府信息公开申请数量", "二、上年结转")]
    assert rows(parse(head + "\n".join([*lines, "四、结转下年度继续办理 | | 4 | 0 | 0 | 0 | 0 | 4"]))) == {}


def test_a_lost_head_does_not_fit_rows_with_a_column_more() -> None:
    lines = [
        f"{label} | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 2"
        for label in ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开")
    ]
    assert rows(parse("\n".join([*lines, "四、结转下年度继续办理 | | 1 | 0 | 0 | 0 | 0 | 1 | 1"]))) == {}


def table(corner: str, *names: str) -> Document:
    head = [Span(corner), *map(Span, names)]
    lines = [
        [Span("一、本年新收政府信息公开申请数量"), *map(Span, ("6", "1", "0", "0", "0", "2", "9"))],
        [Span("二、上年结转政府信息公开申请数量"), *map(Span, ("", "3", "0", "0", "0", "0", "3"))],
        [Span("四、结转下年度继续办理"), *map(Span, ("", "4", "0", "0", "0", "0", ""))],
    ]
    return Document((Table(grid([head, *lines])),), "html")


def test_the_corner_of_a_head_with_a_grid_may_say_anything() -> None:
    assert rows(table("项目", *NAMES)) == {
        "本年新收": [6, 1, 0, 0, 0, 2, 9],
        "上年结转": [None, 3, 0, 0, 0, 0, 3],
        "结转下年度": [None, 4, 0, 0, 0, 0, None],
    }


def test_words_printed_over_a_head_shift_no_row() -> None:
    read = read_forms(table("某局政府信息公开", "", *NAMES[1:6], ""))
    assert read.cells == ()
    assert [problem.what.zh for problem in read.problems[:3]] == ["数值与表头的列对不上，未读取"] * 3


def tables(*parts: list[list[Span]]) -> Document:
    return Document(tuple(Table(grid(part)) for part in parts), "pdf")


def spans(*texts: str) -> list[Span]:
    return [Span(text) for text in texts]


def test_a_figure_stands_anywhere_below_a_head_of_several_columns() -> None:
    head = [Span("信息内容"), Span("上一年项目数量"), Span("本年增/减", colspan=2), Span("处理决定数量")]
    shifted = [Span("行政许可"), Span("7", colspan=2), Span("-1"), Span("9")]
    split = spans("行政处罚", "5", "", "2", "8")
    assert rows(tables([head, shifted, split])) == {"行政许可": [7, -1, 9], "行政处罚": [5, 2, 8]}
    twice = spans("行政强制", "5", "1", "2", "8")
    assert "行政强制" not in rows(tables([head, shifted, split, twice]))


def test_two_heads_in_one_cell_are_no_column() -> None:
    head = spans("信息内容", "本年制发件数 本年废止件数", "现行有效件数")
    read = read_forms(tables([head, spans("规章", "1", "2"), spans("行政规范性文件", "3", "4")]))
    assert not read.cells
    assert [problem.where for problem in read.problems[:2]] == ["表二 规章", "表二 行政规范性文件"]
    columns = column_labels(forms()["2021"].tables["applications"])
    assert columns.only("法律服务机构其他") is None
    assert columns.only("法律服务机枸") is columns.find("法律服务机构")


def test_the_grid_of_a_head_is_not_that_of_another_table() -> None:
    head = [Span(LONG), *spans(*NAMES)]
    first = [
        head,
        *([Span(label), *spans(*"1000023")] for label in ("一、本年新收政府信息公开申请数量", "（一）予以公开")),
    ]
    full = [Span("1.属于国家秘密"), Span(""), *spans(*"2000013")]
    blanks = [Span("2.其他法律行政法规禁止公开"), Span(""), *spans("4", "0", "0", "0", "0", "4", "")]
    read = rows(tables(first, [full, blanks]))
    assert read["国家秘密"] == [2, 0, 0, 0, 0, 1, 3]
    assert read["法律行政法规禁止公开"] == [4, 0, 0, 0, 0, 4, None]


DISCLOSURE = "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"


def test_a_blank_at_the_end_may_fill_up_a_row_of_text() -> None:
    text = f"{DISCLOSURE}规章 | 0 | 9 | |\n行政规范性文件 | 1 | 2 | 3 |\n"
    assert rows(parse(text)) == {"行政规范性文件": [1, 2, 3]}
    framed = "".join(f"| {line} |\n" for line in text.replace(" |\n", "\n").splitlines())
    assert rows(parse(framed)) == {"规章": [0, 9, None], "行政规范性文件": [1, 2, 3]}


def test_rows_that_text_breaks_into_a_figure_a_line() -> None:
    lines = [*whole(""), "（一）予以公开 |", *(f"{figure} |" for figure in (1, 0, 0, 0, 0, 2, 3))]
    assert printed(*lines) == {"予以公开": [1, 0, 0, 0, 0, 2, 3]}
    assert printed(*lines[:-1]) == {}
    assert printed(*whole(""), "（一）予以公开 | 1 | 0 |", "0 | 0 |", "0 | 2 | 3 |") == {
        "予以公开": [1, 0, 0, 0, 0, 2, 3]
    }


def test_table_four_that_text_breaks_into_a_figure_a_line() -> None:
    head = "行政复议 | 行政诉讼 |\n" + " | ".join(("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3) + " |\n"
    figures = [f"{at} |\n" for at in range(15)]
    assert list(rows(parse(head + "".join(figures))).values()) == [[*range(5)], [*range(5, 10)], [*range(10, 15)]]
    assert rows(parse(head + "".join(figures[1:]))) == {}


def test_a_running_number_stands_before_the_label() -> None:
    head = "| 序号 | 统计指标 | 单位 | 统计数 |\n"
    text = head + "| 2 | 1．政府公报公开政府信息数 | 条 | 5 |\n| 3 | 2．政府网站公开政府信息数 | 条 |  |\n"
    assert rows(parse(text)) == {"政府公报公开数": [5], "政府网站公开数": [None]}


def test_a_figure_on_the_left_of_its_head_is_not_overlooked() -> None:
    head = [Span("信息内容"), Span(""), Span("本年处理决定数量"), Span("")]
    assert rows(tables([head, spans("行政处罚", "911", "", ""), spans("行政强制", "", "7", "")])) == {
        "行政处罚": [911],
        "行政强制": [7],
    }


def test_a_table_whose_merged_cells_left_their_places_blank_has_columns() -> None:
    lines = [
        f"{LONG} |  |  | {' | '.join(NAMES)}",
        "一、本年新收政府信息公开申请数量 |  |  | 1 | 0 | 0 | 0 | 0 | 2 | 3",
        "三、本年度办理结果 | （三）不予公开 | 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 2 | 3",
        "  |  | 5.属于三类内部事务信息 |  | 4 | 0 | 0 | 0 | 0 | ",
        "  | （七）总计 |  |  | 5 | 0 | 0 | 0 | 0 | ",
        "四、结转下年度继续办理 |  |  | 5 | 0 | 0 | 0 | 5 | ",
    ]
    read = rows(parse("\n".join(f"| {line} |" for line in lines)))
    assert read["三类内部事务信息"] == [None, 4, 0, 0, 0, 0, None]
    assert read["总计"] == [None, 5, 0, 0, 0, 0, None]
    assert "结转下年度" not in read  # a cell is lacking


def test_words_behind_the_last_column_are_a_remark() -> None:
    labels = [Span("一、本年新收政府信息公开申请数量"), Span("二、上年结转政府信息公开申请数量")]
    figures = [Span(text) for text in FULL.split(" | ")]
    head = [Span(LONG), *map(Span, NAMES)]
    lines = [head, [labels[0], *figures, Span("含网上申请")], [labels[1], *figures, Span("7")]]
    read = rows(Document((Table(grid(lines)),), "html"))
    assert read == {"本年新收": [1, 0, 0, 0, 0, 2, 3]}  # a figure below no head belongs to one that was lost
