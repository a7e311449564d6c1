"""Shares: percentages of a total, each with its part and its base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from gouji.recognition.sentences.breakdowns import Breakdown, Breakdowns
from gouji.recognition.sentences.owners import run_of_rates
from gouji.recognition.sentences.terms import Sentence, Term

BACK = 3  # sentences back in which the base of a share may stand
_ELSEWHERE = re.compile(r"占(?:比)?[^,。;]{0,4}(?:全[市县区省州国镇乡系]|同期|上年|去年|目标|任务)")
_SEVERAL = re.compile(r"(?:合计|共计?|总共|[两二三四五][家者项类])[^,。;]{0,4}占")
_WHOLE = re.compile(r"总[数量计]|全部|一共|共")
NEAREST = 24  # counts before a percentage that are tried as its base


class Share(NamedTuple):
    """A percentage, the part it belongs to and the total that it is taken of."""

    rate: Term
    part: Term
    whole: Term


def fit(rate: Term, part: Term, whole: Term) -> bool:
    """Tell whether a printed percentage is the part over the whole, within 1.5 units of its last digit (100 %: half a unit)."""
    return _fit(rate, part, whole.value)


def _fit(rate: Term, part: Term, whole: Decimal) -> bool:
    if whole <= 0:
        return False
    exponent = rate.value.as_tuple().exponent
    slack = Decimal(10) ** (exponent if isinstance(exponent, int) else 0) * (1 if rate.value == 100 else 3) / 2
    scale = 1000 if rate.figure.unit == "‰" else 100
    return abs(rate.value * whole - scale * part.value) <= slack * whole


def _rounds(rate: Term, part: Term, whole: Term) -> bool:
    """Tell whether a printed percentage of one digit or two is the rounded one: 5% of 457 is 22, of 376 nearly 6%."""
    return (
        rate.value != rate.value.to_integral_value()
        or abs(rate.value * whole.value - 100 * part.value) * 2 <= whole.value
    )


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
        named = _named_bases(sentence)
        found += named
        settled = {share.part.index for share in named}
        parts = [t for t in sentence.terms if t.share is not None and t.index not in settled]
        if not parts:
            continue
        before = sentences[max(0, position - BACK) : position]
        earlier = [t for s in before for t in s.terms[:NEAREST] if t.kind == "count"]
        bases: list[Term] = []
        unsettled: list[Term] = []
        for part in (t for t in parts if not _is_of_several(t, sentence, total_of)):
            base = _base(part, [*earlier, *_near(part, sentence)], total_of)
            if base is not None:
                assert part.share is not None
                found.append(Share(part.share, part, base))
                bases.append(base)
            else:
                unsettled.append(part)
        for part in unsettled:
            assert part.share is not None
            fallback = None
            if not _ELSEWHERE.search(part.share.before):
                fallback = _common(bases) or _base_after(part, sentence) or _explicit(part, sentence)
                fallback = fallback or _same_base(part, named)
            if (
                fallback
                and fallback.value >= part.value
                and _comparable(part, fallback)
                and fallback.index != part.index
            ):
                found.append(Share(part.share, part, fallback))
    return found


def add_shared(known: Breakdowns, shares: Iterable[Share]) -> None:
    """Add the lists that only their shares tie to a total: all of one base, next to each other, and adding up to it.

    As in: 来信553件，其中有效497件，无效56件。投诉类301件，占60.54%；咨询类196件，占39.44%.
    """
    ordered = sorted(shares, key=lambda share: share.part.index)
    for _, run in groupby(ordered, key=lambda share: share.whole.index):
        group = list(run)
        whole, parts = group[0].whole, [share.part for share in group]
        free = all(known.is_free(part) and part.figure.unit == whole.figure.unit for part in parts)
        shared = sum((share.rate.value for share in group), Decimal(0))
        told = len(parts) > 2 or (len(parts) == 2 and abs(shared - 100) <= 1)
        if told and free and sum((part.value for part in parts), Decimal(0)) == whole.value:
            known.add(Breakdown(whole, parts, True, "占比"))


def _named_bases(sentence: Sentence) -> list[Share]:
    """Return the shares that name their base before them: `16条，占主动公开信息19条的84.21%`."""
    found: list[Share] = []
    for place, (whole, rate) in enumerate(zip(sentence.terms, sentence.terms[1:], strict=False)):
        if (whole.kind, rate.kind) == ("base", "rate") and rate.before.strip(" )") == "的":
            near = sentence.terms[max(0, place - NEAREST) : place]
            if _SEVERAL.search(whole.before):
                continue  # 三家合计占总量152件的65.1%: of what is not printed
            if len(run_of_rates(sentence.terms[place + 1 : place + 3])) > 1:  # 分别占总量344件的11.9%、25.6%和62.5%
                found += [Share(t.share, t, whole) for t in near if t.share and t.share.index >= rate.index]
                continue
            part = next((t for t in reversed(near) if t.kind == "count" and t.depth <= whole.depth), None)
            found += [Share(rate, part, whole)] if part else []
    return found


def _same_base(part: Term, named: Sequence[Share]) -> Term | None:
    """Return the base that another share of the sentence names, where this one fits it, too."""
    wholes = (share.whole for share in named)
    return next((whole for whole in wholes if part.share and fit(part.share, part, whole)), None)


def _near(part: Term, sentence: Sentence) -> list[Term]:
    """Return the terms of a sentence before a part, as far back as a base is looked for."""
    place = part.index - sentence.terms[0].index
    return sentence.terms[max(0, place - 4 * NEAREST) : place]


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
    counts = [t for t in reversed(earlier) if t.kind in ("count", "change") and t.index != part.index][:NEAREST]
    settled = chain and sum(1 for t in counts if total_of.get(t.index) is chain[0] and fits(chain[0], [t])) > 1
    if settled:  # no part of the list is the base, where the shares of the others are of its total
        counts = [t for t in counts if total_of.get(t.index) is not chain[0]]
    fitting = [t for t in counts if t.value >= part.value and fit(rate, part, t) and _comparable(part, t)]
    if fitting:
        return next((t for t in fitting if _rounds(rate, part, t)), fitting[0])
    if _ELSEWHERE.search(rate.before):
        return None  # 占全市公开量的12%: of a total that is not printed here
    return chain[0] if chain else None


def _is_of_several(part: Term, sentence: Sentence, total_of: Mapping[int, Term]) -> bool:
    """Tell whether a share is of figures named side by side, not of the last one (专职2名、兼职36名，其中30名占78.9%)."""
    total, rate = total_of.get(part.index), part.share
    if total is None or rate is None or total.sentence != sentence.number or fit(rate, part, total):
        return False
    last, added = total, total.value
    place = total.index - sentence.terms[0].index
    for term in reversed(sentence.terms[max(0, place - NEAREST) : place]):
        if not last.before.startswith("、") or term.figure.unit != total.figure.unit or term.kind != "count":
            return False
        last, added = term, added + term.value
        if _fit(rate, part, added):
            return True
    return False


def _base_after(part: Term, sentence: Sentence) -> Term | None:
    """Return the total that follows its share (196件，占发文总数的61.25%，发文总数320件), where it fits."""
    assert part.share is not None
    place = part.share.index - sentence.terms[0].index + 1
    following = next(iter(sentence.terms[place : place + 1]), None)
    told = following is not None and following.kind == "count" and _WHOLE.search(following.before)
    return following if following and told and fit(part.share, part, following) else None


def _comparable(part: Term, whole: Term) -> bool:
    return not part.family or not whole.family or part.family == whole.family


def _common(bases: Sequence[Term]) -> Term | None:
    return bases[-1] if len(bases) > 1 and bases[-1].index == bases[-2].index else bases[0] if len(bases) == 1 else None


def _explicit(part: Term, sentence: Sentence) -> Term | None:
    """Return the only earlier count of the sentence where the words say `占总数的…`."""
    assert part.share is not None
    if not re.search(r"占(?:总|全部|发布|公开|主动|所有|当年|全年|申请)", part.share.before):
        return None
    counts = [t for t in _near(part, sentence) if t.kind == "count" and t.figure.unit == part.figure.unit]
    return counts[0] if counts and counts[0].share is None else None
