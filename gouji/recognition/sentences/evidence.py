"""What speaks for a list, or against it, beside the sum of its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.additions import inexact, near_sum
from gouji.recognition.sentences.lists import conflict, opening, same_unit
from gouji.recognition.sentences.membership import plain_list
from gouji.recognition.sentences.terms import Term

_BOTH = re.compile("兼有|兼具|交叉|重叠|两者[都均皆]|同时(?:涉及|属|列入)")


def begins(members: Sequence[Term], following: Sequence[Term]) -> bool:
    """Tell whether free figures begin a list: right after the total, or with a clause of their own."""
    if not members:
        return False
    place = following.index(members[0])
    return not place or following[place - 1].clause != members[0].clause


def results(parts: Sequence[Term]) -> bool:
    """Tell whether all parts are named by what was decided (予以公开5件，不予公开2件)."""
    return all(cues.RESULT.search(part.label) for part in parts)


def named(total: Term, parts: Sequence[Term], whole: bool, exceeds: bool) -> str:
    """Return what tells that the parts are some of the total: words after them, channels, kinds, or a near sum."""
    if whole and cues.LISTED.match(parts[-1].after):
        return "含"
    if exceeds and all(cues.CHANNELS.search(part.label) for part in parts):
        return "渠道" if whole and not cues.CHANNELS.search(total.label) else ""
    if of_kinds(total, parts):
        return "类"
    one_list = parts[0].clause == total.clause and not cues.CHANNELS.search(total.label)
    return "近" if whole and one_list and len(parts) > 2 and near_sum(total, parts) else ""


def may_be_one(total: Term, part: Term, members: Sequence[Term], cue: str) -> bool:
    """Tell whether one part may equal its total (175条，其中业务类175条)."""
    return cue in ("含", "分") and same_unit(total, part) and len(plain_list(total, members)) == 1


def is_no_total(total: Term, rest: bool = True) -> bool:
    """Tell whether a figure is itself what was left over: 上年结转3件, and with `rest` 其他6件."""
    carried = any(cue.search(total.label) for cue in (cues.CARRIED_IN, cues.CARRIED_OUT))
    return carried or (rest and bool(cues.REST.match(total.label)))


def overlap(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether one thing may be in several parts: the words say so, or one part is the whole again."""
    again = len(parts) > 1 and total.value >= 10 and any(part.value == total.value for part in parts)
    both = any(_BOTH.search(part.before) for part in parts[1:])  # 涉及民生的1126条，涉及企业的586条，两者兼有的214条
    return again or both or bool(cues.MANIFOLD.search(parts[-1].after))


def all_told(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether round figures are the parts of the 合计 after them: of one unit, and all are round."""
    return len(parts) > 1 and all(
        same_unit(total, part) and not conflict(total, part) and inexact([part]) for part in parts
    )


def may_be_summed(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether figures that do not add up are said all the same to make the 合计 after them."""
    if len(parts) < 2 or total.figure.approximate or any(opening(part, False) for part in parts[1:]):
        return False
    if opening(parts[0], False) not in ("", "分", "别", "冒号", "看"):
        return False
    if cues.JOINED_BEFORE.search(parts[0].before):
        return False  # 县局、3个分局和5个所合计9个单位: one of them has no number
    named = all(part.label for part in parts) and not any(cues.REST.match(part.label) for part in parts[:-1])
    cased = all(term.figure.unit in cues.CASE_UNITS for term in (total, *parts)) and near_sum(total, parts)
    counted = all(same_unit(total, part) for part in parts) or (cased and len(parts) > 2)  # 图文742篇、短视频96个
    return named and counted and not any(conflict(total, part) for part in parts)


def is_rest_of(total: Term, rest: Term) -> bool:
    """Tell whether 其他 names the rest of a total, not things of another kind (发布会12场，其他活动9场)."""
    name = cues.GENERAL.sub("", cues.REST.sub("", rest.label))
    known = total.before[-60:] + total.after
    return len(name) < 2 or any(name[at : at + 2] in known for at in range(len(name) - 1))


def says_anew(total: Term, part: Term) -> bool:
    """Tell whether a later sentence begins a matter of its own (全年共……22条, 收到申请12件) and no list of the total."""
    if cues.CHANNELS.search(part.label) and cues.CLOSED_CHANNELS.search(total.label):
        return False  # 受理申请20件。网上受理12件，当面受理8件。
    return bool(cues.ANEW.search(part.label))


def holds_twice(parts: Sequence[Term]) -> bool:
    """Tell whether the first of several figures is the total of the others: 13件，新制定5件、修改4件、废止4件."""
    return len(parts) > 2 and 2 * parts[0].value == sum((part.value for part in parts), Decimal(0))


def of_it(term: Term) -> bool:
    """Tell whether a label such as `现场的` or `线上的` names a part of what was just counted."""
    return term.label.endswith("的") and len(term.label) <= 6


def of_kinds(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether the parts are named as kinds of what was counted (公开10526条，概况类328条、动态类301条)."""
    named = len(parts) > 1 and all(cues.KIND.search(part.label) for part in parts)
    within = max((part.value for part in parts), default=total.value) <= total.value
    return named and within and bool(cues.STATED.search(total.label)) and not cues.KIND.search(total.label)


def is_channels(total: Term, parts: Sequence[Term]) -> bool:
    """Tell whether the parts are channels on which the same item may appear more than once."""
    if cues.CLOSED_CHANNELS.search(total.label) or len(parts) < 2:
        return False
    return 2 * sum(1 for part in parts if cues.CHANNELS.search(part.label)) > len(parts)
