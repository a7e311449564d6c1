"""Who reports on which period, from titles and sentences as offices print them."""

import datetime

import pytest

from gouji.readers import html
from gouji.readers.text import parse
from gouji.recognition.identity import find_identity


@pytest.mark.parametrize(
    ("lines", "issuer", "year"),
    [
        (["某某区人民政府2017年度政府信息公开工作报告"], "某某区人民政府", 2017),
        (["某某市教育局2016年政府信息公开年度报告"], "某某市教育局", 2016),
        (["2023年度某某县自然资源局政府信息公开工作年度报告"], "某某县自然资源局", 2023),
        (["某某市人民政府", "2024 年政府信息公开工作年度报告"], "某某市人民政府", 2024),
        (["某某经济技术开发区管理委员会机关2017年政府", "信息公开年度报告"], "某某经济技术开发区管理委员会", 2017),
        (["某某镇人民政府信息公开工作年度报告（2021年）"], "某某镇人民政府", 2021),
        (["某某街道办事处关于2019年政府信息公开工作情况的报告"], "某某街道办事处", 2019),
        (["某某局政府信息公开2019年年度报告"], "某某局", 2019),
        (["某某局二〇二〇年政府信息公开年度报告"], "某某局", 2020),
        (["关于某某局2018年度政府信息公开工作情况的报告"], "某某局", 2018),
        (["某某市统计局2017年政府信息公开工作年度报告（全文）"], "某某市统计局", 2017),
        (["某某镇2022年度政务公开工作报告"], "某某镇", 2022),
        (["某某县", "2022年度政府信息公开工作年度报告"], "某某县", 2022),
        (["首页 > 政务公开", "某某区教育局", "2023 年政府信息公开", "工作年度报告"], "某某区教育局", 2023),
        (["某某区人民政府", "政府信息公开", "某某区人民政府2017年度政府信息公开工作报告"], "某某区人民政府", 2017),
    ],
)
def test_titles(lines: list[str], issuer: str, year: int) -> None:
    identity = find_identity(parse("\n".join([*lines, "一、概述", "正文。"])), None)
    assert (identity.kind, identity.issuer, identity.year) == ("年度报告", issuer, year)


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["一、概述", "正文。", "某某市水务局", "2025年1月20日"], "某某市水务局"),
        (["来源：某某市水务局 浏览次数：3", "一、概述", "正文。"], "某某市水务局"),
        (["发布机构 | 某某镇人民政府 | 成文日期 | 2025-01-20 |", "一、概述", "正文。"], "某某镇人民政府"),
        (["一、概述", "正文。", "联系人另行公布", "2025年1月20日"], None),
    ],
)
def test_issuer_that_no_title_names(lines: list[str], issuer: str | None) -> None:
    assert find_identity(parse("\n".join(["2024年政府信息公开工作年度报告", *lines])), None).issuer == issuer


def test_opening_sentence_serves_where_there_is_no_title() -> None:
    identity = find_identity(
        parse("根据条例要求，现就某某地区行政公署2017年度政府信息公开情况报告如下：\n一、概述"), None
    )
    assert (identity.issuer, identity.year, identity.title) == ("某某地区行政公署", 2017, None)


def test_silence_stays_silence() -> None:
    identity = find_identity(parse("一、总体情况\n2020年以来，我区认真落实。"), "2019")
    assert (identity.kind, identity.issuer, identity.year, identity.form) == ("年度报告", None, 2020, "2019")


def test_what_is_no_report_is_not_taken_for_one() -> None:
    identity = find_identity(parse("关于召开会议的通知\n定于2020年3月召开。"), None)
    assert (identity.kind, identity.issuer, identity.year, identity.form) == ("其他", None, None, None)


def test_work_points_notice() -> None:
    text = """某某市人民政府办公厅
某政办〔2018〕158号
关于印发某某市2018年政务公开工作要点的通知
各区人民政府：
2018年7月12日
某某市人民政府办公厅                   2018年7月13日印发"""
    identity = find_identity(parse(text), None)
    assert identity.kind == "工作要点"
    assert identity.issuer == "某某市人民政府办公厅"
    assert identity.document_number == "某政办〔2018〕158号"
    assert (identity.signed, identity.issued) == (datetime.date(2018, 7, 12), datetime.date(2018, 7, 13))


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("统计期限从2017年1月1日至2017年12月31日。", "2017-01-01", "2017-12-31"),
        ("所列数据自２０１６年１月１日起至12月31日止。", "2016-01-01", "2016-12-31"),
        ("数据统计期限截止到2017年12月31日。", None, "2017-12-31"),
        ("自2017年1月1日至，网站发布信息。", "2017-01-01", None),
        ("自 2024 年 1 月 1 日至 2024 年 12 月 31 日。", "2024-01-01", "2024-12-31"),
    ],
)
def test_period(sentence: str, start: str | None, end: str | None) -> None:
    identity = find_identity(parse(f"某区人民政府2017年政府信息公开年度报告\n{sentence}"), None)
    assert [date and date.isoformat() for date in (identity.period_start, identity.period_end)] == [start, end]


@pytest.mark.parametrize("line", ["2017年11月24日", "二〇一七年十一月二十四日", "2017-11-24", "２０１７年１１月２４日"])
def test_signature_is_a_date_on_its_own_line(line: str) -> None:
    identity = find_identity(
        parse(f"某区人民政府2017年政府信息公开年度报告\n自2016年3月1日起施行。\n{line}\n关闭窗口"), None
    )
    assert identity.signed == datetime.date(2017, 11, 24)


def test_website_date() -> None:
    identity = find_identity(
        parse("某区人民政府2017年政府信息公开年度报告\n2018-01-02 12:34   来源:某区   (点击: )"), None
    )
    assert identity.published == datetime.date(2018, 1, 2)


def test_impossible_date_is_none() -> None:
    assert find_identity(parse("正文\n2017年13月45日"), None).signed is None


def test_a_title_alone_in_a_row_of_a_table_serves_where_no_paragraph_is_one() -> None:
    sheet = html.parse("<table><tr><td colspan=2>某市财政局2024年政府信息公开工作年度报告<tr><td>规章<td>5</table>")
    identity = find_identity(sheet, "2021")
    assert (identity.issuer, identity.year) == ("某市财政局", 2024)


@pytest.mark.parametrize("line", ["（2018年度）", "2018年", "（2018年1-12月）", "(2018年1月至12月)"])
def test_the_year_below_the_title_of_a_table(line: str) -> None:
    lines = parse(f"政府信息公开情况统计表\n{line}\n填报单位：某镇人民政府\n")
    assert find_identity(lines, "statistics").year == 2018
    assert find_identity(lines, None).year is None
