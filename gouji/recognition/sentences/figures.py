"""Every figure in running text: value, unit, what it counts, where it stands, and how exact it says it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from gouji.document import Paragraph
from gouji.recognition.sentences import cues
from gouji.recognition.sentences.characters import simplified
from gouji.recognition.sentences.numerals import ARABIC, CHINESE, MULTIPLIERS, arabic, chinese
from gouji.recognition.sentences.subjects import Counted, quantity, scope, subject
from schemas.records import Figure

IN_A_ROW = 48  # bare numbers one after another: more are a table that lost its lines, and no sentence
_UNIT, _COUNTED = (
    re.compile("(?:" + "|".join(map(re.escape, units)) + ")(?!(?<=期)[间限满末货])")
    for units in (cues.ALL_UNITS, cues.COUNTED)
)
_TAIL = re.compile(r"\s*(?P<few>[余多])?\s*(?P<scale>万亿|亿|百万|千万|万|千|百)?(?P<more>[余多])?\s*")
_ONE_OF_A_LIST = re.compile(r"[^\d\s,。;、和及与]{1,3}[、和及与]\s?\d")
_IN_A_LIST = re.compile(r"(?:分别|依次)(?:[^\d。;!?\n]{0,6}|[^。;!?\n]*[、,和及与]\s?)$")
_LAST_OF_A_LIST = re.compile(r"\d[^\d\s,。;、和及与]{1,3}[、和及与]\s?$")
_PERCENT_WORDS = re.compile(
    rf"[百千]分之({CHINESE}{{1,12}}(?:点[零一二三四五六七八九]{{1,4}})?|\d{{1,6}}(?:\.\d{{1,4}})?)"
)
_SPACED = re.compile(r"\d(?: \d){1,5}")  # 2 0 1 条, as poor scans have it
_NUMERAL = re.compile(f"{CHINESE}{{1,16}}")
_QUOTED = re.compile(r"《[^》]{0,200}》|“[^”]{0,40}”|「[^」]{0,40}」|‘[^’]{0,40}’|<<[^>]{0,200}>>|〈[^〉]{0,200}〉")
_BOUNDS = tuple(
    (word, bound)
    for words, bound in (
        (cues.AT_MOST_BEFORE, "at most"),
        (cues.AT_LEAST_BEFORE, "at least"),
        (cues.ABOUT_BEFORE, "about"),
    )
    for word in words
)
_BOUNDING = tuple(word for word, _ in _BOUNDS)
_OTHER_WORDS = ("最", "附", "靠", "节", "预", "公", "签", "制", "条", "违", "契")  # 最近, 附近, 预约 bound nothing
_ZERO_OF = re.compile(r"[^,。;]{0,40}?(?:申请|复议|诉讼|收费|费用|举报|投诉|结转|败诉|纠错)")
_LETTER_BEFORE = re.compile(r"[A-Za-z@/\\_#&=~^*×.·•-]$")
_SESSION = re.compile(r"届(?:人大|政协|人民代表大会|党代会|常委会|委员会|全会)*$")
_DIGIT_DASH = re.compile(r"\d\s?[-–—~～至:]$")


def find_figures(paragraphs: Iterable[tuple[int, Paragraph]], section_of: Mapping[int, str]) -> tuple[Figure, ...]:
    """Return the figures of running text in reading order, with ids `f1`, `f2`, ….

    Args:
        paragraphs: each with the number of its block.
        section_of: the numeral of the section that a block stands in; keys may be missing.

    Unit and subject are in simplified characters, `text` is as printed; `start` and `end` are offsets in the
    document's text. Words for nothing (未收到, 为零) are figures of value 0. Dates, ordinals, document and telephone
    numbers, and what stands in titles are no figures.
    """
    figures: list[Figure] = []
    for block, paragraph in paragraphs:
        text = simplified(paragraph.reading)
        for found in _numbers(text, paragraph.text):
            start, end = found.start + paragraph.start, found.end + paragraph.start
            printed = paragraph.text[found.start : found.end]
            words = subject(text, found)
            figures.append(
                Figure(
                    f"f{len(figures) + 1}",
                    found.value,
                    found.unit,
                    words,
                    section_of.get(block, ""),
                    start,
                    end,
                    printed,
                    found.approximate,
                    quantity(text, found, words),
                    scope(text, found.start),
                    block,
                )
            )
    return tuple(figures)


def _numbers(text: str, printed: str) -> Iterator[Counted]:
    """Yield the numbers of one paragraph in order, none inside another."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found = [*_arabic(text, printed), *_chinese(text), *_percent_words(text), *_zeros(text)]
    reached, in_a_row, quotes = 0, 0, iter(quoted)
    quote = next(quotes, None)
    for number in sorted(found, key=lambda number: (number.start, -number.end)):
        while quote and quote[1] <= number.start:
            quote = next(quotes, None)
        if number.start >= reached and not (quote and quote[0] <= number.start < quote[1]):
            in_a_row = in_a_row + 1 if not number.unit and number.start - reached < 2 else 0
            reached = number.end
            if in_a_row < IN_A_ROW:
                yield number


def _arabic(text: str, printed: str) -> Iterator[Counted]:
    for run in ARABIC.finditer(text):
        for start, end in _pieces(text, printed, *run.span()):
            value = arabic(text[start:end])
            if value is not None and (found := _measured(text, start, end, value)):
                yield found


def _pieces(text: str, printed: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a run of digits and separators where it is several numbers (`5、3,120件`, `12, 130`)."""
    run = text[start:end]
    listed = "," in run and bool(_IN_A_LIST.search(text[max(0, start - 20) : start]))
    if listed and "，" not in printed[start:end]:  # 1,205件、2,011件和3,867件
        listed = not (_ONE_OF_A_LIST.match(text, end) or _LAST_OF_A_LIST.search(text[max(0, start - 8) : start]))
    spaced = _SPACED.fullmatch(run) and not _UNIT.match(text, end + (text[end : end + 1] == " "))
    if end - start > 200 or (arabic(run) is not None and not listed and not spaced):
        yield start, end
        return
    if run.count(".") > 1 and "," not in run and " " not in run:
        return
    for piece in re.finditer(r"\d+(?:\.\d+)?", run):
        yield start + piece.start(), start + piece.end()


def _measured(text: str, start: int, end: int, value: Decimal) -> Counted | None:
    """Return the number from `start` to `end` with its unit, or `None` where it counts nothing."""
    before = text[max(0, start - 24) : start]
    sign = before.endswith("-") and not re.search(r"[\dA-Za-z]\s?-$", before)
    if not sign and (_LETTER_BEFORE.search(before) or _DIGIT_DASH.search(before)):
        return None
    named = cues.NUMBERED_THING.search(before)
    if named and named[0][0] in "表图" and re.match(r"\s*[条份件张篇幅个人名]", text[end : end + 3]):
        named = None  # 报告表178条
    if named or cues.NOT_COUNTED.match(text, end):
        return None
    tail = _TAIL.match(text, end)
    assert tail is not None  # each part of it may be empty
    unit = _UNIT.match(text, tail.end())
    if tail["scale"] and not unit and not cues.BARE_AFTER.match(text, tail.end()):
        tail = re.compile("").match(text, end) or tail
    if not unit and not _bare(text, start, tail.end(), value):
        return None
    scale = tail.groupdict().get("scale")
    few = tail.groupdict().get("few") or tail.groupdict().get("more")
    stop = unit.end() if unit else tail.end() if scale or few else end
    if unit and unit[0] == "个" and cues.NOT_COUNTED.match(text, tail.end()):
        return None
    if scale:
        value = value * MULTIPLIERS[scale]
    return Counted(
        start - bool(sign),
        stop,
        -value if sign else value,
        _name(unit[0] if unit else ""),
        _bound(before, bool(few), text, stop),
    )


def _name(unit: str) -> str:
    return cues.PERCENT_UNITS.get(unit) or cues.TIMES_UNITS.get(unit) or unit


def _bare(text: str, start: int, end: int, value: Decimal) -> bool:
    """Tell whether a number without a unit still counts something (`部分公开67、占4.61%`)."""
    if not cues.BARE_AFTER.match(text, end):
        return False
    digits = text[start:end].strip()
    if len(digits) > 6 or cues.YEARLIKE.fullmatch(digits) or cues.HOTLINE.fullmatch(digits):
        return False
    before = text[max(0, start - 12) : start].rstrip()
    if cues.ADDRESS_BEFORE.search(before):
        return False
    if before.endswith("("):
        return bool(re.search(r"[年度期数量]\($", before)) and text[end : end + 1] == ")"
    starts = not before or before[-1] in "。;:!?\n|" or (before[-1] == ")" and len(digits) < 3)
    if (
        starts
        and value < 100
        and cues.ENUMERATOR_AFTER.match(text, end)
        and not re.match(r"\s*、\s*\d", text[end : end + 6])
    ):
        return False
    return bool(before) and "|" not in before[-2:]


def _bound(before: str, few: bool, text: str, end: int) -> str | None:
    """Return how exact the number says it is: `at least`, `at most`, `about` or `None`."""
    before = before.rstrip()
    if few or cues.AT_LEAST_AFTER.match(text, end):
        return "at least"
    if cues.ABOUT_AFTER.match(text, end):
        return "about"
    if not before.endswith(_BOUNDING):
        return None
    for word, bound in _BOUNDS:
        if before.endswith(word) and before[: -len(word)][-1:] not in _OTHER_WORDS:
            return (
                "at least"
                if before.endswith(("不少于", "不低于"))
                else "at most"
                if before.endswith("不超过")
                else bound
            )
    return None


def _chinese(text: str) -> Iterator[Counted]:
    """Yield Chinese numerals where they count (三件, 十二项); not where they are words (第一, 一站式, 几十)."""
    for run in _NUMERAL.finditer(text):
        start, end = run.span()
        few = text[end : end + 1] in ("余", "多")
        unit = _COUNTED.match(text, end + few)
        value = chinese(run[0])
        if (
            not unit
            or value is None
            or text[start - 1 : start] in ("第", "之", "几", "数", "统", "唯", "点", "每", "成", "万", "专")
        ):
            continue
        if (start and text[start - 1].isdigit()) or cues.NOT_COUNTED.match(text, end + few):
            continue
        if (run[0] == "一" and unit[0] in ("方面", "个方面")) or _SESSION.search(text[max(0, start - 8) : start]):
            continue  # 一方面…另一方面, 十二届二次会议, 五届人大五次会议
        if cues.FIXED.match(text, start) or (unit[0] == "部" and text[unit.end() : unit.end() + 1] in ("门", "委")):
            continue
        if cues.BACKWARDS.search(text[max(0, start - 3) : start]) and unit[0] in cues.SORTS:
            continue  # 前两类, 上述三项: the words point at figures, they count nothing new
        if re.match("合计|共(?!同)|总计|相加|累计|之和|加总|汇总", text[unit.end() : unit.end() + 2]):
            continue  # 三项合计: the words count the figures, not the things
        if (
            unit[0] == "项"
            and text[start - 1 : start] in (",", ";", "，", "；")
            and text[unit.end() : unit.end() + 1].isdigit()
        ):
            continue  # 网站106条，公众号41条，两项147条
        after = text[unit.end() : unit.end() + 1]
        alone = run[0] == "一" and unit[0] in cues.CASE_UNITS and text[max(0, start - 1) : start] in (",", ";", "中")
        if (run[0] in ("一", "零") and not alone and after not in "，,、;。:()！!?和及与") or re.match(
            "[三四]类(?:内部|过程)", text[start:]
        ):
            continue
        yield Counted(start, unit.end(), value, unit[0], _bound(text[max(0, start - 6) : start], few, text, unit.end()))


def _percent_words(text: str) -> Iterator[Counted]:
    for match in _PERCENT_WORDS.finditer(text):
        whole, _, fraction = match[1].partition("点")
        value = arabic(whole) if whole[0].isdigit() else Decimal(100) if whole == "百" else chinese(whole)
        if value is not None:
            digits = "".join(str("零一二三四五六七八九".index(character)) for character in fraction)
            yield Counted(
                *match.span(),
                Decimal(f"{value}.{digits}") if digits else value,
                "%" if match[0].startswith("百") else "‰",
                _bound(text[max(0, match.start() - 6) : match.start()], False, text, match.end()),
            )


def _zeros(text: str) -> Iterator[Counted]:
    """Yield the words that say that nothing was received, decided or carried on."""
    for match in cues.ZERO.finditer(text):
        if match[0].endswith(("零", "无")) and len(match[0]) > 1:
            yield Counted(match.end() - 1, match.end(), Decimal(0), "件", None)
        elif (named := _ZERO_OF.match(text, match.end())) and not re.search(r"\d|以外|除", named[0]):
            yield Counted(match.start(), match.end(), Decimal(0), "件", None)
