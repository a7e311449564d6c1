"""Percentages: shares of a total, rates of what was done, and growth against an earlier figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.recognition import cues
from gouji.recognition.clauses import Sentence, Term
from schemas.records import Tie

BACK = 3  # sentences back in which the base of a share may stand
NEAREST = 24  # counts before a percentage that are tried as its base


class Share(NamedTuple):
    """A percentage, the part it belongs to and the total that it is taken of."""

    rate: Term
    part: Term
    whole: Term


def fit(rate: Term, part: Term, whole: Term) -> bool:
    """Tell whether a printed percentage is the part over the whole, within 1.5 units of its last digit."""
    if whole.value <= 0:
        return False
    exponent = rate.value.as_tuple().exponent
    slack = Decimal(10) ** (exponent if isinstance(exponent, int) else 0) * 3 / 2
    scale = 1000 if rate.figure.unit == "‰" else 100
    return abs(rate.value * whole.value - scale * part.value) <= slack * whole.value


def fits(total: Term, parts: Iterable[Term]) -> int:
    """Return how many of the parts have a printed share that fits the total."""
    return sum(1 for part in parts if part.share is not None and fit(part.share, part, total))


def find_shares(sentences: Sequence[Sentence], total_of: Mapping[int, Term]) -> list[Share]:
    """Return the shares whose base is known.

    The base is the total of the part's list; else the nearest earlier count, or an outer total, that fits; else
    the base that the other shares of the sentence have. A share that fits nothing and stands alone has none.
    """
    found: list[Share] = []
    for position, sentence in enumerate(sentences):
        parts = [t for t in sentence.terms if t.share is not None]
        if not parts:
            continue
        earlier = [t for s in sentences[max(0, position - BACK) : position] for t in s.terms if t.kind == "count"]
        bases: list[Term] = []
        unsettled: list[Term] = []
        for part in parts:
            base = _base(part, [*earlier, *sentence.terms[: part.index - sentence.terms[0].index]], total_of)
            if base is not None:
                assert part.share is not None
                found.append(Share(part.share, part, base))
                bases.append(base)
            else:
                unsettled.append(part)
        for part in unsettled:
            assert part.share is not None
            fallback = _common(bases) or _explicit(part, sentence)
            if fallback and fallback.value >= part.value and fallback.index != part.index:
                found.append(Share(part.share, part, fallback))
    return found


def _base(part: Term, earlier: Sequence[Term], total_of: Mapping[int, Term]) -> Term | None:
    total = total_of.get(part.index)
    rate = part.share
    assert rate is not None
    chain: list[Term] = []
    while total is not None and len(chain) < 4:
        chain.append(total)
        total = total_of.get(total.index)
    for candidate in chain:
        if fit(rate, part, candidate):
            return candidate
    tried = 0
    for candidate in reversed(earlier):
        if candidate.kind not in ("count", "change") or candidate.index == part.index:
            continue
        if candidate.value >= part.value and fit(rate, part, candidate) and _comparable(part, candidate):
            return candidate
        tried += 1
        if tried > NEAREST:
            break
    return chain[0] if chain else None


def _comparable(part: Term, whole: Term) -> bool:
    return not part.family or not whole.family or part.family == whole.family


def _common(bases: Sequence[Term]) -> Term | None:
    return bases[-1] if len(bases) > 1 and bases[-1].index == bases[-2].index else bases[0] if len(bases) == 1 else None


def _explicit(part: Term, sentence: Sentence) -> Term | None:
    """Return the only earlier count of the sentence where the words say `占总数的…`."""
    assert part.share is not None
    if not re.search(r"占(?:总|全部|发布|公开|主动|所有|当年|全年|申请)", part.share.before):
        return None
    counts = [t for t in sentence.terms if t.kind == "count" and t.index < part.index and t.figure.unit == part.figure.unit]
    return counts[0] if counts and counts[0].share is None else None


# Rates of what was done


def find_rates(sentences: Sequence[Sentence], taken: set[int]) -> Iterator[Tie]:
    """Yield the rates named by a word (办结率, 电子化) with the pair of figures that they relate, or their whole.

    Args:
        sentences: the sentences with figures.
        taken: indices of percentages already read as shares.
    """
    for position, sentence in enumerate(sentences):
        for place, rate in enumerate(sentence.terms):
            if rate.kind != "rate" or rate.index in taken or not _is_rate(rate):
                continue
            counts = [t for t in sentence.terms[:place] if t.kind == "count"][-NEAREST:]
            if not counts and position and sentences[position - 1].number >= sentence.number - 2:
                counts = [t for t in sentences[position - 1].terms if t.kind == "count"][-NEAREST:]
            pair = _pair(rate, counts)
            if pair:
                part, whole = pair
                yield _tie("rate", (part,), (whole,), rate, sentence, _name(rate))
            equal = pair is None or pair[0].value == pair[1].value
            if rate.value == 100 and counts and equal and not cues.SATISFIED.search(_name(rate)):
                whole = pair[1] if pair else _done_whole(counts)
                part_ids = (pair[0],) if pair else ()
                yield _tie("all", (whole,), part_ids, rate, sentence, _name(rate))


def _is_rate(rate: Term) -> bool:
    words = rate.before[-20:]
    return bool(cues.FULL_RATE.search(words)) and not cues.GROWTH.search(re.sub("多少", "", words))


def _name(rate: Term) -> str:
    found = re.findall(r"[^,。;:、()的]{0,8}(?:率|化|度|比例|占)", rate.before[-20:])
    return found[-1] if found else ""


_RATE_VERBS = ("办结", "答复", "回复", "办复", "公开", "办理", "受理", "解读", "处理", "面复", "采纳")


def _pair(rate: Term, counts: Sequence[Term]) -> tuple[Term, Term] | None:
    """Return what was done and what was received, where both are printed and the words pair them."""
    name = _name(rate)
    if cues.SATISFIED.search(name) or len(counts) < 2:
        return None
    verb = next((verb for verb in _RATE_VERBS if verb in name), "")
    for place in range(len(counts) - 1, 0, -1):
        part = counts[place]
        if (verb and verb not in part.label) or (not verb and place < len(counts) - 1):
            continue
        for whole in reversed(counts[:place]):
            if whole.family == part.family and whole.value >= part.value and fit(rate, part, whole):
                return part, whole
        whole = counts[place - 1]
        timely = re.search(r"按[时期]|及时|到期|时限|限时|如期|法定", name + part.label)
        carried = any(cues.CARRIED_OUT.search(t.label) or cues.CARRIED_IN.search(t.label) for t in counts)
        decided = verb and len(counts) == 2 and cues.RECEIVED.search(whole.label) and not timely and not carried
        if decided and whole.figure.unit == part.figure.unit and verb != "公开":
            return part, whole
    return None


def _done_whole(counts: Sequence[Term]) -> Term:
    return next((t for t in reversed(counts) if cues.RECEIVED.search(t.label)), counts[-1]) \
        if cues.DONE.search(counts[-1].label) else counts[-1]


# Growth


def find_growth(sentences: Sequence[Sentence], taken: set[int]) -> Iterator[Tie]:
    """Yield growth rates and multiples, with the current and the earlier figure where the sentence prints both."""
    for sentence in sentences:
        for place, rate in enumerate(sentence.terms):
            if rate.index in taken or rate.kind not in ("rate", "times"):
                continue
            words = rate.before[-24:]
            multiple = rate.kind == "times"
            if multiple and place and words.strip() == "的":
                words = sentence.terms[place - 1].before[-24:]  # 是1200条的2倍
            if not (cues.GROWTH.search(words) or (multiple and re.search(r"[是为达]", words))) or "增长点" in words:
                continue
            if not multiple and "率" in words[words.rfind(",") + 1 :] and not re.search("增长率|增幅|增速", words):
                continue  # 办结率提高5%: a rate that grew, not a count
            current, earlier = _compared(sentence.terms, place, multiple)
            cue = ("倍 " if multiple else "") + words[max(words.rfind(mark) for mark in ",;:。(") + 1 :].strip()
            both = current is not None and earlier is not None
            yield _tie("growth", (current,) if current else (), (earlier,) if earlier else (), rate, sentence, cue,
                       assessable=both)


def _compared(terms: Sequence[Term], place: int, multiple: bool) -> tuple[Term | None, Term | None]:
    """Return the figures that a growth rate compares: the current and the earlier one, where they are certain."""
    near = [t for t in terms[max(0, place - 6) : place] if t.kind in ("count", "change")]
    if multiple and (base := _multiplied(terms[place], near)):
        return next((t for t in reversed(near) if t.index != base.index and t.index > near[0].index or t.kind == "count"
                     and t.index != base.index), None), base
    quoted = [t for t in near if _quoted_base(t)]
    counts = [t for t in near if t not in quoted and not _is_delta(t)]
    if not quoted:
        return (counts[-1] if counts else None), None
    base = quoted[-1]
    after = [t for t in counts if t.index > base.index]
    current = after[-1] if after and _reaches(after[-1]) else next((t for t in reversed(counts) if t.index < base.index), None)
    if current is not None and current.figure.unit and base.figure.unit and current.figure.unit != base.figure.unit:
        return current, None
    return current, base


def _multiplied(times: Term, near: Sequence[Term]) -> Term | None:
    """Return the base of a multiple: the figure in `是1200条的2倍`, or the year's in `是2013年的1.5倍`."""
    if times.before.strip() == "的" and near and re.search(r"[是为达][^,。;]{0,8}$", near[-1].before):
        return near[-1]
    year = re.search(r"[是为达](20\d\d年)[^,。;\d]{0,8}$", times.before)
    return next((t for t in near if year and re.search(year[1] + r"[^,。;\d]{0,10}$", t.before)), None)


def _quoted_base(term: Term) -> bool:
    """Tell whether a figure is the earlier one: 上年为80条, 比2022年(31)下降, 由1128条增至."""
    words = term.before[-16:]
    return bool(re.search(
        r"(?:上年度?|去年|上一年度?|前一年|20\d\d年度?|同期)(?:同期|全年)?(?:的|为|是|仅|只有|有|共|受理|收到|公开|发布|办理|主动公开)*"
        r"[\s(]*(?:仅|为|的)?$|[由从](?:20\d\d年|上年|去年|原来|原先)?度?的?$", words)) and \
        bool(re.search(r"[比较与和由从]|上年|去年|同期|前一年|上一年", words))


def _is_delta(term: Term) -> bool:
    return bool(re.search(r"(?:增加|减少|新增|净增|多|少|增长|下降)了?$", term.before[-6:]))


def _reaches(term: Term) -> bool:
    return bool(re.search(r"(?:增|升|减|降|提高|下降|增加|增长|上升)[^,。;]{0,3}[至到为]|本年|今年|[^较比]20\d\d年", term.before[-16:]))


def _tie(
    kind: str, left: Sequence[Term], right: Sequence[Term], rate: Term | None, sentence: Sentence, cue: str,
    assessable: bool = True,
) -> Tie:
    return Tie(kind, tuple(t.figure.figure for t in left), tuple(t.figure.figure for t in right),
               rate.figure.figure if rate else None, None, True, assessable, cue, sentence.start, sentence.end,
               sentence.block)
