"""What the words of a report claim, leave in or leave out: for rules on content rather than on figures.

Kinds of mention: 全部办结, 复议全部维持, 诉讼全部维持, 复议全部审结, 诉讼全部审结 (all were …), 他年 (a claim
of another year's figures), 引文 (an instrument cited by number), 残留 (words of the template left in), 内容空
(a section that says nothing), 缺内容 (a matter prescribed that no word speaks of).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gouji.document import Paragraph
from schemas.records import Identity, Mention, Section

Paragraphs = Sequence[tuple[int, Paragraph]]

_SENTENCE = re.compile(r"[^。;；\n]+")
_ALL = r"(?:均|全部|都)(?:已)?(?:经)?(?:被|获|得到|予以)?"  # 均按期答复 leaves room for what is not yet due
_CONCLUDED = re.compile(rf"{_ALL}(?:办结|答复完毕|办理完毕|答复|回复)(?!率)")
_UPHELD = re.compile(rf"{_ALL}(?:维持|驳回)")
_DECIDED = re.compile(rf"{_ALL}(?:审结|结案)")
_BUT = re.compile(
    r"结转|顺延|除|其余|其他|尚未|未到期|到期|正在|待|下一?年|建议|提案|信件|来信|咨询|留言|投诉|举报|受理"
)
_QUALIFIED = re.compile(r"结转|顺延|除|其余|尚未|未审结|未到期|到期|正在|待")
_TOPIC = re.compile(r"申请|建议|提案|来信|信件|咨询|留言|投诉|举报|复议|诉讼|信访")
_DISPUTES = ("复议", "诉讼")

_YEAR_CLAIM = re.compile(
    r"(?P<year>20\d\d)年(?:度|全年)?,?(?:我?[^,。;:\d]{0,8})?(?:共|累计|全年|新)?(?:主动公开|收到|受理|发布|制发)[^,。;\d]{0,24}\d+(?:件|条|篇|份|项)"
)
_COMPARED = re.compile(r"(?:较|比|与|同期|结转|上年|去年|自|从|截至|截止|其中)[^,。;]{0,6}$")
_QUOTED = re.compile(r"《[^》]{0,200}》|“[^”]{0,80}”")

_DECREE = re.compile(r"信息公开条例[》\"”]?[^。;]{0,12}?(?P<cited>国务院令?第?\d{3}号)")
_LETTER = re.compile(r"(?P<cited>国办[\u4e00-\u9fff]{1,6}[〔\[(](?:2019|2021)[〕\])](?:60|30)号)")

_TEMPLATE = re.compile(
    r"该部分以表格形式报告|本列数据的勾稽关系|[XＸ×]{2,}年?|\*{3,}|【(?:此处|填写|说明|请|注)[^】]{0,30}】|(?<![\u4e00-\u9fff])对[^,。;]{2,20}进行介绍。?$"
)

_PROBLEMS = "存在的主要问题"
_SHORT, _LONG = 30, 300  # characters: a section that says something, and one long enough to be complete
_TOPICS_2021 = {
    "主动公开": r"主动公开|公开.{0,4}信息",
    "依申请公开": r"申请",
    "政府信息管理": r"信息管理|规范性文件|制度|审查|目录|清理",
    "平台建设": r"平台|网站|新媒体|公众号|专栏",
    "监督保障": r"监督|保障|培训|考核|评议",
}
_TOPICS_BEFORE = {
    "主动公开": r"主动公开|公开.{0,6}信息|发布",
    "依申请公开": r"申请",
    "收费": r"收费|费用|收取|减免",
    "复议、诉讼": r"复议|诉讼",
    "主要问题及改进": r"问题|不足|差距|薄弱",
}
_FEES = re.compile(r"信息处理费|收费|收取.{0,12}费|费用")


def find_claims(paragraphs: Paragraphs, sections: Sequence[Section], identity: Identity) -> tuple[Mention, ...]:
    """Return the claims of an annual report; other documents make none."""
    if identity.kind != "年度报告":
        return ()
    found = [
        *_of_sentences(paragraphs),
        *_other_years(paragraphs, identity.year),
        *_citations(paragraphs),
        *_residues(paragraphs),
    ]
    return (*found, *_left_out(paragraphs, sections, identity))


def _mention(kind: str, block: int, paragraph: Paragraph, start: int, end: int) -> Mention:
    return Mention(kind, paragraph.text[start:end], "", block, paragraph.start + start, paragraph.start + end)


def _of_sentences(paragraphs: Paragraphs) -> Iterator[Mention]:
    for block, paragraph in paragraphs:
        for sentence in _SENTENCE.finditer(paragraph.reading):
            for kind, start, end in _all_of(sentence[0]):
                yield _mention(kind, block, paragraph, sentence.start() + start, sentence.start() + end)


def _all_of(sentence: str) -> Iterator[tuple[str, int, int]]:
    """Yield what a sentence says of all its applications, reconsiderations or lawsuits."""
    if _QUALIFIED.search(sentence):
        return
    for match in _CONCLUDED.finditer(sentence):
        topics = _TOPIC.findall(sentence[: match.start()])
        if topics and topics[-1] == "申请" and re.search(r"收到|受理|新收|办理", sentence[: match.start()]):
            yield "全部办结", *match.span()
    for pattern, said in ((_UPHELD, "维持"), (_DECIDED, "审结")):
        for match in pattern.finditer(sentence):
            before = sentence[: match.start()]
            named = [word for word in _DISPUTES if word in before]
            if len(named) == 2 and not re.search(r"复议[、和及与]?(?:行政)?诉讼", before):
                named = [max(named, key=before.rindex)]
            for word in named:
                yield f"{word}全部{said}", *match.span()


def _other_years(paragraphs: Paragraphs, year: int | None) -> Iterator[Mention]:
    for block, paragraph in paragraphs if year else ():
        quoted = [match.span() for match in _QUOTED.finditer(paragraph.reading)]
        for match in _YEAR_CLAIM.finditer(paragraph.reading):
            inside = any(start <= match.start() < end for start, end in quoted)
            if int(match["year"]) != year and not inside and not _COMPARED.search(paragraph.reading[: match.start()]):
                yield _mention("他年", block, paragraph, *match.span())


def _citations(paragraphs: Paragraphs) -> Iterator[Mention]:
    for block, paragraph in paragraphs:
        for pattern in (_DECREE, _LETTER):
            for match in pattern.finditer(paragraph.reading):
                yield _mention("引文", block, paragraph, *match.span("cited"))


def _residues(paragraphs: Paragraphs) -> Iterator[Mention]:
    for block, paragraph in paragraphs:
        for match in _TEMPLATE.finditer(paragraph.reading):
            yield _mention("残留", block, paragraph, *match.span())


def _left_out(paragraphs: Paragraphs, sections: Sequence[Section], identity: Identity) -> Iterator[Mention]:
    """Yield prescribed matters that no word of a long text names, and sections that say nothing."""
    bodies = _section_bodies(paragraphs, sections)
    whole = "".join(paragraph.reading for _, paragraph in paragraphs)
    if identity.form in ("2019", "2021"):
        problems = next((body for title, body in bodies if _PROBLEMS in title), None)
        if problems and (len(problems) < _SHORT or problems.strip("。") in ("无", "不存在")):
            yield Mention("内容空", problems)
        if identity.form == "2021":
            overall = bodies[0][1] if bodies else ""
            yield from _missing(overall, _TOPICS_2021)
            others = next((body for title, body in bodies if "其他需要报告" in title), "")
            if others and not _FEES.search(others):
                yield Mention("缺内容", "信息处理费")
    else:
        yield from _missing(whole, _TOPICS_BEFORE, least=2)  # one alone may be said in other words


def _missing(text: str, topics: dict[str, str], least: int = 1) -> Iterator[Mention]:
    missing = [topic for topic, pattern in topics.items() if not re.search(pattern, text)]
    if len(text) >= _LONG and len(missing) >= least:
        yield from (Mention("缺内容", topic) for topic in missing)


def _section_bodies(paragraphs: Iterable[tuple[int, Paragraph]], sections: Sequence[Section]) -> list[tuple[str, str]]:
    """Return the sections of level 1 with their text, headings left out."""
    tops = [section for section in sections if section.level == 1 and section.block is not None]
    bodies = []
    for section, after in zip(tops, [*tops[1:], None], strict=False):
        first, last = section.block or 0, after.block if after and after.block is not None else None
        text = "".join(
            paragraph.reading for block, paragraph in paragraphs if first < block and (last is None or block < last)
        )
        bodies.append((section.title, text))
    return bodies
