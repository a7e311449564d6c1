"""Relations that look as if they must hold and need not: no rule may fail on a report that breaks them.

| relation | why it is not tested |
|---|---|
| 处理决定数量 = 上一年项目数量 + 本年增/减 (table two of 2019) | items of authority are not decisions |
| 尚未审结 carried over to next year's 总计 (table four) | no rule says whether open cases are reported again |
| 主动公开政府信息数 = sum of channels (统计表) | an item published over several counts once |
| 回应热点舆情数 against the ways of response (统计表) | one event counts once, whatever the ways |
| 收到申请数 = 申请办结数 = 申请答复数 (统计表) | the form has no carry-over |
| lawsuits of an area = those of its bodies | co-defendant cases count once (国办公开办函〔2016〕201号) |
| a blank cell | in the indicators before 2014 no number means no data |
| first digits (Benford), round numbers | suspicion is no verdict |
| a fee in table two where no 信息处理费 was taken | table two counts all 行政事业性收费 |
| 其中 items that come to less than their total, channels in a sentence that do | both name some, not all |
| 全文电子化率, 已答复 + 待答复 before 2014 | the table has no such rows; sentences with them are judged as others |
| a heading in other words | offices word headings as their websites do; only a section that lacks or stands elsewhere is told |
"""

from decimal import Decimal
from random import Random

import pytest

from gouji.bodies import Entry
from gouji.corpus import assemble
from gouji.run import registry, run
from schemas.records import Figure, Section
from tests.mutations import facts_of
from tests.specimens import changed, facts, read, values


def failing(*reads, entries=()):
    return run(assemble([read(*one) for one in reads], entries)).findings["check"].tolist()


def test_decisions_need_not_be_the_sum_of_items() -> None:
    report = facts(Random(1), "2019")
    assert failing(("a.yaml", changed(report, ("disclosure", "行政许可", "处理决定数量", 123_250)))) == []


def test_open_cases_need_not_come_back_next_year() -> None:
    random = Random(2)
    before = facts(random, year=2022)
    now = facts(random, before=before)
    old = values(before)
    more = [
        ("reviews", "行政复议", "尚未审结", int(old["reviews", "行政复议", "尚未审结"]) + 5),
        ("reviews", "行政复议", "总计", int(old["reviews", "行政复议", "总计"]) + 5),
    ]
    before = changed(before, *more)._replace(figures=())
    assert failing(("before.yaml", before), ("now.yaml", now)) == []


def test_channels_need_not_sum_to_the_total() -> None:
    report = facts(Random(3), "statistics")
    old = values(report)
    channels = sum(
        int(old["statistics", f"{channel}公开数", "数量"])
        for channel in ("政府公报", "政府网站", "政务微博", "政务微信", "其他方式")
    )
    assert channels != old["statistics", "主动公开政府信息数", "数量"]
    assert failing(("a.yaml", report)) == []


def test_ways_of_response_need_not_fit_the_events() -> None:
    report = changed(
        facts(Random(4), "statistics"),
        ("statistics", "回应热点舆情数", "数量", 1),
        ("statistics", "微博微信回应数", "数量", 500),
    )
    assert failing(("a.yaml", report)) == []


def test_received_may_exceed_what_was_concluded() -> None:
    report = facts(Random(5), "statistics")
    old = values(report)
    more = [
        ("statistics", row, "数量", int(old["statistics", row, "数量"]) + 40) for row in ("收到申请数", "网络申请数")
    ]
    assert failing(("a.yaml", changed(report, *more))) == []


def test_lawsuits_of_an_area_are_not_added_up() -> None:
    random = Random(6)
    city = facts(random, year=2022, text=False)
    below = changed(
        facts(random, year=2022, issuer="南京市东区人民政府", text=False),
        *(("disclosure", "规章", column, 0) for column in ("本年制发件数", "本年废止件数", "现行有效件数")),
    )
    city = changed(city, *((*key, int(value)) for key, value in values(below).items()))
    city = changed(
        city,
        *(("reviews", "复议后起诉", column, 0) for column in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")),
    )
    entries = [
        Entry("c", ((0, "南京市人民政府"),), covers="汇总", complete=True),
        Entry("d", ((0, "南京市东区人民政府"),), parent="c"),
    ]
    assert failing(("city.yaml", city), ("district.yaml", below), entries=entries) == []


def test_blanks_of_the_old_indicators_are_no_data() -> None:
    report = facts(Random(7), "narrative")
    assert (
        failing(
            (
                "a.yaml",
                changed(
                    report, ("statistics", "网上咨询数", "数量", None), ("statistics", "网上咨询数", "本年累计", None)
                ),
            )
        )
        == []
    )


def test_round_figures_and_no_figures_are_no_fault() -> None:
    report = facts(Random(8))
    assert failing(("a.yaml", changed(report, ("disclosure", "行政许可", "本年处理决定数量", 500_000)))) == []
    assert failing(("a.yaml", report._replace(figures=()))) == []


def test_a_fee_need_not_be_a_processing_fee() -> None:
    report = facts(Random(9))
    none_taken = Figure("p1", Decimal(0), "元", "收取信息处理费", "六", text="0元")
    report = changed(report, ("disclosure", "行政事业性收费", "本年收费金额", 812))
    assert failing(("a.yaml", report._replace(figures=(*report.figures, none_taken)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息100条，其中政策法规类30条，工作动态类20条。",
        "全年主动公开政府信息100条，其中通过政府网站公开60条，通过政府公报公开10条。",
    ],
)
def test_parts_named_need_not_be_all(text: str) -> None:
    assert not {name for name in failing(("a.yaml", facts_of(text))) if name in SUMS}


SUMS = {rule.name for rule in registry().values() if rule.family == "statements"}


def test_headings_may_be_worded_otherwise() -> None:
    report = facts(Random(10))
    old = Section(1, "四", "因政府信息公开工作被申请行政复议、提起行政诉讼情况")
    assert failing(("a.yaml", report._replace(sections=(*report.sections[:3], old, *report.sections[4:])))) == []


def test_no_rule_is_named_after_what_is_left_out() -> None:
    assert not [name for name in registry() if "benford" in name or "pending" in name]
