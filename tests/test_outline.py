"""Numbered headings of two levels, and the section a paragraph stands in."""

from gouji.readers.text import parse
from gouji.recognition.outline import find_sections, section_of

TEXT = """一、概述
（一）加强领导，健全机构。成立领导小组。
正文一。
(二)受疫情影响,当前就业形势复杂严峻,各项政策的落实靠宣传。
1．第三级不算。
二 、申请情况
正文二。"""


def test_headings() -> None:
    found = find_sections(parse(TEXT).paragraphs())
    assert [(section.level, section.numeral, section.title) for section in found] == [
        (1, "一", "概述"),
        (2, "一", "加强领导，健全机构"),
        (1, "二", "申请情况"),
    ]


def test_section_of_each_paragraph() -> None:
    paragraphs = list(parse(TEXT).paragraphs())
    inside = section_of(find_sections(paragraphs), paragraphs)
    assert [inside[number] for number, _ in paragraphs] == ["一", "一", "一", "一", "一", "二", "二"]
