"""Which figures add up: exactly, nested lists and repeated parts allowed for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.characters import simplified
from gouji.recognition.sentences.lists import (
    LONGEST,
    alike,
    conflict,
    counts_sources,
    predicate,
    same_unit,
)
from gouji.recognition.sentences.nesting import heads, outer, unnested
from gouji.recognition.sentences.numerals import MYRIADS
from gouji.recognition.sentences.terms import Term

_EACH_ITS_OWN = re.compile(r"\s*[、和及与]\s*$")  # 来信、来电各12次、45次: to each name its figure
_KINDS = ("类", "大类", "种", "方面", "个方面", "大方面")
_SCALED = re.compile(r"(?:\.(\d+))?[余多]?([万亿])")


def matching(total: Term, members: Sequence[Term]) -> list[Term]:
    """Return the members from the first on that add up to the total exactly, nested lists apart."""
    if total.figure.approximate or total.value < 0:
        return []
    if total.figure.unit in _KINDS and members and members[0].figure.unit in cues.CASE_UNITS:
        return []  # 类别有七类：职能类1条，……
    for run in _runs(total, members):
        added, parts = Decimal(0), list[Term]()
        for place, member in enumerate(run):
            if not member.value and conflict(total, member):
                continue  # 复议5件，诉讼0件，维持3件，纠正2件
            if not alike(total, member) or member is total or member.figure.approximate:
                break
            if parts and _is_aside(total, parts[-1], run[place:]):
                break
            parts.append(member)
            added += member.value * _times(total, member, added)
            if added == total.value:
                return [] if _goes_on(parts, run[place + 1 :]) else [*parts, *_noughts(total, parts, run[place + 1 :])]
            if added > total.value:
                break
    return [] if total.family != "次" else _of_cases(total, members)


def _runs(total: Term, members: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """Yield the members, and what may be meant of them: without lists inside the list, or what else is told of items."""
    yield from unnested(members)
    yield members
    yield from outer(members)
    yield [t for t in members if not (counts_sources(t, total) or t.figure.unit == "分")]  # 其他6家15件, 90分以上11家
    yield [t for t in members if t.before.strip() or alike(total, t)]  # 38批52人，当场解答31批
    yield heads(total, members)


def _is_aside(total: Term, last: Term, members: Sequence[Term]) -> bool:
    """Tell whether a matter of its own, in another unit, begins after a list (10篇，其中图文5篇，制作专栏5期，直播10期)."""
    member = members[0]
    if not same_unit(total, last) or any(same_unit(total, t) for t in members):
        return False
    verb = predicate(member.label)
    return bool(verb) and verb not in total.before and (member.clause != last.clause or len(members) > 1)


def _of_cases(total: Term, members: Sequence[Term]) -> list[Term]:
    """Return three cases or more that add up to a total in 人次 (服务1721人次，咨询1297件、投诉341件、建议83件)."""
    added, parts = Decimal(0), []
    for member in members:
        if member.figure.unit != "件" or member.figure.approximate or added >= total.value:
            break
        parts.append(member)
        added += member.value
    return parts if added == total.value and len(parts) > 2 else []


def _goes_on(parts: Sequence[Term], following: Sequence[Term]) -> bool:
    """Tell whether a list that adds up goes on, with 其他 or one more part after 、: then it adds up by chance."""
    rest = next((t for t in following if t.value), None)
    if rest is None or not rest.before.startswith("、"):
        return False
    listed = len(parts) > 2 and all(part.before.startswith("、") for part in parts[1:])
    alike_ = same_unit(parts[-1], rest) and rest.clause == parts[-1].clause and not predicate(rest.label)
    return rest.before.startswith("、其他") or (listed and alike_)


def _noughts(total: Term, parts: Sequence[Term], following: Sequence[Term]) -> list[Term]:
    """Return the parts of 0 with which a list that already adds up goes on."""
    across = parts[0].clause != parts[-1].clause  # semicolons stand between the parts, too
    found: list[Term] = []
    for member in following:
        verb = cues.PREDICATES.search(member.label)
        other = verb and not (across or cues.OUTCOME.search(member.label) or verb[0] in parts[-1].label)
        if member.value or other or conflict(total, member) or (member.clause != parts[-1].clause and not across):
            break
        found.append(member)
    return found


def _times(total: Term, member: Term, added: Decimal) -> int:
    """Return for how many things a figure stands: `网站、微信各5条` stands for two."""
    at = member.before.rfind("各")
    if at < 0 or len(member.before) - at > 3 or _EACH_ITS_OWN.match(member.after):
        return 1
    piece = member.before[max(member.before.rfind(mark, 0, at) for mark in ",;:。(中") + 1 : at]
    named = len(re.findall("、|以及|[和及与]", piece)) + 1
    return named if added + member.value * named <= total.value else 1


def repeats(total: Term, parts: Sequence[Term]) -> dict[int, int]:
    """Return for the parts that stand for several things how many (各5条), by their indices."""
    added, times = Decimal(0), {}
    for part in parts:
        count = _times(total, part, added)
        added += part.value * count
        if count > 1:
            times[part.index] = count
    return times


def is_solid(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a sum without a cue is more than chance: two parts above zero, or 专职 and 兼职."""
    staff = all(any(word in part.label for part in parts) for word in ("专职", "兼职"))  # 6人，专职0人，兼职6人
    outcomes = len(parts) > 1 and all(cues.OUTCOME.search(part.label) for part in parts)  # 3件，纠正0件、维持3件
    if not staff and not outcomes and sum(_times(total, part, Decimal(0)) for part in parts if part.value) < 2:
        return False
    cases = total.family == "次" and len(parts) > 2 and all(part.figure.unit == "件" for part in parts)
    strange = sum(1 for part in parts if not same_unit(total, part))
    if any(conflict(total, part) for part in parts) or (strange and not cases and len(parts) < 4 * strange):
        return False
    if any(cues.CARRIED_IN.search(part.label) for part in parts):
        return False
    apart = [part for part in parts if cues.SEPARATE.match(part.label) and part.label not in ("另", "另外")]
    return not apart and not any(not (part.family or part.label) for part in parts)


def summed_before(total: Term, candidates: Sequence[Term], trusted: bool) -> list[Term]:
    """Return the figures nearest before a total, in reading order, that add up to it."""
    added, parts = Decimal(0), []
    for term in candidates[:LONGEST]:
        strange = conflict(total, term) and not (trusted and term.sentence == total.sentence)
        other = term.sentence != total.sentence and not same_unit(total, term)
        if strange or other or not alike(total, term) or term.figure.approximate:
            break
        parts.append(term)
        added += term.value * _times(total, term, added)
        if added >= total.value:
            break
    if added != total.value or sum(_times(total, part, Decimal(0)) for part in parts if part.value) < 2:
        return []
    if parts[-1].sentence == total.sentence:  # 当面0件、传真0件、网络3件，共3件
        across = parts[0].clause != parts[-1].clause  # 机构0条；政策19条；动态361条；合计380条
        for term in candidates[len(parts) : LONGEST]:
            apart = term.sentence != total.sentence or (term.clause != parts[-1].clause and not across)
            if term.value or apart or not same_unit(total, term) or conflict(total, term):
                break
            parts.append(term)
    if parts[-1].sentence != total.sentence and _is_chance(parts, candidates[len(parts) : len(parts) + 1]):
        return []
    chance = total.value < 10 and len(parts) < 3 and parts[0].sentence != total.sentence
    chance = chance and not cues.IN_ALL_ONLY.fullmatch(total.label)
    return [] if chance else list(reversed(parts))


def _is_chance(parts: Sequence[Term], before: Sequence[Term]) -> bool:
    """Tell whether figures of sentences before a total add up to it by chance.

    What was done is no more of what came in (申请15件，答复15件。……共30件), and the end of a list is not the list.
    """
    first = parts[-1]
    cut = any(t.sentence == first.sentence and t.clause == first.clause and same_unit(t, first) for t in before)
    if cut and first.before.startswith("、"):
        return True
    return is_done_of_received(parts)


def is_done_of_received(parts: Sequence[Term]) -> bool:
    """Tell whether some figures are what was done of others (受理233件，办结231件), so that they are no one list."""
    return any(cues.DONE.search(p.label) for p in parts) and any(cues.RECEIVED.search(p.label) for p in parts)


def covered(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether the printed shares of the parts add up to the whole."""
    printed = [part.share.value for part in parts if part.share]
    return len(printed) == len(parts) > 1 and abs(sum(printed, Decimal(0)) - 100) <= Decimal(len(parts)) / 2


def near_sum(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether figures come within a tenth of a total: then they are meant to be its parts."""
    return 10 * abs(sum((part.value for part in parts), Decimal(0)) - total.value) <= total.value


def slips(total: Term, added: Decimal) -> bool:
    """Tell whether parts and total agree but for a factor of 万 or 亿: a slip of the unit, not an open list."""
    return any(total.value == added * factor or total.value * factor == added for factor in (10**4, 10**8))


def inexact(terms: Sequence[Term]) -> bool:
    """Tell whether one of the figures is a round one, by its words (余, 约, 近) or by its unit (1.3万)."""
    return any(term.figure.approximate or _rounding(term) for term in terms)


def meets(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether round figures may add up: to within the next round number, for the total and each round part."""
    added = sum((part.value for part in parts), Decimal(0))
    slack = sum((_step(part) if part.figure.approximate else _rounding(part) for part in parts), Decimal(0))
    step = _step(total) if total.figure.approximate else _rounding(total)
    least = total.value if total.figure.approximate == "at least" else total.value - step
    return least <= added + slack and added <= total.value + step


def amounting(total: Term, members: Sequence[Term]) -> list[Term]:
    """Return the leading members, whatever their units, that come up to a total with 余 (1700余条: 872条、581人、…)."""
    added, most, found = Decimal(0), total.value + _step(total), 0
    for place, member in enumerate(members, 1):
        added += member.value
        if added >= most or member.figure.approximate:
            break
        found = place if added >= total.value else 0
    mixed = len({member.family for member in members[:found]}) > 1
    return list(members[:found]) if total.figure.approximate == "at least" and found > 2 and mixed else []


def _step(term: Term) -> Decimal:
    """Return how far it is to the next round number: 100 for 1700余, 1 for 15余."""
    digits = str(int(abs(term.value)))
    return Decimal(10 ** (len(digits) - len(digits.rstrip("0")))) if term.value else Decimal(1)


def _rounding(term: Term) -> Decimal:
    """Return half a unit of the last printed digit of a figure in 万 or 亿, as 500 for 1.3万; else 0."""
    printed = _SCALED.search(simplified(term.figure.text))
    if not printed:
        return Decimal(0)
    unit = Decimal(MYRIADS[printed[2]]) / 10 ** len(printed[1] or "")
    return unit / 2 if unit > 1 else Decimal(0)
