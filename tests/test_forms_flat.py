"""Tables that lost their grid: read where the figures of a row are all there, told where they are not."""

from __future__ import annotations

import pytest

from gouji.readers.text import parse
from gouji.recognition.forms import read_forms

HEADING = "三、收到和处理政府信息公开申请情况\n"
HEAD = "申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"
LABELS = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开")


def rows(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for cell in read_forms(parse(text)).cells:
        found.setdefault(cell.row, []).append(int(cell.value or 0))
    return found


@pytest.mark.parametrize("between", [" ", "\n", "\t"])
def test_a_row_a_line_and_a_cell_a_line(between: str) -> None:
    text = (
        HEADING
        + HEAD
        + "\n".join(between.join([label, *"5000016"]) for label in LABELS)
        + "\n四、复议情况\n本段结束。\n"
    )
    assert rows(text) == {name: [5, 0, 0, 0, 0, 1, 6] for name in ("本年新收", "上年结转", "予以公开", "部分公开")}


def test_a_label_in_two_lines() -> None:
    values = " 1 0 0 0 0 0 1\n"
    long = "（二）部分公开（区分处理的，只计这一情\n形，不计其他情形）\n1 0 0 0 0 0 1\n"
    assert list(rows(HEADING + HEAD + "".join(label + values for label in LABELS[:3]) + long)) == [
        "本年新收",
        "上年结转",
        "予以公开",
        "部分公开",
    ]


def test_a_row_that_lacks_a_figure_is_told() -> None:
    lines = [f"{label} 1 0 0 0 0 0 1" for label in LABELS[:3]] + [f"{LABELS[3]} 1 0 0 0 1"]
    read = read_forms(parse(HEADING + HEAD + "\n".join(lines)))
    assert "部分公开" not in {cell.row for cell in read.cells}
    assert any("列对不上" in problem.what.zh for problem in read.problems)


def test_halves_of_wrapped_numbers_are_taken_for_no_figures() -> None:
    whole = [f"{label} 1 0 0 0 0 0 1" for label in (LABELS[0], "（七）总计", "四、结转下年度继续办理")]
    halves = ["（三）不予 124 23", "4.保护第三方合法权益 8 752 3 27 1220 33 64"]
    own_line = ["14", f"{LABELS[3]} 0 0 0 9 9 0", "35"]
    read = read_forms(parse(HEADING + HEAD + "\n".join([*whole[:1], *halves, whole[1], *own_line, whole[2]])))
    assert not {"第三方合法权益", "部分公开"} & {cell.row for cell in read.cells}
    assert {"第三方合法权益", "部分公开"} <= {word for problem in read.problems for word in problem.where.split()}


def test_page_numbers_are_no_figures() -> None:
    text = HEADING + HEAD + "\n- 4 -\n".join(f"{label} 1 0 0 0 0 0 1" for label in LABELS)
    assert rows(text)["部分公开"] == [1, 0, 0, 0, 0, 0, 1]


def test_sentences_are_no_tables() -> None:
    assert rows(HEADING + "本年新收申请 5 件，予以公开 3 件，部分公开 1 件，结转 1 件。\n") == {}


STATISTICS = "政府信息公开情况统计表\n统计指标\n单位\n统计数\n一、主动公开情况\n——\n"
INDICATORS = "政府信息公开情况统计报表\n指标名称 计量单位 代码 本期实际 本年累计\n甲 乙 丙 1 2\n"


def values(text: str) -> dict[tuple[str, str], int | None]:
    return {
        (cell.row, cell.column): None if cell.value is None else int(cell.value)
        for cell in read_forms(parse(text)).cells
    }


@pytest.mark.parametrize("between", ["\n", "  "])
def test_a_measure_word_parts_label_and_figure(between: str) -> None:
    rows = ["1．政府公报公开政府信息数 条 3", "2．政府网站公开政府信息数 条", "3．政务微博公开政府信息数 条 0"]
    text = STATISTICS + "\n".join(row.replace(" ", between) for row in rows) + "\n四、行政复议数量 件 1\n"
    assert values(text) == {
        ("政府公报公开数", "数量"): 3,
        ("政府网站公开数", "数量"): None,
        ("政务微博公开数", "数量"): 0,
        ("行政复议数", "数量"): 1,
    }


@pytest.mark.parametrize("between", ["\n", " ", "\t"])
def test_codes_beside_indicators_are_no_figures(between: str) -> None:
    rows = ["主动公开信息数 条 01 12 120", "网上咨询数 人次 07 4 5", "申请总数 条 10 6 66", "行政诉讼数 件 33 0 1"]
    text = INDICATORS.replace(" ", between) + "\n".join(row.replace(" ", between) for row in rows)
    assert values(text) == {
        ("主动公开信息数", "数量"): 12,
        ("主动公开信息数", "本年累计"): 120,
        ("网上咨询数", "数量"): 4,
        ("网上咨询数", "本年累计"): 5,
        ("申请总数", "数量"): 6,
        ("申请总数", "本年累计"): 66,
        ("行政诉讼数", "数量"): 0,
        ("行政诉讼数", "本年累计"): 1,
    }
    assert not any("丙" in problem.where for problem in read_forms(parse(text)).problems)


def test_indicators_without_their_head_or_with_a_figure_lost_are_told() -> None:
    rows = "主动公开信息数 条 01 12 120\n网上咨询数 人次 07 4\n申请总数 条 10 6 66\n行政诉讼数 件 33 0 1\n"
    lost = read_forms(parse(INDICATORS + rows))
    assert "网上咨询数" not in {cell.row for cell in lost.cells}
    assert [p.where for p in lost.problems if "对不上" in p.what.zh] == ["政府信息公开情况统计报表 网上咨询数"]
    headless = read_forms(parse("政府信息公开情况统计报表\n" + rows))
    assert not headless.cells
    assert len([p for p in headless.problems if "对不上" in p.what.zh]) == 4


def test_running_numbers_before_labels_are_no_figures() -> None:
    head = "政府信息公开情况统计表\n序号\n统计指标\n单位\n统计数\n"
    rows = "1\n一、主动公开情况\n----\n----\n2\n制发规范性文件总数\n件\n3\n1．政府公报公开政府信息数\n条\n7\n4\n四、行政复议数量\n件\n0\n"
    assert values(head + rows) == {
        ("制发规范性文件总数", "数量"): None,
        ("政府公报公开数", "数量"): 7,
        ("行政复议数", "数量"): 0,
    }
    skipped = read_forms(parse(head + rows.replace("\n4\n", "\n5\n")))
    assert "政府公报公开数" not in {cell.row for cell in skipped.cells}


def test_a_title_without_its_table_is_told() -> None:
    told = [
        problem.where
        for problem in read_forms(parse("某局2016年度报告\n政府信息公开情况统计表\n统计指标单位统计数\n")).problems
    ]
    assert told == ["政府信息公开情况统计表"]


def test_rows_of_several_forms_without_their_head_are_told() -> None:
    read = read_forms(parse("二、主动公开政府信息情况\n行政许可 0\n行政处罚  1\n行政强制 2\n规章 3\n"))
    assert not read.cells
    assert [problem.what.zh for problem in read.problems][:1] == ["表二的表头没有读到，未读取"]


def test_outcomes_between_the_figures_of_table_four_are_not_its_head() -> None:
    heading = "四、政府信息公开行政复议、行政诉讼情况\n"
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    figures = [str(at) for at in range(15)]
    assert len(rows(heading + "\n".join([*outcomes * 3, *figures]))) == 3
    assert rows(heading + "\n".join([*outcomes, *figures[:5], *outcomes * 2, *figures[5:]])) == {}


def test_table_four_printed_line_by_line() -> None:
    text = "四、政府信息公开行政复议、行政诉讼情况\n类别\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n"
    for at, row in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
        text += f"{row}\n" + "".join(f"{5 * at + n}\n" for n in range(5))
    assert rows(text) == {"行政复议": [*range(5)], "未经复议直接起诉": [*range(5, 10)], "复议后起诉": [*range(10, 15)]}


def test_figures_in_the_middle_of_their_label() -> None:
    middle = "（二）部分公开（区分处理的，只计\n这一情形，不计 1 0 0 0 0 0 1\n其他情形）\n"
    around = "（一）予以\n1 0 0 0 0 0 1\n公开\n"
    text = HEADING + HEAD + "".join(f"{label} 1 0 0 0 0 0 1\n" for label in LABELS[:2]) + around + middle
    assert list(rows(text)) == ["本年新收", "上年结转", "予以公开", "部分公开"]
