"""This year against another: growth, multiples, differences; and averages against their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.owners import MOST_SHARES
from gouji.recognition.sentences.terms import Sentence, Term, relation
from schemas.records import Tie

_EARLIER = re.compile(
    r"(?:上年度?|去年|上一年度?|前一年|20\d\d年度?|同期)(?:同期|全年)?"
    r"(?:的|为|是|仅|只有|有|共|受理|收到|公开|发布|办理|主动公开){0,3}[\s(]*(?:仅|为|的)?$|"
    r"[由从](?:20\d\d年|上年|去年|原来|原先)?度?的?$|[比较][^,。;\d]{1,8}[之以]?前的?$"
)
_COMPARING = re.compile(r"[比较与和由从]|上年|去年|同期|前一年|上一年")
_REACHED = re.compile(r"(?:增|升|减|降|提高|扩|缩|精简|整合|清理|拓展)[^,。;]{0,3}[至到为]|本年|今年|[^较比]20\d\d年")
_NO_SUBJECT = re.compile(
    r"倍|同比|环比|[较比与由从].*|分别|总体|整体|数量|总量|总数|"
    r"[发公申受办答回][布开请理结复][量数]?|年度|全年|今年|本年|"
    r"[则也均约共又为了将近,; )]"
)
_YEAR = re.compile(r"(20\d\d)年[^,。;\d]{0,16}$")
_AVERAGED = re.compile(
    r"[日月周]均|平均每个?(?:工作)?[日天月周]|[约达为超近]|访问量?|浏览量?|点击量?|发布|更新|接待|受理|[量数]"
)
_FROM = re.compile(r"[由从][^,。;]{0,14}$")
_TO = re.compile(r"(?:增|减|升|降|提高|扩|缩|精简|整合|清理|拓展)[^,。;]{0,6}[至到为][^,。;]{0,8}$")
_AGAINST = re.compile(r"[比较][^,。;]{0,14}$")
_DELTA = re.compile(r"(?:增加|减少|净增|新增|增长|下降|压减|压缩|多|少|增|减)了?$")
_NOW_AFTER = re.compile(r"[,(](?:现|今年|本年)?(?:为|达到?|[降升增减]?至|[降升增减]到|共计?)")
_BASE_AFTER = re.compile(r"[,(](?:上年度?|去年|上一年度?|(?:上年|去年)?同期|20\d\d年)(?:同期)?(?:为|的|是)?")
_JOINT = re.compile(r"[,、和及与]")
_ITEMS = re.compile(r"等$")
_PERIOD = re.compile(  # less than a year, or more: no divisor is known
    r"[本上下一当每]周|第[\d一二三四五六七八九十]{1,3}[周季]|[\d一二三四五六七八九十]月(?!\d{1,2}日)|[本当上]月|季度|半年|期间|以来"
)


def find_growth(sentences: Sequence[Sentence], taken: set[int]) -> Iterator[Tie]:
    """Yield growth rates and multiples, with the current and the earlier figure where the sentence prints both."""
    for sentence in sentences:
        for place, rate in enumerate(sentence.terms):
            if rate.index in taken or rate.kind not in ("rate", "times"):
                continue
            words = rate.before[-24:]
            multiple = rate.kind == "times"
            if multiple and place and words.strip(" )") == "的":
                words = sentence.terms[place - 1].before[-24:].rstrip("( ")  # 是1200条的2倍
            head = _head(sentence.terms, place)
            if head is not rate:
                words = head.before[-24:]
            stated = cues.GROWTH.search(words) or (multiple and re.search(r"[是为达]|相当于", words))
            if not stated or "增长点" in words:
                continue
            if not multiple and "率" in words[words.rfind(",") + 1 :] and not re.search("增长率|增幅|增速", words):
                continue  # 办结率提高5%: a rate that grew, not a count
            current, earlier = _compared(sentence.terms, place, multiple)
            current, earlier = _told_after(sentence.terms, place, current, earlier)
            if earlier is not None and current is not None and _one_of_several(sentence.terms, current, earlier):
                current = earlier = None  # 网上19件，来信6件，比上年的20件增长35%: of both together
            cue = ("倍 " if multiple else "") + words[max(words.rfind(mark) for mark in ",;:。(") + 1 :].strip()
            both = current is not None and earlier is not None
            # 三年年均增长16.8% is of more than two years.
            of_both = head is not rate or re.search("分别|年均|平均", words)
            if of_both or (both and _other_subject(cue)):
                current, earlier, both = None, None, False
            now, before = ([term] if term else [] for term in (current, earlier))
            yield relation("growth", sentence, now, before, rate, cue=cue, assessable=both)


def _head(terms: Sequence[Term], place: int) -> Term:
    """Return the first rate of a list (同比分别上升8%、12%、5%), of which the words before it speak."""
    for back in range(place, max(-1, place - MOST_SHARES), -1):
        if not _JOINT.fullmatch(terms[back].before) or not back or terms[back - 1].kind != terms[place].kind:
            return terms[back] if re.search(r"分别|依次|各", terms[back].before[-24:]) else terms[place]
    return terms[place]


def _other_subject(cue: str) -> bool:
    """Tell whether a growth rate names what grew (解读量增长50%): then it is not the figure before it."""
    found = cues.GROWTH.search(cue)
    words = _NO_SUBJECT.sub("", cue[: found.start()]) if found else ""
    return len(words) > 1


def _compared(terms: Sequence[Term], place: int, multiple: bool) -> tuple[Term | None, Term | None]:
    """Return the figures that a growth rate compares: the current and the earlier one, where they are certain."""
    near = [t for t in terms[max(0, place - 6) : place] if t.kind in ("count", "change")]
    if multiple and (base := _multiplied(terms[place], near)):
        return next((t for t in reversed(near) if t.index != base.index), None), base
    near = [t for t in near if t.clause == terms[place].clause] or near
    quoted = [t for t in near if _quoted_base(t)]
    counts = [t for t in near if t not in quoted and not _is_delta(t)]
    if not quoted:
        years = [_YEAR.search(t.before) for t in counts[-2:]]
        if len(years) == 2 and years[0] and years[1] and int(years[0][1]) == int(years[1][1]) + 1:
            return counts[-2], counts[-1]  # 2023年发布8200条，2022年发布8000条
        if len(years) == 2 and years[0] and years[1] and int(years[0][1]) + 1 == int(years[1][1]):
            return counts[-1], counts[-2]
        return (counts[-1] if counts else None), None
    base = quoted[-1]
    after = [t for t in counts if t.index > base.index]
    current = next((t for t in reversed(counts) if t.index < base.index), None)
    if after and _reaches(after[-1]):
        current = after[-1]
    if current is not None and current.figure.unit and base.figure.unit and current.figure.unit != base.figure.unit:
        return current, None
    return current, base


def _told_after(
    terms: Sequence[Term], place: int, current: Term | None, earlier: Term | None
) -> tuple[Term | None, Term | None]:
    """Fill in the figure that follows a rate: 下降15.6%，为1016条; 增长60%（上年50条）."""
    following = next(iter(terms[place + 1 : place + 2]), None)
    if following is None or following.clause != terms[place].clause or following.kind not in ("count", "change"):
        return current, earlier
    known = current or earlier
    if known is None or known.figure.unit != following.figure.unit:
        return current, earlier
    if current is None and _NOW_AFTER.fullmatch(following.before):
        return following, earlier
    if earlier is None and _BASE_AFTER.fullmatch(following.before):
        return current, following
    return current, earlier


def _multiplied(times: Term, near: Sequence[Term]) -> Term | None:
    """Return the base of a multiple: the figure in `是1200条的2倍`, or the year's in `是2013年的1.5倍`."""
    if times.before.strip(" )") == "的" and near and re.search(r"(?:[是为达]|相当于)[^,。;]{0,8}$", near[-1].before):
        return near[-1]
    year = re.search(r"(?:[是为达]|相当于)(20\d\d年)[^,。;\d]{0,8}$", times.before)
    return next((t for t in near if year and re.search(year[1] + r"[^,。;\d]{0,10}$", t.before)), None)


def _quoted_base(term: Term) -> bool:
    """Tell whether a figure is the earlier one: 上年为80条, 比2022年(31)下降, 由1128条增至."""
    words = term.before[-16:]
    return bool(_EARLIER.search(words) and _COMPARING.search(words))


def _one_of_several(terms: Sequence[Term], current: Term, earlier: Term) -> bool:
    """Tell whether a figure stands at the end of a list, so that what is compared may be all of it together."""
    if current.index > earlier.index:
        return False
    place = current.index - terms[0].index
    near = [t for t in terms[max(0, place - 4) : place] if t.kind == "count" and t.clause == current.clause]
    return any(t.figure.unit == current.figure.unit and t.depth == current.depth for t in near)


def _is_delta(term: Term) -> bool:
    return bool(re.search(r"(?:增加|减少|新增|净增|多|少|增长|下降|压减|压缩)了?$", term.before[-6:]))


def _reaches(term: Term) -> bool:
    return bool(_REACHED.search(term.before[-16:]))


def find_differences(sentences: Sequence[Sentence]) -> Iterator[Tie]:
    """Yield `由X增至Y，增加Z` and `X比上年的Y增加Z`: the change must be what it is said to be."""
    for sentence in sentences:
        counts = [term for term in sentence.terms if term.kind in ("count", "change")]
        for first, second, third in zip(counts, counts[1:], counts[2:], strict=False):
            if not third.family == first.family == second.family:
                continue
            from_to = _FROM.search(first.before) and _TO.search(second.before)
            against = _AGAINST.search(second.before) and not _is_delta(second)  # 比上年增加10件 is no base
            delta = _DELTA.search(third.before) or _ITEMS.search(third.before)
            if (from_to or against) and delta:
                now, earlier = (second, first) if from_to else (first, second)
                even = abs(now.value - earlier.value) == third.value
                sure = _DELTA.search(third.before) and not _one_of_several(sentence.terms, now, earlier)
                if even or sure:
                    cue = "减少" if cues.GROWTH_DOWN.search(third.before[-6:]) else "增加"
                    yield relation("difference", sentence, [now, earlier], [third], cue=cue)


def find_averages(sentences: Sequence[Sentence]) -> Iterator[Tie]:
    """Yield averages per day, month or week with the total that the sentence prints before them."""
    for sentence in sentences:
        for place, term in enumerate(sentence.terms):
            found = re.search(r"(?:日均|月均|周均|平均每(?:个)?(?:工作)?[日天月周])[^,。;\d]{0,12}$", term.before)
            totals = [
                t for t in sentence.terms[max(0, place - 4) : place] if t.kind == "count" and t.family == term.family
            ]
            name = _AVERAGED.sub("", found[0]) if found else ""
            named = len(name) < 2 or (totals and name in totals[-1].before)
            if found and totals and named and not _PERIOD.search(sentence.text):
                yield relation("average", sentence, totals[-1:], [term], cue=found[0])
