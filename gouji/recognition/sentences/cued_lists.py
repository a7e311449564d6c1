"""Lists that a cue opens: 其中, 分为, 按…看, a colon, a bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.additions import (
    amounting,
    covered,
    inexact,
    matching,
    meets,
    near_sum,
    repeats,
    slips,
)
from gouji.recognition.sentences.breakdowns import Breakdown, Breakdowns
from gouji.recognition.sentences.earlier import earlier_totals
from gouji.recognition.sentences.evidence import is_channels, is_no_total, may_be_one, overlap
from gouji.recognition.sentences.lists import (
    LINE,
    alike,
    conflict,
    counts_before,
    counts_of,
    in_a_list,
    is_open,
    lines_after,
    members_of,
    of_a_rate,
    opening,
    what_is_left,
)
from gouji.recognition.sentences.membership import ends_with_rest, plain_list
from gouji.recognition.sentences.nesting import may_nest
from gouji.recognition.sentences.shares import fits
from gouji.recognition.sentences.terms import Sentence, Term


def read_cued(
    known: Breakdowns,
    sentence: Sentence,
    position: int,
    earlier: list[Sentence],
    first: bool,
    later: Sequence[Sentence] = (),
) -> None:
    """Read the list that a cue before the term opens, if there is one."""
    term = sentence.terms[position]
    cue = opening(term, first)
    before, following = sentence.terms[position - 1 : position], sentence.terms[position + 1 : position + 2]
    if not cue or _is_parallel(before, term) or (cue == "含" and _named_again(known, term, following)):
        return
    near = _nearest(known, counts_before(sentence, position), term)
    members = _members(known, sentence, position, cue, near, later)
    cue = "分" if cue == "由" else cue
    if len(members) < 2 and cue == "括号":
        _bracketed(known, near, term)
        return
    sought = first and not near and cue not in ("冒号", "括号")
    far = earlier_totals(known, sentence, earlier, later, members, cue) if sought else []
    onward = what_is_left(sentence, later) if members and members[-1].sentence == sentence.number else []
    runs = [members, [*members, *onward]] if onward else [members]
    if _side_by_side(known, near or far, members, cue) or any(_equal(known, [*near, *far], r, cue) for r in runs):
        return
    if _by_unit(known, near, members, cue) or cue == "别":
        return
    if _of_several(known, near, term, cue) or of_a_rate(sentence, term):
        return
    if cue != "含" and _after_a_list(sentence, near, term):  # 窗口2件，网站41件；按申请人：公民59件，企业4件
        near = [t for t in near if fits(t, members) or t.index in known.totals]
    candidates = _plain_choice(near[:3] or far[:2], members, cue) if members else []
    for total in sorted(candidates, key=lambda total: -fits(total, members)):
        between = near[: near.index(total)] if cue == "看" and total in near else []
        if _of_two_years(total, [*near, *far], members):
            continue
        told = fits(total, members) or all(t.index in known.total_of for t in between)
        if told and _unequal(known, total, members, cue, bool(near)):
            return


def _members(
    known: Breakdowns,
    sentence: Sentence,
    position: int,
    cue: str,
    near: Sequence[Term],
    later: Sequence[Sentence],
) -> list[Term]:
    """Return the figures of the list that a cue opens, with those of the next sentences where it goes on there."""
    term = sentence.terms[position]
    members = [t for t in members_of(sentence, position) if t.index not in known.total_of]
    if cue == "由":
        composed = [place for place, member in enumerate(members) if cues.COMPOSED.match(member.after)]
        return members[: composed[0] + 1] if composed else []
    if members == [term] and term.share is not None:
        return members + _one_each(later, sentence.block)
    if members == [term] and cue == "含" and not near and len(sentence.text) <= LINE:
        return members + lines_after(later)
    if near and cue == "含" and cues.CARRIED_IN.search(term.label):
        return members[:1]  # 办结177件，含上年转来的3件，结果为公开60件……
    return members


def _after_a_list(sentence: Sentence, near: Sequence[Term], term: Term) -> bool:
    """Tell whether a list stands after another one, in a clause of its own: then no item of that one is its total."""
    last = near[0] if near else None
    if last is None or last.clause == term.clause or last.sentence != sentence.number:
        return False
    return in_a_list(sentence, last.index - sentence.terms[0].index)


def _plain_choice(candidates: Sequence[Term], members: Sequence[Term], cue: str) -> Sequence[Term]:
    """Return the totals that a list may be of: where something else stands between it and several, the shares decide.

    As in: 讲座165场、活动248场，发资料7万份，其中专题讲座80场.
    """
    like = sum(alike(t, members[0]) for t in candidates)
    if cue == "含" and like > 1 and not alike(candidates[0], members[0]):
        return [t for t in candidates if fits(t, members)]
    return candidates


def _named_again(known: Breakdowns, term: Term, following: Sequence[Term]) -> bool:
    """Read what is among a figure that was named before (共21件；其中13件征收类中有9件为一人提出)."""
    among = [t for t in following if t.kind == "count" and cues.OF_THE_LAST.search(t.before) and alike(term, t)]
    if among and among[0].value <= term.value:
        known.add(Breakdown(term, among, False, "含"))
    return bool(among)


def _is_parallel(before: Sequence[Term], term: Term) -> bool:
    """Tell whether 涉及 stands after a share, or again: then it names a figure beside the last, and no part of it."""
    touching = cues.TOUCHING.search(term.before) and not cues.WITHIN.search(term.before)
    return bool(touching) and any(t.kind == "rate" or cues.TOUCHING.search(t.before) for t in before)


def _equal(known: Breakdowns, totals: Sequence[Term], members: Sequence[Term], cue: str) -> bool:
    """Add the list to the first total to which it adds up."""
    for total in totals:
        if (parts := matching(total, members)) and (len(parts) > 1 or may_be_one(total, parts[0], members, cue)):
            complete = len(parts) > 1 and not is_open(parts[-1], parts[0])
            known.add(Breakdown(total, parts, complete, cue, repeats(total, parts)))
            return True
    return False


def _one_each(later: Sequence[Sentence], block: int) -> list[Term]:
    """Return the figures of the next sentences while each has one, with its share.

    As in: 已解决的22件，占24%。在办的68件，占74%。列入规划的2件，占2%。
    """
    found: list[Term] = []
    for counts in (counts_of(s) for s in later if s.block == block):
        if len(counts) != 1 or counts[0].share is None:
            break
        found += counts
    return found


def _bracketed(known: Breakdowns, near: Sequence[Term], part: Term) -> None:
    """Read one part alone in the bracket after its total (网站65条（公告3条）)."""
    total = next(iter(near), None)
    closed = re.match(r"\s*\)", part.after) and re.fullmatch(r"\([^,;:、()\d]{2,12}", part.before.strip())
    if total is None or total.index != part.opener or not closed or not 0 < part.value < total.value:
        return
    if total.figure.unit == part.figure.unit and not conflict(total, part) and not is_no_total(part):
        known.add(Breakdown(total, [part], False, "括号"))


def _of_several(known: Breakdowns, near: Sequence[Term], term: Term, cue: str) -> bool:
    """Tell whether a list is of more than one figure, or of one that is not printed.

    新收317件，上年结转3件，办理结果：… is of both together;
    按申请人看……；按方式看…… are two views of a total elsewhere.
    """
    if len(near) > 1 and cue == "含" and cues.JOINED_HEAD.search(near[0].before) and alike(*near[:2]):
        return near[0].index not in known.total_of  # 16个乡镇、42个部门，其中优秀12个……: of both together
    if near and cues.CARRIED_IN.search(near[0].label) and near[0].depth == term.depth and cue != "含":
        return True
    if near and cues.ONE_KIND.search(term.before) and cues.ONE_KIND.search(near[0].before):
        return True
    return cue == "看" and any(opening(t, True) == "看" and t.index not in known.total_of for t in near)


def _of_two_years(total: Term, others: Sequence[Term], members: Sequence[Term]) -> bool:
    """Tell whether outcomes are of what came in and of what was carried in, not of the one (受理54件，办理上年结转2件)."""
    carried = [t for t in others if t is not total and t.value and cues.CARRIED_IN.search(t.label)]
    if cues.DONE.search(total.label):
        carried = [t for t in carried if cues.DONE.search(t.label)]
    exceeds = sum((t.value for t in plain_list(total, members)), Decimal(0)) > total.value
    return exceeds and bool(carried and cues.RESULT.search(members[0].label))


def _side_by_side(known: Breakdowns, totals: Sequence[Term], members: Sequence[Term], cue: str) -> bool:
    """Read lists of two units side by side (6场310人次，其中区级2场100人次，街道4场210人次): if one is whole, both are."""
    lists = [(total, [t for t in members if t.figure.unit == total.figure.unit]) for total in totals[:2]]
    even = {total.index for total, parts in lists if len(matching(total, parts)) == len(parts) > 1}
    if not even or len({len(parts) for _, parts in lists}) > 1 or len(lists[0][1]) * 2 != len(members):
        return False
    for total, parts in lists:
        if total.index in even or near_sum(total, parts):
            known.add(Breakdown(total, parts, True, cue))
    return True


def _by_unit(known: Breakdowns, near: Sequence[Term], members: Sequence[Term], cue: str) -> bool:
    """Read a list amid figures of another unit (1826项，其中26个试点领域1480项，自选领域346项)."""
    for total in near[:2]:
        alone = [t for t in members if t.figure.unit == total.figure.unit]
        if 1 < len(alone) < len(members) and (parts := matching(total, alone)) and len(parts) == len(alone):
            known.add(Breakdown(total, parts, True, cue))
            return True
    return False


def _nearest(known: Breakdowns, counts: list[Term], term: Term) -> list[Term]:
    """Put the total of a finished list before its parts, where the cue opens a clause of its own."""
    finished = [t for t in counts if t.clause != term.clause and not known.is_free(t)]
    if not finished:
        return counts
    total = known.total_of[finished[0].index]
    if counts[0] is finished[0]:
        return [total, *(t for t in counts if t is not total)]
    return [t for t in counts if t not in finished or t is total]


def _says_nothing(total: Term, parts: Sequence[Term], cue: str) -> bool:
    """Tell whether a single figure is no part: after a colon, above its total, or the total again."""
    if len(parts) > 1:
        return False
    (part,) = parts
    if cue == "看" and part.value >= total.value:
        return True  # 从评价看，146件提案满意率100%
    return cue in ("冒号", "括号") or (part.value > total.value and not cues.WITHIN.search(part.before))


def _unequal(known: Breakdowns, total: Term, members: list[Term], cue: str, near: bool) -> bool:
    """Add a list that does not add up to its total, if the words tie the two all the same."""
    parts = plain_list(total, members)
    if not parts or not alike(total, parts[0]) or _says_nothing(total, parts, cue):
        return False
    if cue == "含" and (mixed := amounting(total, members)):
        known.add(Breakdown(total, mixed, True, cue))
        return True
    added = sum((part.value for part in parts), Decimal(0))
    if is_no_total(total) or (cue == "看" and added > 2 * total.value):
        return False
    closed = len(parts) > 1 and ends_with_rest(total, parts, members)
    fitting = fits(total, parts)
    is_open_ = is_open(parts[-1], parts[0])
    if inexact([total, *parts]) and len(parts) == len(members) and meets(total, parts):
        known.add(Breakdown(total, parts, not is_open_, cue))
        return True
    if added > total.value and is_channels(total, parts):
        if not near and added > 2 * total.value:
            return False
        known.add(Breakdown(total, parts, False, "渠道"))
        return True
    if (
        not near
        and not fitting
        and (added > 2 * total.value or (added * 2 < total.value and cue != "含"))
        and not closed
    ):
        return False
    viewed = cue == "看" and len(parts) > 2 and 10 * added > 9 * total.value  # a classification names all its classes
    divided = cue == "分" and len(parts) > 1 and not cues.WITHIN.search(parts[0].before)
    exhaustive = closed or divided or viewed or covered(total, parts)
    if added > total.value and (may_nest(parts) or overlap(total, parts)):
        return False
    complete = (exhaustive and not is_open_) or slips(total, added)
    if added < total.value and complete and not closed and not covered(total, parts) and len(parts) < len(members):
        complete = False
    known.add(Breakdown(total, parts, complete, cue))
    return True
