"""What was printed, other than numbers, that a rule needs to know: bodies, periods, announced sections, slips."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from gouji.document import Paragraph
from gouji.recognition.dates import DATE
from gouji.recognition.identity import OPENING
from schemas.records import Mention

# 本报告(内容)(主要)为某市人民政府办公室2017年度(的)政府信息公开…
_SCOPE = re.compile(r"本报告(?:内容)?主?要?为(?P<issuer>[^。,;:]{2,60}?)(?:19|20)\d\d年度?的?政府信息公开")
_OPEN_PERIOD = re.compile(
    rf"[自从]\s*(?:{DATE.pattern})\s*起?\s*[至到]\s*(?=[,。;、]|$)|(?:期限|时间)截[止至](?:日期?|到|至)?(?=[,。;]|$)"
)
_ANNOUNCED = re.compile(
    r"(?:报告|年报)(?:由|包括|共?分为|分)([^。;:]{4,200}?)(?:等?[一二三四五六七八九十\d]*个?(?:部分|章节|方面)(?:组成|构成)?)[。,;]"
)
# Words printed twice running; numerals repeat by nature (二〇二〇), and so does a title within a title (的通知的通知).
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,8}):?\s*\1")
_REPEATABLE = re.compile(r"[一二三四五六七八九十百千万零两]+|.*的.*|.*[月日天年次个].?")
_PERSON = re.compile(r"联系人\s*:\s*([\u4e00-\u9fff]{2,4})")
_TELEPHONE = re.compile(r"(?:电话|手机|传真)\s*:\s*(\d[\d—\-() ]{5,18}\d)")


def find_mentions(paragraphs: Iterable[tuple[int, Paragraph]], inside: Mapping[int, str]) -> tuple[Mention, ...]:
    """Return what rules need of the words; `inside` maps a block to the numeral of its section.

    A person's name and telephone number are kept masked: the finding that they were printed must not print
    them again.
    """
    return tuple(
        Mention(kind, text, inside.get(block, ""), block, paragraph.start + start, paragraph.start + end)
        for block, paragraph in paragraphs
        for find in _FINDERS
        for kind, text, start, end in find(paragraph)
    )


Found = Iterator[tuple[str, str, int, int]]


def _bodies(paragraph: Paragraph) -> Found:
    for pattern in (_SCOPE, OPENING):
        for match in pattern.finditer(paragraph.reading):
            start, end = match.span("issuer")
            yield "机构", paragraph.text[start:end], start, end


def _open_periods(paragraph: Paragraph) -> Found:
    for match in _OPEN_PERIOD.finditer(paragraph.reading):
        yield "统计期限", paragraph.text[match.start() : match.end()], *match.span()


def _announced(paragraph: Paragraph) -> Found:
    for match in _ANNOUNCED.finditer(paragraph.reading):
        start = match.start(1)
        for name in re.finditer(r"[^、,]+", match[1]):
            yield (
                "章节",
                paragraph.text[start + name.start() : start + name.end()],
                start + name.start(),
                start + name.end(),
            )


def _doubled(paragraph: Paragraph) -> Found:
    for match in _DOUBLED.finditer(paragraph.reading):
        if not _REPEATABLE.fullmatch(match[1]):
            yield "重复", paragraph.text[match.start() : match.end()], *match.span()


def _persons(paragraph: Paragraph) -> Found:
    for match in _PERSON.finditer(paragraph.reading):
        yield "联系人", match[1][0] + "某" * (len(match[1]) - 1), *match.span(1)


def _telephones(paragraph: Paragraph) -> Found:
    for match in _TELEPHONE.finditer(paragraph.reading):
        yield "电话", match[1][:3] + "*" * (len(match[1]) - 3), *match.span(1)


_FINDERS: tuple[Callable[[Paragraph], Found], ...] = (
    _bodies,
    _open_periods,
    _announced,
    _doubled,
    _persons,
    _telephones,
)
