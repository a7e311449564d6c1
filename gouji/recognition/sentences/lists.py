"""The figures of a list: where it begins and ends, what opens it, and what keeps two figures apart."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.clauses import Sentence, Term

LONGEST = 24  # parts in one list: the longest published has seventeen
BEHIND = 6  # figures before a list, within its sentence, that may be its total
FEW, SORTS = 12, ("个", "类", "种", "家", "方面", "个方面")  # 三类, 两个平台: kinds of sources, not items

_BY_ITSELF = re.compile(r",有$")  # ……；其次是工作动态，有511条
_REMARK = re.compile(r"(?<=[^\d\s,;:])\([^()\d]{0,20}\)")  # 网站(含转发)319条: of the name, not of the list


def opening(term: Term, first: bool) -> str:
    """Return which cue before a term opens a list.

    分 (exhaustive), 含 (inclusion), 看 (a view), 冒号, 括号, 别 (分别为 with a subject of its own), 由 (closed by
    构成), or nothing.

    Args:
        term: the first figure of the list.
        first: whether no other count stands before it in its sentence.
    """
    if first not in term.openings:
        term.openings[first] = _opening(term, first)
    return term.openings[first]


def _opening(term: Term, first: bool) -> str:
    words = _REMARK.sub("", term.before)
    if first or not term.depth:
        words = words[words.rfind(")") + 1 :]
    if term.depth and "(" in words:
        words = words[words.rfind("(") :]
    if ";" in words:
        words = _BY_ITSELF.sub("", words[words.rfind(";") + 1 :].lstrip())
    words = words.lstrip()
    if cues.SEPARATE.search(words[-16:]):
        return ""
    respectively = cues.RESPECTIVELY.search(words)
    if (respectively and len(respectively[1]) > 3) or cues.OF_SEVERAL.search(words):
        return "别"
    if cues.EXHAUSTIVE.search(words):
        return "分"
    if cues.MADE_OF.search(words):
        return "由"
    if cues.VIEWED.search(words):
        return "看"
    if cues.INCLUDING.search(words[-40:]):
        return "含"
    if cues.THAT_IS.search(words[-24:]):
        return "冒号"
    return "括号" if term.depth and term.attached and words.startswith("(") else ""


def is_open(last: Term, first: Term) -> bool:
    """Tell whether the words leave a list open: 等 after it, 主要 or 例如 before it."""
    return bool(cues.OPEN_AFTER.match(last.after) or cues.OPEN_BEFORE.search(first.before[-30:]))


def counts_of(sentence: Sentence, most: int = 2 * LONGEST) -> list[Term]:
    """Return the first counts of a sentence outside brackets."""
    return [t for t in sentence.terms[:most] if t.kind == "count" and t.depth == 0]


def last_counts(sentence: Sentence) -> list[Term]:
    """Return the last counts of a sentence outside brackets, the last one first."""
    return [t for t in reversed(sentence.terms[-2 * LONGEST :]) if t.kind == "count" and t.depth == 0]


def members_of(sentence: Sentence, position: int) -> list[Term]:
    """Return the counts from `position` on at the same depth and in the same bracket."""
    first = sentence.terms[position]
    found: list[Term] = []
    for term in sentence.terms[position : position + 4 * LONGEST]:
        if term.depth < first.depth or (term.depth == first.depth and first.depth and term.opener != first.opener):
            break
        if term.depth == first.depth and term.kind == "count":
            found.append(term)
        if len(found) > LONGEST:
            break
    return found


def in_brackets_each(sentence: Sentence, position: int) -> list[Term]:
    """Return the counts that follow in brackets of their own, each after its name (招生（6件）、学区（3件）)."""
    total = sentence.terms[position]
    found: list[Term] = []
    for term in sentence.terms[position + 1 : position + 1 + LONGEST]:
        if term.depth <= total.depth:
            break
        if term.depth == total.depth + 1 and term.kind == "count":
            if term.attached or not re.search(r"[^,、;。\d]{2,}\(\s*$", term.before):
                return []
            found.append(term)
    return found


def counts_before(sentence: Sentence, position: int, most: int = BEHIND) -> list[Term]:
    """Return the counts before `position` that may be its total, the nearest first."""
    term = sentence.terms[position]
    offset = sentence.terms[0].index
    if term.depth and term.opener >= offset:
        opener = sentence.terms[term.opener - offset]
        inside = [t for t in sentence.terms[opener.index - offset + 1 : position] if t.depth == term.depth]
        counts = [t for t in reversed(inside) if t.kind == "count"]
        if opener.kind == "rate" and term.attached and not counts:  # 146件提案满意率100%（满意144件，基本满意2件）
            near = sentence.terms[max(0, opener.index - offset - most) : opener.index - offset]
            return [t for t in reversed(near) if t.kind == "count" and t.depth == opener.depth][:1]
        return [*counts[:most], opener] if opener.kind == "count" and term.attached else counts[:most]
    near = sentence.terms[max(0, position - 4 * most) : position]
    return [t for t in reversed(near) if t.kind == "count" and t.depth == term.depth][:most]


def in_a_list(sentence: Sentence, position: int) -> bool:
    """Tell whether a figure stands in the middle of a list, so that the next ones adding up to it are chance."""
    term = sentence.terms[position]
    earlier = [
        t for t in sentence.terms[max(0, position - BEHIND) : position] if t.depth == term.depth and t.kind == "count"
    ]
    if not earlier or earlier[-1].clause != term.clause or not same_unit(earlier[-1], term):
        return False
    if cues.OF_THESE.match(term.after):
        return False  # 撤回3件，其余29件中，公开11件……
    return not cues.STATED.search(cues.OUTCOMES.sub("", term.label))


def alike(one: Term, other: Term) -> bool:
    """Tell whether two figures may be added up or compared at all."""
    return (
        not one.family or not other.family or one.family == other.family or {one.family, other.family} == {"人", "次"}
    )


def same_unit(one: Term, other: Term) -> bool:
    """Tell whether two figures are printed with one unit, or one of them with none; 宗 and 起 are 件."""
    units = {cues.SAME.get(term.figure.unit, term.figure.unit) for term in (one, other)} - {""}
    return len(units) < 2


def topic(term: Term) -> str:
    """Return the kind of thing that a figure counts, where its label says so."""
    return _topic(term.label)


@functools.lru_cache(4096)
def _topic(label: str) -> str:
    return next((name for name, pattern in cues.TOPICS if pattern.search(label)), "")


@functools.lru_cache(4096)
def _predicate(label: str) -> str:
    """Return the verb that makes a label a sentence of its own (办结), or nothing."""
    found = cues.PREDICATES.search(cues.OUTCOMES.sub("", label))
    return found[0] if found else ""


def conflict(total: Term, part: Term) -> bool:
    """Tell whether a part is of another kind than the total, so that only a cue could tie them."""
    kind = topic(part)
    if kind in ("会议", "点击") and cues.KIND.search(part.label):
        return False  # 重要会议类信息13条
    return (
        kind in ("复议", "诉讼", "会议", "点击", "申请")
        and kind not in (topic(total), "")
        and not (kind == "申请" and kind in total.after[:12])  # 3起申请，1起告知向别处申请
        and not any(name == kind and pattern.search(total.before[-40:]) for name, pattern in cues.TOPICS)
    )


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
            shared = parts[-1].share is not None
            if crossed and len(parts) == 1:
                semicolons = member.value <= total.value and not _is_broken_down(member, members)
            even = crossed and sum((part.value for part in parts), Decimal(0)) == total.value
            if even or (crossed and not (semicolons or shared or across)):
                break
            if (
                opening(member, False) in ("含", "分")
                or cues.SEPARATE.search(member.before[-8:])
                or is_new_matter(total, member, parts)
                or cues.OF_THE_LAST.search(member.before)
                or cues.SUMMED_UP.search(member.before)
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
    verb = _predicate(member.label)
    if not verb or member.before.startswith("、"):
        return conflict(total, member) and topic(member) != topic(parts[0])
    known = total.before[-60:] + parts[0].label
    if verb in cues.PUBLISHED and cues.PUBLISHING.search(known) and opening(parts[0], False) == "含":
        return False
    by_way = cues.RECEIVED.fullmatch(verb) and cues.CLOSED_CHANNELS.search(total.label)  # 申请31件，当面受理4件
    if verb in cues.PUBLISHED and cues.PUBLISHING.search(known) and cues.BY_CHANNEL.search(member.label):
        return False  # 公开373条，通过网站发布93条、通过公众号推送323条
    return verb not in known and not by_way


def _elsewhere(total: Term, member: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a figure is of another channel than the total (网站发布48条，其中动态9条；公众号推送41条)."""
    named = (cues.CHANNELS.search(term.label) for term in (total, member))
    own, other = (found[0] if found else "" for found in named)
    return bool(own and other) and own not in member.label and not cues.CHANNELS.search(parts[0].label)


def counts_sources(term: Term, total: Term) -> bool:
    """Tell whether a figure counts the sources and not the items (两个平台共公开410条, 分给31家单位)."""
    if term.figure.unit == "家" and total.figure.unit in cues.CASE_UNITS - {"个"}:
        return True
    return term.value <= FEW and term.figure.unit in SORTS and term.figure.unit != total.figure.unit


def is_last(sentence: Sentence, position: int) -> bool:
    """Tell whether no count follows in the sentence, as far as a list may reach."""
    return not any(t.kind == "count" and t.depth == 0 for t in sentence.terms[position + 1 : position + 1 + LONGEST])
