"""Each rule on sentences: a sentence that breaks it, and the same sentence put right."""

from functools import cache
from pathlib import Path

import pytest

import checks.test_statements as rules
from gouji.checking import REGISTRY
from gouji.corpus import Read, Source, assemble
from gouji.recognition.sentences.figures import find_figures
from gouji.recognition.sentences.ties import find_ties
from schemas.records import Facts, PrintedBlock
from tests.stated import paragraphs

# rule, a sentence that breaks it, the equation that the finding prints, and the sentence put right
BROKEN = [
    (
        "parts_sum_to_total",
        "公开信息50条，分为通知20条、机构11条、其他18条。",
        "50条 ≠ 20条 + 11条 + 18条 = 49",
        "公开信息50条，分为通知20条、机构11条、其他19条。",
    ),
    (
        "parts_do_not_exceed_total",
        "公开信息23条，其中公告15条、动态32条。",
        "23条 < 15条 + 32条 = 47",
        "公开信息53条，其中公告15条、动态32条。",
    ),
    (
        "channels_are_within_total",
        "主动公开信息100条，其中网站公开120条，微信公开30条。",
        "100条 < 120条 + 30条 = 150",
        "主动公开信息125条，其中网站公开120条，微信公开30条。",
    ),
    (
        "totals_sum_up_what_stands_before",
        "发布公告23条、年报32条，总共54条。",
        "54条 ≠ 23条 + 32条 = 55",
        "发布公告23条、年报32条，总共55条。",
    ),
    ("staff_sum_to_total", "现有专职2人、兼职5人，合计8人。", "8人 ≠ 2人 + 5人 = 7", "现有专职2人、兼职5人，合计7人。"),
    (
        "units_are_of_one_scale",
        "公开信息173769万条，其中市级75656条、区级98113条。",
        "173769万条 ≠ 75656条 + 98113条 = 173769",
        "公开信息173769条，其中市级75656条、区级98113条。",
    ),
    (
        "round_totals_hold_their_parts",
        "公开1700余条，其中动态872条，公告981条，其他6条。",
        "1700余条 ≠ 872条 + 981条 + 6条 = 1859",
        "公开1800余条，其中动态872条，公告981条，其他6条。",
    ),
    (
        "classifications_agree",
        "公开信息20条，其中动态12条、公告8条；按另一口径分，动态13条、政策7条。",
        "",
        "公开信息20条，其中动态12条、公告8条；按另一口径分，动态12条、政策8条。",
    ),
    (
        "shares_are_of_their_total",
        "受理15件，其中网上提交9件，占50%，当面提交6件，占40%。",
        "9件 / 15件 = 60",
        "受理15件，其中网上提交9件，占60%，当面提交6件，占40%。",
    ),
    (
        "shares_sum_to_one_hundred",
        "受理15件，其中网上提交9件，占60%，当面提交6件，占45%。",
        "60% + 45% = 105 %",
        "受理15件，其中网上提交9件，占60%，当面提交6件，占40%。",
    ),
    (
        "rates_are_of_their_figures",
        "受理申请62件，办结60件，办结率100%。",
        "60件 / 62件 = 96.7742",
        "受理申请62件，办结60件，办结率96.8%。",
    ),
    (
        "all_are_done",
        "收到申请16件，均已按期办结，共办结15件。",
        "16件 ≠ 15件",
        "收到申请16件，均已按期办结，共办结16件。",
    ),
    ("rates_are_at_most_one_hundred", "来信办结率达到103%。", "103%", "来信办结率达到100%。"),
    (
        "growth_is_of_its_figures",
        "受理申请22件，比2022年（31件）下降39%。",
        "22件 / 31件 = 29.0323",
        "受理申请22件，比2022年（31件）下降29%。",
    ),
    (
        "multiples_are_of_their_figures",
        "发布信息2401条，是2013年1128条的1.5倍。",
        "2401条 / 1128条 = 2.1285",
        "发布信息2401条，是2013年1128条的2.1倍。",
    ),
    (
        "changes_are_differences",
        "子栏目从8个增加到16个，新增7个。",
        "16个 - 8个 = 8",
        "子栏目从8个增加到16个，新增8个。",
    ),
    (
        "averages_fit_their_total",
        "网站访问量9064211人次，日均14833人次。",
        "9064211人次 / 366",
        "网站访问量9064211人次，日均24833人次。",
    ),
    (
        "requests_balance",
        "全年新收申请122件，上年结转11件，本年办结125件，结转下年7件。",
        "122件 + 11件 = 133 ≠ 125件 + 7件 = 132",
        "全年新收申请122件，上年结转11件，本年办结126件，结转下年7件。",
    ),
    (
        "lists_have_as_many_as_said",
        "回应热点5件，分别是停水、停电、道路、教育。",
        "5件, listed 4",
        "回应热点4件，分别是停水、停电、道路、教育。",
    ),
    ("nothing_stays_nothing", "本年没有发生行政复议。因信息公开引起行政复议3件。", "3件", "本年没有发生行政复议。"),
]


@cache
def frames(text):
    """Return the frames of one report that consists of these sentences."""
    read = paragraphs(text)
    figures = find_figures(read, {})
    blocks = tuple(PrintedBlock(number, paragraph.text, paragraph.start) for number, paragraph in read)
    facts = Facts(figures=figures, ties=find_ties(read, figures), blocks=blocks, format="txt")
    return assemble([Read.of(Source("report.txt", Path("report.txt")), "", facts)])


def findings(rule, text):
    """Return the failed verdicts of one rule on these sentences."""
    check, given = REGISTRY[rule], frames(text)
    verdicts = check.function(*(given[name] for name in check.frames))
    return verdicts[verdicts["verdict"] == "fails"]


@pytest.mark.parametrize(("rule", "broken", "equation", "mended"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_rule_fails_on_a_sentence_that_breaks_it(rule, broken, equation, mended):
    found = findings(rule, broken)
    assert len(found) == 1
    assert equation in found.iloc[0]["en"]


@pytest.mark.parametrize(("rule", "broken", "equation", "mended"), BROKEN, ids=[case[0] for case in BROKEN])
def test_no_rule_fails_on_the_sentence_put_right(rule, broken, equation, mended):
    failing = {
        name: list(findings(name, mended)["en"]) for name, check in REGISTRY.items() if check.family == "statements"
    }
    assert {name: said for name, said in failing.items() if said} == {}


def test_each_rule_is_shown_to_fail():
    named = {name for name, check in REGISTRY.items() if check.family == "statements"}
    assert named == {case[0] for case in BROKEN}
    assert rules.__doc__


def test_a_finding_quotes_the_sentence():
    found = findings("parts_sum_to_total", "全年运行平稳。公开信息50条，分为通知20条、机构11条、其他18条。")
    assert found.iloc[0]["zh"].endswith("：“公开信息50条，分为通知20条、机构11条、其他18条”")
    assert found.iloc[0]["place"] == "ties[t1]"
    assert found.iloc[0]["members"].split() == ["figures[f1]", "figures[f2]", "figures[f3]", "figures[f4]"]
