"""What was printed, other than numbers, that a rule needs to know."""

import pytest

from gouji.readers.text import parse
from gouji.recognition.mentions import find_mentions


def mentions(text: str) -> list[tuple[str, str]]:
    return [(mention.kind, mention.text) for mention in find_mentions(parse(text).paragraphs(), {})]


def test_body_that_the_report_is_said_to_be_about() -> None:
    assert mentions("本报告内容主要为某市人民政府办公室2017年度政府信息公开工作情况。") == [
        ("机构", "某市人民政府办公室")
    ]


@pytest.mark.parametrize("words", ["自2017年1月1日至", "期限截止日"])
def test_period_without_last_day(words: str) -> None:
    assert mentions(f"统计{words}，“某某网”发布信息。") == [("统计期限", words)]


def test_period_with_last_day_is_no_mention() -> None:
    assert mentions("自2017年1月1日至2017年12月31日，数据统计期限截止到2017年12月31日。") == []


def test_announced_sections() -> None:
    assert mentions("本报告由概述、主动公开情况、收费情况等部分组成。") == [
        ("章节", "概述"),
        ("章节", "主动公开情况"),
        ("章节", "收费情况"),
    ]


@pytest.mark.parametrize("text", ["其中：其中新闻1条。", "责任单位：责任单位：各局"])
def test_doubled_words(text: str) -> None:
    assert [kind for kind, _ in mentions(text)] == ["重复"]


@pytest.mark.parametrize(
    "text", ["二〇二〇年", "转发方案的通知的通知", "办事指南，办事指南之外", "一级抓一级、一级促一级", "答复，答复率"]
)
def test_words_that_repeat_by_nature(text: str) -> None:
    assert mentions(text) == []


def test_person_and_telephone_are_kept_masked() -> None:
    assert mentions("（联系人：易小平，联系电话：4689937）") == [("联系人", "易某某"), ("电话", "468****")]
