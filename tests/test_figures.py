"""Figures in running text: what counts, what does not, how exact it is, and which quantity it is."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Paragraph
from gouji.recognition.sentences.characters import simplified
from gouji.recognition.sentences.figures import find_figures
from gouji.recognition.sentences.numerals import chinese
from tests.stated import figures, number


def brief(text):
    """Return value and unit of each figure."""
    return [f"{number(figure.value)}{figure.unit}" for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息2486条", ["2486条"]),
        ("公开信息２４８６条", ["2486条"]),
        ("公开信息2,486条", ["2486条"]),
        ("公开信息1 352条", ["1352条"]),
        ("公开信息 12 条", ["12条"]),
        ("公开信息26.8万条", ["268000条"]),
        ("收费141864.3672万元", ["1418643672元"]),
        ("访问量1.2亿人次", ["120000000人次"]),
        ("占4.20%", ["4.2%"]),
        ("占百分之九十五点五", ["95.5%"]),
        ("电子化率百分之百", ["100%"]),
        ("提高2.5个百分点", ["2.5百分点"]),
        ("是上年的1.5倍", ["1.5倍"]),
        ("下降到-5%", ["-5%"]),
        ("收到申请三件", ["3件"]),
        ("开展培训两次", ["2次"]),
        ("明确十二项任务", ["12项"]),
        ("受理一百二十三件", ["123件"]),
        ("受理一件。", ["1件"]),
        ("部分公开67、不予公开81件", ["67", "81件"]),
        ("分别为5、3、2件", ["5", "3", "2件"]),
        ("分别为120，130，150条", ["120", "130", "150条"]),
        ("公開1340條，複議0件", ["1340条", "0件"]),
        ("结转至2026年6件", ["6件"]),
        ("2021件，公开2019件", ["2021件", "2019件"]),
        ("12个方面", ["12个方面"]),
        ("公开2 0 1 条", ["201条"]),
        ("占千分之三", ["3‰"]),
        ("阅读量30万+；点赞1.6万", ["300000", "16000"]),
        ("代表30人，申请表5份", ["30人", "5份"]),
        ("一件公开了，一件还在办", ["1件"]),
        ("前两类为3件，上述两项共5件", ["3件", "5件"]),
    ],
)
def test_a_count_is_a_figure(text, expected):
    assert brief(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "自2024年1月1日至12月31日",
        "国办发〔2021〕30号第三条",
        "《关于印发2018年政务公开工作要点的通知》",
        "电话：0991-2610220，邮编：830002",
        "维泰南路1号3楼205室",
        "http://www.example.gov.cn/2024/0131/12345.html",
        "联系邮箱12345@example.cn",
        "推进“五公开”和“最多跑一次”",
        "12345热线、110宣传日",
        "党的十九大、二十届三中全会",
        "一方面统一标准，一站式服务，第一平台",
        "“三公”经费、双随机、两微一端",
        "20个工作日内答复，3个月内办结，5年来",
        "1.推进公开。2.加强解读。",
        "（1）机构信息；（2）财政信息",
        "1、推进公开",
        "IPv6、A4纸、web2.0",
        "7×24小时服务，9:00开始",
        "见表3和附件2",
        "几十件、数百条",
        "开通12348、96345",
        "“五一”“十一”期间，五部委，违反八项规定，推行一件事一次办",
        "属于三类内部事务信息、四类过程性信息",
        "7777777777777777777777",
    ],
)
def test_a_date_a_number_of_something_and_a_word_are_no_figures(text):
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("100余条", "at least"),
        ("755多条", "at least"),
        ("3万余份", "at least"),
        ("超过50件", "at least"),
        ("不少于3次", "at least"),
        ("20件以上", "at least"),
        ("近千", None),
        ("近1000次", "at most"),
        ("不足50件", "at most"),
        ("不超过4%", "at most"),
        ("约40件", "about"),
        ("40件左右", "about"),
        ("最近3次", None),
        ("预约3次", None),
        ("网上9件", None),
    ],
)
def test_round_figures_are_bounds(text, bound):
    found = figures(text)
    assert (found[0].approximate if found else None) == bound


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("收到政府信息公开申请30件", "本年新收", 30),
        ("受理依申请公开5件", "本年新收", 5),
        ("收到申请30件，上年结转1件", "上年结转", 1),
        ("收到申请30件，办结24件", "总计", 24),
        ("收到申请30件，结转下年度7件", "结转下年度", 7),
        ("行政复议3件", "行政复议", 3),
        ("行政诉讼2件", "行政诉讼", 2),
        ("本年度未收到政府信息公开申请", "本年新收", 0),
        ("没有发生行政复议", "行政复议", 0),
        ("收到申请9件，予以公开3件", "予以公开", 3),
    ],
)
def test_the_words_name_the_statutory_quantity(text, quantity, value):
    assert (figures(text)[-1].quantity, figures(text)[-1].value) == (quantity, value)


@pytest.mark.parametrize(
    "text", ["受理群众来信89件", "收到网民留言111条", "回复咨询20件", "办理人大建议25件", "维持行政复议决定2件"]
)
def test_letters_and_consultations_are_no_applications(text):
    assert figures(text)[0].quantity in (None, "其他")


def test_a_figure_knows_its_place_its_subject_and_its_scope():
    paragraph = Paragraph("全市2019年主动公开26.8万条。", start=100)
    (figure,) = find_figures([(7, paragraph)], {7: "二"})
    assert figure._replace(quantity=None) == (
        "f1",
        Decimal(268000),
        "条",
        "全市2019年主动公开",
        "二",
        111,
        117,
        "26.8万条",
        None,
        None,
        "全市",
        7,
    )
    assert paragraph.text[figure.start - 100 : figure.end - 100] == figure.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("两千", 2000),
        ("三万五千", 35000),
        ("一亿", 10**8),
        ("二〇二", 202),
    ],
)
def test_chinese_numerals(text, value):
    assert chinese(text) == value


@pytest.mark.parametrize("text", ["", "二三十", "百千", "万", "十百", "一二三", "三" * 40])
def test_words_of_digits_are_no_numerals(text):
    assert chinese(text) is None


@given(st.integers(0, 10**12 - 1), st.sampled_from(["条", "件", "人次", "篇"]))
def test_each_count_is_read_back(value, unit):
    assert brief(f"公开信息{value}{unit}。") == [f"{value}{unit}"]
    assert brief(f"公开信息{value:,}{unit}。") == [f"{value}{unit}"]


@given(st.text(alphabet="0123456789,，.、一二三十百万零件条次年月日号（）()%《》“”。；其中占为共约余 \n", max_size=60))
def test_any_text_is_read_in_order_and_figures_do_not_overlap(text):
    found = figures(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(text[figure.start : figure.end] == figure.text for figure in found)


@given(st.text())
def test_simplified_keeps_the_length(text):
    assert len(simplified(text)) == len(text)
