"""Which figures are parts of one list by their names, though they do not add up to its total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.lists import alike, conflict, opening, predicate, same_unit, topic
from gouji.recognition.sentences.terms import Term

_IN_ALL = re.compile(r"(?:共计?|合计|总计)$")


def plain_list(total: Term, members: Sequence[Term], across: bool = False) -> list[Term]:
    """Return the leading members that read as one list of named parts, though they do not add up.

    Ends after 其他, before another unit, before a predicate that the total's own words do not have, and at a
    semicolon unless each part stands between semicolons or has its share.
    """
    parts: list[Term] = []
    semicolons = False
    for place, member in enumerate(members):
        counted = same_unit(total, member) or (parts and same_unit(parts[0], member)) or _is_within(total, member)
        if not alike(total, member) or not (counted or _is_amid(total, parts, members[place : place + 2])):
            break
        if parts:
            crossed = member.clause != parts[-1].clause or member.sentence != parts[-1].sentence
            shared = parts[-1].share is not None and (member.share is not None or bool(cues.REST.match(member.label)))
            if crossed and len(parts) == 1:
                semicolons = member.value <= total.value and not _is_broken_down(member, members)
            even = crossed and sum((part.value for part in parts), Decimal(0)) == total.value
            if even or (crossed and not (semicolons or shared or across)):
                break
            if (
                opening(member, False) in ("含", "分")
                or member.before.startswith(":")
                or cues.SEPARATE.search(member.before[-8:])
                or is_new_matter(total, member, parts)
                or cues.OF_THE_LAST.search(member.before)
                or cues.SUMMED_UP.search(member.before)
                or (crossed and _has_own_total(member, parts))
            ):
                break
        elif conflict(total, member) and (
            opening(member, False) not in ("含", "分", "括号")
            or (cues.TOUCHING.search(member.before) and not cues.WITHIN.search(member.before))
        ):
            break
        parts.append(member)
        if cues.REST.match(member.label) and not member.after.startswith("、"):
            break
    return parts


def _has_own_total(member: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a figure after a semicolon, unlike those before it, is summed up by its words (建议和提案共7条)."""
    return bool(_IN_ALL.search(member.label)) and not any(_IN_ALL.search(part.label) for part in parts)


def _is_within(total: Term, member: Term) -> bool:
    """Tell whether documents are said to be of what was counted in another measure word (信息33条，其中文件8件)."""
    cased = total.figure.unit in cues.CASE_UNITS and member.figure.unit in cues.CASE_UNITS
    return cased and bool(cues.WITHIN.search(member.before)) and member.value <= total.value


def _is_amid(total: Term, parts: Sequence[Term], run: Sequence[Term]) -> bool:
    """Tell whether a part of another measure word stands amid the list (动态421条；规范性文件11件；统计2条)."""
    cased = all(t.figure.unit in cues.CASE_UNITS for t in (total, *run))
    return len(run) > 1 and cased and bool(parts) and same_unit(total, run[1])


def _is_broken_down(member: Term, members: Sequence[Term]) -> bool:
    """Tell whether the next figure is a part of this one (建议16件，其中重点1件；提案22件，其中重点2件)."""
    following = next((t for t in members if t.index > member.index), None)
    return following is not None and opening(following, False) == "含"


def ends_with_rest(total: Term, parts: Sequence[Term], members: Sequence[Term]) -> bool:
    """Tell whether a list ends with 其他, and no figure after it might still belong to it."""
    if not cues.REST.match(parts[-1].label):
        return False
    following = next(iter(members[len(parts) :]), None)
    return (
        following is None
        or not same_unit(total, following)
        or following.clause != parts[-1].clause
        or is_new_matter(total, following, parts)
        or conflict(total, following)
    )


def is_new_matter(total: Term, member: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a label is a sentence of its own (办结80件) and not one more part's name."""
    if cues.CARRIED_OUT.search(member.label) and cues.DONE.search(total.label):
        return True  # 办结36件，其中上年结转2件，结转下年1件
    if _elsewhere(total, member, parts):
        return True
    if parts[-1] is not total and cues.OF_THESE_FIRST.match(parts[-1].after):
        return True  # 156件，其中要求公开的40件中，37件已挂网
    if _is_status(member, parts):
        return True
    if member.family == "元":
        return False  # 运维9.8万元、培训1.6万元
    verb = predicate(member.label)
    if not verb or member.before.startswith("、"):
        return conflict(total, member) and topic(member) != topic(parts[0])
    known = total.before[-60:] + parts[0].label
    if verb in cues.PUBLISHED and cues.PUBLISHING.search(known) and opening(parts[0], False) == "含":
        return False
    by_way = cues.RECEIVED.fullmatch(verb) and cues.CLOSED_CHANNELS.search(total.label)  # 申请31件，当面受理4件
    if verb in cues.PUBLISHED and cues.PUBLISHING.search(known) and cues.BY_CHANNEL.search(member.label):
        return False  # 公开373条，通过网站发布93条、通过公众号推送323条
    return verb not in known and not by_way


def _is_status(member: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a figure says how much of the part before it was settled (建议11件，已解决9件；提案16件)."""
    return bool(cues.SETTLED.match(member.before)) and not any(cues.SETTLED.match("," + p.label) for p in parts)


def _elsewhere(total: Term, member: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a figure is of another channel than the total (网站发布48条，其中动态9条；公众号推送41条)."""
    named = (cues.CHANNELS.search(term.label) for term in (total, member))
    own, other = (found[0] if found else "" for found in named)
    return bool(own and other) and own not in member.label and not cues.CHANNELS.search(parts[0].label)
