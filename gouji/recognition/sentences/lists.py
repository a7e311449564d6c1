"""The figures of a list: where it begins and ends, what opens it, and what keeps two figures apart."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from gouji.recognition.sentences import cues
from gouji.recognition.sentences.terms import Sentence, Term

LONGEST = 24  # parts in one list: the longest published has seventeen
BEHIND = 6  # figures before a list, within its sentence, that may be its total
LINE = 40  # characters of a line that is one item of a list
FEW, SORTS = 12, ("个", "类", "种", "家", "方面", "个方面")  # 三类, 两个平台: kinds of sources, not items

_EVENTS = ("会议", "点击")
_EITHER = re.compile(r"\([条件次人篇份][次条]?\)")
_LEFT = re.compile("另|此外|还有|其余|余下|剩余")
_BY_ITSELF = re.compile(r",有$")  # ……；其次是工作动态，有511条
_QUOTED = re.compile(r"“[^“”]{1,30}”")  # “建议提案办理”发布30条: the name of a column, no predicate
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


def _words(term: Term, first: bool) -> str:
    """Return the words before a term in which a cue may stand: of its own clause and bracket."""
    words = _REMARK.sub("", term.before)
    if first or not term.depth:
        words = words[words.rfind(")") + 1 :]
    if term.depth and "(" in words:
        words = words[words.rfind("(") :]
    if ";" in words:
        words = _BY_ITSELF.sub("", words[words.rfind(";") + 1 :].lstrip())
    return words.lstrip()


def _opening(term: Term, first: bool) -> str:
    words = _words(term, first)
    if cues.SEPARATE.search(words[-16:]):
        return ""
    respectively = cues.RESPECTIVELY.search(words)
    own = respectively and (len(respectively[1]) > 3 or not respectively[2])
    if (own and not cues.WITHIN.search(words)) or cues.OF_SEVERAL.search(words):
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


def lines_after(later: Sequence[Sentence]) -> list[Term]:
    """Return the figures of the lines after a sentence while each line has one, and few words: a list line by line."""
    found: list[Term] = []
    for place, line in enumerate(later):
        counts = counts_of(line)
        if len(line.terms) != 1 or not counts or len(line.text) > LINE or line.number != later[0].number + place:
            break
        found += counts
    return found


def what_is_left(sentence: Sentence, later: Sequence[Sentence]) -> list[Term]:
    """Return the figure of the next sentence that says what is left (其他20件。结转下年度2件; 其他20件。另有2件在办)."""
    following = later[0] if later else None
    if following is None or following.block != sentence.block or following.number != sentence.number + 1:
        return []
    first = counts_of(following)[:1]
    return first if any(cues.CARRIED_OUT.search(t.label) or _LEFT.match(t.before) for t in first) else []


def in_brackets_each(sentence: Sentence, position: int) -> list[Term]:
    """Return the counts that follow in brackets of their own, each after its name (招生（6件）、学区（3件）)."""
    total = sentence.terms[position]
    found: list[Term] = []
    offset = sentence.terms[0].index
    for term in sentence.terms[position + 1 : position + 1 + LONGEST]:
        if term.kind == "rate" and term.depth == total.depth:
            continue
        if term.depth <= total.depth:
            break
        if term.depth == total.depth + 1 and term.kind == "count":
            if term.opener >= offset and sentence.terms[term.opener - offset].kind == "rate":
                found.append(term)  # 通知类占54%（176件），意见类占46%（150件）
                continue
            if term.attached or not re.search(r"[^,、;。\d]{2,}\(\s*$", term.before):
                return []
            found.append(term)
    return found


def of_a_rate(sentence: Sentence, term: Term) -> bool:
    """Tell whether a figure stands in the bracket after a percentage (答复率97.5%（应答复40件，实际答复39件）)."""
    place = term.opener - sentence.terms[0].index
    return bool(term.depth and term.attached and place >= 0 and sentence.terms[place].kind == "rate")


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
    either = _EITHER.match(one.after) or _EITHER.match(other.after)  # 来信来访326件(次)
    known = one.family and other.family and not either
    return not known or one.family == other.family or {one.family, other.family} == {"人", "次"}


def same_unit(one: Term, other: Term) -> bool:
    """Tell whether two figures are printed with one unit, or one of them with none; 宗 and 起 are 件."""
    units = {cues.SAME.get(term.figure.unit, term.figure.unit) for term in (one, other)} - {""}
    return len(units) < 2


def topic(term: Term) -> str:
    """Return the kind of thing that a figure counts, where its label says so."""
    return _topic(term.label)


@functools.lru_cache(4096)
def _topic(label: str) -> str:
    named = _QUOTED.sub("", label)
    return next((name for name, pattern in cues.TOPICS if pattern.search(named)), "")


@functools.lru_cache(4096)
def predicate(label: str) -> str:
    """Return the verb that makes a label a sentence of its own (办结), or nothing."""
    found = cues.PREDICATES.search(cues.OUTCOMES.sub("", _QUOTED.sub("", label)))
    return found[0] if found else ""


def conflict(total: Term, part: Term) -> bool:
    """Tell whether a part is of another kind than the total, so that only a cue could tie them."""
    kind = topic(part)
    if kind in _EVENTS and (cues.KIND.search(part.label) or cues.ABOUT.search(part.label)):
        return False  # 重要会议类信息13条, 会议纪要2条
    if kind in _EVENTS and part.figure.unit in ("条", "篇", "则") and same_unit(total, part):
        return False  # 公文14条，会议3条: what was published of them
    return (
        kind in ("复议", "诉讼", "会议", "点击", "申请")
        and kind not in (topic(total), "")
        and not (kind == "申请" and kind in total.after[:12])  # 3起申请，1起告知向别处申请
        and not any(name == kind and pattern.search(total.before[-40:]) for name, pattern in cues.TOPICS)
    )


def counts_sources(term: Term, total: Term) -> bool:
    """Tell whether a figure counts the sources and not the items (两个平台共公开410条, 分给31家单位)."""
    cases = total.figure.unit in cues.CASE_UNITS - {"个"}
    if cases and (term.figure.unit == "家" or (term.figure.unit == "个" and cues.TOUCHING.search(term.before))):
        return True
    return term.value <= FEW and term.figure.unit in SORTS and term.figure.unit != total.figure.unit


def is_last(sentence: Sentence, position: int) -> bool:
    """Tell whether no count follows in the sentence, as far as a list may reach."""
    return not any(t.kind == "count" and t.depth == 0 for t in sentence.terms[position + 1 : position + 1 + LONGEST])
